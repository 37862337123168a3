package import Causality
package import Conflicts
import Exchange
import Glibc
package import Records
package import SQLite

/// One log of one partition, or one continuation of it, as far as it is applied here.
struct LogRow {
  let row: Int64
  /// Which rows of `change` it has: `storage << 40 | sequence`, behind `base` and not beyond `head`.
  let storage: Int64
  /// Where it leaves the continuation that it comes from; 0 for a log without a fork.
  var base: UInt64 = 0
  /// Hash of the change there, or the log's beginning.
  var baseHash: Hash256 = .zero
  var head: UInt64
  var headHash: Hash256
}

struct LogKey: Hashable {
  let partition: Int64
  let log: LogID
}

struct OriginRow {
  let row: Int64
  let origin: OriginID
  let birthHash: Hash256
  let identity: NodeIdentity
}

struct PartitionRow {
  let row: Int64
  var digest: Hash256
}

/// An open replica: one SQLite file, its lock, and in memory what every write needs (heads, digests, registry, rules).
///
/// Synchronous and not `Sendable`: the actor `Replica` owns one in a node, the simulator drives one directly. Every
/// change enters by `commit` or by `absorb` and is folded by the same `Workspace`; both write log, record, index, queue
/// and digest in one transaction, or nothing.
package final class ReplicaFile {
  package let db: Connection
  package let environment: ReplicaEnvironment
  /// Folder of the replica; `nil` in memory.
  package let folder: String?
  private let lock: InstanceLock?

  var own: OriginRow
  var partitions: [Partition: PartitionRow] = [:]
  var origins: [OriginID: OriginRow] = [:]
  var logs: [LogKey: LogRow] = [:]
  /// By partition: the last changes that two continuations of a log share.
  var forks: [Int64: [ForkPoint]] = [:]
  var nextRecord: Int64 = 1
  var nextApplied: Int64 = 1
  var changesSinceCheckpoint = 0
  var transactionsSinceCheckpoint = 0
  var clock = HybridClock()
  /// The node knows its clock to be wrong (offset to the hub beyond tolerance, or it ran backwards): its stamps say so.
  package var clockIsSuspect = false
  package internal(set) var registry = Registry()
  package internal(set) var rules: RuleBook
  /// This node as its certificate names it.
  package let identity: NodeIdentity
  /// Of a hub that was restored: since when it takes everything and grants nothing, milliseconds since 1970-01-01 UTC; nil
  /// once a person has released it.
  package internal(set) var recoveringSince: Int64?
  /// Origins that were begun at this opening because the incarnation outside the database was another.
  package private(set) var beganOriginAtOpening = false

  /// Opens or makes the replica in `folder`.
  ///
  /// Fails with `.locked` when another process owns it, `.newerThanBinary` or `.schemaAltered` when the tables are not
  /// this binary's, `.cannotOpen` when the folder cannot be used.
  package convenience init(
    folder: String, environment: ReplicaEnvironment, identity: NodeIdentity, rules: RuleBook,
    cacheKiB: Int32 = 65_536
  ) throws(ReplicaError) {
    let lock = try InstanceLock(path: folder + "/replica.lock")
    let db = try storing { () throws(SQLiteError) in
      try Connection(path: folder + "/replica.sqlite", mode: .writer, cacheKiB: cacheKiB)
    }
    try self.init(
      db: db, folder: folder, lock: lock, environment: environment, identity: identity, rules: rules)
  }

  /// A replica in memory, for simulation and replays.
  package convenience init(
    inMemory environment: ReplicaEnvironment, identity: NodeIdentity, rules: RuleBook
  ) throws(ReplicaError) {
    let db = try storing { () throws(SQLiteError) in
      try Connection(path: "", mode: .memory, cacheKiB: 2_048)
    }
    try self.init(db: db, folder: nil, lock: nil, environment: environment, identity: identity, rules: rules)
  }

  private init(
    db: Connection, folder: String?, lock: InstanceLock?, environment: ReplicaEnvironment,
    identity: NodeIdentity, rules: RuleBook
  ) throws(ReplicaError) {
    self.db = db
    self.folder = folder
    self.lock = lock
    self.environment = environment
    self.identity = identity
    self.rules = rules
    own = OriginRow(row: 0, origin: OriginID(Bits128(high: 0, low: 0)), birthHash: .zero, identity: identity)
    do throws(MigrationError) {
      try db.migrate(replicaMigrations) { environment.hashing.hash(Array($0.utf8)).description }
    } catch {
      throw ReplicaError(error)
    }
    try reload()
    try introduceBirths()
    try beginOriginIfNeeded()
    recoveringSince = try metaBytes("recovering").flatMap { Bits128(bytes: $0) }.map {
      Int64(truncatingIfNeeded: $0.low)
    }
    try reloadRegistry()
    try reloadRules()
    try compensate()
  }

  /// Reads the caches from the tables; also after a transaction that failed, so that memory never runs ahead of disk.
  func reload() throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      partitions = [:]
      origins = [:]
      logs = [:]
      forks = [:]
      try db.statement("SELECT id, name, digest FROM partition").forEachRow { row throws(SQLiteError) in
        guard let partition = Partition(text: row.text(1)), let digest = Hash256(bytes: row.bytes(2)) else {
          return
        }
        partitions[partition] = PartitionRow(row: row.int64(0), digest: digest)
      }
      var byRow: [Int64: OriginID] = [:]
      try db.statement("SELECT id, origin, birth_hash, node, role, node_key FROM origin")
        .forEachRow { row throws(SQLiteError) in
          guard let bits = Bits128(bytes: row.bytes(1)), let birth = Hash256(bytes: row.bytes(2)),
            let role = NodeIdentity.Role(rawValue: row.text(4)), let key = Hash256(bytes: row.bytes(5))
          else { return }
          let identity = NodeIdentity(name: row.text(3), role: role, key: key)
          let origin = OriginRow(
            row: row.int64(0), origin: OriginID(bits), birthHash: birth, identity: identity)
          origins[origin.origin] = origin
          byRow[origin.row] = origin.origin
        }
      try db.statement(
        "SELECT id, partition, origin, branch, head, head_hash, base, base_hash, storage FROM log"
      )
      .forEachRow { row throws(SQLiteError) in
        guard let origin = byRow[row.int64(2)], let hash = Hash256(bytes: row.bytes(5)) else { return }
        let key = LogKey(partition: row.int64(1), log: LogID(origin: origin, branch: row.uint64(3)))
        logs[key] = LogRow(
          row: row.int64(0), storage: row.int64(8), base: row.uint64(6),
          baseHash: Hash256(bytes: row.bytes(7)) ?? .zero, head: row.uint64(4), headHash: hash)
      }
      try db.statement("SELECT partition, origin, sequence, hash FROM fork")
        .forEachRow { row throws(SQLiteError) in
          guard let origin = byRow[row.int64(1)], let hash = Hash256(bytes: row.bytes(3)) else { return }
          forks[row.int64(0), default: []].append(
            ForkPoint(origin: origin, sequence: row.uint64(2), hash: hash))
        }
      nextRecord = (try db.int64("SELECT max(id) FROM record") ?? 0) + 1
      // `applied` grows along each log, so the last row of each log holds its largest.
      nextApplied = 1
      for log in logs.values where log.head > log.base {
        let select = try db.statement("SELECT applied FROM change WHERE id = ?")
        select.bind(1, changeRow(log.storage, log.head))
        if try select.step() { nextApplied = max(nextApplied, select.int64(0) + 1) }
        select.reset()
      }
    }
  }

  /// Own origin from the tables, or a new one: at the first opening, and whenever the incarnation token beside the
  /// database is not the one inside it (a restored, copied or cloned file must not write on).
  private func beginOriginIfNeeded() throws(ReplicaError) {
    let inside = try metaBytes("incarnation")
    let outside = folder.flatMap { try? readSmallFile($0 + "/incarnation") }
    let stored = try metaBytes("origin").flatMap { Bits128(bytes: $0) }.map { OriginID($0) }
    let isSame = folder == nil || (inside != nil && inside == outside)
    if let stored, let row = origins[stored], isSame, row.identity == identity, !hasFork(stored) {
      own = row
      if let last = try metaBytes("clock"), let raw = Bits128(bytes: last) {
        clock = HybridClock(last: HybridTime(raw: raw.low))
      }
    } else {
      beganOriginAtOpening = stored != nil
      try beginOrigin(after: stored)
    }
    try renewIncarnation()
  }

  /// Shows the authority the births that were accepted before, so that it knows their keys.
  private func introduceBirths() throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      try db.statement("SELECT birth FROM origin").forEachRow { row throws(SQLiteError) in
        if let birth = try? Birth(encoded: row.bytes(0)) { _ = environment.authority.identity(of: birth) }
      }
    }
  }

  /// Begins a new incarnation; nothing is written on the log of the one before again.
  ///
  /// - Parameter ended: the origin that this replica must not go on under, which is an alarm; nil for the first.
  package func beginOrigin(after ended: OriginID? = nil) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in try db.begin() }
    let before = own
    do throws(ReplicaError) {
      try enterNewOrigin(after: ended)
      try storing { () throws(SQLiteError) in try db.commit() }
    } catch {
      db.rollback()
      own = before
      try reload()
      throw error
    }
  }

  /// The same within a transaction that is under way. Where that fails, `own` is to be put back.
  func enterNewOrigin(after ended: OriginID?) throws(ReplicaError) {
    var generator = EnvironmentGenerator(randomBytes: environment.randomBytes)
    let origin = OriginID(Bits128(high: generator.next(), low: generator.next()))
    var birth = Birth(
      origin: origin, certificate: environment.signer.certificate,
      createdMilliseconds: environment.wallMilliseconds(), signature: [])
    do {
      birth.signature = try environment.signer.sign(birth.signedBytes)
    } catch {
      throw .signing(String(describing: error))
    }
    try storing { () throws(SQLiteError) in
      try insert(birth, identity: identity)
      try setMeta("origin", origin.bits.bytes)
    }
    _ = environment.authority.identity(of: birth)
    guard let row = origins[origin] else { throw .corrupt("origin") }
    own = row
    if let ended {
      try raise(
        .amnesia, String(ended.description.prefix(8)),
        ["node": .string(identity.name), "new": .string(String(origin.description.prefix(8)))])
      if identity.role == .province { try beginRecovering() }
    }
  }

  /// Written to the database first: a crash between the two begins a new origin, never continues an old one twice.
  private func renewIncarnation() throws(ReplicaError) {
    guard let folder else { return }
    let token = environment.randomBytes(16)
    try storing { () throws(SQLiteError) in try setMeta("incarnation", token) }
    do throws(FileFailure) {
      try writeDurably(token, to: folder + "/incarnation")
    } catch {
      throw .cannotOpen(path: folder + "/incarnation", errno: error.code)
    }
  }

  func insert(_ birth: Birth, identity: NodeIdentity) throws(SQLiteError) {
    let hash = birth.hash(environment.hashing)
    let insert = try db.statement(
      "INSERT INTO origin(origin, birth, birth_hash, node, role, node_key) VALUES(?, ?, ?, ?, ?, ?)")
    insert.bind(1, birth.origin.bits.bytes)
    insert.bind(2, birth.encoded)
    insert.bind(3, hash.bytes)
    insert.bind(4, identity.name)
    insert.bind(5, identity.role.rawValue)
    insert.bind(6, identity.key.bytes)
    try insert.run()
    origins[birth.origin] = OriginRow(
      row: db.lastInsertedRowID, origin: birth.origin, birthHash: hash, identity: identity)
  }

  /// The row of a partition; made when it is new.
  func partitionRow(_ partition: Partition) throws(SQLiteError) -> Int64 {
    if let known = partitions[partition] { return known.row }
    let insert = try db.statement("INSERT INTO partition(name, digest) VALUES(?, ?)")
    insert.bind(1, partition.text)
    insert.bind(2, Hash256.zero.bytes)
    try insert.run()
    let row = db.lastInsertedRowID
    partitions[partition] = PartitionRow(row: row, digest: .zero)
    return row
  }

  /// The row of a log; made when it is new, with the log's beginning as its head.
  func logRow(_ key: LogKey, _ partition: Partition) throws(SQLiteError) -> LogRow {
    if let known = logs[key] { return known }
    guard let origin = origins[key.log.origin] else { preconditionFailure("a log without its origin") }
    let beginning = logBeginning(
      partition: partition, origin: origin.origin, birth: origin.birthHash, hashing: environment.hashing)
    return try insertLog(
      key, LogRow(row: 0, storage: 0, base: 0, baseHash: beginning, head: 0, headHash: beginning))
  }

  /// Writes the row of a log; `storage` 0 stands for rows of its own.
  func insertLog(_ key: LogKey, _ log: LogRow) throws(SQLiteError) -> LogRow {
    guard let origin = origins[key.log.origin] else { preconditionFailure("a log without its origin") }
    let id = (try db.int64("SELECT max(id) FROM log") ?? 0) + 1
    let row = LogRow(
      row: id, storage: log.storage == 0 ? id : log.storage, base: log.base, baseHash: log.baseHash,
      head: log.head, headHash: log.headHash)
    let insert = try db.statement(
      """
      INSERT INTO log(id, partition, origin, branch, head, head_hash, base, base_hash, storage)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insert.bind(1, id)
    insert.bind(2, key.partition)
    insert.bind(3, origin.row)
    insert.bind(4, key.log.branch)
    insert.bind(5, row.head)
    insert.bind(6, row.headHash.bytes)
    insert.bind(7, row.base)
    insert.bind(8, row.baseHash.bytes)
    insert.bind(9, row.storage)
    try insert.run()
    logs[key] = row
    return row
  }

  /// Folds the write-ahead log into the file, so that a clean stop leaves one file, and ends the connection.
  package func close() {
    if folder != nil {
      // A reader that is still open holds it up; the log is then folded at the next opening.
      _ = try? db.checkpoint(truncate: true)
    }
    db.close()
    // Not left to the last reference: whoever waited for the end of this may open the file at once.
    lock?.release()
  }
}

/// The one integer that names a change in storage.
@inline(__always)
func changeRow(_ log: Int64, _ sequence: UInt64) -> Int64 { log << 40 | Int64(sequence) }
