import Causality
import Conflicts
import Exchange
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of revocation` {
  private func bound(_ story: Story, _ replica: ReplicaFile, good: UInt64) throws -> LogBound {
    let log = try #require(
      try story.hub.reader.logs(of: replica.identity.name).first { $0.partition == unit })
    return LogBound(
      partition: unit, origin: replica.origin,
      good: try #require(try story.hub.reader.place(good, of: log.log, in: unit)), final: log.head)
  }

  private func phone(_ id: RecordID, _ value: String, _ replica: ReplicaFile) throws {
    try replica.edit(try replica.show(id), "phone", [.text(value)], in: unit)
  }

  @Test
  func
    `H6: what a neighbour applied before it knew of a revocation is taken and superseded, and holds up no innocent`()
    throws
  {
    let story = try Story(centers: 3)
    let id = try story.person([("phone", [.text("good")])])
    let other = try story.b.write("person", [("phone", [.text("b")])], in: unit)
    try story.sync()
    // The stolen machine writes on; a neighbour takes that by stick and builds on it. The province knows nothing of it.
    try phone(id, "evil-1", story.a)
    try phone(id, "evil-2", story.a)
    try TestWorld.send([unit], from: story.a, to: story.b)
    try phone(other, "innocent", story.b)
    let beneath = try story.b.write(
      "document", [("issue", [.record(id), .text("x"), .text("1"), .null, .null, .null])], in: unit, root: id)
    #expect(
      try story.hub.revoke(
        story.a.identity.name, [try bound(story, story.a, good: 1)], author: "admin", reason: "stolen") == 1)
    // From the thief nothing is taken any more.
    let refused = try TestWorld.send([unit], from: story.a, to: story.hub)
    #expect(refused.applied == 0 && refused.refusals.map(\.reason) == [AdmissionRefusal.revokedNode.code])
    // From a live neighbour it is, as tainted: superseded at once by the value before.
    let state = try story.b.reader.state(of: unit)
    let batch = try story.b.reader.batch(
      for: [PartitionVector(partition: unit, vector: try story.hub.reader.state(of: unit).vector)]).batch
    let report = try story.hub.absorb(batch, shown: [state])
    #expect(report.refusals.isEmpty && report.applied == 4)
    #expect(try story.standing(id, PersonGroup.phone, at: story.hub) == [.text("good")])
    #expect(try story.standing(other, PersonGroup.phone, at: story.hub) == [.text("innocent")])
    #expect(try story.hub.reader.record(beneath) != nil)
    #expect(try story.hub.reader.alarms().contains { $0.kind == .tainted })
    // The third center learns of the revocation first, and takes what everybody has.
    for center in [story.b, story.c] {
      try TestWorld.send([.registry, unit], from: story.hub, to: center)
      #expect(try center.reader.state(of: unit) == story.hub.reader.state(of: unit))
      #expect(try story.standing(id, PersonGroup.phone, at: center) == [.text("good")])
    }
    // And a newcomer takes the whole history, with the thief in it.
    let signer = story.world.province.signer(name: "H37.8", role: .center)
    let newcomer = try ReplicaFile(
      inMemory: .test(story.world.province, signer, clock: story.world.clock, seed: 8),
      identity: signer.identity, rules: story.world.rules)
    #expect(try TestWorld.send([.registry, unit], from: story.c, to: newcomer).refusals.isEmpty)
    #expect(try newcomer.reader.state(of: unit) == story.hub.reader.state(of: unit))
  }

  @Test func `H6: what the province held beyond the last good change is superseded when it revokes`() throws {
    let story = try Story()
    let id = try story.person([("phone", [.text("good")])])
    try phone(id, "evil-1", story.a)
    try phone(id, "evil-2", story.a)
    try story.sync()
    _ = try story.hub.revoke(
      story.a.identity.name, [try bound(story, story.a, good: 1)], author: "admin", reason: "stolen")
    #expect(try story.standing(id, PersonGroup.phone, at: story.hub) == [.text("good")])
    try TestWorld.send([.registry, unit], from: story.hub, to: story.b)
    #expect(try story.standing(id, PersonGroup.phone, at: story.b) == [.text("good")])
    // Run again, nothing more happens.
    let before = try story.hub.reader.state(of: unit)
    try story.hub.compensate()
    #expect(try story.hub.reader.state(of: unit) == before)
  }

  @Test func `H6: what somebody decided over a tainted value stays`() throws {
    let story = try Story()
    let id = try story.person([("phone", [.text("good")])])
    try phone(id, "evil", story.a)
    try story.sync()
    try phone(id, "checked", story.b)
    try story.sync()
    _ = try story.hub.revoke(
      story.a.identity.name, [try bound(story, story.a, good: 1)], author: "admin", reason: "stolen")
    #expect(try story.standing(id, PersonGroup.phone, at: story.hub) == [.text("checked")])
  }

  @Test func `H6: a revocation never regresses, whichever registry somebody heard last`() throws {
    let story = try Story()
    _ = try story.person()
    _ = try story.hub.revoke(story.a.identity.name, [], author: "admin", reason: "stolen")
    let key = story.a.identity.key
    let first = try #require(story.hub.registry.bounds[key]?.first { $0.partition == unit })
    // A rival word in the registry, as a restored hub might write it, closes nothing that was open to others.
    var rival = first
    rival.good = .nothing
    rival.final = .nothing
    _ = try story.hub.revoke(story.a.identity.name, [rival], author: "admin", reason: "again")
    let joined = try #require(story.hub.registry.bounds[key]?.first { $0.partition == unit })
    #expect(joined.final == first.final && joined.good == .nothing)
    #expect(story.hub.registry.revoked.contains(key))
  }

  @Test func `H6: a log that was begun after the revocation is believed nowhere`() throws {
    let story = try Story()
    _ = try story.person()
    _ = try story.hub.revoke(story.a.identity.name, [], author: "admin", reason: "stolen")
    try TestWorld.send([.registry], from: story.hub, to: story.b)
    try story.a.beginOrigin()
    try story.a.write("person", [("phone", [.text("evil")])], in: unit)
    for receiver in [story.hub, story.b] {
      let report = try TestWorld.send([unit], from: story.a, to: receiver)
      #expect(report.applied == 0)
      #expect(report.refusals.map(\.reason) == [AdmissionRefusal.revokedNode.code])
    }
  }

  @Test func `H28: a second key under a center's name is an alarm at that center, once`() throws {
    let story = try Story()
    let stranger = story.world.province.signer(name: "other machine", role: .center).identity
    try story.hub.enrol(
      NodeIdentity(name: story.a.identity.name, role: .center, key: stranger.key))
    for center in story.world.centers { try TestWorld.send([.registry], from: story.hub, to: center) }
    let alarm = try #require(try story.a.reader.alarms().first)
    #expect(alarm.kind == .secondKey && alarm.subject.hasPrefix(story.a.identity.name))
    #expect(try story.b.reader.alarms().isEmpty)
    #expect(try story.a.acknowledge(alarm: alarm.id, by: "admin", reason: "our second machine"))
    try story.hub.grant(story.b.identity.name, .unit("06196"))
    try TestWorld.send([.registry], from: story.hub, to: story.a)
    #expect(try story.a.reader.alarms().isEmpty)
  }
}

