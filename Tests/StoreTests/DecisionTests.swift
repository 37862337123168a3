import Causality
import Conflicts
import Foundation
import Records
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")
private let center = Partition.center("H37.1")

/// The rules of the package on a replica: what they open, and what a person's decision closes.
@Suite struct `Decisions on a replica` {
  private func world(centers: Int = 1) throws -> TestWorld {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Conflicts/rules")
    let documents = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.map { name in
        (
          name: name,
          json: try JSONValue.parse([UInt8](Data(contentsOf: folder.appendingPathComponent(name))))
        )
      }
    return try TestWorld(centers: centers, rules: RuleBook(documents: documents, schema: .current))
  }

  private func decision(_ partition: Partition) -> Decision {
    Decision(partition: partition, author: "hoa.ht", source: "counter", reason: "Seen the paper.")
  }

  @Test func `a resolution closes its conflict, and reopening opens it with the rejected value`() throws {
    let world = try world()
    let node = world.centers[0]
    let id = try node.write("person", [("sex", [.text("male")])], in: unit)
    let stale = try node.show(id)
    try node.edit(stale, "sex", [.text("female")], in: unit)
    try node.edit(stale, "sex", [.text("male")], in: unit, whenStale: .stand)
    #expect(try node.reader.conflicts().map(\.rule) == ["person"])

    let open = try node.show(id)
    let taken = try #require(open[3].entries.first { $0.content.values[0] == .text("male") })
    let draft = try world.rules.resolution(
      of: open, group: 3, taking: .sibling(taken.id), shown: open.shown(3), by: decision(unit))
    let before = try #require(draft.writes.first?.before)
    _ = try node.commit(draft)
    #expect(try node.reader.conflicts().isEmpty)
    #expect(try node.show(id)[3].entries.map { $0.content.values[0] } == [.text("male")])

    let closed = try node.show(id)
    let drafts = try world.rules.reopening(
      of: closed, group: 3, before: before, shown: closed.shown(3), by: decision(unit))
    for draft in drafts { _ = try node.commit(draft) }
    #expect(try node.reader.conflicts().count == 1)
    #expect(
      Set(try node.show(id)[3].entries.map { $0.content.values[0] }) == [.text("male"), .text("female")])
  }

  @Test func `not the same is remembered, and asked again when it is reopened`() throws {
    let world = try world()
    let node = world.centers[0]
    let mother = try node.write("person", [("phone", [.text("1")])], in: unit)
    var twins: [RecordID] = []
    for given in ["Hoà", "Hoa"] {
      twins.append(
        try node.write(
          "person",
          [
            ("name", [.text("Vi"), .text("Thị"), .text(given)]), ("birth", [.text("2026-11-19")]),
            ("parents", [.record(mother), .null]),
          ], in: unit))
    }
    let found = try #require(try node.reader.conflicts().first)
    #expect(found.rule == "birth-registered-once")
    let verdict = try #require(
      world.rules.judge(rule: found.rule, claims: twins.map { StandingClaim(record: $0, tag: "") }))
    let judged = try world.rules.distinct(
      verdict, existing: nil, hashing: CryptoHashing(), by: decision(unit))
    _ = try node.commit(judged)
    #expect(try node.reader.conflicts().isEmpty)

    let judgement = try node.show(judged.record)
    let again = try world.rules.reopening(
      judgement: judgement, hashing: CryptoHashing(), by: decision(unit))
    _ = try node.commit(again)
    #expect(try node.reader.conflicts().map(\.rule) == ["birth-registered-once"])
  }

  @Test func `a revoked document matters while the dossier that relies on it is open`() throws {
    let world = try world()
    let node = world.centers[0]
    let holder = try node.write("person", [("phone", [.text("1")])], in: unit)
    let paper = try node.write("document", [("status", [.text("valid"), .null])], in: unit, root: holder)
    let dossier = try node.write("dossier", [("state", [.int(4), .null, .null])], in: center)
    let evidence: [Value] = [.text("data"), .text("civil-register"), .record(paper), .null, .null]
    try node.write("requirement", [("state", evidence)], in: center, root: dossier)
    #expect(try node.reader.conflicts().isEmpty)

    try node.edit(try node.show(paper), "status", [.text("revoked"), .null], in: unit)
    #expect(try node.reader.conflicts().map(\.rule) == ["relied-on-revoked"])

    try node.edit(try node.show(dossier), "state", [.int(8), .null, .null], in: center)
    #expect(try node.reader.conflicts().isEmpty)

    try node.edit(try node.show(dossier), "state", [.int(4), .null, .null], in: center)
    #expect(try node.reader.conflicts().map(\.rule) == ["relied-on-revoked"])
  }

  @Test func `a rule of one partition does not meet across two`() throws {
    let world = try world()
    let node = world.hub
    for partition in [center, .center("H37.2")] {
      try node.write("dossier", [("code", [.text("H37-261124-000001"), .bool(false)])], in: partition)
    }
    #expect(try node.reader.conflicts().isEmpty)
    try node.write("dossier", [("code", [.text("h37 261124 000001"), .bool(false)])], in: center)
    #expect(try node.reader.conflicts().map(\.rule) == ["dossier-code-once"])
  }
}
