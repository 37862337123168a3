/// What an alarm is about. The words are a promise to programs and to the log: they are added to, never changed.
package enum AlarmKind: String, CaseIterable, Hashable, Sendable {
  /// A log has two continuations: a disk was copied, or a backup written on. Subject: partition and log.
  case fork
  /// This replica met own changes that it does not remember writing, or was opened with another incarnation token: it was
  /// restored or copied, and goes on under a new origin. Subject: the origin that ended.
  case amnesia
  /// Two machines speak under one certificate. Subject: the node.
  case clone
  /// A second key is enrolled under a center's name. Subject: the node.
  case secondKey = "second-key"
  /// An origin has two births. Subject: the origin.
  case otherBirth = "other-birth"
  /// A record's row shows what no change in the log says: somebody wrote to the file. Subject: the record.
  case tampered
  /// Equal vectors, unequal digests. Subject: the partition.
  case divergence
  /// The hub holds less than it once acknowledged: it was restored. Subject: the partition.
  case hubLost = "hub-lost"
  /// This hub was restored, and restricts itself until it is released. Subject: the hub.
  case recovering
  /// Changes beyond a revocation's last good one were taken, and are compensated. Subject: partition and log.
  case tainted
  /// Somebody handed over changes that their author's key does not vouch for. Subject: who handed them over.
  case forged
  /// A verification found damage. Subject: what is damaged.
  case damaged
  /// A member of staff looked at more people within an hour than the counter serves. Subject: the staff account.
  case lookUps = "look-ups"
}

/// Something that a person must look at: it stands until somebody acknowledges it with a reason.
///
///     fork  unit/06184 5f0c12ab/90aa12cd  {"sequence": 41}  3 times since …
package struct Alarm: Hashable, Sendable {
  package struct Acknowledgement: Hashable, Sendable {
    package let at: Int64
    package let by: String
    package let reason: String
  }

  package let id: Int64
  /// As it is stored; `known` is nil for a kind of a newer version.
  package let word: String
  package let subject: String
  /// JSON of names, places and counts; never of a citizen.
  package let facts: String
  /// Milliseconds since 1970-01-01 UTC by this machine's clock.
  package let first: Int64
  package let last: Int64
  /// How often it was raised since `first`.
  package let count: Int
  package let acknowledgement: Acknowledgement?

  package var kind: AlarmKind? { AlarmKind(rawValue: word) }
  package var isStanding: Bool { acknowledgement == nil }

  package static let subjectBytesMax = 256
  package static let factsBytesMax = 2_048
  package static let reasonBytesMax = 1_024
}
