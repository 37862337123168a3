package import Causality
package import Exchange
package import Records
import SQLite

/// One thing that is not as it was signed. Names logs, records and partitions, never what they hold.
package enum VerificationFault: Hashable, Sendable {
  /// The file itself; SQLite's words.
  case file(String)
  /// The birth of an origin is not signed by a key of the province.
  case birth(OriginID)
  /// The change does not follow from the one before it, or is not what its hash says.
  case chain(Partition, OriginID, sequence: UInt64)
  /// The log's head is not its last change, or changes are missing.
  case head(Partition, OriginID)
  case checkpoint(Partition, OriginID, sequence: UInt64)
  /// No checkpoint vouches for the changes from there on.
  case unsigned(Partition, OriginID, from: UInt64)
  /// The row is not what the record's changes fold to.
  case record(Partition, RecordID)
  /// Changes that no record's history leads to.
  case stray(Partition, changes: Int)
  /// The digest kept is not the sum over the records.
  case digest(Partition)
}

/// What one partition was found to be.
package struct VerifiedPartition: Hashable, Sendable {
  package let partition: Partition
  package internal(set) var logs = 0
  package internal(set) var changes = 0
  package internal(set) var records = 0
  /// Computed from the logs alone.
  package internal(set) var digest = Hash256.zero
}

package struct VerificationReport: Sendable {
  /// The first faults; there may be more.
  package static let faultsMax = 1_000
  package internal(set) var partitions: [VerifiedPartition] = []
  package internal(set) var faults: [VerificationFault] = []
  package internal(set) var faultCount = 0

  package var isIntact: Bool { faultCount == 0 }

  mutating func note(_ fault: VerificationFault) {
    faultCount += 1
    if faults.count < Self.faultsMax { faults.append(fault) }
  }
}

extension Reader {
  /// Verifies the replica against what was signed, without any link: the file, every chain under its checkpoints, and
  /// every record as the fold of its changes, with the digests that follow.
  ///
  /// `progress` is told how many changes of how many are done; each is read twice.
  package func verify(
    authority: any Authority, hashing: any Hashing,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(ReplicaError) -> VerificationReport {
    try inSnapshot { () throws(ReplicaError) in
      try storing { () throws(SQLiteError) in
        var verification = try Verification(self, authority, hashing)
        try verification.file()
        try verification.logs(progress)
        try verification.records(progress)
        return verification.report
      }
    }
  }
}

/// A verification on its way.
private struct Verification {
  struct Log {
    let row: Int64
    let storage: Int64
    let base: UInt64
    let baseHash: Hash256
    let partition: Int64
    let origin: OriginID
    let birth: Hash256
    let key: Hash256
    let head: UInt64
    let headHash: Hash256
  }

  let db: Connection
  let authority: any Authority
  let hashing: any Hashing
  var report = VerificationReport()
  /// Places in the report, by the partition's row.
  private var places: [Int64: Int] = [:]
  private var kept: [Int64: Hash256] = [:]
  /// By the row of a log: from where on no checkpoint of its own vouches.
  private var unsigned: [Int64: UInt64] = [:]
  private var vouchedRows: Set<Int64> = []
  private let total: Int
  private var done = 0

  init(_ reader: Reader, _ authority: any Authority, _ hashing: any Hashing) throws(SQLiteError) {
    db = reader.db
    self.authority = authority
    self.hashing = hashing
    total = 2 * Int(try db.int64("SELECT count(*) FROM change") ?? 0)
    try db.statement("SELECT id, name, digest FROM partition").forEachRow { row throws(SQLiteError) in
      guard let partition = Partition(text: row.text(1)) else { return }
      kept[row.int64(0)] = Hash256(bytes: row.bytes(2)) ?? .zero
      places[row.int64(0)] = report.partitions.count
      report.partitions.append(VerifiedPartition(partition: partition))
    }
  }

  mutating func file() throws(SQLiteError) {
    var words: [String] = []
    try db.statement("PRAGMA integrity_check(20)").forEachRow { row throws(SQLiteError) in
      words.append(row.text(0))
    }
    for word in words where word != "ok" { report.note(.file(word)) }
  }

  private mutating func step(_ progress: (Int, Int) -> Void) {
    done += 1
    if done % 256 == 0 { progress(done, total) }
  }

  // MARK: Logs

