import Causality
import Exchange
import Records
import Simulation
import Testing

@Suite struct `A packed batch` {
  private let notary = Notary()

  /// Two writers in two partitions, acts among them, checkpoints at the ends.
  private func anyBatch(_ seed: UInt64, changes: Int = 60) -> Batch {
    var chance = SplitMix64(seed: seed)
    var writers = [Writer(notary, seed: seed &* 7 &+ 1), Writer(notary, seed: seed &* 7 &+ 2)]
    var sections: [Section] = []
    for partition in [Partition.center("H37.05"), .unit("06184")] {
      var all: [SealedChange] = []
      var checkpoints: [Checkpoint] = []
      for _ in 0..<chance.below(changes) {
        let place = chance.below(2)
        let count = chance.chance(20) ? 2 + chance.below(3) : 1
        let act = ActID(Bits128(high: chance.next(), low: chance.next()))
        for number in 1...count {
          let part = count == 1 ? nil : ActPart(act: act, number: UInt64(number), count: UInt64(count))
          all.append(writers[place].writeAny(partition, earlier: all, act: part))
        }
        if chance.chance(30) { checkpoints.append(writers[place].checkpoint(partition)) }
      }
      sections.append(Section(partition: partition, changes: all, checkpoints: checkpoints))
    }
    return Batch(sections: sections, births: writers.map(\.birth))
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `comes out of its bytes as it went in, with every canonical byte`(seed: UInt64) throws {
    let batch = anyBatch(seed)
    let again = try Batch(encoded: batch.encoded, hashing: notary.hashing)
    #expect(again == batch)
    for section in again.sections {
      for (index, change) in section.changes.enumerated() {
        #expect(try section.content(at: index) == change.opened())
      }
    }
  }

  @Test func `of one change is these bytes`() throws {
    var writer = Writer(notary, seed: 1)
    let change = writer.write(
      .unit("06184"),
      ChangePayload(
        record: writer.recordID(), entity: 1, life: LifeWrite(act: .touch, supersedes: []),
        writes: [GroupWrite(group: 8, values: GroupValues([.text("0912")]), supersedes: [])]))
    let batch = Batch(
      sections: [
        Section(
          partition: .unit("06184"), changes: [change], checkpoints: [writer.checkpoint(.unit("06184"))])
      ])
    #expect(hexText(batch.encoded) == Specimens.batch)
  }

  @Test func `of nothing is seven bytes`() { #expect(hexText(Batch().encoded) == "86014080408080") }

  @Test func `carries a change of another format as it stands`() throws {
    let strange = SealedChange(
      header: [0x82, 0x02, 0x61, 0x78], salt: Array(repeating: 7, count: 12), payload: [0x80],
      hashing: notary.hashing)
    var writer = Writer(notary, seed: 3)
    let change = writer.writeAny(.registry, earlier: [])
    let after = writer.writeAny(.registry, earlier: [change])
    let batch = Batch(
      sections: [
        Section(
          partition: .registry, changes: [change, strange, after], checkpoints: [writer.checkpoint(.registry)]
        )
      ])
    let again = try Batch(encoded: batch.encoded, hashing: notary.hashing)
    #expect(again == batch)
    #expect(throws: ExchangeError.unreadable(index: 1)) { try again.sections[0].content(at: 1) }
  }

  @Test(arguments: 0..<9)
  func `brings nothing that the decoder of a change would refuse`(fault: Int) throws {
    var writer = Writer(notary, seed: 4)
    let record = writer.recordID()
    var change = Change(
      header: ChangeHeader(
        partition: .registry, origin: writer.origin, sequence: 1, previous: .zero,
        stamp: Stamp(time: HybridTime(raw: 1), author: "a", source: "b"), reason: ""),
      payload: ChangePayload(
        record: record, entity: 1, life: LifeWrite(act: .touch, supersedes: []),
        writes: [GroupWrite(group: 1, values: GroupValues([]), supersedes: [])]))
    let name = ChangeName(origin: writer.origin, sequence: 1, short: 0)
    switch fault {
    case 0: change.payload.root = record
    case 1: change.header.stamp.author = String(repeating: "a", count: ChangeLimits.nameBytesMax + 1)
    case 2: change.header.stamp.source = String(repeating: "a", count: ChangeLimits.nameBytesMax + 1)
    case 3: change.header.reason = String(repeating: "a", count: ChangeLimits.reasonBytesMax + 1)
    case 4: change.header.sequence = ChangeLimits.sequenceMax + 1
    case 5: change.header.act = ActPart(act: ActID(Bits128(high: 1, low: 1)), number: 3, count: 2)
    case 6: change.payload.writes[0].values = GroupValues(checked: [0x01])
    case 7:
      change.payload.life.supersedes = [
        ChangeName(origin: name.origin, sequence: ChangeLimits.sequenceMax + 1, short: 0)
      ]
    default: change.payload.life.supersedes = Array(repeating: name, count: ChangeLimits.supersedesMax + 1)
    }
    let sealed = SealedChange(change, salt: Array(repeating: 0, count: 12), hashing: notary.hashing)
    #expect(throws: ChangeError.self) { try sealed.opened() }
    let bytes = Batch(sections: [Section(partition: .registry, changes: [sealed], checkpoints: [])]).encoded
    #expect(throws: ExchangeError.self) {
      try Batch(encoded: bytes, hashing: notary.hashing).sections[0].content(at: 0)
    }
  }

  @Test func `cut short anywhere is refused`() {
    let bytes = anyBatch(5, changes: 20).encoded
    for count in bytes.indices {
      #expect(throws: ExchangeError.self, "\(count) of \(bytes.count) bytes") {
        try Batch(encoded: Array(bytes[..<count]), hashing: notary.hashing)
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `with damaged bytes is refused or holds changes that say what their bytes say`(seed: UInt64) throws {
    let batch = anyBatch(seed, changes: 12)
    let bytes = batch.encoded
    var chance = SplitMix64(seed: seed)
    var decoded = 0
    for _ in 0..<1_000 {
      guard let mutant = try? Batch(encoded: mutated(bytes, &chance), hashing: notary.hashing) else {
        continue
      }
      decoded += 1
      for section in mutant.sections {
        for (index, change) in section.changes.enumerated() {
          guard let content = try? section.content(at: index) else { continue }
          // What unpacking made passes the decoders of the canonical bytes and means the same.
          #expect(try change.opened() == content)
        }
      }
    }
    // Most of the bytes are free (values, salts), so some mutants have to come through.
    #expect(decoded > 0)
  }

  @Test func `that names more than its bytes can bring is refused before anything is made`() {
    let bombs: [(String, [UInt8])] = [
      ("origins", [0x86, 0x01, 0x5A, 0xFF, 0xFF, 0xFF, 0xFF]),
      ("texts", [0x86, 0x01, 0x40, 0x9A, 0xFF, 0xFF, 0xFF, 0xFF]),
      ("texts within the limit", [0x86, 0x01, 0x40, 0x99, 0xFF, 0xFF]),
      ("births", [0x86, 0x01, 0x40, 0x80, 0x40, 0x9B, 0, 0, 0, 1, 0, 0, 0, 0]),
      ("sections", [0x86, 0x01, 0x40, 0x80, 0x40, 0x80, 0x9A, 0x7F, 0xFF, 0xFF, 0xFF]),
      ("groups of a shape", [0x86, 0x01, 0x40, 0x80, 0x43, 0x01, 0x00, 0x40, 0x80, 0x80]),
    ]
    for (name, bytes) in bombs {
      #expect(throws: ExchangeError.self, "\(name)") { try Batch(encoded: bytes, hashing: notary.hashing) }
    }
  }

  @Test func `whose reasons would unpack into more than the limit is refused`() throws {
    var writer = Writer(notary, seed: 9)
    let reason = String(repeating: "lý do ", count: 200)
    let changes = (0..<400).map { _ in
      writer.write(
        .registry,
        ChangePayload(
          record: writer.recordID(), entity: 1, life: LifeWrite(act: .touch, supersedes: []), writes: []),
        reason: reason)
    }
    let bytes = Batch(sections: [Section(partition: .registry, changes: changes, checkpoints: [])]).encoded
    #expect(bytes.count < 40_000)
    var limits = BatchLimits.standard
    limits.bytesMax = 200_000
    #expect(throws: ExchangeError.tooLarge(limit: 200_000)) {
      try Batch(encoded: bytes, hashing: notary.hashing, limits: limits)
    }
    limits = .standard
    limits.changesMax = 399
    #expect(throws: ExchangeError.tooLarge(limit: 399)) {
      try Batch(encoded: bytes, hashing: notary.hashing, limits: limits)
    }
  }
}

/// One to three edits: a byte changed, a run cut out, a run doubled.
func mutated(_ bytes: [UInt8], _ chance: inout SplitMix64) -> [UInt8] {
  var out = bytes
  for _ in 0...chance.below(3) where !out.isEmpty {
    let place = chance.below(out.count)
    switch chance.below(4) {
    case 0: out[place] = UInt8(truncatingIfNeeded: chance.next())
    case 1: out[place] ^= 1 << UInt8(chance.below(8))
    case 2: out.removeSubrange(place..<min(out.count, place + 1 + chance.below(4)))
    default: out.insert(contentsOf: out[place..<min(out.count, place + 1 + chance.below(4))], at: place)
    }
  }
  return out
}
