package import Causality
package import Exchange
package import Records

/// Changes that were not taken, and why. Names places, never what a change says.
package struct QuarantineEntry: Hashable, Sendable {
  /// What a person decided about it.
  package struct Discard: Hashable, Sendable {
    package let at: Int64
    /// Staff account.
    package let by: String
    package let reason: String
  }

  /// `q-` and twelve hexadecimal digits: `q-09af3c11d2e4`.
  package let id: String
  package let partition: Partition
  /// `nil` where nobody can say whose log it is.
  package let origin: OriginID?
  /// Agency code or `province`, by the origin's birth; `nil` where that is not known.
  package let node: String?
  /// The place of the first and the last change in their log; 0 where there is no log.
  package let first: UInt64
  package let last: UInt64
  package let changes: Int
  package let refusal: SyncRefusal
  /// Packed, as kept; 0 once it was discarded.
  package let bytes: Int
  /// Milliseconds since 1970-01-01 UTC by this machine's clock: when it was refused first and last.
  package let since: Int64
  package let latest: Int64
  /// How often it was refused.
  package let times: Int
  package let discard: Discard?
}

/// How much is in quarantine.
package struct QuarantineCounts: Hashable, Sendable {
  /// Entries that wait for a person.
  package var entries = 0
  package var changes = 0
  /// Refused runs that were not kept because the quarantine was full.
  package var notKept = 0
  package init() {}
}
