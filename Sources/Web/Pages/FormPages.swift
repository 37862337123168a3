import Causality
import Counter
import HTTP
import Node
import Procedures
import Records
import Staff
import Store

/// Filling in a new dossier: what the citizen needs, which case, what data proves and what must still be given, and once
/// more all of it. Each step is saved at the node before the next one is shown.
struct FormPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }
  private var book: StaffBook { visit.web.context.staff }

  func begin() async throws -> Answer {
    let id = visit.id()
    guard let record = RecordID(text: id),
      visit.web.looks.purpose(visit.session?.token ?? [], record, at: visit.now) != nil
    else { return .see("/person/\(id)") }
    let name = try await visit.read { view, labels in
      try labels.title(try view.one(.person, id).state) ?? "–"
    }
    let form = try await book.beginForm(
      "dossier", title: name, body: DossierForm(person: id).body, by: visit.staff)
    return .see("/form/\(form.id)")
  }

  private func stored() async throws -> (SavedForm, DossierForm) {
    guard let saved = try await book.form(visit.id()), let form = DossierForm(saved.body) else {
      throw StaffError.formUnknown
    }
    // Whoever goes on with somebody else's form sees the same person.
    if let person = RecordID(text: form.person) { try await visit.note([person], for: .named(.reception)) }
    return (saved, form)
  }

  func show() async throws -> Answer {
    let (saved, form) = try await stored()
    let asked = Int(visit.request.head.value(ofQuery: "step") ?? "")
    let step = min(max(1, asked ?? furthest(form)), 4)
    return .page(try await page(saved, form, step: step))
  }

  /// Where somebody who opens the form goes on.
  private func furthest(_ form: DossierForm) -> Int {
    form.text("procedure").isEmpty
      ? 1 : form.fields["channel"] == nil ? 2 : form.fields["given"] == nil ? 3 : 4
  }

  /// A step was sent: saved first, then looked at.
  func take() async throws -> Answer {
    var (saved, form) = try await stored()
    let step = min(max(1, Int(visit.form.text("step")) ?? 1), 4)
    let version = Int(visit.form.text("_v")) ?? saved.version
    form.take(visit.form, step: step)
    do {
      saved = try await store(saved, form, over: version)
    } catch StaffError.formChanged {
      return .page(
        try await page(saved, form, step: step, notice: notice("caution", say(words.formChanged))))
    }
    switch visit.form.text("go") {
    case "back": return .see("/form/\(saved.id)?step=\(max(1, step - 1))")
    case "receive": return try await receive(saved, form)
    default: break
    }
    let errors = try await check(form, step)
    guard errors.isEmpty else { return .page(try await page(saved, form, step: step, errors: errors)) }
    return .see("/form/\(saved.id)?step=\(min(4, step + 1))")
  }

  /// A pause in typing: a script sends what stands so far.
  func save() async throws -> Answer {
    var (saved, form) = try await stored()
    form.take(visit.form, step: Int(visit.form.text("step")) ?? 1)
    do {
      saved = try await store(saved, form, over: Int(visit.form.text("_v")) ?? 0)
      return .note(200, "\(saved.version)\n")
    } catch StaffError.formChanged {
      return .note(409, "changed\n")
    }
  }

  private func store(_ saved: SavedForm, _ form: DossierForm, over version: Int) async throws -> SavedForm {
    let title = try await title(form)
    _ = try await book.saveForm(saved.id, title: title, body: form.body, over: version, by: visit.staff)
    guard let now = try await book.form(saved.id) else { throw StaffError.formUnknown }
    return now
  }

  private func title(_ form: DossierForm) async throws -> String {
    let language = visit.language
    return try await visit.read { view, labels in
      let person = try RecordID(text: form.person).flatMap { try labels.title($0) } ?? "–"
      return form.name(view, language).map { "\(person) – \($0)" } ?? person
    }
  }

  func discard() async throws -> Answer {
    try await book.discardForm(visit.id())
    return .see("/")
  }

  // MARK: Checks

  private func check(_ form: DossierForm, _ step: Int) async throws -> [String: HTML] {
    let (say, words) = (say, words)
    let procedure = try await visit.read { view, _ in form.procedure(view) }
    var errors: [String: HTML] = [:]
    if procedure == nil { errors["procedure"] = say(words.chooseOne) }
    guard step >= 2, let procedure else { return step == 1 ? errors : errors }
    if procedure.cases.count > 1, form.text("case").isEmpty { errors["case"] = say(words.caseMissing) }
    if form.isBirth, form.child == nil { errors["child_name"] = say(words.childMissing) }
    return errors
  }

  // MARK: Receive

  private func receive(_ saved: SavedForm, _ form: DossierForm) async throws -> Answer {
    let errors = try await check(form, 4)
    guard errors.isEmpty else {
      return .page(
        try await page(saved, form, step: errors["procedure"] != nil ? 1 : 2, errors: errors))
    }
    let desk = try await visit.desk()
    let done: Done<[DossierReceipt]>
    do {
      done = try await desk.open(form.request(isAnother: form.text("another") == "yes"), staff: visit.staff)
    } catch let refusal as DeskRefusal {
      return .page(try await page(saved, form, step: 4, refusal: refusal))
    }
    // The dossier stands from here on; the form has done its work even if what follows is cut off.
    try await book.discardForm(saved.id)
    let given = form.all("given")
    for receipt in done.answer {
      for (component, satisfaction) in receipt.requirements
      where satisfaction.state == .missing && given.contains(component.id) {
        _ = try await desk.setRequirement(
          component.id, of: receipt.record.description, .provided, staff: visit.staff)
      }
    }
    guard let first = done.answer.first else { return .see("/") }
    return .see("/dossier/\(first.record.description)/receipt")
  }

  // MARK: Pages

  private func notice(_ look: HTML, _ text: HTML) -> HTML {
    "<div class=\"notice \(look)\" role=\"status\"><p>\(text)</p></div>"
  }

  private func page(
    _ saved: SavedForm, _ form: DossierForm, step: Int, errors: [String: HTML] = [:], notice: HTML = "",
    refusal: DeskRefusal? = nil
  ) async throws -> Page {
    let holder = await book.hold(saved.id, by: visit.staff)
    var planned: Result<[DossierReceipt], DeskRefusal>?
    if step >= 3 { planned = try await plan(form) }
    let (visit, say, words) = (visit, say, words)
    var notice = notice
    if let holder { notice += self.notice("busy", say(words.heldBy, SafeText(holder))) }
    if case .failure(let refusal)? = planned {
      notice += self.notice("caution", Problems.refused(refusal, visit.language).happened)
    }
    let receipts = (try? planned?.get()) ?? []
    let parts = FormParts(visit: visit, say: say, form: form, fields: Fields(say, errors: errors))
    let body = try await visit.read { view, labels -> HTML in
      switch step {
      case 1: try parts.services(view)
      case 2: parts.cases(view)
      case 3: try parts.evidence(receipts, view, labels)
      default: try parts.check(receipts, refusal, saved.id, view, labels)
      }
    }
    let names = [words.stepService, words.stepCase, words.stepEvidence, words.stepCheck]
    let steps = names.enumerated().map { index, text -> HTML in
      index + 1 == step
        ? "<li aria-current=\"step\">\(index + 1). \(say(text))</li>" : "<li>\(index + 1). \(say(text))</li>"
    }
    let isLast = step == 4
    let next: HTML =
      isLast
      ? "<button name=\"go\" value=\"receive\" data-key=\"save\">\(say(words.receive))</button>"
      : "<button name=\"go\" value=\"next\" data-key=\"save\">\(say(Texts.web.go))</button>"
    let back: HTML =
      "<button name=\"go\" value=\"back\" class=\"second\" formnovalidate data-key=\"back\">\(say(Texts.web.back))</button>"
    let sent = visit.form(
      "/form/\(saved.id)",
      """
      \(Fields.hidden("_v", String(saved.version)))\(Fields.hidden("step", String(step)))\(body)\
      <div class="actions">\(next)\(back, if: step > 1)<span class="soft small" role="status">\
      <span data-saved="yes" hidden>\(say(words.savedYes))</span><span data-saved="no" hidden>\(say(words.savedNo))</span>\
      <span data-saved="other" hidden>\(say(words.savedOther))</span></span></div>
      """, name: " data-save=\"/form/\(saved.id)/save\"")
    let discard = visit.form(
      "/form/\(saved.id)/discard", "<button class=\"linkish small\">\(say(words.discard))</button>")
    return Page(
      say(words.newDossier), place: .home,
      status: errors.isEmpty && refusal == nil ? 200 : 422,
      """
      <div class="head"><h1>\(say(words.newDossier))</h1><span class="soft">\(saved.title)</span></div>
      <ol class="steps">\(steps)</ol>\(notice)\(Fields(say, errors: errors).summary())
      <section class="card">\(sent)</section>\(discard)
      """)
  }

  /// What would be received, without receiving it.
  private func plan(_ form: DossierForm) async throws -> Result<[DossierReceipt], DeskRefusal> {
    let dry = try await Desk(
      visit.web.context.replica, shelf: visit.web.shelf, isDryRun: true, clock: visit.web.context.now)
    do {
      return .success(try await dry.open(form.request(isAnother: true), staff: visit.staff).answer)
    } catch let refusal as DeskRefusal {
      return .failure(refusal)
    }
  }
}
