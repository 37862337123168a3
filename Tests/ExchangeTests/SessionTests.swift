import Causality
import Exchange
import Records
import Simulation
import Testing

@Suite struct `A session` {
  private let notary = Notary()
  private let unit = Partition.unit("06184")
  private let center = Partition.center("H37.05")

  private func pair(_ seed: UInt64 = 1, _ limits: BatchLimits = .standard) -> (
    node: MemoryReplica, hub: MemoryReplica
  ) {
    let partitions = [Partition.registry, center, unit]
    return (
      MemoryReplica(notary, seed: seed &* 2 &+ 1, partitions: partitions, limits: limits),
      MemoryReplica(notary, seed: seed &* 2 &+ 2, partitions: partitions, limits: limits)
    )
  }

  @Test func `with nothing to say is one round trip, writes nothing and is small`() throws {
    let (node, hub) = pair()
    node.commit(unit)
    hub.commit(.registry)
    var memory = HubMemory()
    _ = try SessionDriver(node: node, hub: hub).run(&memory)
    let outcome = try SessionDriver(node: node, hub: hub).run(&memory)
    #expect(outcome.effects == ["send", "finished"])
    #expect(outcome.summary?.isComplete == true)
    #expect(outcome.bytes < 600)
  }

  @Test func `with little to say in both directions is one round trip`() throws {
    let (node, hub) = pair()
    node.commit(unit, count: 3)
    node.commit(center)
    hub.commit(.registry)
    hub.commit(unit)
    var memory = HubMemory()
    let outcome = try SessionDriver(node: node, hub: hub).run(&memory)
    #expect(outcome.effects == ["read", "send", "remember", "absorb", "finished"])
    #expect(outcome.summary?.isComplete == true)
    #expect(outcome.summary?.sent == 4)
    #expect(outcome.summary?.received == 2)
    #expect(node.states == hub.states)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `brings both sides to the same state in as many round trips as the larger side has batches`(
    seed: UInt64
  ) throws {
    let (node, hub) = pair(seed, BatchLimits(changes: 12))
    var chance = SplitMix64(seed: seed)
    for _ in 0..<chance.below(80) {
      (chance.chance(50) ? node : hub).commit(
        chance.pick([.registry, center, unit]), count: 1 + chance.below(3))
    }
    let (up, down) = (node.changeCount, hub.changeCount)
    var memory = HubMemory()
    let outcome = try SessionDriver(node: node, hub: hub).run(&memory)
    #expect(outcome.error == nil)
    #expect(outcome.summary?.isComplete == true)
    #expect(node.states == hub.states)
    #expect(outcome.summary?.diverged == [])
    #expect(outcome.summary?.sent == up)
    #expect(outcome.summary?.received == down)
    // A batch that is not the last carries at least twelve changes.
    #expect(outcome.roundTrips <= max(1, (max(up, down) + 11) / 12))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `that is cut anywhere is gone on with by the next, and nothing acknowledged is sent again`(
    seed: UInt64
  ) throws {
    let (node, hub) = pair(seed, BatchLimits(changes: 5))
    var chance = SplitMix64(seed: seed)
    var memory = HubMemory()
    for _ in 0..<40 {
      node.commit(chance.pick([center, unit]), count: 1 + chance.below(3))
      hub.commit(chance.pick([.registry, unit]))
      var driver = SessionDriver(node: node, hub: hub)
      driver.isDoubled = chance.chance(20)
      if chance.chance(50) { driver.effectsMax = chance.below(12) }
      if chance.chance(30) { driver.answersMax = chance.below(3) }
      let known = memory.vectors
      let outcome = try driver.run(&memory)
      #expect(outcome.error == nil)
      for (partition, vector) in known {
        #expect(memory.vectors[partition]?.covers(vector) == true)
      }
    }
    let last = try SessionDriver(node: node, hub: hub).run(&memory)
    #expect(last.summary?.isComplete == true)
    #expect(node.states == hub.states)
    // Applied here is what the other side wrote, each once.
    #expect(node.applied == hub.written)
    #expect(hub.applied == node.written)
  }

  @Test func `carries the registry and the decisions before the population`() throws {
    let (node, hub) = pair(1, BatchLimits(changes: 4))
    for _ in 0..<6 {
      hub.commit(unit)
      hub.commit(.registry)
      hub.commit(center)
    }
    var memory = HubMemory()
    var driver = SessionDriver(node: node, hub: hub)
    driver.roundsMax = 3
    let outcome = try driver.run(&memory)
    #expect(outcome.summary?.isComplete == false)
    #expect(node.states.map(\.vector).map(\.total) == [6, 6, 0])
  }

