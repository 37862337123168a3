package import Causality
package import Exchange
package import Records
import SQLite

/// What a peer said it holds of a partition, and when it said so.
package struct PeerState: Hashable, Sendable {
  package let partition: Partition
  package let vector: VersionVector
  /// Milliseconds since 1970-01-01 UTC by this machine's clock.
  package let at: Int64
}

/// A change of ours that a peer did not take.
package struct StandingRefusal: Hashable, Sendable {
  package let refusal: SyncRefusal
  package let at: Int64
}

extension Reader {
  package func peerStates(of peer: String) throws(ReplicaError) -> [PeerState] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT partition, vector, at FROM peer WHERE name = ?")
      select.bind(1, peer)
      var states: [PeerState] = []
      try select.forEachRow { row throws(SQLiteError) in
        guard let partition = Partition(text: row.text(0)) else { return }
        // A vector that cannot be read is no acknowledgement: everything is offered again, which is harmless.
        let vector = (try? VersionVector(encoded: row.bytes(1))) ?? VersionVector()
        states.append(PeerState(partition: partition, vector: vector, at: row.int64(2)))
      }
      return states.sorted { $0.partition < $1.partition }
    }
  }

  package func refusals(by peer: String) throws(ReplicaError) -> [StandingRefusal] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        "SELECT partition, origin, sequence, reason, at FROM refusal WHERE peer = ? ORDER BY id")
      select.bind(1, peer)
      var found: [StandingRefusal] = []
      try select.forEachRow { row throws(SQLiteError) in
        let parts = row.text(3).split(separator: ".").map { UInt64($0) ?? 0 }
        let origin = Bits128(bytes: row.bytes(1)).map { OriginID($0) }
        found.append(
          StandingRefusal(
            refusal: SyncRefusal(
              code: SyncRefusal.Code(rawValue: parts.first ?? 0) ?? .unknown,
              partition: Partition(text: row.text(0)),
              log: origin.map { LogID(origin: $0) }, sequence: row.uint64(2), reason: parts.last ?? 0),
            at: row.int64(4)))
      }
      return found
    }
  }
}
