import Causality
package import Exchange
import Records
import SQLite

/// What others are known to hold durably: the acknowledgement that "known to the province" is derived from.
extension ReplicaFile {
  /// Keeps what a peer said it holds, and when.
  package func remember(_ held: [PartitionVector], of peer: String) throws(ReplicaError) {
    try remember([peer: held])
  }

  /// Keeps what several peers said, in one transaction.
  package func remember(_ peers: [String: [PartitionVector]]) throws(ReplicaError) {
    let now = environment.wallMilliseconds()
    try storing { () throws(SQLiteError) in
      try db.begin()
      do throws(SQLiteError) {
        for (peer, state) in peers.flatMap({ peer in peer.value.map { (peer.key, $0) } }) {
          try noteLoss(of: peer, state)
          let upsert = try db.statement(
            """
            INSERT INTO peer(name, partition, vector, at) VALUES(?1, ?2, ?3, ?4)
            ON CONFLICT(name, partition) DO UPDATE SET vector = ?3, at = ?4
            """)
          upsert.bind(1, peer)
          upsert.bind(2, state.partition.text)
          upsert.bind(3, state.vector.encoded)
          upsert.bind(4, now)
          try upsert.run()
        }
        try db.commit()
      } catch {
        db.rollback()
        throw error
      }
    }
  }

  /// Keeps what a peer refused of ours, so that the person who wrote it can be told why; what it refuses no more goes.
  package func remember(refusals: [SyncRefusal], by peer: String) throws(ReplicaError) {
    let now = environment.wallMilliseconds()
    try storing { () throws(SQLiteError) in
      try db.begin()
      do throws(SQLiteError) {
        let clear = try db.statement("DELETE FROM refusal WHERE peer = ?")
        clear.bind(1, peer)
        try clear.run()
        for refusal in refusals {
          let insert = try db.statement(
            """
            INSERT OR REPLACE INTO refusal(peer, partition, origin, sequence, reason, at)
            VALUES(?, ?, ?, ?, ?, ?)
            """)
          insert.bind(1, peer)
          insert.bind(2, refusal.partition?.text ?? "")
          insert.bind(3, refusal.log?.origin.bits.bytes ?? [])
          insert.bind(4, refusal.sequence)
          insert.bind(5, "\(refusal.code.rawValue).\(refusal.reason)")
          insert.bind(6, now)
          try insert.run()
        }
        try db.commit()
      } catch {
        db.rollback()
        throw error
      }
    }
  }
}
