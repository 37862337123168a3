package import Records

/// The kinds of rule that a group can have, by their words in the files.
package enum RuleKind: String, Hashable, Sendable, CaseIterable {
  case authority, latest, furthest, maximum, minimum, union, person
}

/// How rivals are judged. Every kind narrows the rivals down; where more than one value is left, the next rule sees
/// those that are left.
package indirect enum DecisionRule: Hashable, Sendable {
  /// Longest chain of rules.
  package static let depthMax = 4

  /// Sources in order of rank; a source that is not listed ranks below all.
  case authority(sources: [String], next: DecisionRule)
  case latest
  case furthest(field: FieldPlace, machine: MachineTimeline, next: DecisionRule)
  case maximum(field: FieldPlace, next: DecisionRule)
  case minimum(field: FieldPlace, next: DecisionRule)
  case union
  case person

  package var kind: RuleKind {
    switch self {
    case .authority: .authority
    case .latest: .latest
    case .furthest: .furthest
    case .maximum: .maximum
    case .minimum: .minimum
    case .union: .union
    case .person: .person
    }
  }
}

/// A field by its name and its place, so that nobody looks it up while judging.
package struct FieldPlace: Hashable, Sendable {
  package let group: UInt64
  package let index: Int
  package let name: String
  package let type: FieldType
}

/// What the rules say about an open conflict besides who wins.
package struct RuleTerms: Hashable, Sendable {
  package let severity: Severity
  /// Sorted.
  package let blocks: [Block]
  package let owner: Owner
  package let whyVietnamese: String
  package let whyEnglish: String
}

/// The rule of one group.
package struct GroupRule: Hashable, Sendable {
  package let rule: DecisionRule
  /// Chooses the provisional value when a person must decide; `nil`: the latest that can be trusted.
  package let shown: DecisionRule?
  package let terms: RuleTerms
  /// True when the file has an entry for this group, false for the entity's default.
  package let isDeclared: Bool
}
