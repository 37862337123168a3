import Causality
import Conflicts
import Records
import SQLite

/// One record as a transaction holds it between loading and writing back.
struct WorkingRecord {
  let row: Int64
  let partition: Int64
  /// What its row said when the transaction loaded it; `nil` for a record that is new.
  let found: Found?
  var state: RecordState
  var root: Int64
  var latest: Int64
  var flags: RecordFlags
  /// Groups written in this transaction.
  private(set) var touched: [UInt64] = []
  /// A person's decision was written, or stood in a group that was written: decisions may have moved.
  private(set) var meetsDecision = false
  /// Parallel to `touched`, for a record that was found: the siblings before. Of the rest of the record there is one copy
  /// only, and it is changed in place.
  private var before: [Siblings<GroupContent>] = []

  struct Found {
    let entity: UInt64
    let root: RecordID?
  }

  init(
    row: Int64, partition: Int64, found: Found?, state: RecordState, root: Int64, latest: Int64,
    flags: RecordFlags
  ) {
    self.row = row
    self.partition = partition
    self.found = found
    self.state = state
    self.root = root
    self.latest = latest
    self.flags = flags
  }

  /// Makes room for the groups of a change.
  mutating func reserve(_ groups: Int) {
    guard touched.count <= 1 else { return }
    touched.reserveCapacity(groups + 1)
    if found != nil { before.reserveCapacity(groups + 1) }
  }

  /// Called before a group is written.
  mutating func touch(_ group: UInt64, by kind: ChangeKind) {
    if kind == .resolution { meetsDecision = true }
    guard !touched.contains(group) else { return }
    touched.append(group)
    guard found != nil else { return }
    before.append(state[group])
    let place = before.count - 1
    for entry in 0..<before[place].count where before[place].content(at: entry).stamp.kind == .resolution {
      meetsDecision = true
    }
  }

  /// The siblings of a group that was written, as the transaction found them; `nil` for any other group, and for a
  /// record that is new.
  func before(_ group: UInt64) -> Siblings<GroupContent>? {
    guard found != nil, let place = touched.firstIndex(of: group) else { return nil }
    return before[place]
  }

  /// What the record adds to its partition's digest now, less what it added when it was found.
  func digestMove(_ hashing: any Hashing, _ words: inout DigestWords) -> Hash256 {
    let now = state.digest(hashing: hashing, words: &words)
    guard found != nil else { return now }
    words.begin(state.record)
    for place in state.groups.indices {
      let group = state.groups[place].group
      if let index = touched.firstIndex(of: group) {
        words.add(group, before[index])
      } else {
        words.add(state, at: place)
      }
    }
    return now &- words.digest(hashing)
  }

  /// The siblings of any group as the transaction found them; none for a record that is new.
  func siblingsBefore(_ group: UInt64) -> Siblings<GroupContent> {
    guard found != nil else { return Siblings() }
    return before(group) ?? state[group]
  }

  /// As it stood when the transaction loaded it; `nil` for a record that is new. Put together when it is asked for.
  var original: RecordState? {
    guard let found else { return nil }
    var groups: [GroupState] = []
    groups.reserveCapacity(state.groups.count)
    for group in state.groups {
      guard let siblings = before(group.group) else {
        groups.append(group)
        continue
      }
      if !siblings.isEmpty { groups.append(GroupState(group: group.group, siblings: siblings)) }
    }
    return RecordState(record: state.record, entity: found.entity, root: found.root, groups: groups)
  }
}

/// What the row of a record says about its entries elsewhere, so that the common path asks nothing.
struct RecordFlags: OptionSet {
  let rawValue: Int64
  /// Rows of `conflict` exist for it.
  static let hasConflicts = RecordFlags(rawValue: 1)
}

/// The write-back cache of one transaction: each record is read once, folded in memory as often as changes come, and
/// written once with its digest, index, conflicts and claims.
struct Workspace {
  private(set) var records: [WorkingRecord] = []
  private var places: [RecordID: Int] = [:]
  private var nextRow: Int64
  /// What folded changes name and did not find standing: superseded before, or not held at all.
  var unmatched: [ChangeName] = []
  private var absences = Absences()

  init(nextRow: Int64) { self.nextRow = nextRow }

  var rowAfterLast: Int64 { nextRow }

