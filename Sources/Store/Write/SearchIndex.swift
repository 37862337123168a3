import Causality
import Records
import SQLite

/// What records are found by. Every sibling of a group is indexed, so that a person whose name is disputed is found by
/// either.
package enum LookupKind: Int64, Sendable {
  case personalID = 1
  case oldNumber = 2
  case dossierCode = 3
  case householdCode = 4
  case documentNumber = 5
  /// Key of a record in an imported source.
  case sourceKey = 6
  /// Code of a catalogue entry, with the entity's name before it: `procedure:1.001193`.
  case catalogueCode = 7
  /// Dossiers of an applicant: 32 hexadecimal digits of the person's record.
  case applicant = 8
  case phone = 9
  case linkedGroup = 10
  /// Conflict that a judgement is about: 64 hexadecimal digits of its key.
  case judgement = 11
  /// Attachments by the SHA-256 of their content: 64 hexadecimal digits.
  case content = 12
  /// A group in which a person's decision stands: the id by which its conflict was known.
  case decision = 13
  /// Looks at a person's data: 32 hexadecimal digits of the person's record.
  case looked = 14
}

enum SearchIndex {
  /// One indexed field.
  private struct Source {
    let group: UInt64
    let index: Int
    let kind: LookupKind
    let prefix: String
  }

  private static let sources: [UInt64: [Source]] = {
    var table: [UInt64: [Source]] = [:]
    func add(_ entity: String, _ field: String, _ kind: LookupKind, prefix: String = "") {
      guard let entity = Schema.current.entity(named: entity), let (group, index) = entity.field(named: field)
      else { preconditionFailure("the schema has no \(entity).\(field)") }
      table[entity.number, default: []].append(
        Source(group: group.number, index: index, kind: kind, prefix: prefix))
    }
    add("person", "personal_id", .personalID)
    add("person", "old_number", .oldNumber)
    add("person", "phone", .phone)
    add("person", "source_key", .sourceKey)
    add("household", "code", .householdCode)
    add("household", "source_key", .sourceKey)
    add("document", "number", .documentNumber)
    add("dossier", "code", .dossierCode)
    add("dossier", "receipt_code", .dossierCode)
    add("dossier", "person", .applicant)
    add("dossier", "linked_group", .linkedGroup)
    add("judgement", "key", .judgement)
    add("attachment", "sha256", .content)
    add("look_up", "subject", .looked)
    for entity in Schema.catalogue { add(entity.name, "code", .catalogueCode, prefix: entity.name + ":") }
    return table
  }()

  private static let personNumber: UInt64 = 1
  private static let nameGroup: UInt64 = 1
  private static let birthGroup: UInt64 = 2

  static func update(_ record: WorkingRecord, in db: Connection) throws(SQLiteError) {
    if let sources = sources[record.state.entity] {
      let entityChanged = record.found.map { $0.entity != record.state.entity } ?? false
      for source in sources where entityChanged || record.touched.contains(source.group) {
        let before = entityChanged ? [] : record.before(source.group).map { keys($0, source) } ?? []
        let now = keys(record.state[source.group], source)
        for key in before where !now.contains(key) { try remove(key, source.kind, record.row, db) }
        for key in now where !before.contains(key) { try insert(key, source.kind, record.row, db) }
      }
    }
    guard record.state.entity == personNumber,
      record.touched.contains(nameGroup) || record.touched.contains(birthGroup)
    else { return }
    let before = words(names: record.siblingsBefore(nameGroup), births: record.siblingsBefore(birthGroup))
    let now = words(names: record.state[nameGroup], births: record.state[birthGroup])
    guard before != now else { return }
    if !before.bytes.isEmpty {
      let delete = try db.statement(
        "INSERT INTO person_text(person_text, rowid, words) VALUES('delete', ?, ?)")
      delete.bind(1, record.row)
      delete.bind(2, utf8: before.bytes)
      try delete.run()
    }
    if !now.bytes.isEmpty {
      let insert = try db.statement("INSERT INTO person_text(rowid, words) VALUES(?, ?)")
      insert.bind(1, record.row)
      insert.bind(2, utf8: now.bytes)
      try insert.run()
    }
  }

  private static func keys(_ siblings: Siblings<GroupContent>, _ source: Source) -> [String] {
    var keys: [String] = []
    for entry in siblings.entries {
      let key: String
      switch entry.content.values[source.index] {
      case .text(let text): key = source.prefix + normalized(text, source.kind)
      case .bytes(let bytes): key = hexText(bytes)
      default: continue
      }
      if !key.isEmpty, key.utf8.count <= 256, !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  /// Numbers are looked up by their letters and digits alone, codes as they are in upper case.
  static func normalized(_ text: String, _ kind: LookupKind) -> String {
    switch kind {
    case .personalID, .oldNumber, .phone: digits(of: text)
    case .documentNumber: String(decoding: text.utf8.compactMap(codeByte), as: UTF8.self)
    default: text
    }
  }

  /// By bytes, not by characters: this is done for every number of every person, and a digit is a digit whatever mark
  /// a keyboard put on it.
  private static func digits(of text: String) -> String {
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    if text.utf8.allSatisfy(isDigit) { return text }
    return String(decoding: text.utf8.filter(isDigit), as: UTF8.self)
  }

  private static func codeByte(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & 0xDF
    default: nil
    }
  }

  /// Folded words of every name, and the date of birth as words of its own: `nguyen thi hoa y1957 d19570305`.
  private static func words(
    names: Siblings<GroupContent>, births: Siblings<GroupContent>
  ) -> FoldedWords {
    var words = nameWords(names)
    for entry in births.entries {
      guard let date = entry.content.values[0].text else { continue }
      for word in birthWords(date) { words.add(word) }
    }
    return words
  }

  /// The folded words of every name that stands.
  static func nameWords(_ names: Siblings<GroupContent>) -> FoldedWords {
    var words = FoldedWords()
    for entry in names.entries {
      for value in entry.content.values.values {
        if let text = value.text { words.add(text) }
      }
    }
    return words
  }

  /// `1957-03-05` → `y1957`, `d19570305`; `1957` → `y1957`.
  static func birthWords(_ date: String) -> [String] {
    let digits = digits(of: date)
    guard digits.utf8.count >= 4 else { return [] }
    let year = "y" + digits.prefix(4)
    return digits.utf8.count == 8 ? [year, "d" + digits] : [year]
  }

  private static func insert(
    _ key: String, _ kind: LookupKind, _ row: Int64, _ db: Connection
  ) throws(SQLiteError) {
    let insert = try db.statement("INSERT OR IGNORE INTO lookup(kind, key, record) VALUES(?, ?, ?)")
    insert.bind(1, kind.rawValue)
    insert.bind(2, key)
    insert.bind(3, row)
    try insert.run()
  }

  private static func remove(
    _ key: String, _ kind: LookupKind, _ row: Int64, _ db: Connection
  ) throws(SQLiteError) {
    let delete = try db.statement("DELETE FROM lookup WHERE kind = ? AND key = ? AND record = ?")
    delete.bind(1, kind.rawValue)
    delete.bind(2, key)
    delete.bind(3, row)
    try delete.run()
  }
}
