package import Causality
package import Records

/// One end of a bundle.
///
///     [name, role, h'key', null / h'origin']
package struct BundleEnd: Hashable, Sendable {
  package var identity: NodeIdentity
  /// The incarnation: the sender's own; the recipient's as its latest acknowledgement said, `nil` where none came yet.
  package var origin: OriginID?

  package init(identity: NodeIdentity, origin: OriginID?) {
    self.identity = identity
    self.origin = origin
  }
}

/// The first piece of a bundle: a sync request without its batch, with both ends named.
///
///     [1, lowest, highest, schema, from, birth, to, created, states, [[partition, vector]…], [h'former origin'…],
///       null / h'answered bundle', refusals, [h'wanted content'…]]
///
/// `states` are what the sender holds of the partitions that the recipient may read: at once the vectors up to which this
/// bundle goes, and the acknowledgement of what the recipient sent before.
package struct BundleManifest: Hashable, Sendable {
  package static let format: UInt64 = 1

  package var protocols: ProtocolRange
  package var schemaVersion: UInt64
  package var from: BundleEnd
  /// Of the sender's origin: proves that it is an incarnation of the node that signed.
  package var birth: Birth
  package var to: BundleEnd
  /// Since 1970-01-01 UTC by the sender's clock; for people only.
  package var createdMilliseconds: Int64
  /// Sorted by partition.
  package var states: [PartitionState]
  /// From where the changes begin: what the sender believes that the recipient holds. Sorted by partition.
  package var starts: [PartitionVector]
  /// Earlier incarnations of the sender. What one of them acknowledged is void: it may have been lost.
  package var formerOrigins: [OriginID]
  /// The latest bundle of the recipient that the sender has looked into, taken or refused.
  package var answers: BundleID?
  /// What the sender did not take of the recipient's changes.
  package var refusals: [SyncRefusal]
  /// Contents of attachments that the sender lacks.
  package var wanted: [Hash256]

  package init(
    protocols: ProtocolRange = .current, schemaVersion: UInt64, from: BundleEnd, birth: Birth, to: BundleEnd,
    createdMilliseconds: Int64, states: [PartitionState], starts: [PartitionVector],
    formerOrigins: [OriginID] = [], answers: BundleID? = nil, refusals: [SyncRefusal] = [],
    wanted: [Hash256] = []
  ) {
    self.protocols = protocols
    self.schemaVersion = schemaVersion
    self.from = from
    self.birth = birth
    self.to = to
    self.createdMilliseconds = createdMilliseconds
    self.states = states.sorted { $0.partition < $1.partition }
    self.starts = starts.sorted { $0.partition < $1.partition }
    self.formerOrigins = formerOrigins
    self.answers = answers
    self.refusals = refusals
    self.wanted = wanted
  }

  /// How many changes lie between the vectors.
  package var changeCount: UInt64 {
    states.reduce(0) { sum, state in
      let start = starts.first { $0.partition == state.partition }?.vector ?? VersionVector()
      return sum &+ state.vector.count(missingFrom: start)
    }
  }

  /// The first place from which a receiver would miss changes: this bundle begins beyond what it holds. `nil` where it can
  /// be applied.
  ///
  /// - Parameter held: what the receiver holds of a partition; `nil` for one that is not its to hold.
  package func gap(
    heldBy held: (Partition) -> VersionVector?
  ) -> (partition: Partition, log: LogID, held: UInt64, start: UInt64)? {
    for start in starts {
      guard let own = held(start.partition),
        let state = states.first(where: { $0.partition == start.partition })
      else { continue }
      // A log of which this bundle brings nothing leaves no gap.
      for entry in start.vector.entries
      where state.vector[entry.log] > entry.sequence && own[entry.log] < entry.sequence {
        return (start.partition, entry.log, own[entry.log], entry.sequence)
      }
    }
    return nil
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 2_048 + states.count * 256 + wanted.count * 34)
    out.array(14)
    out.uint(Self.format)
    out.uint(protocols.lowest)
    out.uint(protocols.highest)
    out.uint(schemaVersion)
    out.end(from)
    out.birth(birth)
    out.end(to)
    out.int(createdMilliseconds)
    out.states(states)
    out.array(starts.count)
    for start in starts {
      out.array(2)
      out.text(start.partition.text)
      out.vector(start.vector)
    }
    out.array(formerOrigins.count)
    for origin in formerOrigins { out.bits(origin.bits) }
    if let answers { out.bits(answers.bits) } else { out.null() }
    out.refusals(refusals)
    out.array(wanted.count)
    for hash in wanted { out.hash(hash) }
    return out.bytes
  }

  /// Fails with `versionMismatch` for a sender without a common protocol, and with `tooLarge` or `cbor`.
  package init(encoded bytes: [UInt8], own: ProtocolRange = .current) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 14)
      try reader.format(Self.format)
      let lowest = try reader.uint()
      let start = reader.position
      let highest = try reader.uint()
      guard lowest <= highest else { throw .invalid(at: start) }
      protocols = ProtocolRange(lowest: lowest, highest: highest)
      schemaVersion = try reader.uint()
      from = try reader.end()
      birth = try reader.birth()
      to = try reader.end()
      createdMilliseconds = try reader.int()
      states = try reader.states()
      starts = try reader.starts()
      formerOrigins = []
      for _ in 0..<(try reader.array(max: BundleLimits.formerOriginsMax)) {
        formerOrigins.append(OriginID(try reader.bits()))
      }
      answers = try reader.isNull() ? nil : BundleID(try reader.bits())
      refusals = try reader.refusals()
      wanted = []
      for _ in 0..<(try reader.array(max: BundleLimits.wantedMax)) { wanted.append(try reader.hash()) }
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
    _ = try own.common(with: protocols)
  }
}

extension CBORWriter {
  fileprivate mutating func end(_ end: BundleEnd) {
    array(4)
    text(end.identity.name)
    text(end.identity.role.rawValue)
    hash(end.identity.key)
    if let origin = end.origin { bits(origin.bits) } else { null() }
  }
}

extension CBORReader {
  fileprivate mutating func end() throws(CBORError) -> BundleEnd {
    try array(exactly: 4)
    let name = try text(max: 128)
    let start = position
    guard let role = NodeIdentity.Role(rawValue: try text(max: 16)) else { throw .invalid(at: start) }
    let key = try hash()
    return BundleEnd(
      identity: NodeIdentity(name: name, role: role, key: key),
      origin: try isNull() ? nil : OriginID(try bits()))
  }

  fileprivate mutating func starts() throws(CBORError) -> [PartitionVector] {
    let count = try array(max: MessageLimits.statesMax)
    var starts: [PartitionVector] = []
    for _ in 0..<count {
      let start = position
      try array(exactly: 2)
      let partition = try partition()
      if let last = starts.last { guard last.partition < partition else { throw .invalid(at: start) } }
      starts.append(PartitionVector(partition: partition, vector: try vector()))
    }
    return starts
  }
}
