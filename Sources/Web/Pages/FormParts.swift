import Causality
import Counter
import Node
import Procedures
import Records
import Store

/// The four steps of a new dossier.
struct FormParts: Sendable {
  let visit: Visit
  let say: Say
  let form: DossierForm
  let fields: Fields

  private var words: Texts.CounterWords { Texts.counter }
  private var isVietnamese: Bool { visit.language == .vi }

  // MARK: 1

  func services(_ view: DeskView) throws -> HTML {
    guard let catalogue = view.catalogue?.catalogue else { throw DeskRefusal.catalogueNotHere }
    let day = view.day
    let linked = catalogue.services.filter { service in
      service.linked?.steps.contains { $0.procedure != nil } ?? false
    }.map { service in
      (value: "service.\(service.number)", text: HTML(isVietnamese ? service.nameVi : service.nameEn))
    }
    let codes = Set(catalogue.procedures.map(\.code)).sorted()
    let single = codes.compactMap { catalogue.procedure($0, on: day) }.map { procedure in
      (
        value: procedure.code,
        text:
          "\(isVietnamese ? procedure.nameVi : procedure.nameEn) <span class=\"soft small\">\(procedure.code)</span>"
          as HTML
      )
    }
    let chosen = form.text("procedure")
    // The name is the same, so the two lists are one choice.
    return """
      <h2>\(say(words.chooseService))</h2><div class="field" hidden><label for="f-filter">\(say(words.filter))</label>\
      <input id="f-filter" type="search" data-filter=".choice.row" autocomplete="off" spellcheck="false"\
      \(" autofocus", if: chosen.isEmpty)></div>\
      \(fields.radios("procedure", say(words.linkedServices), linked, chosen: chosen, rowClass: " row"))\
      \(Fields(say).radios("procedure", say(words.singleProcedures), single, chosen: chosen, rowClass: " row", id: "f-single"))
      """
  }

  // MARK: 2

  func cases(_ view: DeskView) -> HTML {
    guard let procedure = form.procedure(view) else { return "<p>\(say(words.chooseOne))</p>" }
    let cases = procedure.cases.enumerated().map { index, one in
      (value: "\(index + 1)", text: HTML(isVietnamese ? one.nameVi : one.nameEn))
    }
    let chosen = form.text("case")
    let offered = procedure.channels.isEmpty ? Channel.Kind.allCases : procedure.channels.map(\.channel)
    let channels = offered.map { kind in
      (
        value: kind.rawValue,
        text: Texts.fields.word(kind.rawValue, in: "channel").map { say($0) } ?? HTML(kind.rawValue)
      )
    }
    let channel = offered.contains(form.channel) ? form.channel : offered.first ?? .direct
    let ask: HTML =
      cases.count > 1
      ? fields.radios("case", say(words.chooseCase), cases, chosen: chosen, focusFirst: true) : ""
    return """
      <h2>\(form.name(view, visit.language) ?? "")</h2>\(ask)\(optional(view))\(child, if: form.isBirth)\
      \(fields.radios("channel", say(words.chooseChannel), channels, chosen: channel.rawValue))\
      \(fields.text("concerns", say(words.concernsLabel), value: form.text("concerns"), more: " autocomplete=\"off\" maxlength=\"64\"", isShort: true), if: !form.isBirth)\
      \(fields.text("summary", say(words.summary), value: form.text("summary"), more: " autocomplete=\"off\" maxlength=\"400\""))
      """
  }

  private func optional(_ view: DeskView) -> HTML {
    guard let service = form.service,
      let steps = view.catalogue?.catalogue.service(service, on: view.day)?.linked?.steps
    else { return "" }
    let options = steps.filter { $0.optional && $0.procedure != nil }.map { step in
      (value: "\(step.order)", text: HTML(isVietnamese ? step.nameVi : step.nameEn))
    }
    guard !options.isEmpty else { return "" }
    return fields.checks("steps", say(words.optionalSteps), options, chosen: form.all("steps"))
  }

