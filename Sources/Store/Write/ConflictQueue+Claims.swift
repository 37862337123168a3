import Causality
import Conflicts
import Records
import SQLite

/// Conflicts of sets of records that are each fine and together break a rule.
extension ConflictQueue {
  static let judgementEntity: UInt64 = 16

  /// Moves a record's claims to what its state claims now, and notes which keys must be judged again.
  static func updateClaims(
    _ record: WorkingRecord, rules: RuleBook, in db: Connection, hashing: any Hashing, keys: inout [CrossKey]
  ) throws(ReplicaError) {
    do throws(SQLiteError) {
      if record.state.entity == judgementEntity { try noteJudged(record.state, in: db, keys: &keys) }
      try noteChildren(of: record, rules, db, hashing, &keys)
      guard rules.claimsMayMove(record.state, from: record.original, writing: record.touched) else { return }
      let before = record.original.map { rules.claims(of: $0) } ?? []
      let now = rules.claims(of: record.state)
      guard before != now else { return }
      for claim in before where !now.contains(claim) {
        let key = try crossKey(claim, in: record.partition, rules, db, hashing)
        let delete = try db.statement("DELETE FROM claim WHERE key = ? AND record = ? AND tag = ?")
        delete.bind(1, key.key)
        delete.bind(2, record.row)
        delete.bind(3, claim.tag)
        try delete.run()
        keys.append(key)
      }
      for claim in now where !before.contains(claim) {
        let key = try crossKey(claim, in: record.partition, rules, db, hashing)
        let insert = try db.statement(
          "INSERT OR IGNORE INTO claim(key, record, tag, rule) VALUES(?, ?, ?, ?)")
        insert.bind(1, key.key)
        insert.bind(2, record.row)
        insert.bind(3, claim.tag)
        insert.bind(4, claim.rule)
        try insert.run()
        keys.append(key)
      }
    } catch {
      throw .storage(error)
    }
  }

  /// Judges each key once, after all rows of the transaction are written.
  static func judge(
    _ keys: [CrossKey], rules: RuleBook, in db: Connection, hashing: any Hashing
  ) throws(ReplicaError) {
    var seen: Set<CrossKey> = []
    do throws(SQLiteError) {
      for key in keys where seen.insert(key).inserted { try judge(key, rules, db, hashing) }
    } catch {
      throw .storage(error)
    }
  }

  private static func judge(
    _ key: CrossKey, _ rules: RuleBook, _ db: Connection, _ hashing: any Hashing
  ) throws(SQLiteError) {
    let readsRoots = rules.crossRule(named: key.rule)?.readsRoots == true
    let standing = try standingClaims(on: key, withRoots: readsRoots, in: db)
    guard standing.claims.count > 1, let verdict = rules.judge(rule: key.rule, claims: standing.claims) else {
      let delete = try db.statement("DELETE FROM cross_conflict WHERE claim_key = ?")
      delete.bind(1, key.key)
      try delete.run()
      return
    }
    let records = verdict.records.sorted()
    let id = conflictKey(rule: key.rule, records: records, hashing: hashing)
    let isJudged = try decision(on: id, rule: key.rule, in: db).map { $0 != "open" } ?? false
    var bytes: [UInt8] = []
    for record in records { record.bits.append(to: &bytes) }
    let insert = try db.statement(
      """
      INSERT INTO cross_conflict(claim_key, public, id, rule, records, is_open, severity, blocks, since)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      ON CONFLICT(claim_key) DO UPDATE SET id = ?3, records = ?5, is_open = ?6, severity = ?7, blocks = ?8
      """)
    insert.bind(1, key.key)
    insert.bind(2, "s-" + hexText(Array(key.key.prefix(5))))
    insert.bind(3, id.bytes)
    insert.bind(4, key.rule)
    insert.bind(5, bytes)
    insert.bind(6, !isJudged)
    insert.bind(7, verdict.severity.rank)
    insert.bind(8, verdict.blocks.joined(separator: ","))
    insert.bind(9, standing.since)
    try insert.run()
  }

  /// H(rule, sorted record ids): what a judgement names, wherever the conflict is found.
  package static func conflictKey(rule: String, records: [RecordID], hashing: any Hashing) -> Hash256 {
    hashing.hash(CrossVerdict.keyBytes(rule: rule, records: records))
  }

  /// A rule of one partition meets only what lies in that partition, so there its name is part of the key.
  private static func crossKey(
    _ claim: Claim, in partition: Int64, _ rules: RuleBook, _ db: Connection, _ hashing: any Hashing
  ) throws(SQLiteError) -> CrossKey {
    var key = claim.key
    if rules.crossRule(named: claim.rule)?.scope == .partition {
      let select = try db.statement("SELECT name FROM partition WHERE id = ?")
      select.bind(1, partition)
      defer { select.reset() }
      if try select.step() { key += Array(select.text(0).utf8) }
    }
    let hash = hashing.hash(Array(claim.rule.utf8) + [0], key)
    return CrossKey(rule: claim.rule, key: Array(hash.bytes.prefix(16)))
  }

