import Causality
import Exchange
import Records
import Simulation
import Testing

@Suite struct `A batch being built` {
  private let notary = Notary()
  private let unit = Partition.unit("06184")

  private func everything(_ partitions: Partition...) -> [PartitionVector] {
    partitions.map { PartitionVector(partition: $0, vector: VersionVector()) }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `is never cut inside an act, and every run ends at a checkpoint`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let (a, b) = (
      MemoryReplica(notary, seed: seed &+ 1_000, partitions: [unit]),
      MemoryReplica(notary, seed: seed &+ 2_000, partitions: [unit], limits: BatchLimits(changes: 7))
    )
    for _ in 0..<30 {
      (chance.chance(50) ? a : b).commit(unit, count: 1 + chance.below(6))
      if chance.chance(20) { b.absorb(try a.batch(for: b.needs).batch) }
    }
    let receiver = MemoryReplica(notary, seed: 3_000, partitions: [unit])
    for _ in 0..<1_000 {
      let (batch, hasMore) = try b.batch(for: receiver.needs)
      let changes = try batch.sections.flatMap { section in
        try section.changes.indices.map { try section.content(at: $0) }
      }
      for (act, parts) in Dictionary(grouping: changes, by: { $0.header.act?.act }) where act != nil {
        #expect(parts.map(\.header.act?.number) == (1...UInt64(parts.count)).map(Optional.some))
        #expect(UInt64(parts.count) == parts[0].header.act?.count)
      }
      #expect(receiver.absorb(batch).isEmpty)
      if !hasMore { break }
    }
    #expect(receiver.states == b.states)
  }

  @Test func `holds an act together even where its writer signed inside it`() throws {
    var writer = Writer(notary, seed: 8)
    var builder = BatchBuilder(limits: BatchLimits(changes: 1))
    builder.begin(unit)
    let act = ActID(Bits128(high: 1, low: 1))
    for number in 1...3 as ClosedRange<UInt64> {
      let change = writer.writeAny(unit, earlier: [], act: ActPart(act: act, number: number, count: 4))
      #expect(try builder.add(change, checkpoint: writer.checkpoint(unit)) == .more)
    }
    let next = writer.writeAny(unit, earlier: [])
    #expect(try builder.add(next, checkpoint: writer.checkpoint(unit)) == .full)
    #expect(builder.finish { _ in writer.birth }.batch.changeCount == 3)
  }

  @Test func `stops at the first cut behind its bounds`() throws {
    let source = MemoryReplica(notary, seed: 1, partitions: [unit], limits: BatchLimits(changes: 10))
    for _ in 0..<9 { source.commit(unit) }
    source.commit(unit, count: 5)
    source.commit(unit)
    let (batch, hasMore) = try source.batch(for: everything(unit))
    #expect(batch.changeCount == 14)
    #expect(hasMore)
    source.limits = BatchLimits(bytes: 1)
    #expect(try source.batch(for: everything(unit)).batch.changeCount == 1)
    source.limits = .standard
    #expect(try source.batch(for: everything(unit)).hasMore == false)
  }

  @Test func `falls back to the last cut before a receiver's bound, and says when there is none`() throws {
    let source = MemoryReplica(notary, seed: 2, partitions: [unit])
    source.commit(unit)
    source.commit(unit, count: 6)
    source.limits.changesMax = 4
    let (batch, hasMore) = try source.batch(for: everything(unit))
    #expect(batch.changeCount == 1)
    #expect(hasMore)
    let rest = PartitionVector(
      partition: unit, vector: VersionVector([(LogID(origin: source.writer.origin), 1)]))
    #expect(throws: ExchangeError.noCut(unit)) { try source.batch(for: [rest]) }
  }

  @Test func `leaves out a tail that nobody has vouched for yet`() throws {
    var writer = Writer(notary, seed: 3)
    var builder = BatchBuilder()
    builder.begin(unit)
    let first = writer.writeAny(unit, earlier: [])
    _ = try builder.add(first, checkpoint: writer.checkpoint(unit))
    _ = try builder.add(writer.writeAny(unit, earlier: [first]), checkpoint: nil)
    let (batch, hasMore) = builder.finish { _ in writer.birth }
    #expect(batch.sections.map(\.changes) == [[first]])
    #expect(!hasMore)
  }

  @Test func `carries the births of the logs that begin in it, and no others`() throws {
    let source = MemoryReplica(notary, seed: 4, partitions: [unit])
    source.commit(unit)
    #expect(try source.batch(for: everything(unit)).batch.births == [source.writer.birth])
    source.commit(unit)
    let held = VersionVector([(LogID(origin: source.writer.origin), 1)])
    let rest = try source.batch(for: [PartitionVector(partition: unit, vector: held)]).batch
    #expect(rest.changeCount == 1)
    #expect(rest.births.isEmpty)
  }

  @Test func `keeps a checkpoint at least each 256 changes, verbatim, and few more`() throws {
    let source = MemoryReplica(notary, seed: 5, partitions: [unit])
    for _ in 0..<1_000 { source.commit(unit) }
    let section = try #require(try source.batch(for: everything(unit)).batch.sections.first)
    #expect(section.checkpoints.map(\.sequence) == [256, 512, 768, 1_000])
    let own = source.held[unit]?.rows.compactMap(\.checkpoint) ?? []
    #expect(section.checkpoints.allSatisfy { own.contains($0) })
    // A relay that got it so passes the same on, and can cut where they stand.
    let relay = MemoryReplica(notary, seed: 6, partitions: [unit], limits: BatchLimits(changes: 100))
    #expect(relay.absorb(Batch(sections: [section], births: [source.writer.birth])).isEmpty)
    let passed = try relay.batch(for: everything(unit)).batch.sections[0]
    #expect(passed.changes.count == 256)
    #expect(passed.checkpoints == [section.checkpoints[0]])
  }
}

extension MemoryReplica {
  var needs: [PartitionVector] { states.map { PartitionVector(partition: $0.partition, vector: $0.vector) } }
}