  mutating func logs(_ progress: (Int, Int) -> Void) throws(SQLiteError) {
    var logs: [Log] = []
    var births: [(OriginID, [UInt8], Hash256)] = []
    try db.statement("SELECT origin, birth, node_key FROM origin").forEachRow { row throws(SQLiteError) in
      guard let bits = Bits128(bytes: row.bytes(0)) else { return }
      births.append((OriginID(bits), row.bytes(1), Hash256(bytes: row.bytes(2)) ?? .zero))
    }
    for (origin, bytes, key) in births {
      guard let birth = try? Birth(encoded: bytes), birth.origin == origin,
        authority.identity(of: birth)?.key == key
      else {
        report.note(.birth(origin))
        continue
      }
    }
    try db.statement(
      """
      SELECT l.id, l.partition, o.origin, o.birth_hash, o.node_key, l.head, l.head_hash, l.storage, l.base,
        l.base_hash
      FROM log l JOIN origin o ON o.id = l.origin ORDER BY l.id
      """
    ).forEachRow { row throws(SQLiteError) in
      guard let bits = Bits128(bytes: row.bytes(2)) else { return }
      logs.append(
        Log(
          row: row.int64(0), storage: row.int64(7), base: row.uint64(8),
          baseHash: Hash256(bytes: row.bytes(9)) ?? .zero, partition: row.int64(1), origin: OriginID(bits),
          birth: Hash256(bytes: row.bytes(3)) ?? .zero, key: Hash256(bytes: row.bytes(4)) ?? .zero,
          head: row.uint64(5), headHash: Hash256(bytes: row.bytes(6)) ?? .zero))
    }
    for log in logs {
      // Behind the last continuation of a storage nothing may lie.
      let isLast = !logs.contains { $0.storage == log.storage && $0.head > log.head }
      try verify(log, isLast, try isRooted(log), progress)
    }
    noteUnsigned(logs)
  }

  /// Whether the fork point that a continuation leaves is a change of the same origin.
  private func isRooted(_ log: Log) throws(SQLiteError) -> Bool {
    guard log.base > 0 else { return true }
    let select = try db.statement(
      """
      SELECT 1 FROM log l JOIN origin o ON o.id = l.origin JOIN change c ON c.id = (l.storage << 40) + ?1
      JOIN fork f ON f.partition = l.partition AND f.hash = c.hash
      WHERE l.partition = ?2 AND o.origin = ?3 AND c.hash = ?4
      """)
    select.bind(1, log.base)
    select.bind(2, log.partition)
    select.bind(3, log.origin.bits.bytes)
    select.bind(4, log.baseHash.bytes)
    defer { select.reset() }
    return try select.step()
  }

  private mutating func verify(
    _ log: Log, _ isLast: Bool, _ isRooted: Bool, _ progress: (Int, Int) -> Void
  ) throws(SQLiteError) {
    guard let place = places[log.partition] else { return }
    let partition = report.partitions[place].partition
    report.partitions[place].logs += 1
    var last =
      log.base > 0
      ? log.baseHash
      : logBeginning(partition: partition, origin: log.origin, birth: log.birth, hashing: hashing)
    if !isRooted { report.note(.chain(partition, log.origin, sequence: log.base)) }
    var sequence = log.base
    var vouched = log.base
    let select = try db.prepare(
      """
      SELECT c.id, c.hash, c.salt, c.header, c.payload, k.hash, k.protocol, k.signature
      FROM change c LEFT JOIN checkpoint k ON k.id = c.id WHERE c.id > ?1 AND c.id < ?2 ORDER BY c.id
      """)
    select.bind(1, changeRow(log.storage, log.base))
    select.bind(2, isLast ? changeRow(log.storage + 1, 0) : changeRow(log.storage, log.head) + 1)
    while try select.step() {
      sequence += 1
      step(progress)
      report.partitions[place].changes += 1
      let sealed = SealedChange(
        header: select.bytes(3), salt: select.bytes(2), payload: select.bytes(4), hashing: hashing)
      let header = try? ChangeHeader(encoded: sealed.header)
      if UInt64(select.int64(0) & (1 << 40 - 1)) != sequence || Hash256(bytes: select.bytes(1)) != sealed.hash
        || header?.previous != last || header?.sequence != sequence || header?.partition != partition
        || header?.origin != log.origin
      {
        report.note(.chain(partition, log.origin, sequence: sequence))
      }
      last = sealed.hash
      guard !select.isNull(5) else { continue }
      let checkpoint = Checkpoint(
        partition: partition, origin: log.origin, sequence: sequence, hash: sealed.hash,
        protocolVersion: select.uint64(6), signature: select.bytes(7))
      if Hash256(bytes: select.bytes(5)) == sealed.hash,
        authority.isValid(checkpoint.signature, over: checkpoint.signedBytes, by: log.key)
      {
        vouched = sequence
      } else {
        report.note(.checkpoint(partition, log.origin, sequence: sequence))
      }
    }
    if sequence != log.head || last != log.headHash { report.note(.head(partition, log.origin)) }
    if vouched < sequence { unsigned[log.row] = vouched + 1 }
    if vouched > log.base || sequence == log.base { vouchedRows.insert(log.row) }
  }

  /// A log that was cut in two at a fork point may have no checkpoint at its new end: a continuation that is vouched for
  /// stands for what it goes on from.
  private mutating func noteUnsigned(_ logs: [Log]) {
    var isMoving = true
    while isMoving {
      isMoving = false
      for log in logs where unsigned[log.row] != nil {
        let isVouched = logs.contains {
          $0.partition == log.partition && $0.origin == log.origin && $0.base == log.head
            && $0.baseHash == log.headHash && $0.row != log.row && vouchedRows.contains($0.row)
        }
        guard isVouched else { continue }
        unsigned[log.row] = nil
        vouchedRows.insert(log.row)
        isMoving = true
      }
    }
    for log in logs {
      guard let from = unsigned[log.row], let place = places[log.partition] else { continue }
      report.note(.unsigned(report.partitions[place].partition, log.origin, from: from))
    }
  }

