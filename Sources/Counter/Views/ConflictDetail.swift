package import Causality
package import Conflicts
package import Records

/// One conflict with everything that a person needs to decide it.
package struct ConflictDetail: Sendable {
  /// One write among rivals.
  package struct Side: Sendable {
    /// From 1, in the order of the writers' clocks.
    package let number: Int
    package let id: ChangeID
    package let provenance: Provenance
    package let values: GroupValues
    /// The values as staff read them, in the order of the fields; what the side does to the life of the record where
    /// that is in dispute.
    package let texts: [SafeText]
    /// What the author was shown and replaced; nil where nothing stood, or the log is not held.
    package let before: [SafeText]?
    package let life: LifeAct?
    package let isShown: Bool
  }

  /// Rivals of one group of one record.
  package struct Rivals: Sendable {
    package let record: RecordState
    /// The root's state, for a child record.
    package let root: RecordState?
    package let group: UInt64
    package let fields: [SafeText]
    package let sides: [Side]
    package let explanation: Explanation
    /// The reason of the verdict, as a sentence.
    package let reason: SafeText
  }

  /// One of the records that together break a rule.
  package struct Member: Sendable {
    package let number: Int
    package let record: RecordState
    package let title: SafeText
    /// Fields that are known of any of the records.
    package let texts: [SafeText]
    /// Who wrote what the rule looks at, group by group.
    package let provenance: [(group: SafeText, by: Provenance)]
  }

  package struct Set: Sendable {
    package let key: Hash256
    package let rule: CrossRule?
    package let fields: [SafeText]
    package let members: [Member]
    package let judgement: RecordState?
    /// Whether one of them can be merged into the other.
    package let canMerge: Bool
  }

  /// A group that a person decided.
  package struct Decided: Sendable {
    package let record: RecordState
    package let root: RecordState?
    package let group: UInt64
    package let fields: [SafeText]
    package let taken: Side
    package let rejected: [Side]
  }

  package enum Matter: Sendable {
    case rivals(Rivals)
    case set(Set)
    case decided(Decided)
  }

  package let id: String
  package let matter: Matter
  package let what: SafeText
  package let partition: Partition
  package let place: SafeText
  package let rule: String
  package let ruleName: SafeText
  package let isOpen: Bool
  package let severity: Severity
  package let blocks: [String]
  package let owner: Owner?
  /// Milliseconds since 1970.
  package let since: Int64
  /// What `--seen` names.
  package let seen: Seen
  /// The rule's own explanation.
  package let why: String
  package let rulesVersion: String
}
