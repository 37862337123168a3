import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

@testable import Counter

/// A bench at whose hub something was refused: a center wrote into another one's dossiers.
private func benchWithRefusal() throws -> (bench: Bench, id: String) {
  let bench = try Bench()
  let signer = bench.world.province.signer(name: "H37.1", role: .center)
  let forger = try ReplicaFile(
    inMemory: .test(bench.world.province, signer, clock: bench.world.clock, seed: 99),
    identity: NodeIdentity(name: "H37.1", role: .province, key: signer.identity.key),
    rules: bench.world.rules)
  try forger.write("dossier", [("code", [.text("secret-name"), .bool(true)])], in: .center("H37.2"))
  try TestWorld.send([.center("H37.2")], from: forger, to: bench.world.hub)
  let entry = try #require(try bench.world.hub.reader.quarantine(limit: 1).first)
  return (bench, entry.id)
}

@Suite struct `The quarantine at the terminal` {
  @Test func `is listed with the reason in words, and shown without what was written`() async throws {
    let (bench, id) = try benchWithRefusal()
    let listed = try await bench.typeAtHub("quarantine list")
    #expect(listed.code == .ok && listed.out.contains(id), "\(listed)")
    #expect(listed.out.contains("nơi ghi không có quyền với phần dữ liệu này"))
    let shown = try await bench.typeAtHub("quarantine show \(id)")
    #expect(
      shown.code == .ok && shown.out.contains("Hồ sơ H37.2") && shown.err.contains("retry"), "\(shown)")
    #expect(!shown.out.contains("secret-name"))
    let document = try await bench.typeAtHub("quarantine show \(id)", json: true).document
    #expect(document["schema"] == "quarantine.show/1" && document["reason"] == "noGrant")
    #expect(document["contents"]?.elements?.first?["entity"] == "dossier")
  }

  @Test func `is empty at a center that refused nothing`() async throws {
    let bench = try Bench()
    let listed = try await bench.type("quarantine list", json: true)
    #expect(try listed.document["entries_held"] == 0)
    #expect(try await bench.type("quarantine list").out.contains("Không có gì bị giữ lại"))
    let missing = try await bench.type("quarantine show q-000000000000")
    #expect(missing.code == .notFound)
  }

  @Test func `takes in on retry what is allowed by then, and says so where it is not`() async throws {
    let (bench, id) = try benchWithRefusal()
    let refused = try await bench.typeAtHub("quarantine retry \(id)")
    #expect(refused.code == .conflict && refused.err.contains("E-QUAR-001"), "\(refused)")
    try bench.world.hub.grant("H37.1", .center("H37.2"))
    let taken = try await bench.typeAtHub("quarantine retry", json: true)
    #expect(taken.code == .ok, "\(taken)")
    #expect(try taken.document["entries"]?.elements?.first?["applied"] == 1)
    #expect(try await bench.typeAtHub("quarantine retry").out.contains("Không có gì bị giữ lại"))
  }

  @Test func `is discarded by a person, with a reason that stays`() async throws {
    let (bench, id) = try benchWithRefusal()
    let nobody = #expect(throws: UsageError.self) {
      try CommandTable.tram.parse(["quarantine", "discard", id, "--reason", "r"])
    }
    #expect(nobody != nil)
    let dry = try await bench.typeAtHub("quarantine discard \(id) --reason r --as admin --dry-run")
    #expect(dry.code == .ok)
    let discarded = try await bench.typeAtHub("quarantine discard \(id) --reason \"gửi nhầm\" --as admin")
    #expect(discarded.code == .ok, "\(discarded)")
    #expect(try await bench.typeAtHub("quarantine list").out.contains("Không có gì bị giữ lại"))
    let all = try await bench.typeAtHub("quarantine list --all", json: true).document
    let line = try #require(all["entries"]?.elements?.first?["discarded"])
    #expect(line["by"] == "admin" && line["reason"] == "gửi nhầm")
    let again = try await bench.typeAtHub("quarantine discard \(id) --reason r --as admin")
    #expect(again.code == .notFound)
  }
}
