import Causality
import Records
import SQLite

/// Records that are surely not here, found with one read along the index of UUIDs for a whole batch.
///
/// The records that a batch creates were made about when it was written, so their UUIDs (version 7, RFC 9562) lie close
/// together, and little else lies between them. All that does is read once; what is not among it, is new, and need not be
/// looked for one by one.
struct Absences {
  private var range: ClosedRange<RecordID>?
  private var present: Set<RecordID> = []

  /// Knows nothing.
  init() {}

  /// - Parameter ids: what a batch seems to create. Where more lies between them than they are, the read costs more than
  ///   it saves, and nothing is known.
  init(of ids: [RecordID], in db: Connection) throws(SQLiteError) {
    guard ids.count > 1, let first = ids.min(), let last = ids.max() else { return }
    let select = try db.statement("SELECT uuid FROM record WHERE uuid BETWEEN ? AND ? LIMIT ?")
    select.bind(1, first.bits)
    select.bind(2, last.bits)
    select.bind(3, ids.count)
    var found: Set<RecordID> = []
    try select.forEachRow { row throws(SQLiteError) in
      if let bits = Bits128(bytes: row.bytes(0)) { found.insert(RecordID(bits)) }
    }
    guard found.count < ids.count else { return }
    range = first...last
    present = found
  }

  func includes(_ id: RecordID) -> Bool {
    guard let range else { return false }
    return range.contains(id) && !present.contains(id)
  }
}
