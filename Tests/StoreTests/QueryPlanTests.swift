import SQLite
import Simulation
import Store
import Testing

@Suite struct `The children of a record` {
  /// The index holds children only, and SQLite uses it only where the query says so: without that each look-up read the
  /// whole table, and verifying 60,000 records took minutes.
  @Test(arguments: [
    "SELECT id FROM record WHERE root = ? AND root <> 0 ORDER BY id",
    "SELECT c.state FROM record c WHERE c.root = (SELECT id FROM record WHERE uuid = ?1) AND c.root <> 0 ORDER BY c.id",
  ])
  func `are found by their index`(sql: String) throws {
    let world = try TestWorld(centers: 0)
    var plan = ""
    try world.hub.db.prepare("EXPLAIN QUERY PLAN " + sql).forEachRow { row throws(SQLiteError) in
      plan += row.text(3) + "\n"
    }
    #expect(plan.contains("INDEX record_by_root"))
    #expect(!plan.contains("SCAN"))
  }
}

@Suite struct `A conflict of a long queue` {
  /// What concerns one record is asked of its index; a scan of 13,000 entries for each record that is shown would be felt.
  @Test func `is found by its record without reading the queue`() throws {
    let world = try TestWorld(centers: 0)
    for sql in [
      "SELECT c.public FROM cross_conflict c WHERE c.public = ?1",
      "SELECT c.public FROM record r JOIN conflict c ON c.record = r.id WHERE r.uuid = ?2 AND (?1 IS NULL OR c.is_open = ?1)",
    ] {
      var plan = ""
      try world.hub.db.prepare("EXPLAIN QUERY PLAN " + sql).forEachRow { row throws(SQLiteError) in
        plan += row.text(3) + "\n"
      }
      #expect(!plan.contains("SCAN"), "\(sql): \(plan)")
    }
  }
}
