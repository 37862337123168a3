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

  /// Keeps what the hub said it holds. Where it names continuations of a log that is held here under its first name, this
  /// replica names what it has the same way: a center takes the hub's word for names, and for nothing else. Where the log
  /// is its own, somebody else writes on it, and it begins a new origin.
  package func acknowledge(_ held: [PartitionVector], by hub: String) throws(ReplicaError) {
    try remember(held, of: hub)
    try takeNames(held)
  }

  /// The names alone, wherever they come from: over the network, or by bundle.
  func takeNames(_ held: [PartitionVector]) throws(ReplicaError) {
    for state in held {
      let points = try namedForks(state)
      guard !points.isEmpty, let partition = partitions[state.partition]?.row else { continue }
      let before = own
      do throws(ReplicaError) {
        try inTransaction { (_) throws(ReplicaError) in
          for point in points { _ = try self.note(point, state.partition, partition) }
          if points.contains(where: { $0.origin == before.origin }) {
            try self.enterNewOrigin(after: before.origin)
          }
        }
      } catch {
        own = before
        throw error
      }
    }
  }

  /// Fork points of logs here that somebody else's names tell of: he counts a continuation by the hash that the change
  /// behind the fork point has here too.
  private func namedForks(_ state: PartitionVector) throws(ReplicaError) -> [ForkPoint] {
    guard let partition = partitions[state.partition]?.row else { return [] }
    var points: [ForkPoint] = []
    for entry in state.vector.entries where entry.log.branch != 0 {
      let origin = entry.log.origin
      guard logs[LogKey(partition: partition, log: entry.log)] == nil else { continue }
      let bases =
        state.vector.entries.filter { $0.log.origin == origin && $0.log != entry.log }
        .map(\.sequence) + [0]
      try storing { () throws(SQLiteError) in
        for (_, log) in branches(partition, origin) {
          for base in bases where log.base <= base && base < log.head {
            guard try storedHash(log, base + 1)?.short == entry.log.branch,
              let hash = try storedHash(log, base)
            else { continue }
            points.append(ForkPoint(origin: origin, sequence: base, hash: hash))
          }
        }
      }
    }
    return points
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
