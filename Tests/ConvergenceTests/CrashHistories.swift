import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of power that fails` {
  private let province = TestProvince()
  private let clock = TestClock()

  private func open(_ folder: String, _ power: PowerSwitch, seed: UInt64) throws -> ReplicaFile {
    let signer = province.signer(name: "province", role: .province)
    var environment = ReplicaEnvironment.test(province, signer, clock: clock, seed: seed)
    environment.hashing = power
    return try ReplicaFile(
      folder: folder, environment: environment, identity: signer.identity, rules: ShippedRules.book,
      cacheKiB: 1_024)
  }

  /// All that a replica shows, and whether its parts agree with each other.
  private func picture(_ file: ReplicaFile) throws -> [[UInt8]] {
    let state = try file.reader.state(of: unit)
    var digest = Hash256.zero
    var records: [[UInt8]] = []
    try file.reader.forEachRecord(in: unit) { record in
      digest = digest &+ record.digest(hashing: testHashing())
      records.append(record.encoded)
    }
    #expect(digest == state.digest)
    let log = try file.wholeLog(unit)
    #expect(UInt64(log.changeCount) == state.vector.count(missingFrom: VersionVector()))
    let queue = try file.reader.conflicts().map { Array($0.id.utf8) }
    return records + queue + [state.digest.bytes, Array("\(state.vector)".utf8)]
  }

  /// Runs `deed` with power that fails at each of its hashes in turn: afterwards all of it is there or nothing.
  private func failAtEveryMoment(
    prepare: (ReplicaFile) throws -> Void, deed: (ReplicaFile) throws -> Void
  ) throws -> Int {
    var moments = 0
    for moment in 1...500 {
      let folder = try WorldFolder()
      let path = try folder.make("replica")
      let power = PowerSwitch(folder: path)
      var file = try open(path, power, seed: 1)
      try prepare(file)
      let before = try picture(file)
      power.arm(after: moment)
      try deed(file)
      power.disarm()
      let after = try picture(file)
      #expect(before != after)
      guard power.kept != nil else { return moments }
      moments += 1
      file = try open(try folder.make("elsewhere"), PowerSwitch(folder: path), seed: 2)
      power.restore(torn: [UInt8](repeating: 0xA5, count: moment * 37 % 5_000))
      let reopened = try open(path, PowerSwitch(folder: path), seed: 3)
      let found = try picture(reopened)
      #expect(found == before || found == after, "torn at hash \(moment)")
      #expect(!reopened.beganOriginAtOpening)
    }
    return moments
  }

  @Test func `T22: a commit of an act is there whole or not at all, at whatever moment the power fails`()
    throws
  {
    var ids: [RecordID] = []
    let moments = try failAtEveryMoment(
      prepare: { file in
        ids = try (0..<3).map { try file.write("person", [("phone", [.text("\($0)")])], in: unit) }
      },
      deed: { file in
        let phone = try #require(Schema.current.entity(named: "person")?.group(named: "phone"))
        let drafts = try ids.map { id in
          let form = try file.show(id)
          return Draft(
            partition: unit, record: id, entity: form.entity, lifeShown: form.shown(0),
            writes: [form.draft(phone, [.text("act")])], author: "clerk", source: "counter", reason: "")
        }
        _ = try file.commit(Act(drafts))
      })
    #expect(moments > 10)
  }

  @Test func `T22: a batch that makes conflicts is there whole or not at all`() throws {
    let other = try ReplicaFile(
      inMemory: .test(province, province.signer(name: "twin", role: .province), clock: clock, seed: 77),
      identity: province.signer(name: "twin", role: .province).identity, rules: ShippedRules.book)
    let id = try other.write("person", [("birth", [.text("1957")])], in: unit)
    let first = try other.wholeLog(unit)
    try other.edit(try other.show(id), "birth", [.text("1958")], in: unit)
    for number in 0..<3 { try other.write("person", [("phone", [.text("\(number)")])], in: unit) }
    let second = try other.wholeLog(unit)
    let moments = try failAtEveryMoment(
      prepare: { file in
        let report = try file.absorb(first)
        #expect(report.applied == 1)
        try file.edit(try file.show(id), "birth", [.text("1959")], in: unit)
      },
      deed: { file in
        let report = try file.absorb(second)
        #expect(report.applied == 4)
      })
    #expect(moments > 5)
  }

  @Test func `T22: a commit that fails at its signature changes nothing, on disk or in memory`() throws {
    let signer = UnsteadySigner(province.signer(name: "province", role: .province))
    var environment = ReplicaEnvironment.test(province, signer.steady, clock: clock, seed: 5)
    environment.signer = signer
    let file = try ReplicaFile(
      inMemory: environment, identity: signer.steady.identity, rules: ShippedRules.book)
    let id = try file.write("person", [("phone", [.text("1")])], in: unit)
    let before = try picture(file)
    signer.fails = true
    #expect(throws: ReplicaError.self) { try file.edit(try file.show(id), "phone", [.text("2")], in: unit) }
    #expect(throws: ReplicaError.self) { try file.write("person", [("phone", [.text("3")])], in: unit) }
    #expect(try picture(file) == before)
    signer.fails = false
    let again = try file.edit(try file.show(id), "phone", [.text("4")], in: unit)
    #expect(again.change.sequence == 2)
    #expect(try picture(file).count == before.count)
  }
}

/// A signer whose key is out of reach for a while.
private final class UnsteadySigner: Signer {
  struct OutOfReach: Error {}
  let steady: TestSigner
  var fails = false

  init(_ steady: TestSigner) { self.steady = steady }

  var certificate: [UInt8] { steady.certificate }

  func sign(_ bytes: [UInt8]) throws -> [UInt8] {
    guard !fails else { throw OutOfReach() }
    return try steady.sign(bytes)
  }
}