  /// Some rules ask how the root of a claimant stands (is the dossier still open?): when it moves, the keys that its
  /// children claim under them are judged again.
  private static func noteChildren(
    of record: WorkingRecord, _ rules: RuleBook, _ db: Connection, _ hashing: any Hashing,
    _ keys: inout [CrossKey]
  ) throws(SQLiteError) {
    guard record.found != nil,
      rules.judgementOfChildrenMayMove(record.state, from: record.original, writing: record.touched)
    else { return }
    let select = try db.statement("SELECT partition, state FROM record WHERE root = ? AND root <> 0")
    select.bind(1, record.row)
    defer { select.reset() }
    while try select.step() {
      guard let child = try? RecordState(encoded: select.bytes(1)) else { continue }
      for claim in rules.claims(of: child) where rules.crossRule(named: claim.rule)?.readsRoots == true {
        keys.append(try crossKey(claim, in: select.int64(0), rules, db, hashing))
      }
    }
  }

  /// The claims on a key, and when the youngest record that claims it was made: from its UUID, or where that holds no
  /// time (version 8, RFC 9562 §5.8) from the first of the stamps that stand.
  private static func standingClaims(
    on key: CrossKey, withRoots: Bool, in db: Connection
  ) throws(SQLiteError) -> (claims: [StandingClaim], since: Int64) {
    let select = try db.statement(
      """
      SELECT r.uuid, c.tag, r.state, r.root FROM claim c JOIN record r ON r.id = c.record
      WHERE c.key = ? ORDER BY r.uuid, c.tag
      """)
    select.bind(1, key.key)
    defer { select.reset() }
    var claims: [StandingClaim] = []
    var untimed: [[UInt8]] = []
    var since: Int64 = 0
    while try select.step() {
      guard let bits = Bits128(bytes: select.bytes(0)) else { continue }
      let root = withRoots ? try rootState(select.int64(3), in: db) : nil
      claims.append(StandingClaim(record: RecordID(bits), tag: select.text(1), root: root))
      if bits.high >> 12 & 0xF == 7 {
        since = max(since, Int64(bits.high >> 16))
      } else {
        untimed.append(select.bytes(2))
      }
    }
    guard claims.count > 1 else { return (claims, since) }
    for bytes in untimed {
      guard let state = try? RecordState(encoded: bytes) else { continue }
      let times = state.groups.flatMap { $0.siblings.entries.map(\.content.stamp.time) }
      since = max(since, times.min()?.milliseconds ?? 0)
    }
    return (claims, since)
  }

  /// A root that is not here or cannot be read leaves the claim standing: rather too much is asked than too little.
  private static func rootState(_ row: Int64, in db: Connection) throws(SQLiteError) -> RecordState? {
    let select = try db.statement("SELECT state FROM record WHERE id = ?")
    select.bind(1, row)
    defer { select.reset() }
    return try select.step() ? try? RecordState(encoded: select.bytes(0)) : nil
  }

  /// What the judgement on a conflict says; `nil` where nobody judged it.
  private static func decision(on id: Hash256, rule: String, in db: Connection) throws(SQLiteError) -> String?
  {
    let select = try db.statement(
      """
      SELECT r.state FROM lookup l JOIN record r ON r.id = l.record
      WHERE l.kind = ? AND l.key = ? ORDER BY r.uuid
      """)
    select.bind(1, LookupKind.judgement.rawValue)
    select.bind(2, id.description)
    defer { select.reset() }
    var decision: String?
    while try select.step() {
      guard let state = try? RecordState(encoded: select.bytes(0)) else { continue }
      // Of several judgements, "open" wins: whoever asks again is heard.
      for entry in state[2].entries {
        guard let word = entry.content.values[0].text else { continue }
        decision = decision == nil || word == "open" ? word : decision
      }
    }
    return decision
  }

  private static func noteJudged(
    _ state: RecordState, in db: Connection, keys: inout [CrossKey]
  ) throws(SQLiteError) {
    for entry in state[1].entries {
      guard let hex = entry.content.values[1].text, let id = bytesFromHex(hex.utf8) else { continue }
      let select = try db.statement("SELECT claim_key, rule FROM cross_conflict WHERE id = ?")
      select.bind(1, id)
      defer { select.reset() }
      while try select.step() { keys.append(CrossKey(rule: select.text(1), key: select.bytes(0))) }
    }
  }
}
