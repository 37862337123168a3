package import Causality
package import Exchange
package import Records
import SQLite

extension Reader {
  /// Vector and digest of each partition, in one snapshot. A partition that is not held yet has an empty vector.
  package func states(of partitions: [Partition]) throws(ReplicaError) -> [PartitionState] {
    try inSnapshot { () throws(ReplicaError) in
      var states: [PartitionState] = []
      for partition in partitions.sorted() { states.append(try state(of: partition)) }
      return states
    }
  }

  package func state(of partition: Partition) throws(ReplicaError) -> PartitionState {
    try storing { () throws(SQLiteError) in
      let digest = try db.statement("SELECT digest FROM partition WHERE name = ?")
      digest.bind(1, partition.text)
      let sum = try digest.step() ? Hash256(bytes: digest.bytes(0)) : nil
      digest.reset()
      var pairs: [(LogID, UInt64)] = []
      let logs = try db.statement(
        """
        SELECT o.origin, l.branch, l.head FROM log l JOIN origin o ON o.id = l.origin
        WHERE l.partition = (SELECT id FROM partition WHERE name = ?)
        """)
      logs.bind(1, partition.text)
      try logs.forEachRow { row throws(SQLiteError) in
        guard let bits = Bits128(bytes: row.bytes(0)) else { return }
        pairs.append((LogID(origin: OriginID(bits), branch: row.uint64(1)), row.uint64(2)))
      }
      var points: [Hash256] = []
      let forks = try db.statement(
        "SELECT hash FROM fork WHERE partition = (SELECT id FROM partition WHERE name = ?)")
      forks.bind(1, partition.text)
      try forks.forEachRow { row throws(SQLiteError) in
        if let hash = Hash256(bytes: row.bytes(0)) { points.append(hash) }
      }
      return PartitionState(
        partition: partition, vector: VersionVector(pairs), digest: sum ?? .zero, forkPoints: points)
    }
  }

  /// All partitions that are held, most important first.
  package func partitions() throws(ReplicaError) -> [Partition] {
    try storing { () throws(SQLiteError) in
      var found: [Partition] = []
      try db.statement("SELECT name FROM partition").forEachRow { row throws(SQLiteError) in
        if let partition = Partition(text: row.text(0)) { found.append(partition) }
      }
      return found.sorted()
    }
  }

  /// What a peer lacks, by the vectors it is known to hold, bounded, in the order in which it was applied here.
  ///
  /// Fails with `.corrupt` where a log's run cannot be cut (a checkpoint is missing): nothing of it is sent.
  package func batch(
    for held: [PartitionVector], limits: BatchLimits = .standard
  ) throws(ReplicaError) -> (batch: Batch, hasMore: Bool) {
    try inSnapshot { () throws(ReplicaError) in
      var builder = BatchBuilder(limits: limits)
      for state in held.sorted(by: { $0.partition < $1.partition }) {
        builder.begin(state.partition)
        guard try offer(state, to: &builder) == .more else { break }
      }
      return builder.finish { origin in (try? birth(of: origin)) ?? nil }
    }
  }