  private var child: HTML {
    let sexes = ["male", "female"].map { word in
      (value: word, text: Texts.fields.word(word, in: "sex").map { say($0) } ?? HTML(word))
    }
    return """
      <h3>\(say(words.childHead))</h3>\
      \(fields.text("child_name", say(words.childName), value: form.text("child_name"), more: " autocomplete=\"off\" maxlength=\"200\""))\
      \(fields.text("child_born", say(words.childBorn), value: form.text("child_born"), more: " autocomplete=\"off\" maxlength=\"10\" placeholder=\"20/11/2026\"", isShort: true))\
      \(fields.radios("child_sex", say(words.childSex), sexes, chosen: form.text("child_sex")))
      """
  }

  // MARK: 3

  private func name(_ component: Component) -> String { isVietnamese ? component.nameVi : component.nameEn }

  /// One sentence for each component: what takes its place and why, by the lists of the day.
  private func sentences(_ view: DeskView, _ labels: Labels) throws -> [String: HTML] {
    let pages = LawPages(labels, view)
    var codes: [(code: String, caseText: String?)] = []
    if let service = form.service {
      let steps = view.catalogue?.catalogue.service(service, on: view.day)?.linked?.steps ?? []
      codes = steps.compactMap(\.procedure).map { ($0, nil) }
    }
    if let procedure = form.procedure(view) {
      let text = form.text("case")
      codes.append((procedure.code, text.isEmpty ? nil : text))
    }
    var found: [String: HTML] = [:]
    for (code, caseText) in codes {
      // A part whose case is not settled yet is judged later; it has no sentence now.
      guard
        let (_, judgements) = try? view.judge(
          procedure: code, case: caseText, person: form.person, channel: form.channel, on: view.day)
      else { continue }
      for judgement in judgements { found[judgement.component.id] = HTML(try pages.sentence(judgement)) }
    }
    return found
  }

  func evidence(_ receipts: [DossierReceipt], _ view: DeskView, _ labels: Labels) throws -> HTML {
    let why = try sentences(view, labels)
    var seen: Set<String> = []
    let all = receipts.flatMap(\.requirements).filter { seen.insert($0.component.id).inserted }
    let proven = all.filter { $0.satisfaction.state != .missing }.map { component, satisfaction -> HTML in
      let icon = satisfaction.state == .data ? Icon.check : Icon.clock
      let words = why[component.id].map { "<br><span class=\"soft small\">\($0)</span>" as HTML } ?? ""
      return "<li><span class=\"state good-ink\">\(icon)</span> \(name(component))\(words)</li>"
    }
    let options = all.filter { $0.satisfaction.state == .missing }.map { component, _ in
      let words = why[component.id].map { "<br><span class=\"soft small\">\($0)</span>" as HTML } ?? ""
      return (value: component.id, text: "\(name(component))\(copies(component))\(words)" as HTML)
    }
    let none: HTML = "<p>\(say(words.wantedNone))</p>"
    return """
      <h2>\(say(words.proven))</h2>\("<ul class=\"list\">\(proven)</ul>", if: !proven.isEmpty)\
      \("<p class=\"soft\">\(say(words.provenNone))</p>", if: proven.isEmpty)\
      \(fields.checks("given", say(words.wanted), options, chosen: form.all("given"), hint: say(words.wantedHint)), if: !options.isEmpty)\
      \(none, if: options.isEmpty && !receipts.isEmpty)
      """
  }

  private func copies(_ component: Component) -> HTML {
    component.copies > 1
      ? " <span class=\"soft small\">(\(say(Texts.views.copies, SafeText(component.copies))))</span>" : ""
  }

  // MARK: 4

