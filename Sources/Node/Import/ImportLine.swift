import Causality
import Procedures
import Records

/// One line as a record of the replica: what each of its groups would hold.
struct ImportLine: Sendable {
  let number: Int
  let entity: Entity
  let key: String
  let record: RecordID
  /// Commune of the record's partition; `nil` for a document, which lives with its holder.
  let unit: String?
  /// Holder of a document.
  let holder: RecordID?
  /// By group; a group of which nothing is known is `nil`.
  let groups: [(group: Group, values: GroupValues?)]
  /// As it came, for whoever has to correct it.
  let bytes: [UInt8]
}

/// Reads lines of a population file (`Tools/GeneratePopulation/FORMAT.md`). The members are named as the schema's
/// fields, so the schema says what each must hold.
struct ImportLineReader {
  /// The label under which the file's keys are known here: the same key of the same source is the same record.
  let source: String
  private let hashing: any Hashing
  private let kinds: [String: Kind]

  private struct Kind {
    let entity: Entity
    let required: [String]
  }

  /// Records that a register's extract leaves unsaid: `"Không có thông tin"` stands where nothing is known.
  static let nothingKnown = "Không có thông tin"

  init(source: String, hashing: any Hashing) {
    self.source = source
    self.hashing = hashing
    func kind(_ name: String, _ required: [String]) -> Kind {
      guard let entity = Schema.current.entity(named: name) else { preconditionFailure("no entity \(name)") }
      return Kind(entity: entity, required: required)
    }
    kinds = [
      "household": kind("household", ["code", "unit"]),
      "person": kind("person", ["surname", "given", "birth_date", "sex", "residence_unit"]),
      "document": kind("document", ["person", "type", "number"]),
    ]
  }

  /// H(source, entity, key): whoever reads the line again, on whatever machine, means the same record.
  func record(_ entity: String, _ key: String) -> RecordID {
    var out = CBORWriter(capacity: 96)
    out.array(4)
    out.text("tram/import/1")
    out.text(source)
    out.text(entity)
    out.text(key)
    return RecordID(hashOf: hashing.hash(out.bytes))
  }

  func line(_ number: Int, _ bytes: [UInt8]) throws(ImportRefusal) -> ImportLine {
    let members = try members(of: bytes)
    var texts: [String: String] = [:]
    texts.reserveCapacity(members.count)
    for member in members {
      guard let text = member.value.text, text.utf8.count <= ImportLimits.textBytesMax else {
        throw .unfit(member.name)
      }
      // As on the command line: kept out of data that is signed and shown for good.
      guard !text.unicodeScalars.contains(where: \.isHidden) else { throw .hidden(member.name) }
      texts[member.name] = text
    }
    guard let kind = texts.removeValue(forKey: "kind").flatMap({ kinds[$0] }) else { throw .unknownKind }
    guard let key = texts.removeValue(forKey: "key"), !key.isEmpty, key.utf8.count <= 64 else {
      throw .missing("key")
    }
    for name in kind.required where texts[name] == nil { throw .missing(name) }
    let unit = texts["unit"] ?? texts["residence_unit"]
    if let unit, !Partition.isCode(unit) {
      throw .unfit(kind.entity.name == "person" ? "residence_unit" : "unit")
    }
    var groups: [(group: Group, values: GroupValues?)] = []
    for group in kind.entity.groups where group.name != "merged" {
      let values =
        group.name == "import" ? GroupValues([.text(key)]) : try values(of: group, &texts)
      groups.append((group, values))
    }
    if let unknown = texts.keys.sorted().first { throw .unknownMember(unknown) }
    let holder = kind.entity.parent.flatMap { _ in groups.first?.values?[0].record }
    return ImportLine(
      number: number, entity: kind.entity, key: key, record: record(kind.entity.name, key),
      unit: kind.entity.parent == nil ? unit : nil, holder: holder, groups: groups, bytes: bytes)
  }

  private func members(of bytes: [UInt8]) throws(ImportRefusal) -> [JSONValue.Member] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(bytes, limits: .line)
    } catch {
      throw .malformed(error.reason, column: error.column)
    }
    guard let members = value.members else { throw .malformed(nil, column: 1) }
    return members
  }

  /// Takes a group's members out of `texts`; `nil` when none is known.
  private func values(of group: Group, _ texts: inout [String: String]) throws(ImportRefusal) -> GroupValues?
  {
    var values: [Value] = []
    values.reserveCapacity(group.fields.count)
    var isKnown = false
    for field in group.fields {
      guard let given = texts.removeValue(forKey: field.name) else {
        values.append(.null)
        continue
      }
      let text = composed(given)
      guard !text.utf8.elementsEqual(Self.nothingKnown.utf8), !text.isEmpty else {
        values.append(.null)
        continue
      }
      values.append(try value(text, of: field))
      isKnown = true
    }
    return isKnown ? GroupValues(values) : nil
  }

  private func value(_ text: String, of field: Field) throws(ImportRefusal) -> Value {
    switch field.type {
    case .text: return .text(text)
    case .partialDate:
      guard let date = PartialDate(text) else { throw .unfit(field.name) }
      return .text(date.description)
    case .choice(let words):
      guard words.contains(text) else { throw .unfit(field.name) }
      return .text(text)
    case .reference(let entity):
      guard text.utf8.count <= 64 else { throw .unfit(field.name) }
      return .record(record(entity, text))
    case .integer, .boolean, .instant, .amount, .hash, .document: throw .unfit(field.name)
    }
  }
}
