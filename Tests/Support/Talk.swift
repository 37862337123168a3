import Causality
package import Exchange
package import Records
package import Store

/// Sessions between replicas without a network: the messages are bytes, the shells as short as they can be.
package enum Talk {
  /// A node syncs with its hub. Fails where the session does.
  ///
  /// - Parameter partitions: what the node subscribes to; by default what its registry grants.
  @discardableResult
  package static func sync(
    _ node: ReplicaFile, with hub: ReplicaFile, _ partitions: [Partition]? = nil,
    limits: BatchLimits = .standard
  ) throws -> SyncSummary {
    let known = try node.reader.peerStates(of: "hub").map {
      PartitionVector(partition: $0.partition, vector: $0.vector)
    }
    func own() throws -> [PartitionState] {
      try node.reader.states(of: partitions ?? node.registry.partitions(of: node.identity))
    }
    var session = NodeSession(
      origin: node.origin, schemaVersion: Schema.current.version, roundsMax: 200)
    var effects = session.start(own: try own(), hub: known)
    while !effects.isEmpty {
      switch effects.removeFirst() {
      case .readBatch(let needs):
        let (batch, hasMore) = try node.reader.batch(for: needs, limits: limits)
        effects += session.loaded(batch, hasMore: hasMore)
      case .send(let request):
        let bytes = try answer(request.encoded, from: node, at: hub, limits)
        effects += session.receive(try SyncResponse(encoded: bytes, hashing: CryptoHashing()))
      case .remember(let held): try node.acknowledge(held, by: "hub")
      case .absorb(let batch):
        let report = try node.absorb(batch)
        effects += session.absorbed(own: try own(), refusals: report.refusals)
      case .sample(let partitions):
        effects += session.sampled(try partitions.flatMap { try node.reader.samples(of: $0) })
      case .finished(let summary): return summary
      case .failed(let error): throw error
      }
    }
    throw TestFailure("the session ended without an end")
  }

  private static func answer(
    _ bytes: [UInt8], from node: ReplicaFile, at hub: ReplicaFile, _ limits: BatchLimits
  ) throws -> [UInt8] {
    let request = try SyncRequest(encoded: bytes, hashing: CryptoHashing())
    var answer = try HubAnswer(request, mayRead: { hub.registry.mayRead($0, node.identity) })
    answer.refuse(try hub.absorb(answer.batch).refusals)
    let states = try hub.reader.states(of: answer.partitions)
    let (batch, hasMore) = try hub.reader.batch(for: answer.needs(states), limits: limits)
    return answer.response(
      states: states, batch: batch, hasMore: hasMore, schemaVersion: Schema.current.version
    ).encoded
  }
}

/// Machines whose disks are folders, so that they can be copied and put back.
package struct Machines {
  package let folder: String
  package let world: TestWorld
  private let disks: WorldFolder

  package init(_ world: TestWorld) throws {
    self.world = world
    disks = try WorldFolder()
    folder = disks.path
  }

  /// Opens the node of a center on a disk, which is made where there is none.
  package func boot(_ disk: String, as name: String = "H37.1", seed: UInt64) throws -> ReplicaFile {
    let signer = world.province.signer(name: name, role: name == "province" ? .province : .center)
    return try ReplicaFile(
      folder: disks.make(disk), environment: .test(world.province, signer, clock: world.clock, seed: seed),
      identity: signer.identity, rules: world.rules, cacheKiB: 1_024)
  }

  /// Copies a whole disk, token and all: as an image of it does, or a clone. The machine must be off.
  package func copy(_ disk: String, to other: String) throws { try disks.copy(disk, to: other) }
}
