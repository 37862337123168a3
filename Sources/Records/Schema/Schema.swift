/// What kind of value a field holds. The wire knows only `Value`; this says how to read, check and show it.
package enum FieldType: Hashable, Sendable {
  case text
  case integer
  case boolean
  /// Civil date of which the day, or day and month, may be unknown: `"1957"`, `"1957-03"`, `"1957-03-05"`.
  case partialDate
  /// Milliseconds since 1970-01-01 UTC.
  case instant
  /// Whole đồng.
  case amount
  /// A record of the named entity, as 16 bytes.
  case reference(String)
  /// SHA-256, 32 bytes.
  case hash
  /// One of the named words.
  case choice([String])
  /// JSON text of a documented shape (catalogue only).
  case document
}

/// A field: its place in its group is frozen, its number is its name for ever.
package struct Field: Hashable, Sendable {
  package let number: Int
  package let name: String
  package let type: FieldType
  /// What it means, one sentence for whoever reads the schema.
  package let meaning: String

  package init(_ number: Int, _ name: String, _ type: FieldType, _ meaning: String) {
    self.number = number
    self.name = name
    self.type = type
    self.meaning = meaning
  }
}

/// The unit of conflict: fields that mean something only together. A group's fields are frozen; a new field is a
/// new group (`histories.md`, H11).
package struct Group: Hashable, Sendable {
  /// 1… inside its entity; on the wire.
  package let number: UInt64
  package let name: String
  package let fields: [Field]

  package init(_ number: UInt64, _ name: String, _ fields: [Field]) {
    self.number = number
    self.name = name
    self.fields = fields
  }

  /// Place of the named field in the group's values.
  package func index(of field: String) -> Int? { fields.firstIndex { $0.name == field } }
}

/// A kind of record.
package struct Entity: Hashable, Sendable {
  /// 1…; on the wire.
  package let number: UInt64
  package let name: String
  /// The entity whose record is the root of this one; `nil` for roots.
  package let parent: String?
  package let groups: [Group]

  package init(_ number: UInt64, _ name: String, parent: String? = nil, _ groups: [Group]) {
    self.number = number
    self.name = name
    self.parent = parent
    self.groups = groups
  }

  package func group(named name: String) -> Group? { groups.first { $0.name == name } }
  package func group(_ number: UInt64) -> Group? { groups.first { $0.number == number } }

  /// The group that a field belongs to, and its place there.
  package func field(named name: String) -> (group: Group, index: Int)? {
    for group in groups {
      if let index = group.index(of: name) { return (group, index) }
    }
    return nil
  }
}

/// The entities that this version knows. What it does not know it keeps and passes on.
package struct Schema: Sendable {
  /// Raised when an entity or a group is added; peers tell each other theirs.
  package let version: UInt64
  package let entities: [Entity]

  package init(version: UInt64, entities: [Entity]) {
    self.version = version
    self.entities = entities
  }

  package func entity(named name: String) -> Entity? { entities.first { $0.name == name } }
  package func entity(_ number: UInt64) -> Entity? { entities.first { $0.number == number } }
}
