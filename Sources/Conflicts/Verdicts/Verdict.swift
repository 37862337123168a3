package import Causality
package import Records

/// Why a verdict is as it is, as data; texts are made where they are shown.
package enum VerdictReason: Hashable, Sendable {
  // Settled.
  /// One value has the source of the highest rank.
  case authority(source: String)
  /// One stamp is the latest of those that can be trusted.
  case latest
  /// One state is reachable from all others, and none of them from it.
  case furthest(state: Value)
  case maximum(field: String)
  case minimum(field: String)
  /// The values stand side by side and nothing is to be decided.
  case union

  // Referred to a person.
  /// A delete stands beside a touch that had not seen it.
  case life
  /// A person's resolution is among the rivals; no rule outranks it (`histories.md`, H12).
  case resolutionStands
  /// The rule leaves it to a person always.
  case always
  /// Different values stand on the word of sources of one rank.
  case sameAuthority(source: String)
  /// No rival has a stamp that can be trusted (H19).
  case suspectClocks
  /// No state is further than all others, or two can be reached from each other (H23).
  case statesApart
  /// One state, but other fields of the group differ.
  case sameState(Value)
  /// A rival has a state that the machine does not know.
  case unknownState
  /// The field that decides is equal or unknown, but other fields differ.
  case sameOrder(field: String)
  /// The field that decides cannot be ordered: `1957` and `1957-03`.
  case incomparable(field: String)
  /// An entity or group of a newer schema: shown, never judged.
  case unknownToSchema

  /// One word for files and for `--json`: `same-authority`.
  package var word: String {
    switch self {
    case .authority: "authority"
    case .latest: "latest"
    case .furthest: "furthest"
    case .maximum: "maximum"
    case .minimum: "minimum"
    case .union: "union"
    case .life: "life"
    case .resolutionStands: "resolution-stands"
    case .always: "always"
    case .sameAuthority: "same-authority"
    case .suspectClocks: "suspect-clocks"
    case .statesApart: "states-apart"
    case .sameState: "same-state"
    case .unknownState: "unknown-state"
    case .sameOrder: "same-order"
    case .incomparable: "incomparable"
    case .unknownToSchema: "unknown-to-schema"
    }
  }
}

/// What the rules say about the rivals of one group of one record.
///
/// A view: it changes no state, and every replica with the same siblings and the same rules version has the same.
package struct GroupVerdict: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// The rules decided; this sibling's value counts.
    case settled(ChangeID)
    /// A person decides; until then this sibling's value is shown, marked as provisional.
    case referred(provisional: ChangeID)
  }

  /// Number of the group; 0 is life.
  package let group: UInt64
  /// Sorted; the set is the version of the conflict that a resolution is compared with (H29).
  package let version: [ChangeID]
  package let outcome: Outcome
  /// Name of the rule that applied: `authority`, `life`.
  package let rule: String
  package let reason: VerdictReason
  package let severity: Severity
  /// Sorted words of `Block`; empty when settled.
  package let blocks: [String]
  /// A word of `Owner`; `nil` when settled.
  package let owner: String?

  /// The sibling whose value is shown.
  package var shown: ChangeID {
    switch outcome {
    case .settled(let id), .referred(let id): id
    }
  }

  package var isReferred: Bool { if case .referred = outcome { true } else { false } }
}
