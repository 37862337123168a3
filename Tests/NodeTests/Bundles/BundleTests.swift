import Causality
import Crypto
import Exchange
import Foundation
import Records
import Simulation
import Store
import Testing

@testable import Node

private let unit = Partition.unit("06184")

private func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct `A bundle` {
  @Test func `brings two centers and the province to one state, though none ever meets another`() async throws
  {
    let world = try await CarriedWorld(centers: ["H37.11", "H37.12"])
    let (a, b) = (world.centers[0], world.centers[1])
    let id = try await world.hub.register("1")
    for center in [a, b] {
      let outcome = try await world.carry(
        from: world.hub, to: center.identity.name, into: center)
      #expect(outcome.applied > 0 && outcome.refusals.isEmpty, "\(outcome)")
    }
    try await a.setPhone(id, "2")
    try await b.setPhone(id, "3")
    let scan = try await a.attach(bytes(300_000, seed: 1))
    for center in [a, b] {
      let outcome = try await world.carry(from: center, to: "hub", into: world.hub)
      #expect(outcome.refusals.isEmpty, "\(outcome)")
    }
    #expect(world.hub.content.holds(scan))
    for center in [a, b] {
      try await world.carry(from: world.hub, to: center.identity.name, into: center)
    }
    let states = [try await a.state(unit), try await b.state(unit), try await world.hub.state(unit)]
    #expect(states[0] == states[1] && states[1] == states[2])
    #expect(try await a.read { (reader) throws(ReplicaError) in try reader.openConflictCount() } == 1)
    // The province's acknowledgement came along: nothing waits any more.
    let standing = try await PartitionStanding.all(a)
    #expect(standing.allSatisfy { $0.toSend == 0 }, "\(standing)")
    await world.close()
  }

  @Test func `taken in again says that there is nothing new, and changes nothing (T35, H21)`() async throws {
    let world = try await CarriedWorld()
    _ = try await world.hub.register("1")
    let path = try await world.export(from: world.hub, to: "H37.11")
    let node = world.centers[0]
    #expect(try await !BundleImport.take(path, node).isNothingNew)
    let before = try await node.everything()
    for _ in 0..<3 {
      let again = try await BundleImport.take(path, node)
      #expect(again.isNothingNew && again.word == .adds)
    }
    #expect(try await node.everything() == before)
    await world.close()
  }

  @Test func `starts at the last acknowledgement, so any one stick suffices (T35, H21)`() async throws {
    let world = try await CarriedWorld()
    let node = world.centers[0]
    try await world.carry(from: world.hub, to: "H37.11", into: node)
    _ = try await node.register("1")
    let first = try await world.export(from: node, to: "hub")
    _ = try await node.register("2")
    let second = try await world.export(from: node, to: "hub")
    #expect(try await BundleImport.take(second, world.hub).applied >= 2)
    #expect(try await BundleImport.take(first, world.hub).isNothingNew)
    #expect(try await world.hub.state(unit) == node.state(unit))
    await world.close()
  }

  @Test func `carries the acknowledgement, after which less is written`() async throws {
    let world = try await CarriedWorld()
    let node = world.centers[0]
    try await world.carry(from: world.hub, to: "H37.11", into: node)
    for number in 0..<20 { _ = try await node.register("\(number)") }
    let path = try await world.export(from: node, to: "hub")
    let answer = world.file()
    let outcome = try await BundleImport.take(path, answerPath: answer, world.hub)
    #expect(outcome.answer == answer)
    let heard = try await BundleImport.take(answer, node)
    #expect(heard.isNothingNew && heard.report.manifest.answers == outcome.report.id)
    let receipt = try await BundleExport.write(to: "hub", path: world.file(), node)
    #expect(receipt.sum.changes == 0)
    await world.close()
  }

  @Test func `that begins beyond what is held is refused, with an answer that mends it (T35, H21)`()
    async throws
  {
    let world = try await CarriedWorld()
    let hub = world.hub
    _ = try await hub.register("1")
    try await world.carry(from: hub, to: "H37.11", into: world.centers[0])
    let backup = try await world.backUp(0)
    _ = try await hub.register("2")
    try await world.carry(from: hub, to: "H37.11", into: world.centers[0])
    let old = try await world.export(from: world.centers[0], to: "hub")
    #expect(try await BundleImport.take(old, hub).word == .replaces)
    _ = try await hub.register("3")
    // Last month's backup comes back: what it acknowledged since is gone, and the province does not know it.
    try await world.restore(0, from: backup)
    let node = world.centers[0]
    let before = try await node.everything()
    let path = try await world.export(from: hub, to: "H37.11")
    let expected = BundleError.gap(unit, answer: path + ".answer")
    await #expect(throws: expected) { try await BundleImport.take(path, node) }
    await #expect(throws: BundleError.gap(unit, answer: nil)) { try await BundleImport.verify(path, node) }
    #expect(try await node.everything() == before)
    #expect(try await BundleImport.take(path + ".answer", hub).word == .replaces)
    // The old one's word is void, whichever stick comes last.
    #expect(try await BundleImport.take(old, hub).word == .void)
    let outcome = try await world.carry(from: hub, to: "H37.11", into: node)
    #expect(outcome.refusals.isEmpty)
    #expect(try await node.state(unit) == hub.state(unit))
    await world.close()
  }

  @Test func `streams what is larger than a piece: many attachments, one of them over two`() async throws {
    let world = try await CarriedWorld()
    let node = world.centers[0]
    try await world.carry(from: world.hub, to: "H37.11", into: node)
    var hashes: [Hash256] = []
    for number in 0..<12 { hashes.append(try await node.attach(bytes(700_000, seed: UInt64(number)))) }
    hashes.append(try await node.attach(bytes(5_300_000, seed: 99)))
    _ = try await node.attach([])
    let path = world.file()
    let receipt = try await BundleExport.write(to: "hub", path: path, node)
    #expect(receipt.sum.contents == 13 && receipt.contentsMissing == 1)
    let outcome = try await BundleImport.take(path, world.hub)
    #expect(outcome.contents == 13)
    for hash in hashes { #expect(world.hub.content.holds(hash)) }
    await world.close()
  }

  @Test func `brings a content that was not there when its record went, once it is asked for`() async throws {
    let world = try await CarriedWorld()
    let node = world.centers[0]
    try await world.carry(from: world.hub, to: "H37.11", into: node)
    let late = bytes(40_000, seed: 7)
    let hash = try #require(Hash256(bytes: SHA256.digest(late)))
    try await node.name(hash, late.count)
    let receipt = try await BundleExport.write(to: "hub", path: world.file(), node)
    #expect(receipt.contentsMissing == 1)
    try await world.carry(from: node, to: "hub", into: world.hub)
    _ = try node.content.store(late)
    try await world.carry(from: world.hub, to: "H37.11", into: node)
    let outcome = try await world.carry(from: node, to: "hub", into: world.hub)
    #expect(outcome.contents == 1 && world.hub.content.holds(hash))
    await world.close()
  }

  @Test
  func
    `goes through the same checks as a sync: what is not granted is kept, and its writer is told (H5, H6)`()
    async throws
  {
    let world = try await CarriedWorld()
    let (hub, node) = (world.hub, world.centers[0])
    try await world.carry(from: hub, to: "H37.11", into: node)
    let id = try await node.register("1")
    _ = try await node.attach([1, 2, 3])
    // The grant ends at the province while the center, which cannot know it, goes on writing.
    let grant = try await hub.replica.write { file -> RecordID in
      let entity = try #require(Schema.current.entity(named: "grant"))
      let grants = try file.reader.records(in: .registry, entity: entity.number)
      let record = try #require(grants.first { $0.text("partition", in: entity) == unit.text })
      try file.edit(
        record, "status", [.text("withdrawn")], in: .registry, author: "province", source: "province",
        kind: .control)
      return record.record
    }
    let path = try await world.export(from: node, to: "hub")
    // What it may not even read any more is passed over; the rest is taken.
    let passed = try await BundleImport.take(path, hub)
    #expect(passed.refusals.map(\.code) == [.notReadable] && passed.applied > 0, "\(passed.refusals)")
    // Reading again, but writing only what the register says.
    try await hub.replica.write { file in
      _ = try file.show(grant)
      try file.grant("H37.11", unit, sources: "civil-register")
    }
    let refused = try await BundleImport.take(path, hub)
    #expect(refused.refusals.map(\.code) == [.notGranted])
    #expect(try await hub.read { (reader) throws(ReplicaError) in try reader.record(id) } == nil)
    let kept = try await hub.read { (reader) throws(ReplicaError) in try reader.quarantine(limit: 9) }
    #expect(kept.map(\.partition) == [unit] && kept.map(\.node) == ["H37.11"])
    // The writer learns of it by the stick that comes back.
    try await world.carry(from: hub, to: "H37.11", into: node)
    let told = try await node.read { (reader) throws(ReplicaError) in try reader.refusals(by: "hub") }
    #expect(told.map(\.refusal.code) == [.notGranted] && told.first?.refusal.partition == unit, "\(told)")
    try await hub.replica.write { file in try file.grant("H37.11", unit) }
    let entry = try #require(kept.first)
    let retried = try await hub.write { (file) throws(ReplicaError) in try file.retryQuarantined(entry.id) }
    #expect(retried == .settled(applied: 1))
    #expect(try await hub.state(unit) == node.state(unit))
    await world.close()
  }

  @Test func `is taken to pieces by tar, and read by openssl with the right key`() async throws {
    let world = try await CarriedWorld()
    _ = try await world.hub.register("1")
    let path = try await world.export(from: world.hub, to: "H37.11")
    let folder = world.folder.path
    func run(_ program: String, _ words: [String]) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = words
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try run("/usr/bin/tar", ["-xf", path, "-C", folder]) == 0)
    let node = world.centers[0].home
    let pieces = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".cms") }
    #expect(pieces.sorted() == (0..<pieces.count).map { "0000000\($0).cms" } && pieces.count == 3)
    for piece in pieces {
      let signed = folder + "/signed.der"
      #expect(
        try run(
          "/usr/bin/openssl",
          [
            "cms", "-decrypt", "-binary", "-inform", "DER", "-in", folder + "/" + piece, "-recip",
            node.certificate, "-inkey", node.key, "-out", signed,
          ]) == 0)
      #expect(
        try run(
          "/usr/bin/openssl",
          [
            "cms", "-verify", "-binary", "-inform", "DER", "-in", signed, "-CAfile",
            node.authorityCertificate, "-purpose", "any", "-out", folder + "/content",
          ]) == 0)
      let content = try BundlePiece(encoded: [UInt8](Data(contentsOf: URL(filePath: folder + "/content"))))
      #expect(piece.hasPrefix("0000000\(content.number)"))
    }
    await world.close()
  }

  @Test func `is never written over a file, nor left half under its name`() async throws {
    let world = try await CarriedWorld()
    let path = world.file()
    try Data([1]).write(to: URL(filePath: path))
    await #expect(throws: BundleError.exists(path: path)) {
      try await BundleExport.write(to: "H37.11", path: path, world.hub)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data([1]))
    await #expect(throws: BundleError.unknownRecipient("H37.99")) {
      try await BundleExport.write(to: "H37.99", path: world.file(), world.hub)
    }
    await #expect(throws: BundleError.toItself) {
      try await BundleExport.write(to: "hub", path: world.file(), world.hub)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
    #expect(!left.contains { $0.hasSuffix(".new") })
    await world.close()
  }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct `A disk that was copied, and only sticks between` {
  @Test func `leaves both continuations with everybody after a few bundles (T3, H2, H30)`() async throws {
    let world = try await CarriedWorld()
    let hub = world.hub
    try await world.carry(from: hub, to: "H37.11", into: world.centers[0])
    _ = try await world.centers[0].register("before")
    // The whole folder: both copies believe that they are the one.
    let first = world.centers[0].home
    await world.centers[0].close()
    let second = world.folder.home("copy")
    try FileManager.default.copyItem(atPath: first.path, toPath: second.path)
    let a = try NodeContext.open(first, now: world.clock.now)
    let b = try NodeContext.open(second, now: world.clock.now)
    for number in 0..<3 { _ = try await a.register("a\(number)") }
    for number in 0..<3 { _ = try await b.register("b\(number)") }
    var rounds = 0
    while rounds < 6 {
      rounds += 1
      for node in [a, b] {
        _ = try await world.carry(from: node, to: "hub", into: hub)
        _ = try await world.carry(from: hub, to: "H37.11", into: node)
      }
      let states = [try await a.state(unit), try await b.state(unit), try await hub.state(unit)]
      if states[0] == states[1], states[1] == states[2] { break }
    }
    let states = [try await a.state(unit), try await b.state(unit), try await hub.state(unit)]
    #expect(states[0] == states[1] && states[1] == states[2], "\(states.map(\.vector)) after \(rounds)")
    let count = try await hub.read { (reader) throws(ReplicaError) in try reader.records(in: unit).count }
    #expect(count == 7)
    await a.close()
    await b.close()
    await hub.close()
  }
}