  package func birth(of origin: OriginID) throws(ReplicaError) -> Birth? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT birth FROM origin WHERE origin = ?")
      select.bind(1, origin.bits.bytes)
      defer { select.reset() }
      return try select.step() ? try? Birth(encoded: select.bytes(0)) : nil
    }
  }

  /// Merges the logs of a partition by the order of application; each log is read along its own rows.
  private func offer(_ held: PartitionVector, to builder: inout BatchBuilder) throws(ReplicaError)
    -> BatchBuilder.Appetite
  {
    var streams = try streams(beyond: held)
    while let next = streams.indices.min(by: { streams[$0].place < streams[$1].place }) {
      let appetite: BatchBuilder.Appetite
      do throws(ExchangeError) {
        appetite = try builder.add(
          streams[next].change, checkpoint: streams[next].checkpoint(held.partition),
          branch: streams[next].log.branch, parent: streams[next].parent)
      } catch {
        throw .corrupt("log \(streams[next].log): \(error)")
      }
      guard appetite == .more else { return .full }
      if try !storing({ () throws(SQLiteError) in try streams[next].advance() }) { streams.remove(at: next) }
    }
    return .more
  }

  private func streams(beyond held: PartitionVector) throws(ReplicaError) -> [LogStream] {
    try storing { () throws(SQLiteError) in
      var rows: [StoredLog] = []
      let logs = try db.statement(
        """
        SELECT l.storage, o.origin, l.branch, l.base, l.head, l.base_hash, l.head_hash FROM log l JOIN origin o ON o.id = l.origin
        WHERE l.partition = (SELECT id FROM partition WHERE name = ?)
        """)
      logs.bind(1, held.partition.text)
      try logs.forEachRow { row throws(SQLiteError) in
        guard let bits = Bits128(bytes: row.bytes(1)) else { return }
        rows.append(
          StoredLog(
            storage: row.int64(0), log: LogID(origin: OriginID(bits), branch: row.uint64(2)),
            base: row.uint64(3), head: row.uint64(4), baseHash: row.bytes(5), headHash: row.bytes(6)))
      }
      var streams: [LogStream] = []
      for row in rows {
        let from = try from(row, held)
        guard row.head > from else { continue }
        let parent = row.base == 0 ? nil : rows.first { $0.isLeft(by: row) }?.log
        var stream = try LogStream(
          db, row, after: from, parent: parent, isEvidence: news(row, rows, held))
        if try stream.advance() { streams.append(stream) }
      }
      return streams
    }
  }

  private func news(_ row: StoredLog, _ rows: [StoredLog], _ held: PartitionVector) -> Bool {
    guard row.isNews(to: held.vector) else { return false }
    let all = rows.filter { $0.log.origin == row.log.origin && $0.isNews(to: held.vector) }
      .sorted { $0.log < $1.log }
    return all[abs(held.turn) % all.count].log == row.log
  }

  /// The last change of the log that the holder of `held` is known to hold.
  private func from(_ row: StoredLog, _ held: PartitionVector) throws(SQLiteError) -> UInt64 {
    let claimed = max(row.base, held.vector[row.log])
    let samples = held.samples.filter {
      $0.origin == row.log.origin && row.base < $0.sequence && $0.sequence <= row.head
    }
    guard held.samples.contains(where: { $0.origin == row.log.origin }) else { return claimed }
    // The two sides do not mean the same by their names: what both hold tells where to begin.
    for sample in samples.sorted(by: { $0.sequence > $1.sequence }) {
      let select = try db.statement("SELECT hash FROM change WHERE id = ?")
      select.bind(1, changeRow(row.storage, sample.sequence))
      defer { select.reset() }
      guard try select.step(), Hash256(bytes: select.bytes(0))?.short == sample.short else { continue }
      return sample.sequence
    }
    return row.base
  }

  /// Where this replica stands on the logs of a partition, for a peer that is on another continuation of one: places
  /// that lie the closer the nearer they are to the heads.
  package func samples(of partition: Partition, limit: Int = 2_048) throws(ReplicaError) -> [SyncRefusal] {
    var refusals: [SyncRefusal] = []
    for entry in try state(of: partition).vector.entries where refusals.count < limit {
      refusals += try samples(of: entry.log, in: partition, from: entry.sequence)
    }
    return Array(refusals.prefix(limit))
  }

  func samples(
    of log: LogID, in partition: Partition, from sequence: UInt64
  ) throws(ReplicaError) -> [SyncRefusal] {
    try storing { () throws(SQLiteError) in
      var refusals: [SyncRefusal] = []
      let select = try db.statement(
        """
        SELECT c.hash FROM log l JOIN origin o ON o.id = l.origin
        JOIN change c ON c.id = (l.storage << 40) + ?3
        WHERE o.origin = ?1 AND l.partition = (SELECT id FROM partition WHERE name = ?2)
        AND l.base < ?3 AND ?3 <= l.head
        """)
      for place in samplePlaces(from: sequence) {
        select.bind(1, log.origin.bits.bytes)
        select.bind(2, partition.text)
        select.bind(3, place)
        try select.forEachRow { row throws(SQLiteError) in
          guard let hash = Hash256(bytes: row.bytes(0)) else { return }
          refusals.append(
            SyncRefusal(
              code: .fork, partition: partition, log: LogID(origin: log.origin), sequence: place,
              reason: hash.short))
        }
      }
      return refusals
    }
  }
}

