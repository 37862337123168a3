import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

@Suite struct `Checkpoints` {
  @Test func `vouch for a long group of commits at least each 256 changes, never inside an act (H25, H26)`()
    throws
  {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    var chance = SplitMix64(seed: 4)
    let acts = (0..<300).map { index in
      Act(
        (0..<3).map { part in
          Draft(
            partition: unit, record: RecordID(milliseconds: Int64(index * 3 + part), using: &chance),
            entity: 1,
            writes: [GroupDraft(group: 8, values: GroupValues([.text("\(index)")]))], author: "a",
            source: "counter",
            reason: "", isCreation: true)
        })
    }
    for answer in center.commit(acts) { _ = try answer.get() }
    let batch = try center.reader.batch(for: [PartitionVector(partition: unit, vector: VersionVector())])
      .batch
    let sequences = batch.sections[0].checkpoints.map(\.sequence)
    #expect(sequences.last == 900)
    #expect(sequences.allSatisfy { $0 % 3 == 0 })
    #expect(zip([0] + sequences, sequences).allSatisfy { $1 - $0 <= 258 })
    #expect(try world.hub.absorb(batch).applied == 900)
  }

  @Test func `stand after each single commit`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    for number in 1...3 { try center.write("person", [("phone", [.text("\(number)")])], in: unit) }
    var held = PartitionVector(partition: unit, vector: VersionVector())
    held.vector.advance(
      LogID(origin: try #require(try center.reader.state(of: unit).vector.entries.first).log.origin), to: 2)
    let batch = try center.reader.batch(for: [held]).batch
    #expect(batch.sections[0].checkpoints.map(\.sequence) == [3])
  }
}