  func check(
    _ receipts: [DossierReceipt], _ refusal: DeskRefusal?, _ id: String, _ view: DeskView, _ labels: Labels
  ) throws -> HTML {
    var items: [HTML] = []
    func add(_ label: HTML, _ value: HTML, step: Int) {
      items.append(
        "<dt>\(label)</dt><dd>\(value) <a class=\"small noprint\" href=\"/form/\(id)?step=\(step)\" aria-label=\"\(say(words.changeIt)): \(label)\">\(say(words.changeIt))</a></dd>"
      )
    }
    add(say(Texts.dossier.procedure), HTML(form.name(view, visit.language) ?? "–"), step: 1)
    if let procedure = form.procedure(view), procedure.cases.count > 1, let number = Int(form.text("case")),
      procedure.cases.indices.contains(number - 1)
    {
      let chosen = procedure.cases[number - 1]
      add(say(words.stepCase), HTML(isVietnamese ? chosen.nameVi : chosen.nameEn), step: 2)
    }
    if let child = form.isBirth ? form.child : nil {
      let name = [child.surname, child.middle, child.given].compactMap { $0 }.joined(separator: " ")
      add(say(words.childHead), "\(name), \(child.birthDate.vietnamese)", step: 2)
    }
    let channel = Texts.fields.word(form.channel.rawValue, in: "channel").map { say($0) }
    add(say(Texts.dossier.channel), channel ?? "–", step: 2)
    if !form.text("summary").isEmpty { add(say(words.summary), HTML(form.text("summary")), step: 2) }
    let parts = receipts.enumerated().map { index, receipt -> HTML in
      let due =
        switch receipt.due {
        case .at(let moment, _): HTML(moment.vietnamese)
        case .awaitsPayment: say(Texts.views.afterPayment)
        case .paused: say(Texts.views.paused)
        case .notStated: say(Texts.views.noLimit)
        }
      let title: HTML =
        receipts.count > 1
        ? "\(say(words.dueThen)) (\(say(words.dossierNo, SafeText(index + 1))))" : say(words.dueThen)
      return "<dt>\(title)</dt><dd>\(due)</dd>"
    }
    var seen: Set<String> = []
    let given = form.all("given")
    let papers = receipts.flatMap(\.requirements).filter { seen.insert($0.component.id).inserted }.map {
      component, satisfaction -> HTML in
      let isThere = satisfaction.state != .missing || given.contains(component.id)
      let state =
        switch satisfaction.state {
        case .data: Texts.dossier.reused
        case .awaited: Texts.dossier.awaited
        case .missing, .provided, .waived: isThere ? words.gotIt : words.notYet
        }
      return """
        <li>\(name(component)) \(Badge.html(isThere ? "good" : "caution", isThere ? Icon.check : Icon.empty, say(state)))</li>
        """
    }
    return """
      <h2>\(say(words.checkTitle))</h2>\(try duplicates(refusal, labels))<dl class="facts">\(items)\(parts)</dl>\
      <h3>\(say(words.stepEvidence)) <a class="small noprint" href="/form/\(id)?step=3">\(say(words.changeIt))</a></h3>\
      <ul class="list">\(papers)</ul>
      """
  }

  private func duplicates(_ refusal: DeskRefusal?, _ labels: Labels) throws -> HTML {
    guard let refusal else { return "" }
    guard case .duplicateDossiers(let records) = refusal else {
      return
        "<div class=\"notice danger\" role=\"alert\" tabindex=\"-1\"><p>\(Problems.refused(refusal, visit.language).happened)</p></div>"
    }
    let items = try records.prefix(5).map { record -> HTML in
      let code = try labels.title(record) ?? record.description
      return "<li><a href=\"/dossier/\(record.description)\">\(code)</a></li>"
    }
    return """
      <div class="notice caution" role="alert" tabindex="-1"><p>\(say(words.duplicate))</p><ul>\(Array(items))</ul>\
      <div class="choice"><input type="checkbox" id="f-another" name="another" value="yes"><label for="f-another">\
      \(say(words.isAnother))</label></div></div>
      """
  }
}
