package import Causality
package import Conflicts
package import Records
import SQLite

/// One entry of the queue.
package struct QueueEntry: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case group(RecordID, UInt64)
    /// Records that together break a rule, sorted, and the key that a judgement names.
    case records([RecordID], key: Hash256)
  }

  /// `g-3fa90c1b22` or `s-90aa12cd34`: what people type, the same on every replica.
  package let id: String
  package let subject: Subject
  package let entity: UInt64
  package let partition: Partition
  package let rule: String
  /// True while a person must decide; false where the rules decided or a judgement stands.
  package let isOpen: Bool
  package let severity: Severity
  package let blocks: [String]
  /// Milliseconds since 1970-01-01 UTC.
  package let since: Int64
}

/// Which entries to list.
package struct QueueFilter: Hashable, Sendable {
  package var isOpen: Bool?
  /// Only what concerns this record: its groups, and sets that it belongs to.
  package var record: RecordID?
  package var partition: Partition?
  package var entity: UInt64?
  package var group: UInt64?
  package var rule: String?
  package var severity: Severity?
  package var blocks: String?
  /// Only what stands since before this moment, milliseconds.
  package var before: Int64?
  package var limit: Int

  package init(isOpen: Bool? = true, limit: Int = 1_000) {
    self.isOpen = isOpen
    self.limit = limit
  }

  func admits(_ entry: QueueEntry) -> Bool {
    if let partition, partition != entry.partition { return false }
    if let entity, entity != entry.entity { return false }
    if let rule, rule != entry.rule { return false }
    if let severity, severity != entry.severity { return false }
    if let blocks, !entry.blocks.contains(blocks) { return false }
    if let before, entry.since >= before { return false }
    if let group {
      guard case .group(_, group) = entry.subject else { return false }
    }
    return true
  }
}

extension Reader {
  /// The queue, most severe and then oldest first.
  package func conflicts(_ filter: QueueFilter = QueueFilter()) throws(ReplicaError) -> [QueueEntry] {
    var entries: [QueueEntry] = []
    try storing { () throws(SQLiteError) in
      // A condition that may be absent keeps SQLite from the index, so what is asked of one record is asked apart.
      let groups = try db.statement(
        filter.record == nil
          ? """
          SELECT c.public, r.uuid, c.grp, r.entity, p.name, c.rule, c.is_open, c.severity, c.blocks, c.since
          FROM conflict c JOIN record r ON r.id = c.record JOIN partition p ON p.id = r.partition
          WHERE ?1 IS NULL OR c.is_open = ?1
          """
          : """
          SELECT c.public, r.uuid, c.grp, r.entity, p.name, c.rule, c.is_open, c.severity, c.blocks, c.since
          FROM record r JOIN conflict c ON c.record = r.id JOIN partition p ON p.id = r.partition
          WHERE r.uuid = ?2 AND (?1 IS NULL OR c.is_open = ?1)
          """)
      if let isOpen = filter.isOpen { groups.bind(1, isOpen) } else { groups.bindNull(1) }
      if let record = filter.record { groups.bind(2, record.bits.bytes) }
      try groups.forEachRow { row throws(SQLiteError) in
        if let entry = groupEntry(row), filter.admits(entry) { entries.append(entry) }
      }
      let sets = try db.statement(
        """
        SELECT c.public, c.records, c.id, r.entity, p.name, c.rule, c.is_open, c.severity, c.blocks, c.since
        FROM cross_conflict c JOIN record r ON r.uuid = substr(c.records, 1, 16)
        JOIN partition p ON p.id = r.partition
        WHERE (?1 IS NULL OR c.is_open = ?1) AND (?2 IS NULL OR instr(c.records, ?2) > 0)
        """)
      if let isOpen = filter.isOpen { sets.bind(1, isOpen) } else { sets.bindNull(1) }
      sets.bind(2, filter.record?.bits.bytes)
      try sets.forEachRow { row throws(SQLiteError) in
        if let entry = setEntry(row), filter.admits(entry) { entries.append(entry) }
      }
    }
    entries.sort { a, b in
      if a.isOpen != b.isOpen { return a.isOpen }
      if a.severity != b.severity { return a.severity > b.severity }
      return a.since != b.since ? a.since < b.since : a.id < b.id
    }
    return Array(entries.prefix(filter.limit))
  }

  /// How many entries wait for a person.
  package func openConflictCount() throws(ReplicaError) -> Int {
    try storing { () throws(SQLiteError) in
      let groups = try db.int64("SELECT count(*) FROM conflict WHERE is_open = 1") ?? 0
      let sets = try db.int64("SELECT count(*) FROM cross_conflict WHERE is_open = 1") ?? 0
      return Int(groups + sets)
    }
  }

  /// The entry with this public id; `nil` where nothing of that name stands.
  ///
  /// The ids of groups have no index (each would cost every conflicting change a write in the order of chance), so SQLite
  /// compares them one after the other, but one row is joined and read, and nothing is sorted.
  package func conflict(_ id: String) throws(ReplicaError) -> QueueEntry? {
    try storing { () throws(SQLiteError) in
      let group = try db.statement(
        """
        SELECT c.public, r.uuid, c.grp, r.entity, p.name, c.rule, c.is_open, c.severity, c.blocks, c.since
        FROM conflict c JOIN record r ON r.id = c.record JOIN partition p ON p.id = r.partition
        WHERE c.public = ?1
        """)
      group.bind(1, id)
      defer { group.reset() }
      if try group.step() { return groupEntry(group) }
      let set = try db.statement(
        """
        SELECT c.public, c.records, c.id, r.entity, p.name, c.rule, c.is_open, c.severity, c.blocks, c.since
        FROM cross_conflict c JOIN record r ON r.uuid = substr(c.records, 1, 16)
        JOIN partition p ON p.id = r.partition WHERE c.public = ?1
        """)
      set.bind(1, id)
      defer { set.reset() }
      return try set.step() ? setEntry(set) : nil
    }
  }

  private func groupEntry(_ row: Statement) -> QueueEntry? {
    Bits128(bytes: row.bytes(1)).flatMap { entry(row, .group(RecordID($0), row.uint64(2))) }
  }

  private func setEntry(_ row: Statement) -> QueueEntry? {
    Hash256(bytes: row.bytes(2)).flatMap { entry(row, .records(recordIDs(row.bytes(1)), key: $0)) }
  }

  private func entry(_ row: Statement, _ subject: QueueEntry.Subject) -> QueueEntry? {
    guard let partition = Partition(text: row.text(4)) else { return nil }
    return QueueEntry(
      id: row.text(0), subject: subject, entity: row.uint64(3), partition: partition, rule: row.text(5),
      isOpen: row.bool(6), severity: Severity(rank: row.int(7)),
      blocks: row.text(8).split(separator: ",").map(String.init), since: row.int64(9))
  }

  private func recordIDs(_ bytes: [UInt8]) -> [RecordID] {
    stride(from: 0, to: bytes.count, by: 16).compactMap { start in
      Bits128(bytes: bytes[start..<min(start + 16, bytes.count)]).map { RecordID($0) }
    }
  }
}

extension Severity {
  /// Place in storage: 0 is the lowest.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  init(rank: Int) {
    self = Self.allCases.indices.contains(rank) ? Self.allCases[rank] : .normal
  }
}
