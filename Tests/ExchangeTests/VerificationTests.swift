import Causality
import Exchange
import Records
import Simulation
import Testing

@Suite struct `A section under verification` {
  private let notary = Notary()
  private let unit = Partition.unit("06184")

  /// What a receiver holds: the first `count` changes of one log, if any.
  private func held(_ writer: Writer, _ changes: ArraySlice<SealedChange>) -> HeldLogs {
    HeldLogs(
      head: { log in
        guard log == LogID(origin: writer.origin), let last = changes.last else { return nil }
        return LogHead(sequence: UInt64(changes.count), hash: last.hash)
      },
      hash: { _, sequence in
        sequence > 0 && sequence <= UInt64(changes.count) ? changes[Int(sequence) - 1].hash : nil
      },
      origin: { $0 == writer.origin ? writer.known : nil })
  }

  private func log(_ writer: inout Writer, _ count: Int) -> [SealedChange] {
    var changes: [SealedChange] = []
    for _ in 0..<count { changes.append(writer.writeAny(unit, earlier: changes)) }
    return changes
  }

  private func verified(
    _ changes: some Sequence<SealedChange>, _ checkpoints: [Checkpoint], _ held: HeldLogs,
    excluding: Set<LogID> = []
  ) throws(ExchangeError) -> VerifiedSection {
    try Section(partition: unit, changes: Array(changes), checkpoints: checkpoints)
      .verified(held: held, authority: notary, hashing: notary.hashing, excluding: excluding)
  }

  @Test func `gives all changes of a new log, with the head that it has then`() throws {
    var writer = Writer(notary, seed: 1)
    let changes = log(&writer, 5)
    let result = try verified(changes, [writer.checkpoint(unit)], held(writer, []))
    #expect(result.changes.map(\.sealed) == changes)
    #expect(result.checkpoints == [writer.checkpoint(unit)])
    #expect(result.advances.map(\.head) == [LogHead(sequence: 5, hash: changes[4].hash)])
    #expect(result.skipped == 0)
  }

  @Test(arguments: 0...5)
  func `passes over what is held already`(count: Int) throws {
    var writer = Writer(notary, seed: 2)
    let changes = log(&writer, 5)
    let result = try verified(changes, [writer.checkpoint(unit)], held(writer, changes[..<count]))
    #expect(result.changes.map(\.sealed) == Array(changes[count...]))
    #expect(result.skipped == count)
    #expect(result.advances.isEmpty == (count == 5))
    #expect(result.checkpoints.isEmpty == (count == 5))
  }

  @Test func `that ends before the head brings nothing and is no fault`() throws {
    var writer = Writer(notary, seed: 3)
    let changes = log(&writer, 6)
    let result = try verified(changes[1..<3], [], held(writer, changes[...]))
    #expect(result.changes.isEmpty)
    #expect(result.skipped == 2)
  }

