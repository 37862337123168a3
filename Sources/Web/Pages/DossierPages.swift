import Causality
import Counter
import HTTP
import Node
import Procedures
import Records
import Staff
import Store

/// One dossier: how it stands, what it is made of, what happened, and what may be done now and nothing else.
struct DossierPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }

  func show(notice: HTML = "", errors: [String: HTML] = [:]) async throws -> Page {
    let (visit, say, id) = (visit, say, visit.id())
    let holder = await visit.web.context.staff.hold("dossier:\(id)", by: visit.staff)
    return try await visit.read { view, labels in
      try DossierSheet(try view.dossier(id), view, labels, visit, say).page(
        notice: notice, holder: holder, errors: errors)
    }
  }

  func receipt() async throws -> Page {
    let (visit, say, id) = (visit, say, visit.id())
    return try await visit.read { view, labels in
      let first = try view.dossier(id)
      let all = try [first] + first.parts.map { try view.dossier($0.record.description) }
      let sheets = try all.sorted { ($0.dossier.int("part") ?? 0) < ($1.dossier.int("part") ?? 0) }.map {
        try ReceiptSheet($0, view, labels, visit, say).html()
      }
      let words = Texts.counter
      var page = Page(
        say(words.receiptTitle), place: .dossiers,
        """
        <div class="head noprint"><h1>\(say(words.printReceipt))</h1>\
        <a class="button second" href="/dossier/\(id)" data-key="back">\(say(Texts.web.back))</a>\
        <button data-print hidden autofocus>\(say(words.print)) <kbd>Ctrl</kbd>+<kbd>P</kbd></button></div>
        \(sheets)
        """)
      page.isSheet = true
      return page
    }
  }

  // MARK: Acts

  func act() async throws -> Answer {
    let form = visit.form
    let (desk, id, seen) = (try await visit.desk(), visit.id(), form["seen"])
    switch form.text("what") {
    case "step": return try await step(desk)
    case "requirement":
      let state = Satisfaction.State(rawValue: form.text("state")) ?? .provided
      guard state == .provided || state == .missing else { throw DeskRefusal.unknownComponent("") }
      _ = try await desk.setRequirement(
        form.text("component"), of: id, state, staff: visit.staff, seen: seen)
    case "pay":
      guard let amount = Int64(form.text("amount").filter { $0 != "." && $0 != " " && $0 != "," }) else {
        return .page(
          try await show(
            errors: ["amount": "\(Problems.label("amount", visit.language)): \(say(words.unfit))"]))
      }
      _ = try await desk.pay(
        id, purpose: form.text("purpose"), amount: amount, receipt: form.text("receipt"), staff: visit.staff,
        seen: seen)
    case "ground": _ = try await desk.renewGround(id, staff: visit.staff, seen: seen)
    default: return .see("/dossier/\(id)")
    }
    return .page(try await show(notice: done))
  }

  private var done: HTML { "<div class=\"notice good\" role=\"status\"><p>\(say(words.done))</p></div>" }

  private static let needsNote: Set<DossierStatus> = [
    .withdrawn, .supplementRequested, .notAccepted, .stopped,
  ]

  /// A step of the law: shown once more with what it will be before it is made.
  private func step(_ desk: Desk) async throws -> Answer {
    let (form, id) = (visit.form, visit.id())
    guard let to = Int(form.text("to")).flatMap(DossierStatus.init) else {
      return .page(try await show(errors: ["to": say(words.chooseOne)]))
    }
    let note = form.text("note")
    if Self.needsNote.contains(to), note.isEmpty {
      return .page(try await show(errors: ["note": say(words.noteNeeded)]))
    }
    guard form["sure"] == "yes" else { return .page(try await confirm(to, note)) }
    let seen = form["seen"]
    switch to {
    case .withdrawn: _ = try await desk.withdraw(id, reason: note, staff: visit.staff, seen: seen)
    case .returned:
      _ = try await desk.handOver(id, note: note.isEmpty ? nil : note, staff: visit.staff, seen: seen)
    default:
      let result = form.text("result")
      _ = try await desk.advance(
        id, to: to, note: note.isEmpty ? nil : note, result: result.isEmpty ? nil : result, reason: note,
        staff: visit.staff, seen: seen)
    }
    return .page(try await show(notice: done))
  }

  private func confirm(_ to: DossierStatus, _ note: String) async throws -> Page {
    let (say, words, form, id) = (say, words, visit.form, visit.id())
    let (code, from, missing) = try await visit.read { view, labels in
      let dossier = try view.dossier(id)
      let missing = dossier.requirements.filter { $0.text("state") == "missing" }.compactMap {
        $0.text("name")
      }
      return (try labels.title(dossier.dossier.state) ?? id, dossier.status, missing)
    }
    let hidden = ["seen", "to", "note", "result"].map { Fields.hidden($0, form.text($0)) }
    let result = form.text("result")
    let body: HTML = """
      \(Fields.hidden("what", "step"))\(Fields.hidden("sure", "yes"))\(hidden)<dl class="facts">\
      <dt>\(say(Texts.dossier.code))</dt><dd class="code">\(code)</dd>\
      <dt>\(say(Texts.common.status))</dt><dd>\(Badge(say).status(from)) → \(Badge(say).status(to))</dd>\
      \("<dt>\(say(words.noteWords))</dt><dd>\(note)</dd>", if: !note.isEmpty)\
      \("<dt>\(say(words.resultWords))</dt><dd>\(result)</dd>", if: !result.isEmpty)</dl>\
      \("<p class=\"notice caution\">\(say(words.missingStill, SafeText(missing.joined(separator: ", "))))</p>", if: !missing.isEmpty)\
      <div class="actions"><button data-key="save" autofocus>\(say(Texts.web.confirm))</button>\
      <a class="button second" href="/dossier/\(id)" data-key="back">\(say(Texts.web.cancel))</a></div>
      """
    return Page(
      say(words.reallyMove), place: .dossiers,
      "<div class=\"card narrow\"><h1>\(say(words.reallyMove))</h1>\(visit.form("/dossier/\(id)/act", body))</div>"
    )
  }
}

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

