package import Causality
package import Conflicts
package import Exchange
package import Records
package import Store

/// Keys and certificates of a world by seed: a signature is a keyed hash, so thousands of nodes cost nothing and nobody
/// without the key can make one. Certificates are CBOR `[name, role, h'key']`.
package final class TestProvince: Authority {
  private let hashing = CryptoHashing()
  private var secrets: [Hash256: [UInt8]] = [:]

  package init() {}

  package func signer(name: String, role: NodeIdentity.Role) -> TestSigner {
    let secret = Array("secret of \(name) \(role.rawValue)".utf8)
    let key = hashing.hash(secret)
    secrets[key] = secret
    return TestSigner(identity: NodeIdentity(name: name, role: role, key: key), secret: secret)
  }

  package func identity(of birth: Birth) -> NodeIdentity? {
    var reader = CBORReader(birth.certificate)
    guard (try? reader.array(exactly: 3)) != nil, let name = try? reader.text(max: 128),
      let role = (try? reader.text(max: 16)).flatMap(NodeIdentity.Role.init(rawValue:)),
      let key = try? reader.hash(), isValid(birth.signature, over: birth.signedBytes, by: key)
    else { return nil }
    return NodeIdentity(name: name, role: role, key: key)
  }

  package func isValid(_ signature: [UInt8], over bytes: [UInt8], by key: Hash256) -> Bool {
    guard let secret = secrets[key] else { return false }
    return TestSigner.signature(secret, bytes, hashing) == signature
  }
}

package struct TestSigner: Signer {
  package let identity: NodeIdentity
  let secret: [UInt8]

  package var certificate: [UInt8] {
    var out = CBORWriter()
    out.array(3)
    out.text(identity.name)
    out.text(identity.role.rawValue)
    out.hash(identity.key)
    return out.bytes
  }

  package func sign(_ bytes: [UInt8]) throws -> [UInt8] { Self.signature(secret, bytes, CryptoHashing()) }

  static func signature(_ secret: [UInt8], _ bytes: [UInt8], _ hashing: any Hashing) -> [UInt8] {
    let half = hashing.hash(secret, bytes)
    return half.bytes + hashing.hash(half.bytes, secret).bytes
  }
}

/// A wall clock that a test moves.
package final class TestClock {
  package var milliseconds: Int64
  package init(_ milliseconds: Int64 = 1_790_000_000_000) { self.milliseconds = milliseconds }
}

extension ReplicaEnvironment {
  /// The environment of a node in a test world.
  package static func test(
    _ province: TestProvince, _ signer: TestSigner, clock: TestClock, seed: UInt64
  ) -> ReplicaEnvironment {
    var chance = SplitMix64(seed: seed)
    return ReplicaEnvironment(
      wallMilliseconds: {
        clock.milliseconds += 1
        return clock.milliseconds
      },
      randomBytes: { count in (0..<count).map { _ in UInt8(truncatingIfNeeded: chance.next() >> 24) } },
      hashing: CryptoHashing(), signer: signer, authority: province)
  }
}

