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
    try await noteLook()
    return try await visit.read { view, labels in
      try DossierSheet(try view.dossier(id), view, labels, visit, say).page(
        notice: notice, holder: holder, errors: errors)
    }
  }

  /// A dossier shows whom it is for and about; it is its own purpose.
  private func noteLook() async throws {
    let id = visit.id()
    let (code, persons) = try await visit.read { view, _ in
      let dossier = try view.one(.dossier, id)
      return (
        dossier.text("code") ?? "",
        [dossier.reference("person"), dossier.reference("concerns")].compactMap { $0 }
      )
    }
    try await visit.note(persons, for: .dossier(code))
  }

  func receipt() async throws -> Page {
    let (visit, say, id) = (visit, say, visit.id())
    try await noteLook()
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