/// The paper that the citizen takes home. Until the province has the dossier it says that it is provisional.
struct ReceiptSheet {
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

  func html() throws -> HTML {
    let (words, texts) = (Texts.counter, Texts.dossier)
    let dossier = it.dossier
    let code = try labels.title(dossier.state) ?? dossier.record.description
    let isKnown = it.standing == .knownToProvince
    let stamp: HTML =
      isKnown
      ? "<div class=\"stamp good\">\(say(words.knownStamp))</div>"
      : "<div class=\"stamp\">\(say(words.provisionalStamp))</div><p class=\"small\">\(say(words.provisionalExplained))</p>"
    func list(_ title: Text, _ states: Set<String>) -> HTML {
      let names = it.requirements.filter { states.contains($0.text("state") ?? "") }.compactMap {
        $0.text("name")
      }
      guard !names.isEmpty else { return "" }
      return "<h3>\(say(title))</h3><ul>\(names.map { "<li>\($0)</li>" as HTML })</ul>"
    }
    let center = visit.web.context.configuration.label
    let procedure = try dossier.text("procedure").map { HTML(try labels.procedure($0)) } ?? "–"
    let applicant = try dossier.reference("person").flatMap { try labels.title($0) } ?? "–"
    return """
      <section class="sheet"><div class="office"><div><strong>\(center)</strong><br>\(say(Texts.places.oneStop))</div>\
      <div><strong>\(say(words.motto1))</strong><br>\(say(words.motto2))</div></div>\
      <h2 class="big">\(say(words.receiptTitle))</h2>\(stamp)<dl class="facts">\
      <dt>\(say(texts.code))</dt><dd class="code"><strong>\(code)</strong></dd>\
      <dt>\(say(texts.applicant))</dt><dd>\(applicant)</dd>\
      <dt>\(say(texts.procedure))</dt><dd>\(procedure)</dd>\
      <dt>\(say(texts.received))</dt><dd>\(dossier.int("received_at").map { CalendarText.moment($0) } ?? "–")</dd>\
      <dt>\(say(texts.due))</dt><dd><strong>\(dossier.int("due_at").map { CalendarText.moment($0) } ?? "–")</strong></dd></dl>\
      \(list(words.handedIn, ["provided", "waived"]))\(list(words.fromData, ["data", "awaited"]))\(list(words.toBring, ["missing"]))\
      <div class="sign"><div>\(say(words.signCitizen))</div><div>\(say(words.signStaff))<br>\(visit.session?.label ?? "")</div></div></section>
      """
  }
}
