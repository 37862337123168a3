package import Causality
import SQLite

/// How far an import of one source has come.
package struct ImportProgress: Hashable, Sendable {
  /// Lines that are dealt with, refused ones included.
  package var line: Int
  package var accepted: Int
  package var refused: Int

  package init(line: Int = 0, accepted: Int = 0, refused: Int = 0) {
    self.line = line
    self.accepted = accepted
    self.refused = refused
  }
}

extension ReplicaFile {
  /// `nil` for a source of which nothing was imported yet.
  package func importProgress(of source: String) throws(ReplicaError) -> ImportProgress? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT line, accepted, refused FROM import_progress WHERE source = ?")
      select.bind(1, source)
      defer { select.reset() }
      guard try select.step() else { return nil }
      return ImportProgress(line: select.int(0), accepted: select.int(1), refused: select.int(2))
    }
  }

  package func keep(_ progress: ImportProgress, of source: String) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      let upsert = try db.statement(
        """
        INSERT INTO import_progress(source, line, accepted, refused) VALUES(?1, ?2, ?3, ?4)
        ON CONFLICT(source) DO UPDATE SET line = ?2, accepted = ?3, refused = ?4
        """)
      upsert.bind(1, source)
      upsert.bind(2, progress.line)
      upsert.bind(3, progress.accepted)
      upsert.bind(4, progress.refused)
      try upsert.run()
    }
  }

  /// The next number of a counter of this origin that lies in one of `ranges`, durable before it is returned, so that no
  /// number is given twice whatever happens after; `nil` where the ranges are used up. Another origin counts anew.
  package func takeNumber(
    _ counter: String, from ranges: [ClosedRange<Int64>]
  ) throws(ReplicaError) -> Int64? {
    let key = "counter/\(own.origin)/\(counter)"
    var last: Int64 = 0
    for byte in try metaBytes(key) ?? [] { last = last << 8 | Int64(byte) }
    let open = ranges.filter { $0.upperBound > last }.map { max($0.lowerBound, last + 1) }
    guard let next = open.min() else { return nil }
    try storing { () throws(SQLiteError) in
      try setMeta(key, (0..<8).map { UInt8(truncatingIfNeeded: next >> (56 - $0 * 8)) })
    }
    return next
  }

  /// The incarnation that this replica writes as.
  package var origin: OriginID { own.origin }
}
