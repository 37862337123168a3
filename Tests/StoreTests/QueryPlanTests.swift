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