  // MARK: Records

  /// Root by root, each with its children, so that memory does not grow with the replica.
  mutating func records(_ progress: (Int, Int) -> Void) throws(SQLiteError) {
    var after: Int64 = 0
    var visited: [Int64: Int] = [:]
    while true {
      var roots: [Row] = []
      let select = try db.statement(
        """
        SELECT id, partition, uuid, latest, state FROM record WHERE root = 0 AND id > ? ORDER BY id LIMIT 256
        """)
      select.bind(1, after)
      try select.forEachRow { row throws(SQLiteError) in roots.append(Row(row)) }
      guard let last = roots.last else { break }
      for root in roots { try verify(root, &visited, progress) }
      after = last.id
    }
    for (row, place) in places {
      let partition = report.partitions[place].partition
      if kept[row] != report.partitions[place].digest { report.note(.digest(partition)) }
      let missed = report.partitions[place].changes - (visited[row] ?? 0)
      if missed != 0 { report.note(.stray(partition, changes: missed)) }
    }
    report.partitions.sort { $0.partition < $1.partition }
  }

  private struct Row {
    let id: Int64
    let partition: Int64
    let record: RecordID
    let latest: Int64
    let state: [UInt8]

    init(_ row: Statement) {
      id = row.int64(0)
      partition = row.int64(1)
      record = RecordID(Bits128(bytes: row.bytes(2)) ?? Bits128(high: 0, low: 0))
      latest = row.int64(3)
      state = row.bytes(4)
    }
  }

  private struct Write {
    let applied: Int64
    let id: ChangeID
    let stamp: Stamp
    let payload: ChangePayload
  }

  private mutating func verify(
    _ root: Row, _ visited: inout [Int64: Int], _ progress: (Int, Int) -> Void
  ) throws(SQLiteError) {
    var rows = [root]
    let select = try db.statement(
      "SELECT id, partition, uuid, latest, state FROM record WHERE root = ? AND root <> 0 ORDER BY id")
    select.bind(1, root.id)
    try select.forEachRow { row throws(SQLiteError) in rows.append(Row(row)) }
    var writes: [Write] = []
    for row in rows { writes += try history(of: row) }
    visited[root.partition, default: 0] += writes.count
    for _ in writes { step(progress) }
    writes.sort { $0.applied < $1.applied }
    var states: [RecordID: RecordState] = [:]
    for write in writes { Self.fold(write, into: &states) }
    guard let place = places[root.partition] else { return }
    for row in rows {
      report.partitions[place].records += 1
      guard let state = states[row.record], state.encoded == row.state else {
        report.note(.record(report.partitions[place].partition, row.record))
        continue
      }
      let sum = report.partitions[place].digest &+ state.digest(hashing: hashing)
      report.partitions[place].digest = sum
    }
  }

  /// As `Workspace.apply` does, from nothing.
  private static func fold(_ write: Write, into states: inout [RecordID: RecordState]) {
    let payload = write.payload
    var state = states[payload.record] ?? RecordState(record: payload.record, entity: payload.entity)
    state.entity = max(state.entity, payload.entity)
    state.apply(payload, stamp: write.stamp, id: write.id)
    if let root = payload.root, root > (state.root ?? RecordID(Bits128(high: 0, low: 0))) {
      state.root = root
    }
    states[payload.record] = state
    var root = states[payload.rootRecord] ?? RecordState(record: payload.rootRecord, entity: 0)
    root.apply(payload.life, stamp: write.stamp, id: write.id)
    states[payload.rootRecord] = root
  }

  /// The record's changes along the links that the rows hold; it ends where a link does not lead back in time.
  private mutating func history(of row: Row) throws(SQLiteError) -> [Write] {
    var writes: [Write] = []
    var next = row.latest
    var before = Int64.max
    while next != 0 {
      let select = try db.statement(
        """
        SELECT c.applied, c.previous, c.hash, c.header, c.payload, c.record FROM change c WHERE c.id = ?
        """)
      select.bind(1, next)
      defer { select.reset() }
      guard try select.step(), select.int64(0) < before, select.int64(5) == row.id,
        let hash = Hash256(bytes: select.bytes(2)), let header = try? ChangeHeader(encoded: select.bytes(3)),
        let payload = try? ChangePayload(encoded: select.bytes(4)), payload.record == row.record
      else { break }
      before = select.int64(0)
      writes.append(
        Write(
          applied: before, id: ChangeID(origin: header.origin, sequence: header.sequence, hash: hash),
          stamp: header.stamp, payload: payload))
      next = select.int64(1)
    }
    return writes
  }
}
