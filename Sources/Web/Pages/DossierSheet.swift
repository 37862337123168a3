import Causality
import Counter
import HTTP
import Node
import Procedures
import Records
import Staff
import Store

/// The page of a dossier, from one snapshot.
struct DossierSheet {
  let it: DossierView
  let view: DeskView
  let labels: Labels
  let visit: Visit
  let say: Say

  init(_ it: DossierView, _ view: DeskView, _ labels: Labels, _ visit: Visit, _ say: Say) {
    self.it = it
    self.view = view
    self.labels = labels
    self.visit = visit
    self.say = say
  }

  private var words: Texts.CounterWords { Texts.counter }
  private var texts: Texts.Dossier { Texts.dossier }
  private var id: String { it.dossier.record.description }
  private var table: DossierTable { DossierTable(labels, view, say) }

  private func text(_ name: String, _ sheet: Sheet) throws -> HTML {
    guard let (group, index) = sheet.entity.field(named: name) else { return "–" }
    return HTML(try labels.text(sheet.value(name), group.fields[index], of: sheet.entity))
  }

  func page(notice: HTML, holder: String?, errors: [String: HTML]) throws -> Page {
    let code = try labels.title(it.dossier.state) ?? id
    let held = holder.map { name -> HTML in
      "<div class=\"notice busy\" role=\"status\"><p>\(say(words.heldBy, SafeText(name)))</p></div>"
    }
    return Page(
      say(texts.title, SafeText(code)), place: .dossiers, status: errors.isEmpty ? 200 : 422,
      """
      <div class="head"><h1>\(say(texts.title, SafeText(code)))</h1>\(Badge(say).status(it.status))\
      \(Badge(say).standing(it.standing))\
      <a class="button second slim noprint" href="/dossier/\(id)/receipt">\(say(words.printReceipt))</a></div>
      \(notice)\(Fields(say, errors: errors).summary())\(held ?? "")\(try conflicts())\(ground(code))
      <div class="columns"><div><section class="card">\(try facts())</section>
      <section class="card"><h2>\(say(words.papers))</h2>\(try papers())</section>
      \(try parts())\(try others())</div>
      <div><section class="card noprint"><h2>\(say(words.actsHead))</h2>\(acts(errors))</section>
      <section class="card"><h2>\(say(words.timeline))</h2>\(try timeline())</section></div></div>
      """)
  }

  private func conflicts() throws -> HTML {
    guard !it.conflicts.isEmpty else { return "" }
    let items = try it.conflicts.map { entry -> HTML in
      "<li>\(try labels.what(entry)) – <a href=\"/conflict/\(entry.id)\">\(say(words.seeConflict))</a></li>"
    }
    return "<div class=\"notice caution\"><h2>\(say(words.inConflict))</h2><ul>\(items)</ul></div>"
  }

  /// What the dossier relies on and has changed since: looked at again before a result.
  private func ground(_ code: String) -> HTML {
    let shifted = it.ground.filter { !$0.isFirm }.map(\.component)
    guard !shifted.isEmpty else { return "" }
    let again = visit.form(
      "/dossier/\(id)/act",
      """
      \(Fields.hidden("what", "ground"))\(Fields.hidden("seen", it.dossier.version))\
      <button class="second slim">\(say(words.lookAgain))</button>
      """)
    return """
      <div class="notice caution"><p>\(say(words.groundMoved, SafeText(shifted.joined(separator: ", "))))</p>\(again)</div>
      """
  }

  private func facts() throws -> HTML {
    let dossier = it.dossier
    var items: [HTML] = []
    func add(_ label: HTML, _ value: HTML) { items.append("<dt>\(label)</dt><dd>\(value)</dd>") }
    add(say(texts.procedure), try text("procedure", dossier))
    if let person = dossier.reference("person") {
      let name = HTML(try labels.title(person) ?? "–")
      // Whoever works on the dossier looks at its applicant for that reason.
      let purpose = try labels.title(dossier.state) ?? id
      add(
        say(texts.applicant),
        visit.form(
          "/person/\(person.description)/look",
          "\(Fields.hidden(PurposeFields.field, purpose))<button class=\"linkish\">\(name)</button>"
        ))
    }
    if !dossier.value("concerns").isNull {
      add(Texts.fields.field("concerns", of: "dossier").map { say($0) } ?? "", try text("concerns", dossier))
    }
    for name in ["case", "channel", "summary", "assigned_to", "result", "decided_by"]
    where !dossier.value(name).isNull {
      var value = try text(name, dossier)
      if name == "case", let procedure = it.procedure, let number = Int(dossier.text("case") ?? ""),
        procedure.cases.indices.contains(number - 1)
      {
        let chosen = procedure.cases[number - 1]
        value = HTML(visit.language == .vi ? chosen.nameVi : chosen.nameEn)
      }
      add(Texts.fields.field(name, of: "dossier").map { say($0) } ?? HTML(name), value)
    }
    add(say(texts.received), dossier.int("received_at").map { HTML(CalendarText.moment($0)) } ?? "–")
    add(say(texts.due), "\(dossier.int("due_at").map { HTML(CalendarText.moment($0)) } ?? "–") \(timeliness)")
    if dossier.value("is_provisional").bool ?? false {
      add(say(texts.code), Badge.html("caution", Icon.warning, say(texts.provisionalCode)))
    }
    if it.needsPersonalID { add("", Badge.html("caution", Icon.clock, say(Texts.views.waitsForID))) }
    if !it.waitsFor.isEmpty {
      let codes = try it.waitsFor.compactMap { try labels.title($0) }.joined(separator: ", ")
      add("", Badge.html("caution", Icon.clock, say(words.waitsFor, SafeText(codes))))
    }
    return "<dl class=\"facts\">\(items)</dl>"
  }

