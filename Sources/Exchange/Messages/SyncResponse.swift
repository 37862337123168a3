package import Causality
import Records

/// What a hub answers. Its states are read after it took the node's batch and made it durable, so they are the
/// acknowledgement; the batch is what the node lacks.
///
///     [1, protocol, schema, states, more, refusals, seconds, h'batch']
///     [0, lowest, highest]      no common protocol; the same in every version
package struct SyncResponse: Hashable, Sendable {
  package static let format: UInt64 = 1

  /// The protocol that both speak.
  package var protocolVersion: UInt64
  package var schemaVersion: UInt64
  /// Of the partitions that the node named and may read. Sorted by partition.
  package var states: [PartitionState]
  /// The hub has more for the node than this batch carries.
  package var hasMore: Bool
  /// What the hub did not take or does not serve.
  package var refusals: [SyncRefusal]
  /// Come back no sooner than in so many seconds; 0 for at will.
  package var comeBackSeconds: UInt64
  package var batch: Batch

  package init(
    protocolVersion: UInt64 = ProtocolRange.current.highest, schemaVersion: UInt64, states: [PartitionState],
    hasMore: Bool = false, refusals: [SyncRefusal] = [], comeBackSeconds: UInt64 = 0, batch: Batch = Batch()
  ) {
    self.protocolVersion = protocolVersion
    self.schemaVersion = schemaVersion
    self.states = states.sorted { $0.partition < $1.partition }
    self.hasMore = hasMore
    self.refusals = refusals
    self.comeBackSeconds = min(comeBackSeconds, MessageLimits.comeBackSecondsMax)
    self.batch = batch
  }

  package var encoded: [UInt8] {
    let packed = batch.encoded
    var out = CBORWriter(capacity: packed.count + 256 + states.count * 128)
    out.array(8)
    out.uint(Self.format)
    out.uint(protocolVersion)
    out.uint(schemaVersion)
    out.states(states)
    out.bool(hasMore)
    out.refusals(refusals)
    out.uint(comeBackSeconds)
    out.data(packed)
    return out.bytes
  }

  /// What a hub answers to a node with which it has no protocol in common.
  package static func mismatch(own: ProtocolRange = .current) -> [UInt8] {
    var out = CBORWriter(capacity: 16)
    out.array(3)
    out.uint(0)
    out.uint(own.lowest)
    out.uint(own.highest)
    return out.bytes
  }

  /// Unpacks and hashes the changes. Fails with `versionMismatch` where the hub said so, and with `tooLarge`, `cbor`
  /// or `malformed` for bytes that no hub writes.
  package init(
    encoded bytes: [UInt8], hashing: any Hashing, limits: BatchLimits = .standard,
    own: ProtocolRange = .current
  ) throws(ExchangeError) {
    guard bytes.count <= MessageLimits.bytesMax else { throw .tooLarge(limit: MessageLimits.bytesMax) }
    if let hub = Self.mismatch(in: bytes) { throw .versionMismatch(own: own, peer: hub) }
    let packed: [UInt8]
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 8)
      try reader.format(Self.format)
      protocolVersion = try reader.uint()
      schemaVersion = try reader.uint()
      states = try reader.states()
      hasMore = try reader.bool()
      refusals = try reader.refusals()
      comeBackSeconds = try reader.uint(max: MessageLimits.comeBackSecondsMax)
      packed = try reader.data(max: MessageLimits.bytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
    guard (own.lowest...own.highest).contains(protocolVersion) else {
      throw .versionMismatch(
        own: own, peer: ProtocolRange(lowest: protocolVersion, highest: protocolVersion))
    }
    batch = try Batch(encoded: packed, hashing: hashing, limits: limits)
  }

  private static func mismatch(in bytes: [UInt8]) -> ProtocolRange? {
    var reader = CBORReader(bytes)
    // Not those three items: then it is another message, and its own decoder says what is wrong with it.
    guard (try? reader.array(exactly: 3)) != nil, (try? reader.uint(max: 0)) != nil,
      let lowest = try? reader.uint(), let highest = try? reader.uint(), reader.isAtEnd, lowest <= highest
    else { return nil }
    return ProtocolRange(lowest: lowest, highest: highest)
  }
}
