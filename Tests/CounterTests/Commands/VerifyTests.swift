import Causality
import Counter
import Exchange
import Records
import SQLite
import Simulation
import Store
import Testing

@Suite struct `A verification` {
  private func bench() throws -> Bench {
    let bench = try Bench()
    let person = try bench.person()
    try bench.world.hub.write(
      "document",
      [("issue", [.record(person), .text("citizen-identity-card"), .text("1"), .null, .null, .null])],
      in: Bench.unit, root: person)
    try bench.rival(person, "phone", [.text("1")], [.text("2")])
    return bench
  }

  @Test func `finds an intact replica intact, at the hub and at a center`() async throws {
    let bench = try bench()
    let typed = try await bench.type("verify")
    #expect(typed.code == .ok && typed.out.contains("toàn vẹn"), "\(typed)")
    let hub = try await bench.typeAtHub("verify", json: true)
    let document = try hub.document
    #expect(hub.code == .ok && document["schema"] == "node.verify/1" && document["intact"] == true)
    let unit = try #require(document["partitions"]?.elements?.first { $0["partition"] == "unit/06184" })
    let digest = try bench.world.hub.reader.state(of: Bench.unit).digest
    #expect(unit["digest"] == .string(digest.description) && unit["records"] == 2 && unit["logs"] == 3)
  }

  @Test(
    arguments: [
      (
        "UPDATE record SET state = (SELECT state FROM record r WHERE r.id <> record.id AND r.entity = 3) WHERE entity = 1",
        "record"
      ),
      ("UPDATE partition SET digest = zeroblob(32)", "digest"),
      ("UPDATE log SET head = head + 1 WHERE id = 1", "head"),
      ("DELETE FROM checkpoint", "unsigned"),
      ("UPDATE checkpoint SET signature = zeroblob(64)", "checkpoint"),
      (
        "DROP TRIGGER change_is_immutable; UPDATE change SET payload = (SELECT payload FROM change c WHERE c.id > change.id LIMIT 1) WHERE applied = 1",
        "chain"
      ),
      ("DELETE FROM change WHERE applied = (SELECT max(applied) FROM change)", "head"),
      ("UPDATE record SET latest = 0 WHERE entity = 3", "stray"),
    ])
  func `names what was altered behind the program`(sql: String, kind: String) async throws {
    let bench = try bench()
    try bench.world.hub.db.execute(sql)
    let typed = try await bench.typeAtHub("verify", json: true)
    #expect(typed.code == .integrity && typed.err.contains("E-NODE-016"))
    let kinds = try typed.document["faults"]?.elements?.compactMap { $0["kind"]?.text } ?? []
    #expect(kinds.contains(kind), "\(kinds)")
  }
}
