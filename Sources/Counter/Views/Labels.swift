package import Causality
package import Conflicts
internal import Node
package import Procedures
package import Records
package import Store

/// What codes and ids are called in one language, each looked up once. Lives as long as one reading of the replica.
package final class Labels {
  package let reader: Reader
  package let rules: RuleBook
  package let language: Language
  let hashing = CryptoHashing()
  private var entries: [String: JSONValue?] = [:]
  private var titles: [RecordID: String?] = [:]

  package init(_ reader: Reader, rules: RuleBook, language: Language) {
    self.reader = reader
    self.rules = rules
    self.language = language
  }

  /// A center by its agency code, the province by its word; the code itself where nobody published a name.
  package func center(_ code: String) throws -> String {
    if code == NodeIdentity.Role.province.rawValue { return Texts.places.province[language] }
    return try name("agency", code) ?? code
  }

  /// A unit by its code: `phường Đông Kinh`.
  package func unit(_ code: String) throws -> String { try name("unit", code) ?? code }

  /// The published names; nil for a code that the catalogue does not hold.
  package func published(agency code: String) throws -> String? { try name("agency", code) }
  package func published(unit code: String) throws -> String? { try name("unit", code) }

  /// Whether the province's catalogue is here: it has always a head of its units.
  package func hasCatalogue() throws -> Bool {
    try !reader.find(.catalogueCode, "unit:\(CatalogueEntry.head)").isEmpty
  }

  package func procedure(_ code: String) throws -> String { try name("procedure", code) ?? code }

  package func documentType(_ slug: String) throws -> String { try name("document_type", slug) ?? slug }

  /// Where the records of a partition belong.
  package func place(_ partition: Partition) throws -> String {
    switch partition {
    case .unit(let code): try unit(code)
    case .center(let code), .access(let code): try center(code)
    case .catalogue, .registry: Texts.places.province[language]
    }
  }

  /// What a record is called: a person's name, a dossier's code; nil for one that is not held and one without a name.
  package func title(_ id: RecordID) throws -> String? {
    if let known = titles[id] { return known }
    let title = try reader.record(id).flatMap { try self.title($0) }
    titles[id] = title
    return title
  }

  package func title(_ state: RecordState) throws -> String? {
    guard let entity = Schema.current.entity(state.entity) else { return nil }
    func text(_ field: String) -> String? { shown(field, of: state, in: entity).text }
    switch entity.name {
    case "person":
      let name = entity.group(named: "name").flatMap {
        rules.shownValues(of: state, group: $0.number).map(ValueText.personName)
      }
      return name == ValueText.unknown ? nil : name?.plain
    case "document":
      let parts = [try text("type").map { try documentType($0) }, text("number")].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: " ")
    case "household", "dossier": return text("code")
    case "requirement", "attachment", "node": return text("name")
    case "payment": return text("receipt_number")
    case "grant": return [text("node"), text("partition")].compactMap { $0 }.joined(separator: " ")
    case "notice": return text("kind").map { Texts.fields.word($0, in: "kind")?[language] ?? $0 }
    default: return text("code") ?? text("name")
    }
  }

  /// The value of a field as it is shown: the one that counts, or the provisional one.
  package func shown(_ field: String, of state: RecordState, in entity: Entity) -> Value {
    guard let (group, index) = entity.field(named: field),
      let values = rules.shownValues(of: state, group: group.number)
    else { return .null }
    return values[index]
  }

  /// A field's value as staff read it.
  package func text(_ value: Value, _ field: Field, of entity: Entity) throws -> SafeText {
    if let code = value.text {
      switch field.name {
      case "residence_unit", "unit": return "\(try unit(code)) (\(code))"
      case "procedure": return "\(try procedure(code)) (\(code))"
      case "type" where entity.name == "document": return SafeText(try documentType(code))
      case "evidence_source": if let source = ComponentSource(code) { return try self.source(source) }
      case "assigned_to", "decided_by": return Texts.places.account(code, language)
      case "center" where entity.name == "payment": return SafeText(try center(code))
      default: break
      }
    }
    let title = try value.record.flatMap { try self.title($0) }
    return ValueText.text(value, field, of: entity.name, language) { _ in title.map { SafeText($0) } }
  }

  /// "Công dân Nguyễn Thị Lan".
  package func named(_ state: RecordState) throws -> SafeText {
    let kind = entityName(state.entity)
    guard let title = try title(state) else {
      return "\(kind) \(String(state.record.description.suffix(12)))"
    }
    return "\(kind) \(title)"
  }

  /// The name of a rule; of one across records what it is about, and of one that a province added what kind it is.
  package func ruleName(_ word: String) -> SafeText {
    guard let rule = rules.crossRule(named: word) else { return ConflictView.ruleName(word, language) }
    if let name = Texts.conflicts.acrossRules[word] { return name(language) }
    let kind = rule.kind == .unique ? Texts.conflicts.unique : Texts.conflicts.together
    return Texts.views.ruleOf(language, kind(language), "`\(word)`")
  }

  /// Where a component's statement can come from: a register, a document, an agency.
  package func source(_ source: ComponentSource) throws -> SafeText {
    let places = Texts.places
    return switch source {
    case .populationRegister: Texts.places.populationRegister(language)
    case .civilStatusRegister: Texts.places.civilRegister(language)
    case .residenceRegister: places.residenceRegister(language)
    case .healthInsuranceRegister: places.healthInsuranceRegister(language)
    case .electronicForm: places.electronicForm(language)
    case .citizenMustProvide: places.citizenProvides(language)
    case .vneidDocument(let slug): places.vneid(language, SafeText(try documentType(slug)))
    case .otherAgency(let slug):
      SafeText(try name("agency", "other:" + slug) ?? places.otherAgency[language])
    }
  }

  package func entityName(_ number: UInt64) -> SafeText {
    guard let entity = Schema.current.entity(number) else { return "#\(number)" }
    return Texts.fields.entity(entity.name)?(language) ?? SafeText(entity.name)
  }

  package func groupName(_ number: UInt64, of entity: UInt64) -> SafeText {
    if number == RecordState.lifeGroup { return Texts.fields.groups["life"]?(language) ?? "life" }
    guard let entity = Schema.current.entity(entity), let group = entity.group(number) else {
      return "#\(number)"
    }
    return Texts.fields.group(group.name, of: entity.name)?(language) ?? SafeText(group.name)
  }

  package func fieldName(_ field: Field, of entity: Entity) -> SafeText {
    Texts.fields.field(field.name, of: entity.name)?(language) ?? SafeText(field.name)
  }

  private func name(_ entity: String, _ code: String) throws -> String? {
    let key = "\(entity):\(code)"
    if entries[key] == nil { entries[key] = .some(try entry(entity, key)) }
    guard let entry = entries[key], let entry else { return nil }
    let words =
      language == .vi
      ? [entry["name_vi"], entry["name"]] : [entry["name_en"], entry["name_vi"], entry["name"]]
    return words.compactMap { $0?.text }.first
  }

  /// The latest entry of a code.
  private func entry(_ entity: String, _ key: String) throws -> JSONValue? {
    guard let entity = Schema.current.entity(named: entity) else { return nil }
    let found = try reader.find(.catalogueCode, key).filter { $0.life != .deleted }
    let latest = found.max {
      ($0.text("valid_from", in: entity) ?? "") < ($1.text("valid_from", in: entity) ?? "")
    }
    return latest?.text("definition", in: entity).flatMap { try? JSONValue.parse(Array($0.utf8)) }
  }
}
