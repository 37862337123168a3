import Causality
import Exchange
import Records
import Simulation
import Testing

/// The workload of the performance targets: updates of one two-field group of distinct existing records, as a writer
/// commits them, a checkpoint for each 250.
struct UpdateWorkload {
  let notary = Notary()
  var writer: Writer
  var chance = SplitMix64(seed: 11)

  init() { writer = Writer(notary, seed: 21) }

  mutating func batch(_ count: Int) throws -> Batch {
    let partition = Partition.unit("06184")
    let creator = OriginID(Bits128(high: chance.next(), low: chance.next()))
    var builder = BatchBuilder()
    var created: Int64 = 1_780_000_000_000
    writer.pauseMax = 0
    builder.begin(partition)
    for index in 1...count {
      // Records were created in order, over some months; each is known by the change that made it.
      created += Int64(chance.below(90_000))
      let record = writer.recordID(at: created)
      let made = ChangeName(origin: creator, sequence: UInt64(index), short: chance.next())
      let commune = chance.pick(["Thất Khê", "Đồng Đăng", "Hoàng Văn Thụ", "Tân Tri"])
      let values = GroupValues([
        .text("09\(10_000_000 + chance.below(89_999_999))"),
        .text("Số \(chance.below(400)) thôn \(chance.below(30)), xã \(commune)"),
      ])
      let change = writer.write(
        partition,
        ChangePayload(
          record: record, entity: 1, life: LifeWrite(act: .touch, supersedes: [made]),
          writes: [GroupWrite(group: 8, values: values, supersedes: [made])]), reason: "")
      if index % 250 == 0 { writer.milliseconds += Int64(chance.below(3_000)) }
      let isEnd = index % 250 == 0 || index == count
      guard try builder.add(change, checkpoint: isEnd ? writer.checkpoint(partition) : nil) == .more else {
        break
      }
    }
    return builder.finish { _ in writer.birth }.batch
  }
}

@Suite struct `The size of changes on the wire` {
  @Test func `is at most 120 bytes for an update of one group, before compression`() throws {
    var workload = UpdateWorkload()
    let batch = try workload.batch(8_192)
    let bytes = batch.encoded
    let canonical = batch.sections[0].changes.reduce(0) { $0 + $1.byteCount }
    let perChange = Double(bytes.count) / Double(batch.changeCount)
    print(
      "\(batch.changeCount) updates: \(canonical / batch.changeCount) bytes each as hashed, \(perChange) packed"
    )
    #expect(perChange <= 120)
    #expect(batch.changeCount == 8_192)
    #expect(try Batch(encoded: bytes, hashing: workload.notary.hashing) == batch)
  }
}
