package import Causality
package import Exchange
import Records
import SQLite

extension ReplicaFile {
  /// So many of the latest bundles are remembered, to recognize what answers them.
  private static let sentMax = 1_024

  /// Keeps that a bundle went out, and to which incarnation it was addressed.
  package func rememberSent(_ bundle: BundleID, to peer: String, origin: OriginID?) throws(ReplicaError) {
    let now = environment.wallMilliseconds()
    try storing { () throws(SQLiteError) in
      try db.begin()
      do throws(SQLiteError) {
        let insert = try db.statement(
          "INSERT OR IGNORE INTO bundle_sent(bundle, peer, origin, at) VALUES(?, ?, ?, ?)")
        insert.bind(1, bundle.bits.bytes)
        insert.bind(2, peer)
        insert.bind(3, origin?.bits.bytes)
        insert.bind(4, now)
        try insert.run()
        let forget = try db.statement(
          "DELETE FROM bundle_sent WHERE id <= (SELECT max(id) FROM bundle_sent) - ?")
        forget.bind(1, Self.sentMax)
        try forget.run()
        try db.commit()
      } catch {
        db.rollback()
        throw error
      }
    }
  }

  /// Takes what a bundle says that its sender holds: the acknowledgement, which counts as one that came over the network
  /// does, unless a former incarnation gave it.
  ///
  /// - Parameter refused: what of the bundle was not taken; where it is for another continuation of a log, the peer is told
  ///   with the next bundle what is held here.
  @discardableResult
  package func hear(
    _ manifest: BundleManifest, of bundle: BundleID, from peer: String, refused: [SyncRefusal] = []
  ) throws(ReplicaError) -> BundlePeer.Word? {
    guard let speaker = manifest.from.origin else { return nil }
    var state = try reader.bundlePeer(peer)
    let answersCurrent = try isAnswer(manifest.answers, to: peer, state.peer.origin)
    let word = state.peer.hear(speaker, before: manifest.formerOrigins, answersCurrent: answersCurrent)
    state.seen = bundle
    state.disputed = refused.filter { $0.code == .fork }
    if word != .void {
      state.wanted = manifest.wanted
      state.samples = manifest.refusals.filter { $0.code == .fork }
    }
    let held = manifest.states.map { PartitionVector(partition: $0.partition, vector: $0.vector) }
    // What answers the latest bundle was said after everything that was believed when that was written: it stands as it
    // is, so that a belief that was wrong for whatever reason ends there.
    let settles = try isLatest(manifest.answers, to: peer)
    let before = word == .adds && !settles ? try reader.peerStates(of: peer) : []
    let now = environment.wallMilliseconds()
    try storing { () throws(SQLiteError) in
      try db.begin()
      do throws(SQLiteError) {
        try save(state, of: peer)
        if word == .replaces {
          let clear = try db.statement("DELETE FROM peer WHERE name = ?")
          clear.bind(1, peer)
          try clear.run()
        }
        if word != .void {
          for item in held {
            let known = before.first { $0.partition == item.partition }?.vector
            let upsert = try db.statement(
              """
              INSERT INTO peer(name, partition, vector, at) VALUES(?1, ?2, ?3, ?4)
              ON CONFLICT(name, partition) DO UPDATE SET vector = ?3, at = ?4
              """)
            upsert.bind(1, peer)
            upsert.bind(2, item.partition.text)
            upsert.bind(3, (known.map { item.vector.merged(with: $0) } ?? item.vector).encoded)
            upsert.bind(4, now)
            try upsert.run()
          }
        }
        try db.commit()
      } catch {
        db.rollback()
        throw error
      }
    }
    if word != .void, manifest.from.identity.role == .province { try takeNames(held) }
    return word
  }

  private func isLatest(_ bundle: BundleID?, to peer: String) throws(ReplicaError) -> Bool {
    guard let bundle else { return false }
    return try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT bundle FROM bundle_sent WHERE peer = ? ORDER BY id DESC LIMIT 1")
      select.bind(1, peer)
      defer { select.reset() }
      return try select.step() && select.bytes(0) == bundle.bits.bytes
    }
  }

  private func isAnswer(
    _ bundle: BundleID?, to peer: String, _ origin: OriginID?
  ) throws(ReplicaError) -> Bool {
    guard let bundle, let origin else { return false }
    return try storing { () throws(SQLiteError) in
      let select = try db.statement(
        "SELECT 1 FROM bundle_sent WHERE bundle = ? AND peer = ? AND origin = ?")
      select.bind(1, bundle.bits.bytes)
      select.bind(2, peer)
      select.bind(3, origin.bits.bytes)
      defer { select.reset() }
      return try select.step()
    }
  }

  /// Over the network a peer says it holds less than it had acknowledged: it was restored, so what its incarnation of then
  /// acknowledged by bundle is void, also where such a bundle comes only now. Inside the caller's transaction.
  func noteLoss(of peer: String, _ held: PartitionVector) throws(SQLiteError) {
    let known = try db.statement(
      """
      SELECT p.vector FROM bundle_peer b JOIN peer p ON p.name = b.name
      WHERE b.name = ? AND p.partition = ? AND b.origin IS NOT NULL
      """)
    known.bind(1, peer)
    known.bind(2, held.partition.text)
    let before = try known.step() ? try? VersionVector(encoded: known.bytes(0)) : nil
    known.reset()
    // A log that was cut in two goes on under other names, and nothing of it is lost.
    let isLost = before?.entries.contains { old in
      !held.vector.entries.contains { $0.log.origin == old.log.origin && $0.sequence >= old.sequence }
    }
    guard isLost == true else { return }
    var state: BundlePeerState
    do throws(ReplicaError) {
      state = try reader.bundlePeer(peer)
    } catch {
      if case .storage(let error) = error { throw error }
      return
    }
    state.peer.lost()
    try save(state, of: peer)
  }

  private func save(_ state: BundlePeerState, of peer: String) throws(SQLiteError) {
    let upsert = try db.statement(
      """
      INSERT OR REPLACE INTO bundle_peer(name, origin, former, wanted, seen, disputed, samples)
      VALUES(?, ?, ?, ?, ?, ?, ?)
      """)
    upsert.bind(1, peer)
    upsert.bind(2, state.peer.origin?.bits.bytes)
    upsert.bind(3, state.peer.former.flatMap(\.bits.bytes))
    upsert.bind(4, state.wanted.flatMap(\.bytes))
    upsert.bind(5, state.seen?.bits.bytes)
    upsert.bind(6, ForkSamples.encoded(state.disputed))
    upsert.bind(7, ForkSamples.encoded(state.samples))
    try upsert.run()
  }
}
