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
      return PartitionState(partition: partition, vector: VersionVector(pairs), digest: sum ?? .zero)
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
    while let next = streams.indices.min(by: { streams[$0].applied < streams[$1].applied }) {
      let appetite: BatchBuilder.Appetite
      do throws(ExchangeError) {
        appetite = try builder.add(streams[next].change, checkpoint: streams[next].checkpoint(held.partition))
      } catch {
        throw .corrupt("log \(streams[next].origin): \(error)")
      }
      guard appetite == .more else { return .full }
      if try !storing({ () throws(SQLiteError) in try streams[next].advance() }) { streams.remove(at: next) }
    }
    return .more
  }

  private func streams(beyond held: PartitionVector) throws(ReplicaError) -> [LogStream] {
    try storing { () throws(SQLiteError) in
      var found: [(row: Int64, origin: OriginID, from: UInt64)] = []
      let logs = try db.statement(
        """
        SELECT l.id, o.origin, l.branch, l.head FROM log l JOIN origin o ON o.id = l.origin
        WHERE l.partition = (SELECT id FROM partition WHERE name = ?)
        """)
      logs.bind(1, held.partition.text)
      try logs.forEachRow { row throws(SQLiteError) in
        guard let bits = Bits128(bytes: row.bytes(1)) else { return }
        let log = LogID(origin: OriginID(bits), branch: row.uint64(2))
        let from = held.vector[log]
        if row.uint64(3) > from { found.append((row.int64(0), log.origin, from)) }
      }
      var streams: [LogStream] = []
      for log in found {
        var stream = try LogStream(db, log: log.row, origin: log.origin, after: log.from)
        if try stream.advance() { streams.append(stream) }
      }
      return streams
    }
  }
}

/// The changes of one log, read one by one.
private struct LogStream {
  let origin: OriginID
  private let select: Statement
  private(set) var applied: Int64 = 0

  init(_ db: Connection, log: Int64, origin: OriginID, after sequence: UInt64) throws(SQLiteError) {
    self.origin = origin
    select = try db.prepare(
      """
      SELECT c.id, c.applied, c.hash, c.salt, c.header, c.payload, k.hash, k.protocol, k.signature
      FROM change c LEFT JOIN checkpoint k ON k.id = c.id WHERE c.id > ?1 AND c.id < ?2 ORDER BY c.id
      """)
    select.bind(1, changeRow(log, sequence))
    select.bind(2, changeRow(log + 1, 0))
  }

  mutating func advance() throws(SQLiteError) -> Bool {
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
      partition: partition, origin: origin, sequence: UInt64(select.int64(0) & (1 << 40 - 1)), hash: hash,
      protocolVersion: select.uint64(7), signature: select.bytes(8))
  }
}
