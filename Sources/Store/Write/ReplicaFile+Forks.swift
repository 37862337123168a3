import Causality
import Exchange
import Records
import SQLite

/// Continuations of a log. A disk that was cloned or restored gives two, with the same dots: both are kept as they are, and
/// from the last change that they share each is a log of its own, named by the hash of its first change
/// (`histories.md`, H2). Only names change: no row of a change is touched.
extension ReplicaFile {
  /// The continuations that are held of an origin's log; one where it has no fork.
  func branches(_ partition: Int64, _ origin: OriginID) -> [(key: LogKey, row: LogRow)] {
    let trunk = LogKey(partition: partition, log: LogID(origin: origin))
    guard let points = forks[partition], points.contains(where: { $0.origin == origin }) else {
      return logs[trunk].map { [(trunk, $0)] } ?? []
    }
    return logs.filter { $0.key.partition == partition && $0.key.log.origin == origin }
      .sorted { $0.key.log < $1.key.log }.map { ($0.key, $0.value) }
  }

  /// Whether an origin's log has a fork point in any partition.
  func hasFork(_ origin: OriginID) -> Bool {
    forks.values.contains { $0.contains { $0.origin == origin } }
  }

  /// The hash of a continuation's change; `nil` where it is not kept, and outside of the continuation.
  func storedHash(_ log: LogRow, _ sequence: UInt64) throws(SQLiteError) -> Hash256? {
    if sequence == log.head { return log.headHash }
    if sequence == log.base { return log.baseHash }
    guard log.base < sequence, sequence < log.head else { return nil }
    return try storedHash(at: changeRow(log.storage, sequence))
  }

  private func storedHash(at row: Int64) throws(SQLiteError) -> Hash256? {
    let select = try db.statement("SELECT hash FROM change WHERE id = ?")
    select.bind(1, row)
    defer { select.reset() }
    return try select.step() ? Hash256(bytes: select.bytes(0)) : nil
  }

  /// Whether exactly the change of this name is held, or is not kept any more; also one that the transaction under way
  /// has just written.
  func holds(_ name: ChangeName, in partition: Int64) throws(SQLiteError) -> Bool {
    for (_, log) in branches(partition, name.origin) where log.base < name.sequence {
      if let hash = try storedHash(at: changeRow(log.storage, name.sequence)), hash.short == name.short {
        return true
      }
    }
    return false
  }

  /// The log that a verified change goes on: where it leaves what is held, a continuation that is named by it.
  ///
  /// Fails with `.unheld` where the change before it is not here.
  func place(
    of header: ChangeHeader, _ hash: Hash256, _ partition: Int64
  ) throws(ReplicaError) -> LogKey {
    let trunk = LogKey(partition: partition, log: LogID(origin: header.origin))
    let before = header.sequence - 1
    let points = forks[partition] ?? []
    let held = branches(partition, header.origin)
    if held.isEmpty {
      guard before == 0 else { throw .unheld(ChangeName(header.previousOf(before))) }
      _ = try storing { () throws(SQLiteError) in try logRow(trunk, header.partition) }
      return trunk
    }
    let isForkPoint = points.contains { $0.hash == header.previous }
    if !isForkPoint,
      let end = held.first(where: { $0.row.head == before && $0.row.headHash == header.previous })
    {
      return end.key
    }
    let point = ForkPoint(origin: header.origin, sequence: before, hash: header.previous)
    if !isForkPoint {
      let isHere = try note(point, header.partition, partition)
      guard isHere else { throw .unheld(ChangeName(header.previousOf(before))) }
    }
    let key = LogKey(partition: partition, log: LogID(origin: header.origin, branch: hash.short))
    if logs[key] == nil {
      _ = try storing { () throws(SQLiteError) in
        try insertLog(
          key,
          LogRow(
            row: 0, storage: 0, base: before, baseHash: header.previous, head: before,
            headHash: header.previous))
      }
    }
    return key
  }

  /// Takes note of a fork point, within a transaction: what is held beyond it is named by its first change from now on, and
  /// people are told. False where the change that it names is not held.
  func note(
    _ point: ForkPoint, _ name: Partition, _ partition: Int64
  ) throws(ReplicaError) -> Bool {
    guard forks[partition]?.contains(where: { $0.hash == point.hash }) != true else { return true }
    guard let origin = origins[point.origin] else { return false }
    let held = branches(partition, point.origin)
    var place: (key: LogKey, row: LogRow)?
    for branch in held where branch.row.base <= point.sequence && point.sequence <= branch.row.head {
      guard point.sequence > branch.row.base || point.sequence == 0 else { continue }
      let hash = try storing { () throws(SQLiteError) in try storedHash(branch.row, point.sequence) }
      if point.sequence == 0 || hash == point.hash { place = branch }
    }
    guard let place else { return false }
    try storing { () throws(SQLiteError) in
      if place.row.head > point.sequence { try split(place.key, place.row, at: point) }
      let insert = try db.statement(
        "INSERT INTO fork(partition, origin, sequence, hash, at) VALUES(?, ?, ?, ?, ?)")
      insert.bind(1, partition)
      insert.bind(2, origin.row)
      insert.bind(3, point.sequence)
      insert.bind(4, point.hash.bytes)
      insert.bind(5, environment.wallMilliseconds())
      try insert.run()
    }
    forks[partition, default: []].append(point)
    let log = String(point.origin.description.prefix(8))
    try raise(
      .fork, "\(name.text) \(log)",
      ["node": .string(origin.identity.name), "sequence": JSONValue(point.sequence)])
    if identity.role == .province, origin.identity.role == .center {
      try raise(.clone, origin.identity.name, ["log": .string(log), "partition": .string(name.text)])
    }
    return true
  }

  /// What lies behind the fork point gets a name of its own; its rows stay where they are.
  private func split(_ key: LogKey, _ log: LogRow, at point: ForkPoint) throws(SQLiteError) {
    guard let first = try storedHash(log, point.sequence + 1) else { return }
    let branch = LogKey(
      partition: key.partition, log: LogID(origin: key.log.origin, branch: first.short))
    _ = try insertLog(
      branch,
      LogRow(
        row: 0, storage: log.storage, base: point.sequence, baseHash: point.hash, head: log.head,
        headHash: log.headHash))
    let shortened = LogRow(
      row: log.row, storage: log.storage, base: log.base, baseHash: log.baseHash, head: point.sequence,
      headHash: point.hash)
    let update = try db.statement("UPDATE log SET head = ?, head_hash = ? WHERE id = ?")
    update.bind(1, shortened.head)
    update.bind(2, shortened.headHash.bytes)
    update.bind(3, log.row)
    try update.run()
    logs[key] = shortened
  }
}

extension ChangeHeader {
  /// The name of the change before this one.
  fileprivate func previousOf(_ sequence: UInt64) -> ChangeID {
    ChangeID(origin: origin, sequence: sequence, hash: previous)
  }
}

extension ChangeName {
  fileprivate init(_ id: ChangeID) { self = id.name }
}