  @Test func `behind a gap names the place where to go on`() throws {
    var writer = Writer(notary, seed: 4)
    let changes = log(&writer, 6)
    let name = LogID(origin: writer.origin)
    #expect(throws: ExchangeError.gap(name, expected: 3, found: 5)) {
      try verified(changes[4...], [writer.checkpoint(unit)], held(writer, changes[..<2]))
    }
    #expect(throws: ExchangeError.gap(name, expected: 1, found: 2)) {
      try verified(changes[1...], [writer.checkpoint(unit)], held(writer, []))
    }
  }

  @Test func `with a change taken out of the middle is a broken chain`() throws {
    var writer = Writer(notary, seed: 5)
    var changes = log(&writer, 6)
    changes.remove(at: 3)
    #expect(throws: ExchangeError.brokenChain(LogID(origin: writer.origin), sequence: 5)) {
      try verified(changes, [writer.checkpoint(unit)], held(writer, []))
    }
  }

  @Test func `in which a relay put another payload under a header is a broken chain`() throws {
    var writer = Writer(notary, seed: 15)
    var changes = log(&writer, 4)
    changes[1] = SealedChange(
      header: changes[1].header, salt: changes[1].salt, payload: changes[2].payload, hashing: notary.hashing)
    #expect(throws: ExchangeError.brokenChain(LogID(origin: writer.origin), sequence: 3)) {
      try verified(changes, [writer.checkpoint(unit)], held(writer, []))
    }
    var last = log(&writer, 1)
    last[0] = SealedChange(
      header: last[0].header, salt: [UInt8](repeating: 0, count: 12), payload: last[0].payload,
      hashing: notary.hashing)
    #expect(throws: ExchangeError.self) { try verified(last, [writer.checkpoint(unit)], held(writer, [])) }
  }

  @Test func `whose first change does not bind the birth is a broken chain`() throws {
    var writer = Writer(notary, seed: 6)
    let changes = log(&writer, 2)
    var other = writer.known
    other.birth = .zero
    let held = HeldLogs(head: { _ in nil }, hash: { _, _ in nil }, origin: { _ in other })
    #expect(throws: ExchangeError.brokenChain(LogID(origin: writer.origin), sequence: 1)) {
      try verified(changes, [writer.checkpoint(unit)], held)
    }
  }

  @Test func `is refused when a run does not end at a checkpoint`() throws {
    var writer = Writer(notary, seed: 7)
    var changes = log(&writer, 3)
    let checkpoint = writer.checkpoint(unit)
    changes.append(writer.writeAny(unit, earlier: changes))
    let name = LogID(origin: writer.origin)
    #expect(throws: ExchangeError.missingCheckpoint(name, sequence: 4)) {
      try verified(changes, [checkpoint], held(writer, []))
    }
    #expect(throws: ExchangeError.missingCheckpoint(name, sequence: 4)) {
      try verified(changes, [], held(writer, []))
    }
  }

  @Test func `is refused when a checkpoint was signed by somebody else, or is about something else`() throws {
    var writer = Writer(notary, seed: 8)
    let changes = log(&writer, 3)
    let name = LogID(origin: writer.origin)
    let good = writer.checkpoint(unit)
    var forged = good
    forged.signature = notary.sign(good.signedBytes, with: Array("c99".utf8))
    var otherHash = good
    otherHash.hash = changes[1].hash
    otherHash.signature = notary.sign(otherHash.signedBytes, with: writer.birth.certificate)
    var beyond = good
    beyond.sequence = 4
    beyond.signature = notary.sign(beyond.signedBytes, with: writer.birth.certificate)
    for bad in [forged, otherHash, beyond] {
      #expect(throws: ExchangeError.badCheckpoint(name, sequence: bad.sequence)) {
        try verified(changes, [good, bad], held(writer, []))
      }
    }
  }

  @Test func `of an origin without a birth is refused`() throws {
    var writer = Writer(notary, seed: 9)
    let changes = log(&writer, 2)
    let nobody = HeldLogs(head: { _ in nil }, hash: { _, _ in nil }, origin: { _ in nil })
    #expect(throws: ExchangeError.unknownOrigin(writer.origin)) {
      try verified(changes, [writer.checkpoint(unit)], nobody)
    }
  }

  @Test func `with a change of another partition is refused`() throws {
    var writer = Writer(notary, seed: 10)
    let change = writer.writeAny(.unit("06196"), earlier: [])
    #expect(throws: ExchangeError.foreignPartition(index: 0)) {
      try verified([change], [writer.checkpoint(unit)], held(writer, []))
    }
  }

  /// A disk was copied after the third change: each machine goes on by itself.
  @Test
  func `of a cloned disk is another continuation, named by its first change, when its key signed it (H2)`()
    throws
  {
    var first = Writer(notary, seed: 11)
    let shared = log(&first, 3)
    var second = first
    second.chance = SplitMix64(seed: 12)
    let ours = shared + log(&first, 3)
    let theirs = shared + log(&second, 4)
    let name = LogID(origin: first.origin)
    let other = LogID(origin: first.origin, branch: theirs[3].hash.short)
    let held = held(first, ours[...])
    let fork = VerifiedSection.Fork(
      log: other, point: ForkPoint(origin: first.origin, sequence: 3, hash: shared[2].hash), parent: nil)
    // From the beginning, and from where the two part.
    for sent in [theirs[...], theirs[3...]] {
      let result = try verified(sent, [second.checkpoint(unit)], held)
      #expect(result.changes.map(\.sealed) == Array(theirs[3...]))
      #expect(result.forks == [fork] && result.changes.allSatisfy { $0.log == other })
      #expect(result.checkpointLogs == [other])
    }
    // From behind it nobody can tell where that is.
    #expect(throws: ExchangeError.fork(name, sequence: 6, ours: ours[5].hash, theirs: theirs[5].hash)) {
      try verified(theirs[6...], [second.checkpoint(unit)], held)
    }
    // Nobody can raise that alarm without the key.
    var forged = second.checkpoint(unit)
    forged.signature = notary.sign(forged.signedBytes, with: Array("c99".utf8))
    #expect(throws: ExchangeError.badCheckpoint(name, sequence: 7)) { try verified(theirs, [forged], held) }
    #expect(throws: ExchangeError.missingCheckpoint(other, sequence: 7)) { try verified(theirs, [], held) }
  }

  @Test func `may bring both continuations of a log, neither of them held`() throws {
    var first = Writer(notary, seed: 21)
    let shared = log(&first, 2)
    var second = first
    second.chance = SplitMix64(seed: 22)
    let (one, other) = (log(&first, 2), log(&second, 2))
    let both = [first.checkpoint(unit), second.checkpoint(unit)]
    let result = try verified(shared + [one[0], other[0], one[1], other[1]], both, held(first, []))
    #expect(result.changes.count == 6)
    #expect(result.forks.map(\.point) == [ForkPoint(origin: first.origin, sequence: 2, hash: shared[1].hash)])
    #expect(result.forks.map(\.parent) == [LogID(origin: first.origin)])
    // One that nobody vouches for does not hold up the other.
    let (sifted, refusals) = Section(
      partition: unit, changes: shared + [one[0], other[0], one[1], other[1]], checkpoints: [both[0]]
    ).sifted(held: held(first, []), authority: notary, hashing: notary.hashing)
    #expect(sifted.changes.map(\.sealed) == shared + one && refusals.map(\.code) == [.notVouched])
  }

  @Test func `goes on along the continuation that its change before is of`() throws {
    var first = Writer(notary, seed: 31)
    let shared = log(&first, 2)
    var second = first
    second.chance = SplitMix64(seed: 32)
    let (one, other) = (log(&first, 2), log(&second, 3))
    let origin = first.origin
    func branch(_ changes: [SealedChange], _ count: Int) -> HeldBranch {
      HeldBranch(
        log: LogID(origin: origin, branch: changes[0].hash.short), base: 2, baseHash: shared[1].hash,
        head: LogHead(sequence: UInt64(2 + count), hash: changes[count - 1].hash))
    }
    let trunk = HeldBranch(
      log: LogID(origin: origin), base: 0, baseHash: .zero, head: LogHead(sequence: 2, hash: shared[1].hash))
    let branches = [trunk, branch(one, 2), branch(other, 1)]
    let held = HeldLogs(
      branches: { _ in branches },
      hash: { log, sequence in
        let place = Int(sequence)
        if log == trunk.log { return place <= 2 ? shared[place - 1].hash : nil }
        let changes = log == branches[1].log ? one : other
        return place > 2 && place - 3 < changes.count ? changes[place - 3].hash : nil
      }, origin: { _ in first.known })
    for sent in [shared + other, Array(other), Array(other[1...])] {
      let result = try verified(sent, [second.checkpoint(unit)], held)
      #expect(result.changes.map(\.sealed) == Array(other[1...]))
      #expect(result.changes.allSatisfy { $0.log == branches[2].log } && result.forks.isEmpty)
    }
  }

  @Test func `lets innocents through when the guilty log is excluded`() throws {
    var guilty = Writer(notary, seed: 13)
    var innocent = Writer(notary, seed: 14)
    let (bad, good) = (log(&guilty, 2), log(&innocent, 2))
    let mixed = [bad[0], good[0], bad[1], good[1]]
    let held = HeldLogs(
      head: { _ in nil }, hash: { _, _ in nil }, origin: { $0 == innocent.origin ? innocent.known : nil })
    let checkpoints = [guilty.checkpoint(unit), innocent.checkpoint(unit)]
    #expect(throws: ExchangeError.unknownOrigin(guilty.origin)) { try verified(mixed, checkpoints, held) }
    let result = try verified(mixed, checkpoints, held, excluding: [LogID(origin: guilty.origin)])
    #expect(result.changes.map(\.sealed) == good)
    #expect(result.checkpoints == [innocent.checkpoint(unit)])
  }

  @Test func `sifted lets through the logs without fault and names the others, each with its own`() throws {
    let names = ["innocent", "without a birth", "with a gap", "not vouched for", "forged", "broken"]
    var writers = names.indices.map { Writer(notary, seed: UInt64(20 + $0)) }
    var logs: [[SealedChange]] = []
    for place in writers.indices { logs.append(log(&writers[place], 3)) }
    logs[2].removeFirst()
    logs[5].remove(at: 1)
    var checkpoints = writers.map { $0.checkpoint(unit) }
    checkpoints[4].signature[9] ^= 1
    checkpoints.remove(at: 3)
    let known = Dictionary(uniqueKeysWithValues: writers.map { ($0.origin, $0.known) })
    let stranger = writers[1].origin
    let held = HeldLogs(
      head: { _ in nil }, hash: { _, _ in nil }, origin: { $0 == stranger ? nil : known[$0] })
    let strange = SealedChange(header: [0], salt: [], payload: [], hashing: notary.hashing)
    let section = Section(
      partition: unit,
      changes: [strange] + (0..<3).flatMap { row in logs.compactMap { $0.dropFirst(row).first } },
      checkpoints: checkpoints)
    let (result, refusals) = section.sifted(held: held, authority: notary, hashing: notary.hashing)
    #expect(result.changes.map(\.sealed) == logs[0])
    #expect(result.checkpoints == [checkpoints[0]])
    #expect(result.advances.map(\.log.origin) == [writers[0].origin])
    #expect(
      refusals.map(\.code) == [.unreadable, .unknownOrigin, .gap, .notVouched, .notVouched, .notVouched])
    #expect(
      refusals.map(\.log?.origin) == [nil] + [1, 2, 5, 4, 3].map { Optional.some(writers[$0].origin) })
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `never lets a damaged batch in as anything but what its writers signed`(seed: UInt64) throws {
    let source = MemoryReplica(notary, seed: 100 + seed, partitions: [unit, .registry])
    let other = MemoryReplica(notary, seed: 200 + seed, partitions: [unit, .registry])
    for _ in 0..<4 {
      other.commit(unit)
      source.commit(unit, count: 2)
      source.commit(.registry)
    }
    source.absorb(try other.batch(for: [PartitionVector(partition: unit, vector: VersionVector())]).batch)
    let needs = [Partition.registry, unit].map { PartitionVector(partition: $0, vector: VersionVector()) }
    let bytes = try source.batch(for: needs).batch.encoded
    let signed = Set(source.held.values.flatMap { $0.rows.map(\.change.hash) })
    var chance = SplitMix64(seed: seed)
    var taken = 0
    for _ in 0..<500 {
      guard let mutant = try? Batch(encoded: mutated(bytes, &chance), hashing: notary.hashing) else {
        continue
      }
      let receiver = MemoryReplica(notary, seed: 300, partitions: [unit, .registry])
      receiver.absorb(mutant)
      for row in receiver.held.values.flatMap(\.rows) {
        taken += 1
        #expect(signed.contains(row.change.hash))
      }
    }
    #expect(taken > 0)
  }
}