  @Test func `goes on when a grant that it brings adds a partition`() throws {
    let partitions = [Partition.registry, unit]
    let hub = MemoryReplica(notary, seed: 1, partitions: partitions)
    let node = MemoryReplica(notary, seed: 2, partitions: [.registry])
    hub.commit(.registry)
    hub.commit(unit, count: 4)
    var memory = HubMemory()
    var session = NodeSession(origin: node.writer.origin, schemaVersion: 1)
    var queue = session.start(own: node.states, hub: [])
    var rounds = 0
    var summary: SyncSummary?
    while !queue.isEmpty {
      switch queue.removeFirst() {
      case .send(let request):
        rounds += 1
        queue += session.receive(
          try SyncResponse(
            encoded: SessionDriver.answer(request.encoded, hub) { _ in true }, hashing: notary.hashing))
      case .absorb(let batch):
        #expect(node.absorb(batch).isEmpty)
        node.subscribe(unit)
        queue += session.absorbed(own: node.states)
      case .remember(let acknowledged):
        for entry in acknowledged { memory.vectors[entry.partition] = entry.vector }
      case .finished(let finished): summary = finished
      case .readBatch, .sample, .failed: Issue.record("the node has nothing to send")
      }
    }
    #expect(rounds == 2)
    #expect(summary?.isComplete == true)
    #expect(node.states == hub.states)
  }

  @Test func `with a hub that was restored offers again what the hub lost, and says so`() throws {
    let (node, hub) = pair()
    for _ in 0..<5 { node.commit(unit) }
    var memory = HubMemory()
    _ = try SessionDriver(node: node, hub: hub).run(&memory)
    let restored = MemoryReplica(notary, seed: 99, partitions: [.registry, center, unit])
    restored.absorb(
      try node.batch(for: [PartitionVector(partition: unit, vector: VersionVector())]).batch.prefix(2))
    node.commit(unit)
    let outcome = try SessionDriver(node: node, hub: restored).run(&memory)
    #expect(outcome.summary?.isComplete == true)
    #expect(outcome.summary?.hubLost == [unit])
    #expect(outcome.summary?.refusedByHub.map(\.code) == [.gap])
    #expect(outcome.roundTrips == 2)
    #expect(restored.states == node.states)
  }

  @Test func `reports partitions whose states differ at equal vectors`() throws {
    let (node, hub) = pair()
    node.commit(unit)
    hub.commit(center)
    var memory = HubMemory()
    var driver = SessionDriver(node: node, hub: hub)
    driver.alter = { response in
      for index in response.states.indices where response.states[index].partition == .unit("06184") {
        response.states[index].digest = response.states[index].digest &+ Hash256(0, 0, 0, 1)
      }
    }
    #expect(try driver.run(&memory).summary?.diverged == [unit])
    driver.alter = { _ in }
    #expect(try driver.run(&memory).summary?.diverged == [])
  }

  @Test func `does not wait for a partition that the hub does not let it read`() throws {
    let (node, hub) = pair()
    node.commit(unit)
    node.commit(center)
    hub.commit(unit)
    var memory = HubMemory()
    var driver = SessionDriver(node: node, hub: hub)
    driver.mayRead = { $0 != .unit("06184") }
    let summary = try #require(try driver.run(&memory).summary)
    #expect(summary.isComplete)
    #expect(summary.refusedByHub == [SyncRefusal(code: .notReadable, partition: unit)])
    #expect(hub.held[center]?.rows.count == 1)
    #expect(hub.held[unit]?.rows.count == 1)
    #expect(node.held[unit]?.rows.count == 1)
  }

