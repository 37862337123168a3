import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

@Suite struct `A commit` {
  @Test func `is folded, indexed and moves the digest`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let before = try center.reader.state(of: unit).digest
    let id = try center.write(
      "person",
      [
        ("name", [.text("Hoàng"), .text("Thị"), .text("Đào")]), ("birth", [.text("1990-03-05")]),
        ("identity", [.text("020190001234")]),
      ], in: unit)
    #expect(try center.reader.state(of: unit).digest != before)
    #expect(try center.reader.persons(typed: "hoang thi dao").map(\.record) == [id])
    #expect(try center.reader.persons(typed: "dao 1990").map(\.record) == [id])
    #expect(try center.reader.persons(typed: "dao 05/03/1990").map(\.record) == [id])
    #expect(try center.reader.persons(typed: "dao 1991").isEmpty)
    #expect(try center.reader.persons(typed: "020 190 001 234").map(\.record) == [id])
  }

  @Test func `of a stale form is told that somebody changed this meanwhile, and loses nothing (H1)`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    let first = try center.show(id)
    let second = try center.show(id)
    try center.edit(second, "phone", [.text("2")], in: unit, author: "clerk-2")
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [8])) {
      try center.edit(first, "phone", [.text("3")], in: unit, author: "clerk-1")
    }
    #expect(try center.show(id)[8].entries.map { $0.content.values[0] } == [.text("2")])
  }

  @Test func `of a stale connector stands beside what it had not seen`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    let stale = try center.show(id)
    try center.edit(try center.show(id), "phone", [.text("2")], in: unit)
    try center.edit(stale, "phone", [.text("3")], in: unit, whenStale: .stand)
    #expect(Set(try center.show(id)[8].entries.map { $0.content.values[0] }) == [.text("2"), .text("3")])
  }

  @Test func `of another group of a form that is stale only elsewhere is taken`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")]), ("email", [.text("a")])], in: unit)
    let stale = try center.show(id)
    try center.edit(try center.show(id), "phone", [.text("2")], in: unit)
    try center.edit(stale, "email", [.text("b")], in: unit)
    #expect(try center.show(id)[9].entries.map { $0.content.values[0] } == [.text("b")])
  }

  @Test func `outside the grants of its node is refused before anything is written`() throws {
    let world = try TestWorld(centers: 2)
    let center = world.centers[0]
    #expect(throws: ReplicaError.notGranted(.noGrant, .center("H37.2"))) {
      try center.write("dossier", [("code", [.text("x"), .bool(true)])], in: .center("H37.2"))
    }
    #expect(throws: ReplicaError.notGranted(.provinceOnly, .registry)) {
      try center.grant("H37.1", .catalogue)
    }
  }

  @Test func `of several drafts is one act, taken whole or not at all`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    let shown = try center.show(id)
    let good = Draft(
      partition: unit, record: id, entity: 1, lifeShown: shown.shown(0),
      writes: [GroupDraft(group: 9, values: GroupValues([.text("mail")]))], author: "a", source: "counter",
      reason: "")
    let bad = Draft(
      partition: unit, record: id, entity: 1, lifeShown: shown.shown(0),
      writes: [GroupDraft(group: 8, values: GroupValues([.text("2")]))], author: "a", source: "counter",
      reason: "")
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [8])) {
      try center.commit(Act([good, bad]))
    }
    #expect(try center.show(id) == shown)
  }

  @Test func `in a group with a refused one is durable all the same`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    let shown = try center.show(id)
    func draft(_ phone: String) -> Act {
      Act([
        Draft(
          partition: unit, record: id, entity: 1, lifeShown: shown.shown(0),
          writes: [
            shown.draft(Schema.current.entity(named: "person")!.group(named: "phone")!, [.text(phone)])
          ],
          author: phone, source: "counter", reason: "")
      ])
    }
    let answers = center.commit([draft("2"), draft("3")])
    #expect((try? answers[0].get()) != nil)
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [8])) { try answers[1].get() }
    #expect(try center.show(id)[8].entries.map { $0.content.values[0] } == [.text("2")])
  }

  @Test func `to a deleted record is refused until somebody restores it`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    let shown = try center.show(id)
    _ = try center.commit(
      Draft(
        partition: unit, record: id, entity: 1, lifeAct: .delete, lifeShown: shown.shown(0), writes: [],
        author: "a",
        source: "counter", reason: "entered twice"))
    #expect(throws: ReplicaError.recordDeleted(id)) {
      try center.edit(try center.show(id), "phone", [.text("2")], in: unit)
    }
    _ = try center.commit(
      Draft(
        partition: unit, record: id, entity: 1, lifeAct: .restore, lifeShown: try center.show(id).shown(0),
        writes: [],
        author: "a", source: "counter", reason: "it was not"))
    try center.edit(try center.show(id), "phone", [.text("2")], in: unit)
  }

  @Test func `keeps the history of its record, latest first, with what each change replaced`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    try center.edit(try center.show(id), "phone", [.text("2")], in: unit, author: "hoa")
    let history = try center.reader.history(of: id)
    #expect(history.map(\.change.header.stamp.author) == ["hoa", "test"])
    #expect(history[0].change.payload.writes[0].before?[0] == .text("1"))
    #expect(history[0].node == "H37.1")
  }
}
