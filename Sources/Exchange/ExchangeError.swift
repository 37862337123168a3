package import Causality
package import Records

/// Why bytes or a conversation were refused. Names logs, places and hashes, never a value of a record.
package enum ExchangeError: Error, Equatable, Sendable {
  /// More bytes, changes, births or names than `BatchLimits` or `MessageLimits` allow; nothing was allocated for them.
  case tooLarge(limit: Int)
  /// Not the deterministic CBOR of a message.
  case cbor(CBORError)
  /// A packed batch that no sender writes, and the column and offset where that shows.
  case malformed(column: Int, at: Int)
  /// A message in a format whose number this version does not know.
  case unknownFormat(UInt64)
  /// The two sides have no protocol in common.
  case versionMismatch(own: ProtocolRange, peer: ProtocolRange)

  /// The log's next change here would be `expected`; the peer began later. Not a fault of the peer: it believed that
  /// more was here. The answer is one's own vector.
  case gap(LogID, expected: UInt64, found: UInt64)
  /// Two signed continuations of one log: an alarm for people. `ours` is what stands here at `sequence`.
  case fork(LogID, sequence: UInt64, ours: Hash256, theirs: Hash256)
  /// A change that does not name the hash of the one before it in its log.
  case brokenChain(LogID, sequence: UInt64)
  /// A log's run that does not end at a checkpoint: nobody vouches for it.
  case missingCheckpoint(LogID, sequence: UInt64)
  /// A checkpoint whose signature, hash or place is false.
  case badCheckpoint(LogID, sequence: UInt64)
  /// No birth is known of the origin, or the one that came is not signed by a key that is certified.
  case unknownOrigin(OriginID)
  /// Another birth is known of this origin: an alarm for people.
  case otherBirth(OriginID)
  /// A change in a format that this version cannot read; it is the change at `index` of its section.
  case unreadable(index: Int)
  /// A change of another partition than its section's.
  case foreignPartition(index: Int)

  /// Changes that may not be cut are more than a batch may hold.
  case noCut(Partition)
  /// Both sides have more, and a round moved nothing.
  case noProgress(Partition)
  /// The session was told something that it did not ask for.
  case outOfOrder
}
