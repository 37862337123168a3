package import Causality
package import Exchange
package import Records
import SQLite

/// A peer as bundles showed it.
package struct BundlePeerState: Hashable, Sendable {
  package var peer = BundlePeer()
  /// Contents of attachments that it said it lacks.
  package var wanted: [Hash256] = []
  /// Its latest bundle that was looked into here.
  package var seen: BundleID?
  /// Places of logs of which its latest bundle brought another continuation; it is told them, to find where to begin.
  package var disputed: [SyncRefusal] = []
  /// The same, as it told.
  package var samples: [SyncRefusal] = []

  package init() {}
}

extension Reader {
  package func bundlePeer(_ name: String) throws(ReplicaError) -> BundlePeerState {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        "SELECT origin, former, wanted, seen, disputed, samples FROM bundle_peer WHERE name = ?")
      select.bind(1, name)
      defer { select.reset() }
      var state = BundlePeerState()
      guard try select.step() else { return state }
      state.peer = BundlePeer(
        origin: Bits128(bytes: select.bytes(0)).map { OriginID($0) },
        former: pieces(select.bytes(1), of: 16).compactMap { Bits128(bytes: $0).map { OriginID($0) } })
      state.wanted = pieces(select.bytes(2), of: 32).compactMap { Hash256(bytes: $0) }
      state.seen = Bits128(bytes: select.bytes(3)).map { BundleID($0) }
      state.disputed = ForkSamples.decoded(select.bytes(4))
      state.samples = ForkSamples.decoded(select.bytes(5))
      return state
    }
  }

  /// The births of all incarnations of a node that are known here; each carries the node's certificate of then.
  package func births(ofNode name: String) throws(ReplicaError) -> [Birth] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT birth FROM origin WHERE node = ? ORDER BY id")
      select.bind(1, name)
      var births: [Birth] = []
      try select.forEachRow { row throws(SQLiteError) in
        if let birth = try? Birth(encoded: row.bytes(0)) { births.append(birth) }
      }
      return births
    }
  }

  /// The incarnations of a node that are known here, oldest first.
  package func origins(of identity: NodeIdentity) throws(ReplicaError) -> [OriginID] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT origin FROM origin WHERE node = ? AND node_key = ? ORDER BY id")
      select.bind(1, identity.name)
      select.bind(2, identity.key.bytes)
      var origins: [OriginID] = []
      try select.forEachRow { row throws(SQLiteError) in
        if let bits = Bits128(bytes: row.bytes(0)) { origins.append(OriginID(bits)) }
      }
      return origins
    }
  }

  /// What the first piece of a bundle for a peer says: it begins at the peer's latest acknowledgement.
  ///
  /// - Parameters:
  ///   - partitions: those that both ends hold.
  ///   - peer: the name under which the recipient's acknowledgements are kept.
  ///   - answering: a bundle that this one answers; by default the latest that was looked into.
  package func bundleManifest(
    from identity: NodeIdentity, _ origin: OriginID, to recipient: NodeIdentity, peer: String,
    partitions: [Partition], at milliseconds: Int64, answering: BundleID? = nil, wanted: [Hash256] = []
  ) throws(ReplicaError) -> BundleManifest {
    guard let birth = try birth(of: origin) else { throw .corrupt("birth of \(origin)") }
    let known = try bundlePeer(peer)
    let acknowledged = try peerStates(of: peer)
    let states = try states(of: partitions)
    let starts = states.map { state in
      PartitionVector(
        partition: state.partition,
        vector: acknowledged.first { $0.partition == state.partition }?.vector ?? VersionVector(),
        samples: ForkSamples.samples(known.samples, of: state.partition))
    }
    let refusals =
      try known.disputed.prefix(MessageLimits.refusalsMax / 2)
      + quarantine(limit: MessageLimits.refusalsMax / 2)
      .filter { $0.node == recipient.name && partitions.contains($0.partition) }.map(\.refusal)
    return BundleManifest(
      schemaVersion: Schema.current.version, from: BundleEnd(identity: identity, origin: origin),
      birth: birth, to: BundleEnd(identity: recipient, origin: known.peer.origin),
      createdMilliseconds: milliseconds, states: states, starts: starts,
      formerOrigins: Array(
        try origins(of: identity).filter { $0 != origin }.suffix(BundleLimits.formerOriginsMax)),
      answers: answering ?? known.seen, refusals: Array(refusals), wanted: wanted)
  }

  private func pieces(_ bytes: [UInt8], of width: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count - bytes.count % width, by: width).map { bytes[$0..<$0 + width] }
  }
}