  @Test func `does not hold up other logs behind one that the hub refuses`() throws {
    let (node, hub) = pair(1, BatchLimits(changes: 3))
    let guilty = MemoryReplica(notary, seed: 50, partitions: [unit])
    for _ in 0..<10 { guilty.commit(unit) }
    node.absorb(try guilty.batch(for: guilty.emptyNeeds).batch)
    for _ in 0..<10 { node.commit(unit) }
    let name = LogID(origin: guilty.writer.origin)
    let refusal = SyncRefusal(code: .notGranted, partition: unit, log: name, sequence: 1)
    var session = NodeSession(origin: node.writer.origin, schemaVersion: 1)
    var queue = session.start(own: node.states, hub: [])
    var summary: SyncSummary?
    while !queue.isEmpty {
      switch queue.removeFirst() {
      case .readBatch(let needs):
        let (batch, hasMore) = try node.batch(for: needs)
        queue += session.loaded(batch, hasMore: hasMore)
      case .send(let request):
        // The hub takes all but the guilty log.
        let sections = request.batch.sections.map { section in
          Section(
            partition: section.partition,
            changes: section.changes.indices.filter {
              (try? section.content(at: $0).header.origin) != guilty.writer.origin
            }.map { section.changes[$0] },
            checkpoints: section.checkpoints.filter { $0.origin != guilty.writer.origin })
        }
        #expect(hub.absorb(Batch(sections: sections, births: request.batch.births)).isEmpty)
        queue += session.receive(SyncResponse(schemaVersion: 1, states: hub.states, refusals: [refusal]))
      case .finished(let finished): summary = finished
      case .remember: break
      case .absorb, .sample, .failed: Issue.record("unexpected")
      }
    }
    #expect(summary?.isComplete == true)
    #expect(summary?.refusedByHub == [refusal])
    #expect(hub.held[unit]?.vector == VersionVector([(LogID(origin: node.writer.origin), 10)]))
  }

  @Test func `with a peer that claims more and brings nothing ends with an error`() throws {
    let (node, _) = pair()
    var ahead = node.states
    ahead[2].vector.advance(LogID(origin: OriginID(Bits128(high: 1, low: 1))), to: 5)
    var session = NodeSession(origin: node.writer.origin, schemaVersion: 1)
    _ = session.start(own: node.states, hub: [])
    let response = SyncResponse(schemaVersion: 1, states: ahead, hasMore: true)
    var effects = session.receive(response)
    // The first answer is news about the hub; the second is not.
    #expect(effects.count == 2)
    effects = session.receive(response)
    #expect(effects == [.failed(.noProgress(unit))])
  }

  @Test func `with a peer that holds more and cannot give it ends incomplete`() throws {
    let (node, _) = pair()
    var ahead = node.states
    ahead[2].vector.advance(LogID(origin: OriginID(Bits128(high: 1, low: 1))), to: 5)
    var session = NodeSession(origin: node.writer.origin, schemaVersion: 1)
    _ = session.start(own: node.states, hub: [])
    let response = SyncResponse(schemaVersion: 1, states: ahead, comeBackSeconds: 40)
    _ = session.receive(response)
    guard case .finished(let summary)? = session.receive(response).first else {
      Issue.record("not finished")
      return
    }
    #expect(!summary.isComplete)
    #expect(summary.comeBackSeconds == 40)
  }

  @Test func `does not ask again for a log that it refuses as long as a person has not settled it`() throws {
    let (node, hub) = pair(1, BatchLimits(changes: 2))
    let guilty = MemoryReplica(notary, seed: 50, partitions: [unit])
    for _ in 0..<6 { guilty.commit(unit) }
    hub.absorb(try guilty.batch(for: guilty.emptyNeeds).batch)
    hub.commit(unit)
    let standing = SyncRefusal(
      code: .notVouched, partition: unit, log: LogID(origin: guilty.writer.origin), sequence: 1)
    var memory = HubMemory()
    let outcome = try SessionDriver(node: node, hub: hub).run(&memory, refusals: [standing])
    #expect(outcome.summary?.isComplete == true)
    #expect(outcome.summary?.received == 1)
  }

  @Test func `that is told something which it did not ask for fails`() {
    var session = NodeSession(origin: OriginID(Bits128(high: 1, low: 1)), schemaVersion: 1)
    #expect(session.receive(SyncResponse(schemaVersion: 1, states: [])) == [.failed(.outOfOrder)])
    #expect(session.start(own: [], hub: []) == [.failed(.outOfOrder)])
  }
}

extension MemoryReplica {
  var changeCount: Int { held.values.reduce(0) { $0 + $1.rows.count } }
  var written: Int {
    held.values.reduce(0) { $0 + $1.rows.count { $0.log.origin == self.writer.origin } }
  }
  var emptyNeeds: [PartitionVector] {
    states.map { PartitionVector(partition: $0.partition, vector: VersionVector()) }
  }
}

extension VersionVector {
  var total: UInt64 { count(missingFrom: VersionVector()) }
}

extension Batch {
  /// The first changes of the first section, as a replica would have got them in an earlier session.
  func prefix(_ count: Int) -> Batch {
    let changes = Array(sections[0].changes.prefix(count))
    let hashes = Set(changes.map(\.hash))
    return Batch(
      sections: [
        Section(
          partition: sections[0].partition, changes: changes,
          checkpoints: sections[0].checkpoints.filter { hashes.contains($0.hash) })
      ], births: births)
  }
}