  /// Makes ready for a batch: room for its records, and which of those that it seems to create are surely not here.
  mutating func expect(_ changes: Int, creating ids: [RecordID], in db: Connection) throws(SQLiteError) {
    records.reserveCapacity(changes)
    places.reserveCapacity(changes)
    absences = try Absences(of: ids, in: db)
  }

  /// Place of a record in the cache; reads its row the first time, makes a new one where there is none.
  mutating func place(
    of id: RecordID, entity: UInt64, partition: Int64, in db: Connection
  ) throws(ReplicaError) -> Int {
    if let place = places[id] {
      guard records[place].partition == partition else { throw .recordExists(id) }
      return place
    }
    let record: WorkingRecord
    if !absences.includes(id), let found = try load(id, from: db) {
      guard found.partition == partition else { throw .recordExists(id) }
      record = found
    } else {
      record = WorkingRecord(
        row: nextRow, partition: partition, found: nil, state: RecordState(record: id, entity: entity),
        root: 0, latest: 0, flags: [])
      nextRow += 1
    }
    let place = records.count
    records.append(record)
    places[id] = place
    return place
  }

  /// The record as this transaction sees it; `nil` where it does not exist.
  mutating func existing(_ id: RecordID, in db: Connection) throws(ReplicaError) -> WorkingRecord? {
    if let place = places[id] { return records[place] }
    guard let found = try load(id, from: db) else { return nil }
    places[id] = records.count
    records.append(found)
    return found
  }

  /// Folds one change: the groups on its record, the life on its root. Returns the record's row and the change that
  /// was its latest before.
  mutating func apply(
    _ payload: ChangePayload, stamp: Stamp, id: ChangeID, row changeRow: Int64, partition: Int64,
    in db: Connection
  ) throws(ReplicaError) -> (record: Int64, previous: Int64) {
    let place = try place(of: payload.record, entity: payload.entity, partition: partition, in: db)
    // The largest entity and root that any change names: a function of the set, whatever a hostile writer mixes.
    if payload.entity > records[place].state.entity { records[place].state.entity = payload.entity }
    var rootPlace = place
    if let root = payload.root {
      rootPlace = try self.place(of: root, entity: 0, partition: partition, in: db)
      if root > (records[place].state.root ?? RecordID(Bits128(high: 0, low: 0))) {
        records[place].state.root = root
        records[place].root = records[rootPlace].row
      }
    }
    for name in payload.life.supersedes where !records[rootPlace].state[RecordState.lifeGroup].contains(name)
    {
      unmatched.append(name)
    }
    for write in payload.writes.indices where !payload.writes[write].supersedes.isEmpty {
      let siblings = records[place].state[payload.writes[write].group]
      for name in payload.writes[write].supersedes where !siblings.contains(name) { unmatched.append(name) }
    }
    // Life is the first group: before the others, so that it does not push them aside.
    if rootPlace == place { records[place].reserve(payload.writes.count) }
    records[rootPlace].touch(RecordState.lifeGroup, by: stamp.kind)
    records[rootPlace].state.apply(payload.life, stamp: stamp, id: id)
    if rootPlace != place { records[place].reserve(payload.writes.count) }
    for write in payload.writes.indices {
      records[place].touch(payload.writes[write].group, by: stamp.kind)
    }
    records[place].state.apply(payload, stamp: stamp, id: id)
    let previous = records[place].latest
    records[place].latest = changeRow
    return (records[place].row, previous)
  }

  private func load(_ id: RecordID, from db: Connection) throws(ReplicaError) -> WorkingRecord? {
    do throws(SQLiteError) {
      let statement = try db.statement(
        "SELECT id, partition, root, latest, flags, state FROM record WHERE uuid = ?")
      statement.bind(1, id.bits)
      defer { statement.reset() }
      guard try statement.step() else { return nil }
      let bytes = statement.bytes(5)
      guard let state = try? RecordState(encoded: bytes), state.record == id else {
        throw ReadFailure.undecodable
      }
      return WorkingRecord(
        row: statement.int64(0), partition: statement.int64(1),
        found: .init(entity: state.entity, root: state.root), state: state, root: statement.int64(2),
        latest: statement.int64(3), flags: RecordFlags(rawValue: statement.int64(4)))
    } catch {
      throw error == ReadFailure.undecodable ? .corrupt("record \(id)") : .storage(error)
    }
  }
}

/// A row whose bytes are not what this package writes there.
enum ReadFailure {
  static let undecodable = SQLiteError(code: 11, message: "the stored bytes cannot be read", sql: "")
}
