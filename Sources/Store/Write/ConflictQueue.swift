import Causality
import Conflicts
import Records
import SQLite

/// A key of a rule across records that a transaction may have changed.
struct CrossKey: Hashable {
  let rule: String
  /// First 16 bytes of H(rule ‖ key bytes).
  let key: [UInt8]
}

/// The queue is a view on siblings, kept in the same transaction as the records: what the rules settle and what waits
/// for a person, by (record, group), and by key for sets of records.
enum ConflictQueue {
  /// Writes or removes the entries of one record's groups; returns the record's flags.
  static func update(
    _ record: WorkingRecord, rules: RuleBook, in db: Connection, hashing: any Hashing
  ) throws(ReplicaError) -> RecordFlags {
    var flags = record.flags
    let hadConflicts = flags.contains(.hasConflicts)
    let mayHave = record.state.groups.contains { $0.siblings.count > 1 }
    guard hadConflicts || mayHave else { return flags }
    let verdicts = mayHave ? rules.verdicts(for: record.state) : []
    do throws(SQLiteError) {
      if hadConflicts {
        let delete = try db.statement("DELETE FROM conflict WHERE record = ?")
        delete.bind(1, record.row)
        try delete.run()
      }
      for verdict in verdicts { try insert(verdict, record, in: db, hashing: hashing) }
    } catch {
      throw .storage(error)
    }
    if verdicts.isEmpty { flags.remove(.hasConflicts) } else { flags.insert(.hasConflicts) }
    return flags
  }

  private static func insert(
    _ verdict: GroupVerdict, _ record: WorkingRecord, in db: Connection, hashing: any Hashing
  ) throws(SQLiteError) {
    let insert = try db.statement(
      """
      INSERT INTO conflict(public, record, grp, version, rule, is_open, severity, blocks, since)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insert.bind(1, publicID(of: record.state.record, group: verdict.group, hashing: hashing))
    insert.bind(2, record.row)
    insert.bind(3, verdict.group)
    insert.bind(4, version(of: verdict.version, hashing: hashing))
    insert.bind(5, verdict.rule)
    insert.bind(6, verdict.isReferred)
    insert.bind(7, verdict.severity.rank)
    insert.bind(8, verdict.blocks.joined(separator: ","))
    // A conflict stands since its second write was made: the same on every replica.
    insert.bind(9, secondTime(of: record.state[verdict.group])?.milliseconds ?? 0)
    try insert.run()
  }

  /// The second earliest of the stamps that stand.
  private static func secondTime(of siblings: Siblings<GroupContent>) -> HybridTime? {
    var first: HybridTime?
    var second: HybridTime?
    for place in siblings.indices {
      let time = siblings.content(at: place).stamp.time
      if let earliest = first, earliest <= time {
        second = second.map { min($0, time) } ?? time
      } else {
        second = first
        first = time
      }
    }
    return second
  }

  /// `g-3fa90c1b22`: what people type. Of (record, group), so a third sibling does not change it.
  package static func publicID(of record: RecordID, group: UInt64, hashing: any Hashing) -> String {
    var bytes = Array("group".utf8)
    record.bits.append(to: &bytes)
    appendWord(group, to: &bytes)
    let word = hashing.hash(bytes).short
    return "g-" + hexText((0..<5).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) })
  }

  /// The set of siblings that an entry shows; a resolution compares it before it sets.
  static func version(of siblings: [ChangeID], hashing: any Hashing) -> Hash256 {
    var words: [UInt64] = []
    words.reserveCapacity(siblings.count * 4)
    for id in siblings.sorted() {
      words.append(id.hash.a)
      words.append(id.hash.b)
      words.append(id.hash.c)
      words.append(id.hash.d)
    }
    return hashing.hash(words: words)
  }
}