@Suite struct `Histories of a restored hub` {
  @Test func `T2, H13: the hub is put back to an old image, and gets back from its nodes what it forgot`()
    throws
  {
    let world = try TestWorld(centers: 2, rules: ShippedRules.book)
    let machines = try Machines(world)
    var hub = try machines.boot("hub", as: "province", seed: 31)
    for center in world.centers {
      try hub.enrol(center.identity)
      try hub.grant(center.identity.name, unit)
    }
    let centers = try (1...2).map { try machines.boot("c\($0)", as: "H37.\($0)", seed: 40 + UInt64($0)) }
    for center in centers { try TestWorld.send([.registry], from: hub, to: center) }
    let old = try centers[0].write("person", [("phone", [.text("old")])], in: unit)
    for center in centers { try Talk.sync(center, with: hub) }
    hub.close()
    try machines.copy("hub", to: "image")
    hub = try machines.boot("hub", as: "province", seed: 32)
    // After the image: work of a center and of the hub, and a key that is turned out.
    let new = try centers[0].write("person", [("phone", [.text("new")])], in: unit)
    let imported = try hub.write(
      "person", [("phone", [.text("import")])], in: unit, source: "population-register")
    _ = try hub.revoke("H37.9", [], author: "admin", reason: "nobody")
    try hub.enrol(world.province.signer(name: "H37.7", role: .center).identity)
    for _ in 0..<2 { for center in centers { try Talk.sync(center, with: hub) } }
    hub.close()
    hub = try machines.boot("image", as: "province", seed: 33)
    #expect(hub.recoveringSince == nil)
    #expect(try hub.reader.record(new) == nil)
    let before = hub.origin
    // One node is dead; another has all that it wrote.
    try Talk.sync(centers[1], with: hub)
    #expect(hub.origin != before && hub.recoveringSince != nil)
    #expect(try hub.reader.alarms().map(\.kind).contains(.recovering))
    for record in [old, new, imported] { #expect(try hub.reader.record(record) != nil) }
    #expect(hub.registry.nodes.values.contains { $0.name == "H37.7" })
    try Talk.sync(centers[0], with: hub)
    #expect(try hub.reader.state(of: unit) == centers[0].reader.state(of: unit))
    // It stays so over a restart, until a person releases it.
    hub.close()
    hub = try machines.boot("image", as: "province", seed: 34)
    #expect(hub.recoveringSince != nil)
    #expect(try hub.release(by: "admin", reason: "all nodes have come"))
    #expect(hub.recoveringSince == nil)
    #expect(try !hub.release(by: "admin", reason: "again"))
    #expect(try !hub.reader.alarms().map(\.kind).contains(.recovering))
  }
}
