import Causality
import Counter
import Node
import Procedures
import Records
import Staff
import Store

/// One person: the record with its sources, the household, documents and dossiers. Nobody sees it without a purpose.
struct PersonPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }

  /// The record that the path names, if it is a person's; a purpose is asked for all the same, so that nobody learns from
  /// the answer who is held here.
  private func record() throws -> RecordID {
    guard let id = RecordID(text: visit.id()) else { throw DeskRefusal.notFound(.person) }
    return id
  }

  func show() async throws -> Answer {
    let record = try record()
    guard visit.web.looks.purpose(visit.session?.token ?? [], record, at: visit.now) != nil else {
      return .page(ask(record))
    }
    return .page(try await page(record))
  }

  private func ask(_ record: RecordID, error: HTML? = nil) -> Page {
    Page(
      say(words.purposeTitle), status: error == nil ? 200 : 422,
      """
      <div class="card narrow"><h1>\(say(words.purposeTitle))</h1>\
      \(visit.form("/person/\(record.description)/look", """
        \(PurposeFields(say, error: error).html())<div class="actions"><button data-key="save" autofocus>\
        \(say(words.look))</button><a class="button second" href="/" data-key="back">\(say(Texts.web.back))</a></div>
        """))</div>
      """)
  }

  func look() async throws -> Answer {
    let record = try record()
    guard let purpose = PurposeFields.purpose(visit.form) else {
      return .page(ask(record, error: say(words.purposeMissing)))
    }
    try await visit.look(for: purpose) { view, _ in ((), [try view.one(.person, record.description).record]) }
    visit.web.looks.note(visit.session?.token ?? [], record, purpose: purpose, at: visit.now)
    return .see("/person/\(record.description)")
  }

  func edit() async throws -> Answer {
    let record = try record()
    guard visit.web.looks.purpose(visit.session?.token ?? [], record, at: visit.now) != nil else {
      return .page(ask(record))
    }
    let form = visit.form
    guard !form.text("reason").isEmpty else {
      return .page(try await page(record, errors: ["reason": say(words.reasonNeeded)]))
    }
    let inputs = ["phone", "email"].filter { form[$0] != nil }.map { FieldInput($0, form.text($0)) }
    _ = try await visit.desk().editPerson(
      record.description, set: inputs, reason: form.text("reason"), staff: visit.staff, seen: form["seen"])
    return .page(try await page(record, isSaved: true))
  }

  private func page(
    _ record: RecordID, errors: [String: HTML] = [:], isSaved: Bool = false
  ) async throws -> Page {
    let (visit, say) = (visit, say)
    let purpose = visit.web.looks.purpose(visit.session?.token ?? [], record, at: visit.now)
    return try await visit.read { view, labels in
      let person = try view.person(record.description)
      return try PersonSheet(person, view, labels, visit, say, purpose).page(
        errors: errors, isSaved: isSaved)
    }
  }
}

/// The page of a person, from one snapshot.
struct PersonSheet {
  let person: PersonView
  let view: DeskView
  let labels: Labels
  let visit: Visit
  let say: Say
  /// For what the person is looked at.
  let purpose: String?

  init(
    _ person: PersonView, _ view: DeskView, _ labels: Labels, _ visit: Visit, _ say: Say, _ purpose: String?
  ) {
    self.person = person
    self.purpose = purpose
    self.view = view
    self.labels = labels
    self.visit = visit
    self.say = say
  }

  private var words: Texts.CounterWords { Texts.counter }

  func page(errors: [String: HTML], isSaved: Bool) throws -> Page {
    let sheet = person.person
    let name = HTML(try labels.title(sheet.state) ?? "–")
    let id = sheet.record.description
    let usable = sheet.state.life != .deleted && sheet.mergedInto == nil
    let new = visit.form(
      "/person/\(id)/dossier",
      "<button data-key=\"F4\" autofocus>\(say(words.newDossier)) <kbd>F4</kbd></button>",
      name: " class=\"noprint\"")
    let merged = sheet.mergedInto.map { survivor -> HTML in
      "<p>\(say(words.mergedNotice)) <a href=\"/person/\(survivor.description)\">\(say(words.open))</a></p>"
    }
    let warnings: HTML = """
      \(merged.map { "<div class=\"notice caution\">\($0)</div>" as HTML } ?? "")\
      \("<div class=\"notice caution\"><p>\(say(words.deletedNotice))</p></div>", if: sheet.state.life == .deleted)
      """
    let contactCard = try contact(errors)
    return Page(
      name, place: .home, status: errors.isEmpty ? 200 : 422,
      """
      <div class="head"><h1>\(name)</h1>\(Badge(say).standing(person.standing))\(new, if: usable)</div>
      \("<div class=\"notice good\" role=\"status\"><p>\(say(words.done))</p></div>", if: isSaved)\
      \(Fields(say, errors: errors).summary())\(warnings)\(try conflicts())
      <div class="columns"><section class="card"><h2>\(say(words.recordHead))</h2>\(try facts(sheet))</section>
      <div><section class="card"><h2>\(say(words.householdHead))</h2>\(try household())</section>
      \(contactCard, if: usable)</div></div>
      <section class="card"><h2>\(say(words.documentsHead))</h2>\(try documents())</section>
      <section class="card"><h2>\(say(words.dossiersHead))</h2>\
      \(try DossierTable(labels, view, say).html(person.dossiers, caption: nil) ?? "<p class=\"soft\">\(say(words.noDossiers))</p>")</section>
      \(try LookSheet(person.person.record, view, labels, visit, say).html(for: purpose))
      """)
  }

