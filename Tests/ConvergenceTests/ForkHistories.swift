import Causality
import Conflicts
import Exchange
import Records
import Simulation
import Store
import Testing

/// A center whose disk was copied: two machines that believe themselves one, each with a neighbour in reach.
private struct Clones {
  let world: TestWorld
  let machines: Machines
  var first: ReplicaFile
  var second: ReplicaFile
  let person: RecordID
  let origin: OriginID
  let neighbour: ReplicaFile

  var hub: ReplicaFile { world.hub }

  /// - Parameter shared: changes that both machines remember.
  init(shared: Int = 4) throws {
    world = try TestWorld(centers: 2, rules: ShippedRules.book)
    machines = try Machines(world)
    neighbour = world.centers[1]
    var machine = try machines.boot("first", seed: 5)
    try Talk.sync(machine, with: world.hub)
    person = try machine.write("person", [("phone", [.text("0")])], in: unit)
    for number in 1..<max(2, shared) {
      try machine.edit(try machine.show(person), "email", [.text("\(number)@x")], in: unit)
    }
    origin = machine.origin
    try Talk.sync(machine, with: world.hub)
    try Talk.sync(neighbour, with: world.hub)
    machine.close()
    try machines.copy("first", to: "second")
    machine = try machines.boot("first", seed: 6)
    first = machine
    second = try machines.boot("second", seed: 7)
  }

  func phone(_ value: String, at replica: ReplicaFile) throws {
    try replica.edit(try replica.show(person), "phone", [.text(value)], in: unit)
  }

  func phones(at replica: ReplicaFile) throws -> Set<Value> {
    Set(try replica.show(person)[PersonGroup.phone].entries.map { $0.content.values[0] })
  }

  func alarms(_ replica: ReplicaFile) throws -> Set<AlarmKind> {
    Set(try replica.reader.alarms().compactMap(\.kind))
  }

  /// Until nobody has anything to say.
  func settle() throws {
    for _ in 0..<3 { for node in [first, second, neighbour] { try Talk.sync(node, with: hub) } }
  }

  func agree() throws -> Bool {
    let state = try hub.reader.state(of: unit)
    let records = try hub.reader.records(in: unit).map(\.encoded)
    return try [first, second, neighbour].allSatisfy { node in
      let mine = try node.reader.records(in: unit).map(\.encoded)
      return try node.reader.state(of: unit) == state && Set(mine) == Set(records)
    }
  }

  func isIntact(_ replica: ReplicaFile) throws -> Bool {
    // The quick look at each log's head must not take a continuation for damage.
    try replica.reader.verify(authority: world.province, hashing: CryptoHashing()).isIntact
      && replica.reader.health(key: .zero, hub: "hub", full: true).brokenHeads == 0
  }
}

@Suite struct `Histories of copied disks` {
  @Test(arguments: [(1, 1), (1, 4), (4, 1), (3, 3), (40, 2), (2, 40)])
  func `H2, T3: both continuations of a clone are kept under names of their own, and everybody agrees`(
    one: Int, other: Int
  ) throws {
    let clones = try Clones()
    for number in 1...one { try clones.phone("1-\(number)", at: clones.first) }
    for number in 1...other { try clones.phone("2-\(number)", at: clones.second) }
    try Talk.sync(clones.first, with: clones.hub)
    try Talk.sync(clones.second, with: clones.hub)
    // The hub has both before anybody writes on.
    #expect(try clones.phones(at: clones.hub) == [.text("1-\(one)"), .text("2-\(other)")])
    #expect(try clones.alarms(clones.hub).isSuperset(of: [.fork, .clone]))
    #expect(try clones.alarms(clones.second).isSuperset(of: [.fork, .amnesia]))
    #expect(clones.second.origin != clones.origin)
    try clones.settle()
    #expect(clones.first.origin != clones.origin && clones.first.origin != clones.second.origin)
    #expect(try clones.alarms(clones.first).isSuperset(of: [.fork, .amnesia]))
    #expect(try clones.alarms(clones.neighbour) == [.fork])
    let state = try clones.hub.reader.state(of: unit)
    let logs = state.vector.entries.filter { $0.log.origin == clones.origin }
    #expect(logs.map(\.sequence).sorted() == [4, 4 + UInt64(one), 4 + UInt64(other)].sorted())
    #expect(logs.filter { $0.log.branch == 0 }.map(\.sequence) == [4] && state.forkPoints.count == 1)
    #expect(try clones.agree())
    // What they write now is on logs of their own.
    try clones.phone("after-1", at: clones.first)
    try clones.phone("after-2", at: clones.second)
    try clones.settle()
    #expect(try clones.phones(at: clones.hub) == [.text("after-1"), .text("after-2")])
    #expect(try clones.agree())
    for replica in [clones.hub, clones.first, clones.second, clones.neighbour] {
      #expect(try clones.isIntact(replica))
    }
  }

  @Test
  func
    `H2: what a neighbour decided over the one continuation decides nothing about the other, and nothing comes up again`()
    throws
  {
    let clones = try Clones()
    try clones.phone("111", at: clones.first)
    try Talk.sync(clones.first, with: clones.hub)
    try clones.phone("222", at: clones.second)
    // By stick to the neighbour, who decides over what it sees.
    try TestWorld.send([unit], from: clones.second, to: clones.neighbour)
    try clones.phone("333", at: clones.neighbour)
    // At the hub the decision waits until the version that it means is there; then both stand.
    let early = try TestWorld.send([unit], from: clones.neighbour, to: clones.hub)
    #expect(try clones.phones(at: clones.hub) == [.text("111")])
    #expect(!early.refusals.isEmpty)
    try Talk.sync(clones.neighbour, with: clones.hub)
    #expect(try clones.phones(at: clones.hub) == [.text("111"), .text("333")])
    try clones.settle()
    #expect(try clones.agree() && clones.phones(at: clones.hub) == [.text("111"), .text("333")])
    try clones.hub.edit(
      try clones.hub.show(clones.person), "phone", [.text("decided")], in: unit, kind: .resolution)
    try clones.settle()
    #expect(try clones.agree() && clones.phones(at: clones.second) == [.text("decided")])
  }