/// A province and its centers, replicas in memory.
package struct TestWorld {
  package let province = TestProvince()
  package let clock = TestClock()
  package let hub: ReplicaFile
  package private(set) var centers: [ReplicaFile] = []
  package let rules: RuleBook

  /// Centers are `H37.1`…; each is granted all of `unit` and its own `center` partition, and holds the registry.
  package init(
    centers count: Int, unit: Partition = .unit("06184"), rules: RuleBook? = nil, seed: UInt64 = 1,
    agency: (Int) -> String = { "H37.\($0)" }
  ) throws {
    self.rules = try rules ?? RuleBook(documents: [], schema: .current)
    let signer = province.signer(name: "province", role: .province)
    hub = try ReplicaFile(
      inMemory: .test(province, signer, clock: clock, seed: seed), identity: signer.identity,
      rules: self.rules)
    for number in 1...max(1, count) where count > 0 {
      let signer = province.signer(name: agency(number), role: .center)
      try hub.enrol(signer.identity)
      try hub.grant(agency(number), unit)
      try hub.grant(agency(number), .center(agency(number)))
      centers.append(
        try ReplicaFile(
          inMemory: .test(province, signer, clock: clock, seed: seed &* 1_000 &+ UInt64(number)),
          identity: signer.identity, rules: self.rules))
    }
    for center in centers { try TestWorld.send([.registry], from: hub, to: center) }
  }

  /// Carries what `target` lacks of `partitions`, whole.
  @discardableResult
  package static func send(
    _ partitions: [Partition], from source: ReplicaFile, to target: ReplicaFile
  ) throws -> AbsorbReport {
    var total = AbsorbReport()
    for _ in 0..<1_000 {
      let (batch, hasMore) = try source.reader.batch(
        for: try target.reader.states(of: partitions).map {
          PartitionVector(partition: $0.partition, vector: $0.vector)
        })
      let report = try target.absorb(batch)
      total.applied += report.applied
      total.refusals += report.refusals
      guard hasMore, report.applied > 0 else { break }
    }
    return total
  }
}

extension ReplicaFile {
  package func enrol(_ node: NodeIdentity) throws {
    try write(
      "node",
      [
        ("identity", [.text(node.name), .text(node.role.rawValue), .bytes(node.key.bytes), .null]),
        ("status", [.text("active")]),
      ], in: .registry)
  }

  package func grant(
    _ node: String, _ partition: Partition, entities: String = "*", sources: String = "*",
    kinds: String = "data,resolution"
  ) throws {
    try write(
      "grant",
      [
        ("scope", [.text(node), .text(partition.text), .text(entities), .text(sources), .text(kinds)]),
        ("status", [.text("active")]),
      ], in: .registry)
  }

  /// Creates a record of `entity` with the named groups.
  @discardableResult
  package func write(
    _ entity: String, _ groups: [(String, [Value])], in partition: Partition, root: RecordID? = nil,
    author: String = "test", source: String = "counter"
  ) throws -> RecordID {
    guard let entity = Schema.current.entity(named: entity) else { throw TestFailure("no entity \(entity)") }
    var generator = SplitMix64(seed: UInt64(bitPattern: environment.wallMilliseconds()))
    let id = RecordID(milliseconds: environment.wallMilliseconds(), using: &generator)
    var writes: [GroupDraft] = []
    for (name, values) in groups {
      guard let group = entity.group(named: name) else { throw TestFailure("no group \(name)") }
      writes.append(GroupDraft(group: group.number, values: GroupValues(values)))
    }
    let lifeShown = try root.flatMap { try reader.record($0) }?.shown(RecordState.lifeGroup) ?? []
    _ = try commit(
      Draft(
        partition: partition, record: id, entity: entity.number, root: root, lifeShown: lifeShown,
        writes: writes,
        author: author, source: source, reason: "", isCreation: true))
    return id
  }

  /// What a form shows: the state that a later `edit` carries back.
  package func show(_ id: RecordID) throws -> RecordState {
    guard let state = try reader.record(id) else { throw TestFailure("no record \(id)") }
    return state
  }

  /// Saves a form that showed `shown`.
  @discardableResult
  package func edit(
    _ shown: RecordState, _ group: String, _ values: [Value], in partition: Partition,
    author: String = "test",
    source: String = "counter", kind: ChangeKind = .data, whenStale: StaleAnswer = .refuse
  ) throws -> Committed {
    guard let entity = Schema.current.entity(shown.entity), let group = entity.group(named: group) else {
      throw TestFailure("no group \(group)")
    }
    return try commit(
      Draft(
        partition: partition, record: shown.record, entity: shown.entity, root: shown.root,
        lifeShown: shown.root == nil ? shown.shown(RecordState.lifeGroup) : [],
        writes: [shown.draft(group, values)], kind: kind, author: author, source: source, reason: "",
        whenStale: whenStale))
  }
}

package struct TestFailure: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
