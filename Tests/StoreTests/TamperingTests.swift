import Causality
import Records
import SQLite
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

@Suite struct `A write behind the replica's back` {
  @Test func `is not turned into a signed change by the next form (H27, T25)`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")]), ("email", [.text("a")])], in: unit)
    var state = try center.show(id)
    let entry = state[8].entries[0]
    let forged = GroupContent(stamp: entry.content.stamp, values: GroupValues([.text("666")]))
    state.groups[1].siblings = Siblings(entries: [.init(id: entry.id, content: forged)])
    #expect(state.groups[1].group == 8)
    let update = try center.db.prepare("UPDATE record SET state = ? WHERE uuid = ?")
    update.bind(1, state.encoded)
    update.bind(2, id.bits.bytes)
    try update.run()
    #expect(throws: ReplicaError.tampered(id)) {
      try center.edit(try center.show(id), "phone", [.text("2")], in: unit)
    }
    let alarm = try #require(try center.reader.alarms().first)
    #expect(alarm.kind == .tampered && alarm.subject == id.description)
    try center.edit(try center.show(id), "email", [.text("b")], in: unit)
  }

  @Test func `to the log is refused by the table itself`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    try center.write("person", [("phone", [.text("1")])], in: unit)
    #expect(throws: (any Error).self) { try center.db.execute("UPDATE change SET salt = x'00'") }
  }
}