@Suite struct `Births in a batch` {
  private let notary = Notary()

  @Test func `are accepted when a certified key signed them, and only the new ones`() throws {
    let writers = (1...3).map { Writer(notary, seed: $0) }
    let stranger = Writer(notary, seed: 4, certificate: "x")
    let batch = Batch(births: writers.map(\.birth) + [stranger.birth, writers[1].birth])
    let accepted = try batch.acceptedBirths(
      known: { $0 == writers[0].origin ? writers[0].known : nil }, authority: notary,
      hashing: notary.hashing)
    #expect(accepted.map(\.birth) == [writers[1].birth, writers[2].birth])
    #expect(accepted.map(\.known) == [writers[1].known, writers[2].known])
  }

  @Test func `that say something else of a known origin raise an alarm, if a certified key signed them`() {
    let writer = Writer(notary, seed: 1)
    var second = writer.birth
    second.certificate = Array("c2".utf8)
    let unsigned = Batch(births: [second])
    second.signature = notary.sign(second.signedBytes, with: second.certificate)
    let batch = Batch(births: [second])
    let known: (OriginID) -> KnownOrigin? = { _ in writer.known }
    #expect(throws: ExchangeError.otherBirth(writer.origin)) {
      try batch.acceptedBirths(known: known, authority: notary, hashing: notary.hashing)
    }
    #expect(throws: Never.self) {
      try unsigned.acceptedBirths(known: known, authority: notary, hashing: notary.hashing)
    }
  }

  @Test func `have one hash, whichever valid signature a relay passes on`() {
    let writer = Writer(notary, seed: 1)
    var other = writer.birth
    other.signature = other.signature.reversed()
    #expect(other.hash(notary.hashing) == writer.birth.hash(notary.hashing))
  }
}
