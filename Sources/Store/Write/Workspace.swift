import Causality
import Conflicts
import Records
import SQLite

/// One record as a transaction holds it between loading and writing back.
struct WorkingRecord {
  let row: Int64
  let partition: Int64
  /// As it stood when the transaction loaded it; `nil` for a record that is new.
  let original: RecordState?
  var state: RecordState
  var root: Int64
  var latest: Int64
  var flags: RecordFlags
  /// Groups written in this transaction.
  var touched: [UInt64]

  mutating func touch(_ group: UInt64) {
    if !touched.contains(group) { touched.append(group) }
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

  init(nextRow: Int64) { self.nextRow = nextRow }

  var rowAfterLast: Int64 { nextRow }

  /// Place of a record in the cache; reads its row the first time, makes a new one where there is none.
  mutating func place(
    of id: RecordID, entity: UInt64, partition: Int64, in db: Connection
  ) throws(ReplicaError) -> Int {
    if let place = places[id] {
      guard records[place].partition == partition else { throw .recordExists(id) }
      return place
    }
    let record: WorkingRecord
    if let found = try load(id, from: db) {
      guard found.partition == partition else { throw .recordExists(id) }
      record = found
    } else {
      record = WorkingRecord(
        row: nextRow, partition: partition, original: nil, state: RecordState(record: id, entity: entity),
        root: 0, latest: 0, flags: [], touched: [])
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
    records[place].state.entity = max(records[place].state.entity, payload.entity)
    records[place].state.apply(payload, stamp: stamp, id: id)
    for write in payload.writes { records[place].touch(write.group) }
    var rootPlace = place
    if let root = payload.root {
      rootPlace = try self.place(of: root, entity: 0, partition: partition, in: db)
      if root > (records[place].state.root ?? RecordID(Bits128(high: 0, low: 0))) {
        records[place].state.root = root
        records[place].root = records[rootPlace].row
      }
    }
    records[rootPlace].state.apply(payload.life, stamp: stamp, id: id)
    records[rootPlace].touch(RecordState.lifeGroup)
    let previous = records[place].latest
    records[place].latest = changeRow
    return (records[place].row, previous)
  }

  mutating func setFlags(_ flags: RecordFlags, at place: Int) { records[place].flags = flags }

  private func load(_ id: RecordID, from db: Connection) throws(ReplicaError) -> WorkingRecord? {
    do throws(SQLiteError) {
      let statement = try db.statement(
        "SELECT id, partition, root, latest, flags, state FROM record WHERE uuid = ?")
      statement.bind(1, id.bits.bytes)
      defer { statement.reset() }
      guard try statement.step() else { return nil }
      let bytes = statement.bytes(5)
      guard let state = try? RecordState(encoded: bytes), state.record == id else {
        throw ReadFailure.undecodable
      }
      return WorkingRecord(
        row: statement.int64(0), partition: statement.int64(1), original: state, state: state,
        root: statement.int64(2), latest: statement.int64(3),
        flags: RecordFlags(rawValue: statement.int64(4)), touched: [])
    } catch {
      throw error == ReadFailure.undecodable ? .corrupt("record \(id)") : .storage(error)
    }
  }
}

/// A row whose bytes are not what this package writes there.
enum ReadFailure {
  static let undecodable = SQLiteError(code: 11, message: "the stored bytes cannot be read", sql: "")
}