  @Test func `H2: the clone is dead, and what only a neighbour holds of it reaches everybody`() throws {
    let clones = try Clones()
    try clones.phone("222", at: clones.second)
    try TestWorld.send([unit], from: clones.second, to: clones.neighbour)
    // The machine that was copied writes on, and so does everybody else.
    for number in 1...3 { try clones.phone("1-\(number)", at: clones.first) }
    try Talk.sync(clones.first, with: clones.hub)
    for _ in 0..<2 {
      try Talk.sync(clones.neighbour, with: clones.hub)
      try Talk.sync(clones.first, with: clones.hub)
    }
    #expect(try clones.phones(at: clones.hub) == [.text("222"), .text("1-3")])
    #expect(try clones.phones(at: clones.first) == [.text("222"), .text("1-3")])
    #expect(
      try clones.hub.reader.state(of: unit) == clones.neighbour.reader.state(of: unit)
        && clones.hub.reader.state(of: unit) == clones.first.reader.state(of: unit))
  }

  @Test func `H2: three machines from one disk, and one of them copied again`() throws {
    var clones = try Clones()
    try clones.phone("1", at: clones.first)
    try clones.phone("2-1", at: clones.second)
    clones.second.close()
    try clones.machines.copy("second", to: "third")
    clones.second = try clones.machines.boot("second", seed: 17)
    let third = try clones.machines.boot("third", seed: 18)
    try clones.phone("2-2", at: clones.second)
    try clones.phone("3-2", at: third)
    for _ in 0..<4 {
      for node in [third, clones.first, clones.second, clones.neighbour] {
        try Talk.sync(node, with: clones.hub)
      }
    }
    let state = try clones.hub.reader.state(of: unit)
    #expect(state.forkPoints.count == 2)
    #expect(state.vector.entries.filter { $0.log.origin == clones.origin }.count == 5)
    #expect(try clones.agree() && third.reader.state(of: unit) == state)
    #expect(try clones.phones(at: third) == [.text("1"), .text("2-2"), .text("3-2")])
    #expect(try clones.isIntact(clones.hub) && clones.isIntact(third))
  }

  @Test func `H2: small batches bring a fork over long continuations together`() throws {
    let clones = try Clones()
    for number in 1...60 { try clones.phone("1-\(number)", at: clones.first) }
    for number in 1...50 { try clones.phone("2-\(number)", at: clones.second) }
    let limits = BatchLimits(changes: 12, bytes: 1 << 16)
    for _ in 0..<3 {
      for node in [clones.first, clones.second, clones.neighbour] {
        try Talk.sync(node, with: clones.hub, limits: limits)
      }
    }
    #expect(try clones.agree() && clones.phones(at: clones.neighbour) == [.text("1-60"), .text("2-50")])
  }

  @Test
  func `T1, H2: a machine put back to an image, and written on before the link returned, loses nothing`()
    throws
  {
    var clones = try Clones()
    for number in 1...50 { try clones.phone("new-\(number)", at: clones.first) }
    try Talk.sync(clones.first, with: clones.hub)
    clones.first.close()
    // The image of the disk comes back: it remembers nothing of that.
    for number in 1...50 { try clones.phone("old-\(number)", at: clones.second) }
    clones.first = clones.second
    for _ in 0..<2 {
      for node in [clones.second, clones.neighbour] { try Talk.sync(node, with: clones.hub) }
    }
    #expect(try clones.phones(at: clones.hub) == [.text("new-50"), .text("old-50")])
    #expect(try clones.agree() && clones.second.origin != clones.origin)
    #expect(try clones.alarms(clones.second).contains(.amnesia))
  }

  @Test func `H2: a restored machine that has not written yet begins a new log before it writes`() throws {
    var clones = try Clones()
    try clones.phone("new", at: clones.first)
    try Talk.sync(clones.first, with: clones.hub)
    try Talk.sync(clones.second, with: clones.hub)
    #expect(clones.second.origin != clones.origin)
    #expect(try clones.phones(at: clones.second) == [.text("new")])
    #expect(try clones.hub.reader.state(of: unit).forkPoints.isEmpty)
    try clones.phone("later", at: clones.second)
    clones.first = clones.second
    try clones.settle()
    #expect(try clones.agree() && clones.phones(at: clones.hub) == [.text("later")])
  }

  @Test func `H3: records made on both continuations are two records`() throws {
    let clones = try Clones()
    let an = try clones.first.write("person", [("phone", [.text("an")])], in: unit)
    let binh = try clones.second.write("person", [("phone", [.text("binh")])], in: unit)
    try Talk.sync(clones.first, with: clones.hub)
    try Talk.sync(clones.second, with: clones.hub)
    try Talk.sync(clones.neighbour, with: clones.hub)
    #expect(an != binh)
    #expect(try clones.neighbour.show(an)[PersonGroup.phone].entries[0].content.values[0] == .text("an"))
    #expect(try clones.neighbour.show(binh)[PersonGroup.phone].entries[0].content.values[0] == .text("binh"))
  }
}
