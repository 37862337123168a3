package import Causality
package import Records

/// One record of the partition `catalogue`, as the files have it.
package struct CatalogueEntry: Hashable, Sendable {
  /// Code of the entry that holds what a file says beside its list.
  package static let head = "#head"

  /// `procedure`.
  package let entity: String
  /// `1.001193`.
  package let code: String
  /// `2025-07-01`; `nil` when it is not dated.
  package let validFrom: String?
  package let validTo: String?
  /// The entry as compact JSON.
  package let definition: String

  package init(
    entity: String, code: String, validFrom: String? = nil, validTo: String? = nil, definition: JSONValue
  ) {
    self.entity = entity
    self.code = code
    self.validFrom = validFrom
    self.validTo = validTo
    self.definition = definition.written()
  }

  /// Entries of one code that follow each other in time are records of their own. The rules of an entity are one
  /// record for ever, since a set with two of them is refused.
  var isVersioned: Bool { entity != "conflict_rules" }

  /// The same record wherever and whenever it is published: a second publication, or a hub restored from a backup,
  /// meets what is there.
  package func record(_ hashing: any Hashing) -> RecordID {
    var out = CBORWriter(capacity: 64)
    out.array(4)
    out.text("tram/catalogue/1")
    out.text(entity)
    out.text(code)
    out.text(isVersioned ? validFrom ?? "" : "")
    return RecordID(hashOf: hashing.hash(out.bytes))
  }

  /// In the order of the schema's group `definition`.
  var values: [Value] {
    [.text(code), .optional(validFrom), .optional(validTo), .text(definition)]
  }
}
