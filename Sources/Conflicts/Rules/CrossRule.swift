package import Causality
package import Records

/// Where a rule across records can be judged.
package enum RuleScope: String, Hashable, Sendable, CaseIterable {
  /// By everybody who holds the partition: all the records concerned lie in it.
  case partition
  /// Only where all partitions are held; a replica with fewer says "checked at the province" (`histories.md`, H17).
  case province
}

/// How a text becomes part of a key.
package enum KeyForm: String, Hashable, Sendable, CaseIterable {
  /// As it is, with composed letters.
  case exact
  /// `folded`: without marks, case, and runs of spaces.
  case folded
  /// Its ASCII digits only.
  case digits
  /// Its ASCII letters and digits, upper case: `AB 123-456` and `ab123456` are one number.
  case code
}

/// One part of the key on which records meet.
package enum KeyPart: Hashable, Sendable {
  /// A field's value. `length`: any other number of characters lays no claim.
  case field(FieldPlace, KeyForm, length: Int?)
  /// The record's own id.
  case record
  /// The id of the record's root.
  case root
  /// The record's own id and the record that the field names, in either order.
  case pair(FieldPlace)
}

/// A condition on one field of a record, as it is shown.
package struct Condition: Hashable, Sendable {
  package enum Test: Hashable, Sendable {
    case isOne(of: [Value])
    /// Null is none of them.
    case isNone(of: [Value])
    case isKnown(Bool)
  }

  package let field: FieldPlace
  package let test: Test

  package func holds(_ value: Value) -> Bool {
    switch test {
    case .isOne(let values): values.contains(value)
    case .isNone(let values): !values.contains(value)
    case .isKnown(let known): value.isNull != known
    }
  }
}

/// Which records of an entity lay claim to a key of a rule.
package struct Claimant: Hashable, Sendable {
  package let entity: UInt64
  package let tag: String
  package let key: [KeyPart]
  package let conditions: [Condition]
  /// Conditions on the root of a child record, judged when the claims on a key are.
  package let underRoot: [Condition]
  package let rootEntity: UInt64?

  /// The groups that its claims depend on.
  var groups: [UInt64] {
    conditions.map(\.field.group)
      + key.compactMap { part in
        switch part {
        case .field(let field, _, _), .pair(let field): field.group
        case .record, .root: nil
        }
      }
  }
}

/// A rule that no single record can break.
package struct CrossRule: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// At most one record stands on a key.
    case unique
    /// Not all of the tags stand on one key.
    case together
  }

  /// `personal-id-once`.
  package let name: String
  package let kind: Kind
  package let scope: RuleScope
  package let claimants: [Claimant]
  /// Sorted, each once.
  package let tags: [String]
  /// Whether people may say "these are not the same", after which it is not asked again.
  package let allowsDistinct: Bool
  package let terms: RuleTerms

  /// Whether judging it asks for the state of the claimants' roots.
  package var readsRoots: Bool { claimants.contains { !$0.underRoot.isEmpty } }
}

/// What one record claims under a rule across records.
package struct Claim: Hashable, Sendable {
  package let rule: String
  /// Canonical bytes (CBOR: the rule's name, then the parts); the caller hashes them.
  package let key: [UInt8]
  /// Which role the record plays; empty for `unique`.
  package let tag: String
}

/// A claim as the caller holds it beside others on the same key.
package struct StandingClaim: Hashable, Sendable {
  package let record: RecordID
  package let tag: String
  /// The root's state, where the rule asks for it (`CrossRule.Claimant.underRoot`); without it the claim stands, so
  /// that rather too much is asked than too little.
  package let root: RecordState?

  package init(record: RecordID, tag: String, root: RecordState? = nil) {
    self.record = record
    self.tag = tag
    self.root = root
  }
}

/// Records that are each fine and together break a rule.
package struct CrossVerdict: Hashable, Sendable {
  package let rule: String
  package let scope: RuleScope
  /// Sorted, each once.
  package let records: [RecordID]
  package let severity: Severity
  /// Sorted words of `Block`.
  package let blocks: [String]
  package let owner: String
  package let allowsDistinct: Bool

  /// What the key of the conflict is the hash of: H(rule, sorted record ids), the same wherever it is found (H17).
  package var keyBytes: [UInt8] { Self.keyBytes(rule: rule, records: records) }

  /// The same from its parts, in any order: the rule's name, a zero byte, the sorted ids. A name has no zero byte.
  package static func keyBytes(rule: String, records: [RecordID]) -> [UInt8] {
    var bytes = Array(rule.utf8)
    bytes.append(0)
    for record in records.sorted() { record.bits.append(to: &bytes) }
    return bytes
  }
}
