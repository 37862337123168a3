import Causality
import Conflicts
import Exchange
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of clocks that are wrong` {
  private static let year: Int64 = 365 * 86_400_000

  /// A province whose centers have a clock each.
  private struct Timed {
    let world: TestWorld
    let clocks: [TestClock]
    let centers: [ReplicaFile]

    init() throws {
      world = try TestWorld(centers: 0, rules: ShippedRules.book)
      var clocks: [TestClock] = []
      var centers: [ReplicaFile] = []
      for number in 1...2 {
        let signer = world.province.signer(name: "H37.\(number)", role: .center)
        try world.hub.enrol(signer.identity)
        try world.hub.grant("H37.\(number)", unit)
        clocks.append(TestClock())
        centers.append(
          try ReplicaFile(
            inMemory: .test(world.province, signer, clock: clocks[number - 1], seed: 100 + UInt64(number)),
            identity: signer.identity, rules: world.rules))
      }
      self.clocks = clocks
      self.centers = centers
      for center in centers { try TestWorld.send([.registry], from: world.hub, to: center) }
    }

    func sync() throws {
      for center in centers { try TestWorld.send([unit], from: center, to: world.hub) }
      for center in centers { try TestWorld.send([unit], from: world.hub, to: center) }
    }
  }

  @Test
  func
    `H19: a node that stands at 2099 loses nothing, drags nobody along, and steps back when it is repaired`()
    throws
  {
    let timed = try Timed()
    let (a, b) = (timed.centers[0], timed.centers[1])
    let noon = timed.clocks[0].milliseconds
    timed.clocks[0].milliseconds += 73 * Self.year
    let id = try a.write("person", [("phone", [.text("1")])], in: unit)
    try timed.sync()
    // Nobody's data is refused for its clock, and nobody's clock follows.
    let edit = try b.edit(try b.show(id), "phone", [.text("2")], in: unit)
    #expect(edit.time.milliseconds < noon + Self.year)
    let hubs = try timed.world.hub.write("person", [("phone", [.text("3")])], in: unit)
    let stamp = try #require(try timed.world.hub.show(hubs)[PersonGroup.phone].entries.first?.content.stamp)
    #expect(stamp.time.milliseconds < noon + Self.year)
    try timed.sync()
    // The later edit wins because it had seen the first, though its stamp is 73 years older.
    for replica in timed.centers + [timed.world.hub] {
      #expect(try replica.show(id)[PersonGroup.phone].entries.map { $0.content.values[0] } == [.text("2")])
    }
    timed.clocks[0].milliseconds = noon + 60_000
    let repaired = try a.edit(try a.show(id), "phone", [.text("4")], in: unit)
    #expect(repaired.time.milliseconds < noon + Self.year)
    try timed.sync()
    #expect(try b.show(id)[PersonGroup.phone].entries.map { $0.content.values[0] } == [.text("4")])
  }

  @Test func `H19: a stamp that its writer knew to be wrong never wins "latest"`() throws {
    let timed = try Timed()
    let (a, b) = (timed.centers[0], timed.centers[1])
    let id = try a.write("person", [("phone", [.text("1")])], in: unit)
    try timed.sync()
    timed.clocks[0].milliseconds += 73 * Self.year
    a.clockIsSuspect = true
    try a.edit(try a.show(id), "phone", [.text("of 2099")], in: unit)
    try b.edit(try b.show(id), "phone", [.text("of today")], in: unit)
    try timed.sync()
    for replica in timed.centers + [timed.world.hub] {
      let state = try replica.show(id)
      #expect(state[PersonGroup.phone].count == 2)
      let shown = replica.rules.shownValues(of: state, group: PersonGroup.phone)
      #expect(shown == GroupValues([.text("of today")]))
    }
  }

  @Test func `H19: a battery that died gives the year 2000, and nothing waits for 26 years`() throws {
    let timed = try Timed()
    let (a, b) = (timed.centers[0], timed.centers[1])
    timed.clocks[0].milliseconds = 946_684_800_000
    let id = try b.write("person", [("phone", [.text("1")])], in: unit)
    try timed.sync()
    let edit = try a.edit(try a.show(id), "phone", [.text("2")], in: unit)
    // It does not take over a stamp so far ahead of its own clock.
    #expect(edit.time.milliseconds < 946_684_800_000 + Self.year)
    try timed.sync()
    #expect(try b.show(id)[PersonGroup.phone].entries.map { $0.content.values[0] } == [.text("2")])
  }
}
