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

  package init() {}
}

extension Reader {
  package func bundlePeer(_ name: String) throws(ReplicaError) -> BundlePeerState {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT origin, former, wanted, seen FROM bundle_peer WHERE name = ?")
      select.bind(1, name)
      defer { select.reset() }
      var state = BundlePeerState()
      guard try select.step() else { return state }
      state.peer = BundlePeer(
        origin: Bits128(bytes: select.bytes(0)).map { OriginID($0) },
        former: pieces(select.bytes(1), of: 16).compactMap { Bits128(bytes: $0).map { OriginID($0) } })
      state.wanted = pieces(select.bytes(2), of: 32).compactMap { Hash256(bytes: $0) }
      state.seen = Bits128(bytes: select.bytes(3)).map { BundleID($0) }
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

  private func pieces(_ bytes: [UInt8], of width: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count - bytes.count % width, by: width).map { bytes[$0..<$0 + width] }
  }
}