/// `sequence`, the one before it, and on down to 1, each step a quarter of the way that lies behind: at most 120.
func samplePlaces(from sequence: UInt64) -> [UInt64] {
  var places: [UInt64] = []
  var distance: UInt64 = 0
  while distance < sequence {
    places.append(sequence - distance)
    distance += max(1, distance / 4)
  }
  if sequence > 1, places.last != 1 { places.append(1) }
  return places
}

private struct StoredLog {
  let storage: Int64
  let log: LogID
  let base: UInt64
  let head: UInt64
  let baseHash: [UInt8]
  let headHash: [UInt8]

  /// Whether another continuation goes on from the end of this one.
  func isLeft(by other: StoredLog) -> Bool {
    log.origin == other.log.origin && log != other.log && head == other.base && headHash == other.baseHash
  }

  /// A continuation of which somebody with this vector may know nothing: he holds something of the same origin beyond the
  /// fork point, under whatever name.
  func isNews(to vector: VersionVector) -> Bool {
    guard log.branch != 0, vector[log] == 0 else { return false }
    return vector.entries.contains { $0.log.origin == log.origin && $0.sequence > base }
  }
}

/// The changes of one log, read one by one.
private struct LogStream {
  let log: LogID
  let parent: LogID?
  private let select: Statement
  private var applied: Int64 = 0
  /// The first run of a continuation that may be news goes before everything else: one checkpoint proves the fork, and then
  /// both sides mean the same by their names.
  private var isEvidence: Bool

  init(
    _ db: Connection, _ stored: StoredLog, after sequence: UInt64, parent: LogID?, isEvidence: Bool
  ) throws(SQLiteError) {
    log = stored.log
    self.parent = parent
    self.isEvidence = isEvidence
    select = try db.prepare(
      """
      SELECT c.id, c.applied, c.hash, c.salt, c.header, c.payload, k.hash, k.protocol, k.signature
      FROM change c LEFT JOIN checkpoint k ON k.id = c.id WHERE c.id > ?1 AND c.id <= ?2 ORDER BY c.id
      """)
    select.bind(1, changeRow(stored.storage, sequence))
    select.bind(2, changeRow(stored.storage, stored.head))
  }

  /// In which order streams are merged: as they were applied.
  var place: Int64 { isEvidence ? applied - (1 << 62) : applied }

  mutating func advance() throws(SQLiteError) -> Bool {
    if applied > 0, !select.isNull(6) { isEvidence = false }
    guard try select.step() else { return false }
    applied = select.int64(1)
    return true
  }

  var change: SealedChange {
    SealedChange(
      stored: select.bytes(4), salt: select.bytes(3), payload: select.bytes(5),
      hash: Hash256(bytes: select.bytes(2)) ?? .zero)
  }

  func checkpoint(_ partition: Partition) -> Checkpoint? {
    guard !select.isNull(6), let hash = Hash256(bytes: select.bytes(6)) else { return nil }
    return Checkpoint(
      partition: partition, origin: log.origin, sequence: UInt64(select.int64(0) & (1 << 40 - 1)), hash: hash,
      protocolVersion: select.uint64(7), signature: select.bytes(8))
  }
}
