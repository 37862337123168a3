package import Causality
import Records

/// What a node sends to its hub: what it speaks, what it holds, and at once its first batch.
///
///     [1, lowest, highest, schema, h'origin', states, more, refusals, h'batch']
///
/// The first three items stand in front in every version, so that any hub can say which side is older.
package struct SyncRequest: Hashable, Sendable {
  package static let format: UInt64 = 1

  package var protocols: ProtocolRange
  /// A peer with a newer schema is fine: unknown entities and groups are kept and passed on untouched.
  package var schemaVersion: UInt64
  /// The incarnation that speaks.
  package var origin: OriginID
  /// Sorted by partition.
  package var states: [PartitionState]
  /// The node has more than this batch carries.
  package var hasMore: Bool
  /// What the node did not take from the answer before.
  package var refusals: [SyncRefusal]
  package var batch: Batch

  package init(
    protocols: ProtocolRange = .current, schemaVersion: UInt64, origin: OriginID, states: [PartitionState],
    hasMore: Bool = false, refusals: [SyncRefusal] = [], batch: Batch = Batch()
  ) {
    self.protocols = protocols
    self.schemaVersion = schemaVersion
    self.origin = origin
    self.states = states.sorted { $0.partition < $1.partition }
    self.hasMore = hasMore
    self.refusals = refusals
    self.batch = batch
  }

  package var encoded: [UInt8] {
    let packed = batch.encoded
    var out = CBORWriter(capacity: packed.count + 256 + states.count * 128)
    out.array(9)
    out.uint(Self.format)
    out.uint(protocols.lowest)
    out.uint(protocols.highest)
    out.uint(schemaVersion)
    out.bits(origin.bits)
    out.states(states)
    out.bool(hasMore)
    out.refusals(refusals)
    out.data(packed)
    return out.bytes
  }

  /// Unpacks and hashes the changes. Fails with `versionMismatch` for a peer without a common protocol, and with
  /// `tooLarge`, `cbor` or `malformed` for bytes that no peer writes.
  package init(
    encoded bytes: [UInt8], hashing: any Hashing, limits: BatchLimits = .standard,
    own: ProtocolRange = .current
  ) throws(ExchangeError) {
    guard bytes.count <= MessageLimits.bytesMax else { throw .tooLarge(limit: MessageLimits.bytesMax) }
    let peer = try Self.protocols(of: bytes)
    _ = try own.common(with: peer)
    let packed: [UInt8]
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 9)
      try reader.format(Self.format)
      try reader.skip()
      try reader.skip()
      protocols = peer
      schemaVersion = try reader.uint()
      origin = OriginID(try reader.bits())
      states = try reader.states()
      hasMore = try reader.bool()
      refusals = try reader.refusals()
      packed = try reader.data(max: MessageLimits.bytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
    batch = try Batch(encoded: packed, hashing: hashing, limits: limits)
  }

  /// Reads no further than the items that stand in front in every version.
  private static func protocols(of bytes: [UInt8]) throws(ExchangeError) -> ProtocolRange {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      guard try reader.array(max: 64) >= 3 else { throw .unexpected(at: 0) }
      _ = try reader.uint()
      let lowest = try reader.uint()
      let highest = try reader.uint()
      guard lowest <= highest else { throw .invalid(at: 0) }
      return ProtocolRange(lowest: lowest, highest: highest)
    } catch {
      throw ExchangeError(error)
    }
  }
}