  private func conflicts() throws -> HTML {
    guard !person.conflicts.isEmpty else { return "" }
    let items = try person.conflicts.map { entry -> HTML in
      "<li>\(try labels.what(entry)) – <a href=\"/conflict/\(entry.id)\">\(say(words.seeConflict))</a></li>"
    }
    return "<div class=\"notice caution\"><h2>\(say(words.inConflict))</h2><ul>\(items)</ul></div>"
  }

  /// Every field that is known, with on whose word it stands.
  private func facts(_ sheet: Sheet) throws -> HTML {
    let groups = sheet.entity.groups.filter { group in
      group.name != "merged" && group.name != "import" && sheet.values(group).contains { !$0.isNull }
    }
    // Most of a record stands on one word; that is said once, and the rest beside the values.
    let counts = Dictionary(grouping: groups.compactMap { sheet.source(of: $0) }) { $0 }.mapValues(\.count)
    let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    func name(_ source: String) -> HTML { Texts.places.source(source).map { say($0) } ?? HTML(source) }
    var items: [HTML] = []
    for group in groups {
      let isProvisional = sheet.marks[group.number]?.isProvisional ?? false
      let source = sheet.source(of: group).flatMap { $0 == usual ? nil : name($0) }
      for (field, value) in zip(group.fields, sheet.values(group)) where !value.isNull {
        let text = HTML(try labels.text(value, field, of: sheet.entity))
        let marked: HTML =
          isProvisional ? "<span class=\"provisional\">\(text)</span> \(Badge(say).provisional)" : text
        let origin: HTML = source.map { " <span class=\"soft small\">· \($0)</span>" } ?? ""
        items.append("<dt>\(labels.fieldName(field, of: sheet.entity))</dt><dd>\(marked)\(origin)</dd>")
      }
    }
    let origin: HTML =
      usual.map { "\(say(words.sourceElse, SafeText(Texts.places.source($0)?[say.language] ?? $0))) " } ?? ""
    let asOf = try view.asOf(sheet.partition)
    let heard =
      asOf == 0 ? say(words.neverHeard) : say(words.asOf, CalendarText.moment(asOf))
    return "<dl class=\"facts\">\(items)</dl><p class=\"soft small\">\(origin)\(heard).</p>"
  }

  private func household() throws -> HTML {
    guard let household = person.household else { return "<p class=\"soft\">\(say(words.noHousehold))</p>" }
    var items: [HTML] = []
    for group in household.entity.groups where group.name != "import" {
      for (field, value) in zip(group.fields, household.values(group)) where !value.isNull {
        let text = HTML(try labels.text(value, field, of: household.entity))
        items.append("<dt>\(labels.fieldName(field, of: household.entity))</dt><dd>\(text)</dd>")
      }
    }
    return "<dl class=\"facts\">\(items)</dl>"
  }

  private func contact(_ errors: [String: HTML]) throws -> HTML {
    let sheet = person.person
    let fields = Fields(say, errors: errors)
    let names = ["phone", "email"].map { name -> HTML in
      let label = Texts.fields.field(name, of: "person").map { say($0) } ?? HTML(name)
      let typed = errors.isEmpty ? sheet.text(name) ?? "" : visit.form.text(name)
      return fields.text(name, label, value: typed, more: " autocomplete=\"off\" maxlength=\"200\"")
    }
    let body: HTML = """
      \(Fields.hidden("seen", sheet.version))\(names)\
      \(fields.text("reason", say(words.reason), value: visit.form.text("reason"), more: " autocomplete=\"off\" maxlength=\"400\""))\
      <div class="actions"><button class="second">\(say(words.save))</button></div>
      """
    let open: HTML = errors.isEmpty ? "" : " open"
    return """
      <section class="card noprint"><details\(open)><summary>\(say(words.editPhone))</summary>\
      \(visit.form("/person/\(sheet.record.description)/edit", body))</details></section>
      """
  }

  private func documents() throws -> HTML {
    guard !person.documents.isEmpty else { return "<p class=\"soft\">\(say(Texts.views.noDocuments))</p>" }
    let names = ["type", "number", "issued_on", "expires_on", "issuer", "status"]
    let heads = names.map { name -> HTML in
      let label = Texts.fields.field(name, of: "document").map { say($0) } ?? HTML(name)
      return "<th scope=\"col\">\(label)</th>"
    }
    let rows = try person.documents.map { document -> HTML in
      let cells = try names.map { name -> HTML in
        guard let (group, index) = document.entity.field(named: name) else { return "<td>–</td>" }
        let text = HTML(try labels.text(document.value(name), group.fields[index], of: document.entity))
        return "<td>\(text)\(" \(Badge(say).provisional)", if: document.isProvisional(name))</td>"
      }
      let source = document.entity.group(named: "issue").flatMap { document.source(of: $0) }
      let origin = source.map { Texts.places.source($0).map { say($0) } ?? HTML($0) } ?? "–"
      return "<tr>\(cells)<td>\(origin)</td></tr>"
    }
    let asOf = try view.asOf(person.person.partition)
    return """
      <div class="scroll"><table><thead><tr>\(heads)<th scope="col">\(say(words.source))</th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>\
      <p class="soft small">\(asOf == 0 ? say(words.neverHeard) : say(words.asOf, CalendarText.moment(asOf)))</p>
      """
  }
}
