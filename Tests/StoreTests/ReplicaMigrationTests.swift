import SQLite
import Store
import Testing

@Suite struct `A replica of an earlier version` {
  @Test func `keeps its conflicts when they are laid in the order of records`() throws {
    let place = try #require(replicaMigrations.firstIndex { $0.name.hasSuffix("-conflict-by-record") })
    let db = try Connection(path: "", mode: .memory)
    try db.migrate(Array(replicaMigrations[..<place])) { $0 }
    try db.execute(
      """
      INSERT INTO conflict(public, record, grp, version, rule, is_open, severity, blocks, since)
      VALUES('g-1', 9, 1, x'01', 'person', 1, 2, 'print', 70), ('g-2', 3, 5, x'02', 'latest', 0, 0, '', 60);
      """)
    try db.migrate(replicaMigrations) { $0 }
    var rows: [String] = []
    try db.prepare(
      "SELECT record, grp, public, hex(version), rule, is_open, severity, blocks, since FROM conflict"
    )
    .forEachRow { row throws(SQLiteError) in
      rows.append((0..<9).map { row.text($0) }.joined(separator: "|"))
    }
    #expect(rows == ["3|5|g-2|02|latest|0|0||60", "9|1|g-1|01|person|1|2|print|70"])
    #expect(try db.int64("SELECT count(*) FROM sqlite_schema WHERE name = 'conflict_before'") == 0)
  }
}
