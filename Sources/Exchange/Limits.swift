/// Bounds of a batch. What is not a maximum is where a sender stops; a maximum is what a receiver enforces before it
/// allocates. Between the two lies room for what may not be cut: an act, and a log's run up to its checkpoint.
package struct BatchLimits: Hashable, Sendable {
  /// A sender stops behind this many changes at the next place where it may cut.
  package var changes: Int
  /// The same in bytes of headers, salts and payloads before packing.
  package var bytes: Int
  /// The same in births.
  package var births: Int
  package var changesMax: Int
  package var bytesMax: Int
  package var birthsMax: Int
  /// Distinct authors, sources and reasons.
  package var textsMax: Int
  /// Logs and origins that a batch may name.
  package var originsMax: Int
  package var sectionsMax: Int
  /// A sender keeps a checkpoint at least this often, so that a relay can cut its batches too.
  package var checkpointEvery: UInt64

  package init(changes: Int = 8_192, bytes: Int = 4 << 20) {
    self.changes = changes
    self.bytes = bytes
    births = 256
    changesMax = 32_768
    bytesMax = 32 << 20
    birthsMax = 1_024
    textsMax = 65_536
    originsMax = 16_384
    sectionsMax = 1_024
    checkpointEvery = 256
  }

  package static let standard = BatchLimits()
}

/// Bounds of messages around a batch.
package enum MessageLimits {
  /// A whole message, unpacked: what the HTTP responder and a bundle accept.
  package static let bytesMax = 40 << 20
  package static let statesMax = 4_096
  package static let vectorEntriesMax = 4_096
  package static let forkPointsMax = 1_024
  package static let refusalsMax = 4_096
  package static let certificateBytesMax = 8_192
  package static let signatureBytes = 64
  package static let tokenBytesMax = 64
  package static let comeBackSecondsMax: UInt64 = 86_400
}
