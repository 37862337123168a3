internal import Causality
internal import Conflicts
internal import Exchange
internal import Node
internal import Procedures
internal import Records
internal import Store

/// People and what they hold, as staff read them.
struct PersonPages {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }
  private var views: Texts.Views { Texts.views }

  // MARK: Found

  func list(_ people: [Sheet]) throws -> Page {
    var page = Page([
      "schema": "person.find/1", "persons": .array(try people.map { try Self.document($0, labels) }),
    ])
    guard !people.isEmpty else {
      page.line(views.noPerson(language))
      page.remark(views.tryFewerWords(language))
      return page
    }
    var table = Table([
      .init(views.person(language), isFlexible: true), .init(views.born(language)),
      .init(views.sex(language)),
      .init(views.personalID(language)), .init(views.residence(language), isFlexible: true),
      .init(views.id(language)),
    ])
    for person in people {
      table.append([
        try name(of: person), try text("birth_date", person), try text("sex", person),
        try text("personal_id", person), try residence(person), SafeText(person.record.description),
      ])
    }
    page.table(table)
    page.remark(Texts.records.found(language, SafeText(people.count)))
    page.remark(views.tryPersonShow(language))
    return page
  }

  /// The name, marked where a person must decide about it.
  private func name(of person: Sheet) throws -> SafeText {
    let name = SafeText(try labels.title(person.state) ?? "–")
    guard person.isProvisional("surname") else { return name }
    return name + " (\(Texts.common.provisional(language)))"
  }

  private func text(_ name: String, _ sheet: Sheet) throws -> SafeText {
    guard let (group, index) = sheet.entity.field(named: name) else { return ValueText.unknown }
    return try labels.text(sheet.value(name), group.fields[index], of: sheet.entity)
  }

  private func residence(_ person: Sheet) throws -> SafeText {
    let unit = try person.text("residence_unit").map { try labels.unit($0) }
    let parts = [person.text("residence_address"), unit].compactMap { $0 }
    return parts.isEmpty
      ? SafeText(try labels.place(person.partition)) : SafeText(parts.joined(separator: ", "))
  }

  static func document(_ sheet: Sheet, _ labels: Labels) throws -> JSONValue {
    var values: JSONValue = [:]
    for group in sheet.entity.groups {
      for (field, value) in zip(group.fields, sheet.values(group)) where !value.isNull {
        values[field.name] = value.document(field.type)
      }
    }
    return [
      "id": .string(sheet.record.description), "title": JSONValue(try labels.title(sheet.state)),
      "partition": .string(sheet.partition.text), "version": .string(sheet.version), "values": values,
      "provisional": .array(sheet.provisionalFields.map { .string($0) }),
    ]
  }

  // MARK: One person

  func show(_ view: PersonView, now: Int64) throws -> Page {
    let person = view.person
    var document = try Self.document(person, labels)
    document["documents"] = .array(try view.documents.map { try Self.document($0, labels) })
    document["dossiers"] = .array(try view.dossiers.map { try Self.document($0, labels) })
    document["conflicts"] = .array(view.conflicts.map { .string($0.id) })
    document["standing"] = .string(view.standing.word)
    var page = Page(.object([.init("schema", "person.show/1")] + (document.members ?? [])))
    page.heading(try name(of: person))
    var head = KeyValue(indentation: 2)
    head.append(views.id(language), SafeText(person.record.description))
    head.append(Texts.records.version(language), SafeText(person.version))
    head.append(views.standing(language), Self.text(view.standing, language))
    if person.state.life == .deleted {
      head.append(
        Texts.fields.groups["life"]?(language) ?? "", Texts.records.deleted(language).inked(.danger))
    }
    page.pairs(head)
    page.line()
    page.pairs(try fields(of: person))
    for finding in DeskView.findings(person) {
      page.line("  " + Self.text(finding, language).inked(.caution))
    }
    page.line()
    page.heading(Texts.records.documentsOf(language))
    append(try documentTable(view.documents), else: views.noDocuments(language), to: &page)
    if !view.dossiers.isEmpty {
      page.line()
      page.heading(Texts.fields.entity("dossier")?(language) ?? "")
      page.table(try DossierPages(labels).table(view.dossiers, now: now))
    }
    for entry in view.conflicts {
      page.line()
      page.paragraph(
        views.inConflict(language, try labels.what(entry), SafeText(entry.id)).inked(.caution))
    }
    if let survivor = person.mergedInto {
      page.line(views.merged(language, SafeText(survivor.description)).inked(.caution))
    }
    page.remark(
      views.editWith(language, SafeText(person.record.description), SafeText(person.version)))
    return page
  }

  /// Every field that is known; what waits for a decision is marked.
  func fields(of sheet: Sheet, except: Set<String> = ["merged", "import"]) throws -> KeyValue {
    var pairs = KeyValue(indentation: 2)
    for group in sheet.entity.groups where !except.contains(group.name) {
      for (field, value) in zip(group.fields, sheet.values(group)) where !value.isNull {
        var text = try labels.text(value, field, of: sheet.entity)
        if sheet.marks[group.number]?.isProvisional ?? false {
          text.append(" (\(Texts.common.provisional(language), .caution))")
        }
        pairs.append(labels.fieldName(field, of: sheet.entity), text)
      }
    }
    return pairs
  }

  static func text(_ standing: Standing, _ language: Language) -> SafeText {
    switch standing {
    case .savedHere: Texts.views.savedHere(language).inked(.busy)
    case .knownToProvince: Texts.records.atProvince(language).inked(.good)
    case .refused(let code):
      Texts.views.refusedByHub(language, QuarantineView.reason(of: SyncRefusal(code: code), language))
        .inked(.danger)
    case .inConflict: Texts.records.awaitsDecision(language).inked(.caution)
    }
  }

  static func text(_ finding: PersonalID.Finding, _ language: Language) -> SafeText {
    switch finding {
    case .shape: Texts.views.idShape(language)
    case .unknownProvince: Texts.views.idProvince(language)
    case .sexMismatch: Texts.views.idSex(language)
    case .birthYearMismatch: Texts.views.idYear(language)
    }
  }

  // MARK: Documents

  func documents(_ documents: [Sheet], of person: Sheet) throws -> Page {
    var page = Page([
      "schema": "document.list/1", "person": .string(person.record.description),
      "documents": .array(try documents.map { try Self.document($0, labels) }),
    ])
    page.heading("\(Texts.records.documentsOf(language)): \(try name(of: person))")
    append(try documentTable(documents), else: views.noDocuments(language), to: &page)
    return page
  }

  private func append(_ table: Table, else empty: SafeText, to page: inout Page) {
    if table.rows.isEmpty { page.line("  " + empty) } else { page.table(table) }
  }

  private func documentTable(_ documents: [Sheet]) throws -> Table {
    let names = ["type", "number", "issued_on", "expires_on", "issuer", "status"]
    var table = Table(
      names.map { name in
        .init(
          Texts.fields.field(name, of: "document")?(language) ?? SafeText(name),
          isFlexible: name == "type" || name == "issuer")
      } + [.init(views.id(language))])
    for document in documents {
      var cells = try names.map { try text($0, document) }
      if document.isProvisional("status") { cells[5].append(" (\(Texts.common.provisional(language)))") }
      table.append(cells + [SafeText(document.record.description)])
    }
    return table
  }
}
