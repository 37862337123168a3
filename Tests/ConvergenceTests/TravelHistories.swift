import Causality
import Conflicts
import Exchange
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of changes that travel` {
  @Test
  func
    `H5: who may write as the counter cannot write as the population register, neither at the hub nor at a neighbour`()
    throws
  {
    let world = try TestWorld(centers: 1, rules: ShippedRules.book)
    let signer = world.province.signer(name: "H37.9", role: .center)
    try world.hub.enrol(signer.identity)
    try world.hub.grant("H37.9", unit, sources: "counter", kinds: "data")
    try TestWorld.send([.registry], from: world.hub, to: world.centers[0])
    // A program of its own making, with the center's true key, that asks no registry.
    let forger = try ReplicaFile(
      inMemory: .test(world.province, signer, clock: world.clock, seed: 9),
      identity: NodeIdentity(name: "H37.9", role: .province, key: signer.identity.key), rules: world.rules)
    try forger.write(
      "person", [("name", [.text("A"), .null, .text("B")])], in: unit, source: "population-register")
    for receiver in [world.hub, world.centers[0]] {
      let report = try TestWorld.send([unit], from: forger, to: receiver)
      #expect(report.applied == 0)
      #expect(report.refusals.map(\.code) == [.notGranted])
      #expect(report.refusals.map(\.reason) == [AdmissionRefusal.sourceNotGranted.code])
    }
  }

  @Test(arguments: [(ChangeKind.control, AdmissionRefusal.provinceOnly), (.resolution, .kindNotGranted)])
  func `H5: nor can it decide or control`(kind: ChangeKind, refusal: AdmissionRefusal) throws {
    let world = try TestWorld(centers: 0, rules: ShippedRules.book)
    let signer = world.province.signer(name: "H37.9", role: .center)
    try world.hub.enrol(signer.identity)
    try world.hub.grant("H37.9", unit, kinds: "data")
    let forger = try ReplicaFile(
      inMemory: .test(world.province, signer, clock: world.clock, seed: 9),
      identity: NodeIdentity(name: "H37.9", role: .province, key: signer.identity.key), rules: world.rules)
    let id = try forger.write("person", [("phone", [.text("1")])], in: unit)
    #expect(try TestWorld.send([unit], from: forger, to: world.hub).applied == 1)
    try forger.edit(try forger.show(id), "phone", [.text("2")], in: unit, kind: kind)
    let report = try TestWorld.send([unit], from: forger, to: world.hub)
    #expect(report.refusals.map(\.reason).first == refusal.code)
    #expect(try world.hub.show(id)[PersonGroup.phone].entries.map { $0.content.values[0] } == [.text("1")])
  }

  @Test
  func `H11: a node of last year passes on what it does not know, and its own edits take nothing of it away`()
    throws
  {
    let story = try Story(centers: 3)
    let id = try story.person()
    let newcomer = RecordID(Bits128(high: 7, low: 7))
    let future = GroupValues(checked: [0x82, 0x19, 0x01, 0x00, 0x63, 0x61, 0x62, 0x63])
    // The node of next year writes a group that nobody else has heard of, and a kind of record, too.
    let known = try story.a.show(id)
    _ = try story.a.commit(
      Draft(
        partition: unit, record: id, entity: known.entity, lifeShown: known.shown(0),
        writes: [GroupDraft(group: 900, values: future)], author: "v2", source: "counter", reason: ""))
    _ = try story.a.commit(
      Draft(
        partition: unit, record: newcomer, entity: 70_000, writes: [GroupDraft(group: 3, values: future)],
        author: "v2", source: "counter", reason: "", isCreation: true))
    // By way of a node of last year, which edits what it knows of the record meanwhile.
    try TestWorld.send([unit], from: story.a, to: story.b)
    try story.b.edit(try story.b.show(id), "phone", [.text("2")], in: unit)
    try TestWorld.send([unit], from: story.b, to: story.c)
    try story.sync()
    for replica in story.everyone {
      #expect(try replica.show(id)[900].entries.map(\.content.values) == [future])
      #expect(try replica.show(newcomer)[3].entries.map(\.content.values) == [future])
      #expect(try replica.show(newcomer).entity == 70_000)
    }
    #expect(try story.agrees())
  }

  @Test func `T23: a change of a record that lives in another partition stops its own log and nobody else's`()
    throws
  {
    let story = try Story(centers: 3)
    let victim = try story.b.write("dossier", [("state", [.int(1), .null, .null])], in: .center("H37.2"))
    try TestWorld.send([.center("H37.2")], from: story.b, to: story.hub)
    let before = try story.hub.show(victim)
    // The first center, which cannot know of the dossier, names it in the population; a neighbour passes that on.
    try story.a.write("person", [("phone", [.text("good")])], in: unit)
    _ = try story.a.commit(
      Draft(
        partition: unit, record: victim, entity: 1,
        writes: [GroupDraft(group: 4, values: GroupValues([.int(4)]))], author: "x", source: "counter",
        reason: "", isCreation: true))
    try TestWorld.send([unit], from: story.a, to: story.c)
    let innocent = try story.c.write("person", [("phone", [.text("innocent")])], in: unit)
    let report = try TestWorld.send([unit], from: story.c, to: story.hub)
    #expect(report.refusals.map(\.code).allSatisfy { $0 == .notGranted })
    #expect(report.refusals.first?.log == LogID(origin: story.a.origin))
    #expect(try story.standing(innocent, PersonGroup.phone, at: story.hub) == [.text("innocent")])
    #expect(try story.hub.show(victim).encoded == before.encoded)
    // At the desk a child under such a root is refused, and whoever saves in the same moment is not held up.
    let answers = story.hub.commit([
      Act([
        Draft(
          partition: unit, record: RecordID(Bits128(high: 1, low: 2)), entity: 3, root: victim,
          writes: [GroupDraft(group: 1, values: GroupValues([.null]))], author: "x", source: "counter",
          reason: "", isCreation: true)
      ]),
      Act([
        Draft(
          partition: unit, record: RecordID(Bits128(high: 1, low: 3)), entity: 1,
          writes: [GroupDraft(group: 1, values: GroupValues([.null]))], author: "y", source: "counter",
          reason: "", isCreation: true)
      ]),
    ])
    #expect(throws: ReplicaError.recordExists(victim)) { try answers[0].get() }
    #expect(try answers[1].get().count == 1)
  }

  @Test func `H11: rivals in a group that nobody knows are kept, shown and left to a person`() throws {
    let story = try Story()
    let id = try story.person()
    for (replica, byte) in [(story.a, UInt8(1)), (story.b, 2)] {
      let shown = try replica.show(id)
      _ = try replica.commit(
        Draft(
          partition: unit, record: id, entity: shown.entity, lifeShown: shown.shown(0),
          writes: [GroupDraft(group: 900, values: GroupValues(checked: [0x81, byte]))], author: "v2",
          source: "counter", reason: ""))
    }
    try story.sync()
    for replica in story.everyone { #expect(try replica.show(id)[900].count == 2) }
    #expect(try story.entry(id, 900)?.isOpen == true)
    #expect(try story.agrees())
  }

  @Test func `H16: what came through two relays is to the byte what its writer hashed and signed`() throws {
    let story = try Story(centers: 3)
    var last = try story.person()
    for number in 0..<20 {
      last = try story.a.write("person", [("phone", [.text("\(number)")])], in: unit)
      // The relay writes, too, so that its batches have other tables of origins and texts.
      try story.b.write("person", [("email", [.text("\(number)@x")])], in: unit, author: "other-\(number)")
    }
    try TestWorld.send([unit], from: story.a, to: story.b)
    try TestWorld.send([unit], from: story.b, to: story.c)
    func log(_ replica: ReplicaFile) throws -> [SealedChange] {
      let packed = try replica.wholeLog(unit).encoded
      let batch = try Batch(encoded: packed, hashing: testHashing())
      return try batch.sections.flatMap(\.changes).filter {
        try $0.opened().header.origin == story.a.origin
      }
    }
    let written = try log(story.a)
    #expect(written.count == 21)
    #expect(try log(story.b) == written)
    #expect(try log(story.c) == written)
    #expect(try story.c.show(last).encoded == story.a.show(last).encoded)
    var previous: Hash256?
    for change in try log(story.c) {
      let again = SealedChange(
        header: change.header, salt: change.salt, payload: change.payload, hashing: testHashing())
      #expect(again.hash == change.hash)
      if let previous { #expect(try change.opened().header.previous == previous) }
      previous = change.hash
    }
  }

  @Test func `H20: a change that builds on what is not here is not stored, and the vector says so`() throws {
    let story = try Story(centers: 3)
    let id = try story.person()
    try story.b.edit(try story.b.show(id), "phone", [.text("2")], in: unit)
    try TestWorld.send([unit], from: story.b, to: story.c)
    try story.c.edit(try story.c.show(id), "phone", [.text("3")], in: unit)
    let before = try story.a.reader.state(of: unit)
    // A stick with C's log alone: its maker believed that A had B's change.
    var believed = before.vector
    believed.advance(LogID(origin: story.b.origin), to: 1)
    let stick = try story.c.reader.batch(for: [PartitionVector(partition: unit, vector: believed)]).batch
    #expect(stick.changeCount == 1)
    let report = try story.a.absorb(stick)
    #expect(report.applied == 0)
    #expect(report.refusals.map(\.code) == [.missingDependency])
    #expect(report.refusals.first?.log == LogID(origin: story.c.origin))
    #expect(try story.a.reader.state(of: unit) == before)
    #expect(try story.standing(id, PersonGroup.phone, at: story.a) == [.text("0912 000 001")])
    // With that answer the next stick has both, and nothing is lost.
    try TestWorld.send([unit], from: story.c, to: story.a)
    #expect(try story.standing(id, PersonGroup.phone, at: story.a) == [.text("3")])
  }

  @Test func `H20: a log that begins behind a gap is not stored either`() throws {
    let story = try Story()
    let id = try story.person()
    try story.b.edit(try story.b.show(id), "phone", [.text("2")], in: unit)
    try story.b.edit(try story.b.show(id), "phone", [.text("3")], in: unit)
    let before = try story.a.reader.state(of: unit)
    var believed = before.vector
    believed.advance(LogID(origin: story.b.origin), to: 1)
    let stick = try story.b.reader.batch(for: [PartitionVector(partition: unit, vector: believed)]).batch
    let report = try story.a.absorb(
      Batch(sections: stick.sections, births: try story.b.wholeLog(unit).births))
    #expect(report.applied == 0)
    #expect(report.refusals.map(\.code) == [.gap])
    #expect(try story.a.reader.state(of: unit) == before)
  }

  @Test func `H25: an act of five records arrives whole or not at all, however small the batches`() throws {
    let story = try Story()
    let people = try (0..<5).map { _ in try story.person() }
    let forms = try people.map { try story.a.show($0) }
    let phone = try #require(Schema.current.entity(named: "person")?.group(named: "phone"))
    for round in 0..<3 {
      let shown = round == 0 ? forms : try people.map { try story.a.show($0) }
      _ = try story.a.commit(
        Act(
          shown.map { form in
            Draft(
              partition: unit, record: form.record, entity: form.entity, lifeShown: form.shown(0),
              writes: [form.draft(phone, [.text("round \(round)")])], author: "clerk", source: "counter",
              reason: "one act")
          }))
    }
    let held = try story.b.reader.state(of: unit).vector
    let (batch, hasMore) = try story.a.reader.batch(
      for: [PartitionVector(partition: unit, vector: held)], limits: BatchLimits(changes: 2))
    #expect(batch.changeCount == 5)
    #expect(hasMore)
    // Cut by whoever carries it: no checkpoint vouches for a part of an act.
    let whole = batch.sections[0]
    for count in 1..<5 {
      let part = Section(
        partition: unit, changes: Array(whole.changes.prefix(count)), checkpoints: whole.checkpoints)
      #expect(try story.b.absorb(Batch(sections: [part], births: batch.births)).applied == 0)
      let bare = Section(partition: unit, changes: Array(whole.changes.prefix(count)), checkpoints: [])
      #expect(try story.b.absorb(Batch(sections: [bare], births: batch.births)).applied == 0)
    }
    #expect(try story.b.absorb(batch).applied == 5)
    for id in people {
      #expect(try story.standing(id, PersonGroup.phone, at: story.b) == [.text("round 0")])
    }
  }

  @Test func `H25: of an act one part of which is refused, nothing is written`() throws {
    let story = try Story()
    let (one, two) = (try story.person(), try story.person())
    let stale = try story.a.show(two)
    try story.a.edit(try story.a.show(two), "phone", [.text("2")], in: unit)
    let phone = try #require(Schema.current.entity(named: "person")?.group(named: "phone"))
    let before = try story.a.reader.state(of: unit)
    let drafts = [try story.a.show(one), stale].map { form in
      Draft(
        partition: unit, record: form.record, entity: form.entity, lifeShown: form.shown(0),
        writes: [form.draft(phone, [.text("act")])], author: "clerk", source: "counter", reason: "")
    }
    #expect(throws: ReplicaError.changedMeanwhile(record: two, groups: [PersonGroup.phone])) {
      try story.a.commit(Act(drafts))
    }
    #expect(try story.a.reader.state(of: unit) == before)
  }

  @Test(arguments: UInt64(0)..<12)
  func `T18: however the same changes arrive, state, digest and queue are the same`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let story = try Story(centers: 3)
    var people = [try story.person([("birth", [.text("1957")]), ("phone", [.text("0")])])]
    for step in 0..<24 {
      let replica = chance.pick(story.everyone)
      if chance.chance(20) {
        let other = chance.pick(story.everyone)
        if other !== replica { try TestWorld.send([unit], from: replica, to: other) }
      }
      if chance.chance(15) {
        people.append(try replica.write("person", [("phone", [.text("\(step)")])], in: unit))
      }
      guard let form = try replica.reader.record(chance.pick(people)) else { continue }
      let group = chance.chance(50) ? "birth" : "phone"
      try replica.edit(
        form, group, [.text(chance.pick(["1957", "1958-03", "1959-01-01"]))], in: unit, whenStale: .stand)
    }
    try story.sync()
    #expect(try story.agrees())
    // Newcomers take the logs from different holders in batches of different sizes.
    let expected = try story.hub.reader.state(of: unit)
    let queue = try story.hub.reader.conflicts(QueueFilter(isOpen: nil))
    for size in [1, 3, 1_000] {
      let signer = story.world.province.signer(name: "new-\(size)", role: .center)
      let newcomer = try ReplicaFile(
        inMemory: .test(story.world.province, signer, clock: story.world.clock, seed: 5_000 + seed),
        identity: signer.identity, rules: story.world.rules)
      try TestWorld.send([.registry], from: story.hub, to: newcomer)
      for _ in 0..<200 {
        let held = try newcomer.reader.state(of: unit).vector
        guard held != expected.vector else { break }
        let holder = chance.pick(story.everyone)
        let (batch, _) = try holder.reader.batch(
          for: [PartitionVector(partition: unit, vector: held)], limits: BatchLimits(changes: size))
        #expect(try newcomer.absorb(batch).refusals.isEmpty)
      }
      #expect(try newcomer.reader.state(of: unit) == expected)
      #expect(try newcomer.reader.conflicts(QueueFilter(isOpen: nil)) == queue)
    }
  }
}
