import Causality
import Exchange
import Records
import SQLite
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

/// A center's program that writes where its node has no grant, with the center's own key.
private struct Trespass {
  let world: TestWorld
  let forger: ReplicaFile
  var hub: ReplicaFile { world.hub }

  init(_ world: TestWorld) throws {
    self.world = world
    let signer = world.province.signer(name: "H37.1", role: .center)
    forger = try ReplicaFile(
      inMemory: .test(world.province, signer, clock: world.clock, seed: 99),
      identity: NodeIdentity(name: "H37.1", role: .province, key: signer.identity.key), rules: world.rules)
  }

  func write(_ code: String = "x") throws {
    try forger.write("dossier", [("code", [.text(code), .bool(true)])], in: .center("H37.2"))
  }

  @discardableResult
  func send() throws -> AbsorbReport {
    try TestWorld.send([.center("H37.2")], from: forger, to: hub)
  }
}

@Suite struct `The quarantine` {
  @Test func `keeps what was refused verbatim, with the reason, and holds up nobody (H6)`() throws {
    let trespass = try Trespass(TestWorld(centers: 2))
    let (hub, other) = (trespass.hub, trespass.world.centers[1])
    try trespass.write()
    try other.write("dossier", [("code", [.text("y"), .bool(true)])], in: .center("H37.2"))
    try trespass.send()
    #expect(try TestWorld.send([.center("H37.2")], from: other, to: hub).applied == 1)
    let entry = try #require(try hub.reader.quarantine(limit: 10).first)
    #expect(entry.node == "H37.1" && entry.partition == .center("H37.2"))
    #expect(entry.refusal.code == .notGranted && entry.refusal.reason == AdmissionRefusal.noGrant.code)
    #expect((entry.first, entry.last, entry.changes, entry.times) == (1, 1, 1, 1))
    let bytes = try #require(try hub.reader.quarantinedBytes(entry.id))
    let kept = try Batch(encoded: bytes, hashing: CryptoHashing())
    let sent = try trespass.forger.reader.batch(
      for: [PartitionVector(partition: .center("H37.2"), vector: VersionVector())]
    ).batch
    #expect(kept == sent)
    #expect(try hub.reader.quarantineCounts().changes == 1)
  }

  @Test func `does not fill up with what is refused again, and grows with its log`() throws {
    let trespass = try Trespass(TestWorld(centers: 2))
    try trespass.write()
    for _ in 0..<3 { try trespass.send() }
    #expect(try trespass.hub.reader.quarantine(limit: 10).map(\.times) == [3])
    try trespass.write("z")
    try trespass.send()
    let entries = try trespass.hub.reader.quarantine(limit: 10)
    #expect(entries.map(\.changes) == [2] && entries.map(\.last) == [2])
  }

  @Test func `gives back on retry what passes the checks by then, and nothing before`() throws {
    let trespass = try Trespass(TestWorld(centers: 2))
    let hub = trespass.hub
    try trespass.write()
    try trespass.send()
    let id = try #require(try hub.reader.quarantine(limit: 1).first).id
    guard case .refused(0, let refusals) = try hub.retryQuarantined(id) else {
      Issue.record("it was let in without a grant")
      return
    }
    #expect(refusals.map(\.code) == [.notGranted])
    try hub.grant("H37.1", .center("H37.2"))
    #expect(try hub.retryQuarantined(id) == .settled(applied: 1))
    #expect(try hub.reader.quarantine(limit: 10).isEmpty)
    #expect(try hub.retryQuarantined(id) == .unknown)
  }

  @Test func `lets go by itself of what another sync brought`() throws {
    let trespass = try Trespass(TestWorld(centers: 2))
    try trespass.write()
    try trespass.send()
    try trespass.hub.grant("H37.1", .center("H37.2"))
    #expect(try trespass.send().applied == 1)
    #expect(try trespass.hub.reader.quarantine(discarded: true, limit: 10).isEmpty)
  }

  @Test func `keeps who discarded what and why, drops the bytes, and is not asked again`() throws {
    let trespass = try Trespass(TestWorld(centers: 2))
    let hub = trespass.hub
    try trespass.write()
    try trespass.send()
    let id = try #require(try hub.reader.quarantine(limit: 1).first).id
    #expect(try hub.discardQuarantined(id, by: "admin", reason: "not theirs"))
    #expect(try !hub.discardQuarantined(id, by: "other", reason: "again"))
    #expect(try hub.retryQuarantined(id) == .discarded)
    try trespass.send()
    #expect(try hub.reader.quarantine(limit: 10).isEmpty)
    let line = try #require(try hub.reader.quarantine(discarded: true, limit: 10).first)
    #expect(line.discard?.by == "admin" && line.discard?.reason == "not theirs" && line.bytes == 0)
  }

  @Test func `leaves the others their room when one node sends nothing but rubbish`() throws {
    let trespass = try Trespass(TestWorld(centers: 2))
    let hub = trespass.hub
    try trespass.write()
    let section = try trespass.forger.reader.batch(
      for: [PartitionVector(partition: .center("H37.2"), vector: VersionVector())])
    // The same log under ever other contents: each run begins with another change.
    for number in 0..<(QuarantineLimits.nodeEntriesMax + 5) {
      let change = section.batch.sections[0].changes[0]
      let altered = SealedChange(
        header: change.header, salt: Array("\(1_000_000 + number)x".utf8), payload: change.payload,
        hashing: CryptoHashing())
      let batch = Batch(
        sections: [Section(partition: .center("H37.2"), changes: [altered], checkpoints: [])],
        births: section.batch.births)
      #expect(try hub.absorb(batch).applied == 0)
    }
    let counts = try hub.reader.quarantineCounts()
    #expect(counts.entries == QuarantineLimits.nodeEntriesMax && counts.notKept == 5)
  }

  @Test func `keeps a log whose origin nobody certified, with its birth`() throws {
    let world = try TestWorld(centers: 1)
    let stranger = TestProvince()
    // Certified by another province: here nobody knows its key.
    let signer = stranger.signer(name: "H99.1", role: .province)
    let other = try ReplicaFile(
      inMemory: .test(stranger, signer, clock: world.clock, seed: 5), identity: signer.identity,
      rules: world.rules)
    try other.write("person", [("phone", [.text("1")])], in: unit)
    let batch = try other.reader.batch(for: [PartitionVector(partition: unit, vector: VersionVector())]).batch
    #expect(try world.hub.absorb(batch).applied == 0)
    let entry = try #require(try world.hub.reader.quarantine(limit: 10).first)
    #expect(entry.refusal.code == .unknownOrigin && entry.node == nil)
    let kept = try Batch(
      encoded: try #require(try world.hub.reader.quarantinedBytes(entry.id)), hashing: CryptoHashing())
    #expect(kept.births == batch.births)
  }

  @Test func `does not keep what a sender only has to send from another place`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("phone", [.text("1")])], in: unit)
    let first = try center.reader.state(of: unit).vector
    try center.edit(try center.show(id), "phone", [.text("2")], in: unit)
    let late = try center.reader.batch(for: [PartitionVector(partition: unit, vector: first)]).batch
    let births = try center.reader.batch(for: [PartitionVector(partition: unit, vector: VersionVector())])
      .batch.births
    let report = try world.hub.absorb(Batch(sections: late.sections, births: births))
    #expect(report.refusals.map(\.code) == [.gap])
    #expect(try world.hub.reader.quarantine(limit: 10).isEmpty)
  }
}
