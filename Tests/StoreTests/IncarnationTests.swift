import Causality
import Exchange
import Foundation
import Records
import SQLite
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

@Suite struct `An incarnation` {
  private let folder = NSTemporaryDirectory() + "tram-incarnation-\(UUID().uuidString)"

  private func make(_ name: String, _ world: TestWorld, seed: UInt64) throws -> ReplicaFile {
    let path = folder + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let signer = world.province.signer(name: "H37.1", role: .center)
    return try ReplicaFile(
      folder: path, environment: .test(world.province, signer, clock: world.clock, seed: seed),
      identity: signer.identity, rules: world.rules)
  }

  private func origin(_ replica: ReplicaFile) throws -> [OriginID] {
    try replica.reader.state(of: unit).vector.entries.map(\.log.origin)
  }

  @Test func `goes on after a clean stop and after a crash`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = try TestWorld(centers: 1)
    var replica = try make("a", world, seed: 5)
    try TestWorld.send([.registry], from: world.hub, to: replica)
    try replica.write("person", [("phone", [.text("1")])], in: unit)
    replica.close()
    replica = try make("a", world, seed: 6)
    #expect(!replica.beganOriginAtOpening)
    try replica.write("person", [("phone", [.text("2")])], in: unit)
    #expect(try origin(replica).count == 1)
  }

  @Test func `ends when only the database was put back: the token outside says so (T1, T36)`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = try TestWorld(centers: 1)
    var replica = try make("a", world, seed: 5)
    try TestWorld.send([.registry], from: world.hub, to: replica)
    try replica.write("person", [("phone", [.text("1")])], in: unit)
    replica.close()
    let database = folder + "/a/replica.sqlite"
    try FileManager.default.copyItem(atPath: database, toPath: database + ".backup")
    replica = try make("a", world, seed: 6)
    try replica.write("person", [("phone", [.text("2")])], in: unit)
    replica.close()
    try FileManager.default.removeItem(atPath: database)
    try FileManager.default.moveItem(atPath: database + ".backup", toPath: database)
    replica = try make("a", world, seed: 7)
    #expect(replica.beganOriginAtOpening)
    try replica.write("person", [("phone", [.text("3")])], in: unit)
    #expect(try origin(replica).count == 2)
  }

  @Test func `ends when others hold changes of it that it does not remember (T1)`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = try TestWorld(centers: 1)
    var replica = try make("a", world, seed: 5)
    try TestWorld.send([.registry], from: world.hub, to: replica)
    try replica.write("person", [("phone", [.text("1")])], in: unit)
    replica.close()
    try FileManager.default.copyItem(atPath: folder + "/a", toPath: folder + "/image")
    replica = try make("a", world, seed: 6)
    let later = try replica.write("person", [("phone", [.text("2")])], in: unit)
    try TestWorld.send([unit], from: replica, to: world.hub)
    replica.close()
    // The whole disk is put back, token and all.
    replica = try make("image", world, seed: 7)
    #expect(!replica.beganOriginAtOpening)
    let report = try TestWorld.send([unit], from: world.hub, to: replica)
    #expect(report.applied == 1)
    #expect(try replica.show(later)[8].entries[0].content.values[0] == .text("2"))
    try replica.write("person", [("phone", [.text("3")])], in: unit)
    #expect(try origin(replica).count == 2)
    #expect(try TestWorld.send([unit], from: replica, to: world.hub).refusals.isEmpty)
    #expect(try replica.reader.state(of: unit) == world.hub.reader.state(of: unit))
  }

  @Test func `is owned by one process`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = try TestWorld(centers: 1)
    let replica = try make("a", world, seed: 5)
    #expect(throws: ReplicaError.locked(process: getpid())) { try make("a", world, seed: 6) }
    replica.close()
  }

  @Test func `is not kept locked by a child that is just being started`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let spawning = Task.detached {
      while !Task.isCancelled {
        let child = Process()
        child.executableURL = URL(filePath: "/bin/true")
        try? child.run()
        child.waitUntilExit()
      }
    }
    defer { spawning.cancel() }
    let world = try TestWorld(centers: 1)
    for seed in UInt64(0)..<60 {
      // Dropped, not closed: as after a crash.
      let replica = try make("a", world, seed: seed)
      #expect(replica.reader.db.isInTransaction == false)
    }
  }
}