  private var timeliness: HTML {
    func span(_ minutes: Int) -> SafeText { AgeText.span(Int64(minutes) * 60_000, visit.language) }
    return switch it.timeliness {
    case .running(let minutes): Badge.html("plain", Icon.clock, say(Texts.views.timeLeft, span(minutes)))
    case .overdue(let minutes): Badge.html("caution", Icon.warning, say(texts.overdue, span(minutes)))
    case .paused: Badge.html("off", Icon.clock, say(Texts.views.paused))
    case .notRunning: ""
    case .endedEarly: Badge.html("good", Icon.check, say(texts.early))
    case .endedOnTime: Badge.html("good", Icon.check, say(texts.onTime))
    case .endedLate: Badge.html("caution", Icon.warning, say(Texts.views.endedLate))
    }
  }

  private var isEnded: Bool { it.next.isEmpty }

  private func papers() throws -> HTML {
    guard !it.requirements.isEmpty else { return "<p class=\"soft\">\(say(words.wantedNone))</p>" }
    let rows = try it.requirements.map { requirement -> HTML in
      let state = requirement.text("state") ?? ""
      let look: HTML = state == "missing" ? "caution" : state == "awaited" ? "busy" : "good"
      let icon = state == "missing" ? Icon.empty : state == "awaited" ? Icon.clock : Icon.check
      var source = try text("evidence_source", requirement)
      if let at = requirement.int("as_of"), state == "data" {
        source += "<br><span class=\"soft small\">\(say(words.asOf, CalendarText.moment(at)))</span>"
      }
      let to = state == "missing" ? "provided" : "missing"
      let button = visit.form(
        "/dossier/\(id)/act",
        """
        \(Fields.hidden("what", "requirement"))\(Fields.hidden("component", requirement.text("component") ?? ""))\
        \(Fields.hidden("state", to))\(Fields.hidden("seen", it.dossier.version))<button class="second slim">\
        \(say(to == "provided" ? words.markProvided : words.markMissing))</button>
        """, name: " class=\"noprint\"")
      return """
        <tr><td>\(try text("name", requirement))</td><td>\(Badge.html(look, icon, try text("state", requirement)))</td>\
        <td>\(source)</td><td>\(button, if: !isEnded && ["missing", "provided"].contains(state))</td></tr>
        """
    }
    return """
      <div class="scroll"><table><thead><tr><th scope="col">\(say(Texts.common.name))</th>\
      <th scope="col">\(say(Texts.common.status))</th><th scope="col">\(say(Texts.common.source))</th>\
      <th scope="col"><span class="noprint">\(say(words.actions))</span></th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func parts() throws -> HTML {
    guard !it.parts.isEmpty else { return "" }
    let rows = try ([it.dossier] + it.parts).sorted { ($0.int("part") ?? 0) < ($1.int("part") ?? 0) }.map {
      part -> HTML in
      let isThis = part.record == it.dossier.record
      let code =
        isThis ? "\(HTML(try labels.title(part.state) ?? "")) (\(say(words.thisPart)))" : try table.code(part)
      return """
        <tr><td class="number">\(part.int("part") ?? 0)</td><td>\(code)</td><td>\(try table.procedure(part))</td>\
        <td>\(Badge(say).status(part.dossierStatus))</td><td class="nowrap">\(table.due(part))</td></tr>
        """
    }
    return """
      <section class="card"><h2>\(say(words.partsHead))</h2><div class="scroll"><table><thead><tr>\
      <th scope="col" class="number">\(Problems.label("part", visit.language))</th><th scope="col">\(say(texts.code))</th>\
      <th scope="col">\(say(texts.procedure))</th><th scope="col">\(say(Texts.common.status))</th>\
      <th scope="col">\(say(texts.due))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func others() throws -> HTML {
    let payments = try it.payments.map { payment -> HTML in
      "<li>\(try text("purpose", payment)): \(try text("amount", payment)) (\(try text("receipt_number", payment)))</li>"
    }
    let files = try it.attachments.map { file -> HTML in
      "<li>\(try text("name", file)), \(bytesText(file.int("size") ?? 0, visit.language))</li>"
    }
    return """
      \("<section class=\"card\"><h2>\(say(words.payments))</h2><ul>\(payments)</ul></section>", if: !payments.isEmpty)\
      \("<section class=\"card\"><h2>\(say(words.attachments))</h2><ul>\(files)</ul></section>", if: !files.isEmpty)
      """
  }

  private func acts(_ errors: [String: HTML]) -> HTML {
    guard !it.next.isEmpty else { return "<p class=\"soft\">\(say(words.actsNone))</p>" }
    let fields = Fields(say, errors: errors)
    let steps = it.next.map { (value: "\($0.rawValue)", text: say(texts.status($0))) }
    let typed = errors.isEmpty ? FormBody() : visit.form
    let result =
      it.next.contains(.finished)
      ? fields.text(
        "result", say(words.resultWords), value: typed.text("result"),
        more: " autocomplete=\"off\" maxlength=\"400\"")
      : ""
    let step = visit.form(
      "/dossier/\(id)/act",
      """
      \(Fields.hidden("what", "step"))\(Fields.hidden("seen", it.dossier.version))\
      \(fields.radios("to", say(words.moveTo), steps, chosen: typed["to"]))\
      \(fields.area("note", say(words.noteWords), value: typed.text("note"), more: " maxlength=\"2000\""))\(result)\
      <div class="actions"><button data-key="save">\(say(words.move))</button></div>
      """)
    let pay = visit.form(
      "/dossier/\(id)/act",
      """
      \(Fields.hidden("what", "pay"))\(Fields.hidden("seen", it.dossier.version))\
      \(fields.text("purpose", say(words.payPurpose), value: typed.text("purpose"), more: " autocomplete=\"off\" maxlength=\"200\""))\
      \(fields.text("amount", say(words.payAmount), value: typed.text("amount"), more: " inputmode=\"numeric\" autocomplete=\"off\"", isShort: true))\
      \(fields.text("receipt", say(words.payReceipt), value: typed.text("receipt"), more: " autocomplete=\"off\" maxlength=\"64\"", isShort: true))\
      <div class="actions"><button class="second">\(say(words.pay))</button></div>
      """)
    let isOpen: HTML = errors["amount"] != nil || it.status == .paymentRequested ? " open" : ""
    return "\(step)<details\(isOpen)><summary>\(say(words.payHead))</summary>\(pay)</details>"
  }

  private func timeline() throws -> HTML {
    let items = try it.events.reversed().map { event -> HTML in
      let by = event.state.groups.first { $0.group != RecordState.lifeGroup }?.siblings.entries.first
      let isPaper = event.text("what") == DossierEvent.What.requirementChanged.rawValue
      let what = isPaper ? say(words.paperChanged) : try text("what", event)
      let note = event.text("note").map { isPaper ? paper($0) : HTML($0) }.map { "<br>\($0)" as HTML } ?? ""
      let moved = event.int("from_status") != event.int("to_status")
      let to: HTML = " → \(ValueText.status(event.value("to_status"), visit.language))"
      return """
        <li><strong>\(what)</strong>\(to, if: moved)\
        <br><span class="soft small">\(event.int("at").map { CalendarText.moment($0) } ?? "–") · \
        \(by?.content.stamp.author ?? "–")</span>\(note)</li>
        """
    }
    return "<ol class=\"timeline\">\(items)</ol>"
  }

  /// The note of a paper that changed is `component: state: words`; shown by the names that people know.
  private func paper(_ note: String) -> HTML {
    let parts = note.components(separated: ": ")
    guard parts.count >= 2 else { return HTML(note) }
    let name = it.requirements.first { $0.text("component") == parts[0] }?.text("name") ?? parts[0]
    let state = Texts.fields.word(parts[1], in: "state")?[visit.language] ?? parts[1]
    let words = parts.dropFirst(2).joined(separator: ": ")
    return "\(say(self.words.paperNow, SafeText(name), SafeText(state)))\(" – \(words)", if: !words.isEmpty)"
  }
}

extension String {
  /// The pieces between a separator.
  fileprivate func components(separated separator: String) -> [String] {
    split(separator: separator).map(String.init)
  }
}
