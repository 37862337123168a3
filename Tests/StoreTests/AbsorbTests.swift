import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

@Suite struct `Absorbing a batch` {
  @Test func `gives the same state, vector and digest`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let id = try center.write("person", [("name", [.text("Nông"), .null, .text("Páo")])], in: unit)
    try center.edit(try center.show(id), "name", [.text("Nông"), .text("Văn"), .text("Páo")], in: unit)
    let report = try TestWorld.send([unit], from: center, to: world.hub)
    #expect(report.applied == 2)
    #expect(report.refusals.isEmpty)
    #expect(try world.hub.show(id).encoded == center.show(id).encoded)
    #expect(try world.hub.reader.state(of: unit) == center.reader.state(of: unit))
    #expect(try world.hub.reader.persons(typed: "pao van").map(\.record) == [id])
  }

  @Test func `again changes nothing`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    try center.write("person", [("phone", [.text("1")])], in: unit)
    let batch = try center.reader.batch(for: [PartitionVector(partition: unit, vector: VersionVector())])
      .batch
    #expect(try world.hub.absorb(batch).applied == 1)
    let before = try world.hub.reader.state(of: unit)
    #expect(try world.hub.absorb(batch) == AbsorbReport())
    #expect(try world.hub.reader.state(of: unit) == before)
  }

  @Test func `of concurrent edits leaves both as siblings everywhere, in either order`() throws {
    let world = try TestWorld(centers: 2)
    let (a, b) = (world.centers[0], world.centers[1])
    let id = try a.write("person", [("phone", [.text("1")])], in: unit)
    try TestWorld.send([unit], from: a, to: world.hub)
    try TestWorld.send([unit], from: world.hub, to: b)
    try a.edit(try a.show(id), "phone", [.text("2")], in: unit)
    try b.edit(try b.show(id), "phone", [.text("3")], in: unit)
    try TestWorld.send([unit], from: b, to: a)
    try TestWorld.send([unit], from: a, to: b)
    try TestWorld.send([unit], from: a, to: world.hub)
    #expect(try a.show(id)[8].count == 2)
    #expect(try a.show(id).encoded == b.show(id).encoded)
    #expect(try a.show(id).encoded == world.hub.show(id).encoded)
    #expect(try a.reader.state(of: unit).digest == b.reader.state(of: unit).digest)
    #expect(try a.reader.conflicts().map(\.id) == b.reader.conflicts().map(\.id))
    #expect(try a.reader.conflicts().count == 1)
  }

  @Test func `from a node without a grant is refused with the reason, and innocents are not held up (H5)`()
    throws
  {
    let world = try TestWorld(centers: 2)
    let b = world.centers[1]
    // A hostile program that believes itself the province, with the key and certificate of a center.
    let hostile = world.province.signer(name: "H37.1", role: .center)
    let forger = try ReplicaFile(
      inMemory: .test(world.province, hostile, clock: world.clock, seed: 99),
      identity: NodeIdentity(name: "H37.1", role: .province, key: hostile.identity.key), rules: world.rules)
    try forger.write("dossier", [("code", [.text("x"), .bool(true)])], in: .center("H37.2"))
    try b.write("dossier", [("code", [.text("y"), .bool(true)])], in: .center("H37.2"))
    let refused = try TestWorld.send([.center("H37.2")], from: forger, to: world.hub)
    #expect(refused.applied == 0)
    #expect(refused.refusals.map(\.code) == [.notGranted])
    let taken = try TestWorld.send([.center("H37.2")], from: b, to: world.hub)
    #expect(taken.applied == 1)
  }

  @Test func `with one byte altered is refused, and nothing changes`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    try center.write("person", [("phone", [.text("0912345678")])], in: unit)
    let section = try center.reader.batch(for: [PartitionVector(partition: unit, vector: VersionVector())])
      .batch.sections[0]
    let births = try center.reader.batch(for: [PartitionVector(partition: unit, vector: VersionVector())])
      .batch.births
    let change = section.changes[0]
    for index in change.payload.indices {
      var payload = change.payload
      payload[index] ^= 1
      let forged = SealedChange(
        header: change.header, salt: change.salt, payload: payload, hashing: CryptoHashing())
      let batch = Batch(
        sections: [Section(partition: unit, changes: [forged], checkpoints: section.checkpoints)],
        births: births)
      let report = try world.hub.absorb(batch)
      #expect(report.applied == 0)
      #expect(!report.refusals.isEmpty)
    }
    #expect(try world.hub.reader.state(of: unit).vector.isEmpty)
  }

  @Test func `of an edit beside a delete shows both, and the queue asks a person (H7)`() throws {
    let world = try TestWorld(centers: 2)
    let (a, b) = (world.centers[0], world.centers[1])
    let id = try a.write("person", [("phone", [.text("1")])], in: unit)
    try TestWorld.send([unit], from: a, to: b)
    _ = try a.commit(
      Draft(
        partition: unit, record: id, entity: 1, lifeAct: .delete, lifeShown: try a.show(id).shown(0),
        writes: [],
        author: "a", source: "counter", reason: "duplicate"))
    try b.edit(try b.show(id), "phone", [.text("2")], in: unit)
    try TestWorld.send([unit], from: a, to: b)
    try TestWorld.send([unit], from: b, to: a)
    for replica in [a, b] {
      #expect(try replica.show(id).life == .disputed)
      #expect(try replica.reader.conflicts().contains { $0.subject == .group(id, 0) })
    }
  }

  @Test func `of another's log through a third replica is the same as from its writer`() throws {
    let world = try TestWorld(centers: 3)
    let id = try world.centers[0].write("person", [("phone", [.text("1")])], in: unit)
    try TestWorld.send([unit], from: world.centers[0], to: world.centers[1])
    try world.centers[1].edit(try world.centers[1].show(id), "phone", [.text("2")], in: unit)
    try TestWorld.send([unit], from: world.centers[1], to: world.centers[2])
    #expect(try world.centers[2].show(id).encoded == world.centers[1].show(id).encoded)
  }
}
