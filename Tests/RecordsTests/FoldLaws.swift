import Causality
import Records
import Simulation
import Testing

/// To the byte; a failure names the seed and not the bytes.
private func isSame(_ a: FoldReplica, _ b: FoldReplica) -> Bool { a.encoded == b.encoded }

@Suite struct `The fold of a set of changes` {
  static func history(_ seed: UInt64) -> (WrittenHistory, SplitMix64) {
    var chance = SplitMix64(seed: seed)
    let history = WrittenHistory(
      writers: 2 + chance.below(3), changes: 4 + chance.below(24), records: 2 + chance.below(2),
      using: &chance)
    return (history, chance)
  }

  @Test(arguments: UInt64(0)..<200)
  func `is the same to the byte in any causal order, and so is its digest`(seed: UInt64) {
    var (history, chance) = Self.history(seed)
    let hashing = testHashing()
    let first = FoldReplica(applying: history.causalOrder(using: &chance))
    for _ in 0..<4 {
      let other = FoldReplica(applying: history.causalOrder(using: &chance))
      #expect(isSame(other, first))
      #expect(other.vector == first.vector)
      #expect(other.digest(hashing) == first.digest(hashing))
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `holds of each group the writes that no write of the set names`(seed: UInt64) {
    var (history, chance) = Self.history(seed)
    let fold = FoldReplica(applying: history.causalOrder(using: &chance))
    for record in history.records {
      for group in UInt64(1)...3 {
        let writes = history.changes.filter { $0.change.payload.record == record }
        var standing: Set<ChangeName> = []
        var superseded: Set<ChangeName> = []
        for written in writes {
          guard let write = written.change.payload.writes.first(where: { $0.group == group }) else {
            continue
          }
          standing.insert(written.id.name)
          superseded.formUnion(write.supersedes)
        }
        #expect(Set(fold.state(of: record)[group].names) == standing.subtracting(superseded))
      }
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `loses to a write just what the write says it was shown`(seed: UInt64) {
    var (history, chance) = Self.history(seed)
    var fold = FoldReplica()
    for written in history.causalOrder(using: &chance) {
      let before = fold
      fold.apply(written)
      for record in history.records {
        let (old, new) = (before.state(of: record), fold.state(of: record))
        for group in UInt64(0)...3 {
          let gone = Set(old[group].names).subtracting(new[group].names)
          let payload = written.change.payload
          let named =
            group == RecordState.lifeGroup
            ? payload.rootRecord == record ? payload.life.supersedes : []
            : payload.record == record ? payload.writes.first { $0.group == group }?.supersedes ?? [] : []
          #expect(gone.isSubset(of: named))
          if written.change.header.stamp.kind == .resolution {
            #expect(gone == Set(named).intersection(old[group].names))
          }
        }
      }
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `of two parts joined is the fold of their union (H4)`(seed: UInt64) {
    var (history, chance) = Self.history(seed)
    for one in history.writers {
      for other in history.writers {
        var union = one
        var left = history.causalOrder(using: &chance).filter {
          !union.holds($0.id.name) && other.holds($0.id.name)
        }
        while let place = left.firstIndex(where: { union.admits($0) }) { union.apply(left.remove(at: place)) }
        #expect(left.isEmpty)
        let joined = one.joined(with: other)
        #expect(isSame(joined, union))
        #expect(joined.vector == union.vector)
        #expect(isSame(joined.joined(with: other), union))
        #expect(isSame(other.joined(with: one), union))
      }
    }
  }

  @Test(arguments: UInt64(0)..<100)
  func `moves the digest by the records that a change touched and by nothing else`(seed: UInt64) {
    var (history, chance) = Self.history(seed)
    let hashing = testHashing()
    var fold = FoldReplica()
    var digest = Hash256.zero
    for written in history.causalOrder(using: &chance) {
      let payload = written.change.payload
      let places = Set([payload.record, payload.rootRecord])
      func elements() -> Hash256 {
        places.reduce(.zero) { $0 &+ fold.state(of: $1).digest(hashing: hashing) }
      }
      let before = elements()
      fold.apply(written)
      digest = digest &- before &+ elements()
      #expect(digest == fold.digest(hashing))
    }
    if !history.changes.isEmpty { #expect(digest != .zero) }
  }

  @Test(arguments: UInt64(0)..<100)
  func `applied again is what it was`(seed: UInt64) {
    var (history, chance) = Self.history(seed)
    let order = history.causalOrder(using: &chance)
    var fold = FoldReplica(applying: order)
    let before = fold
    // Only what still stands may be applied twice; a replica skips the rest by its vector.
    for written in order
    where written.change.payload.writes.isEmpty
      && fold.state(of: written.change.payload.rootRecord)[0].contains(written.id.name)
    { fold.apply(written) }
    #expect(isSame(fold, before))
  }
}

@Suite struct `The digest of a record` {
  @Test func `tells record, group and siblings apart, and is zero for nothing`() {
    var chance = SplitMix64(seed: 5)
    let hashing = testHashing()
    let record = RecordID(chance.bits())
    func entry() -> Siblings<GroupContent>.Entry {
      .init(
        id: ChangeID(origin: OriginID(chance.bits()), sequence: 1, hash: chance.hash()),
        content: GroupContent(stamp: chance.stamp(), values: chance.groupValues()))
    }
    func digest(_ record: RecordID, _ groups: [(UInt64, [Siblings<GroupContent>.Entry])]) -> Hash256 {
      RecordState(
        record: record, entity: 1,
        groups: groups.map { GroupState(group: $0.0, siblings: Siblings(entries: $0.1)) }
      ).digest(hashing: hashing)
    }
    let (one, two) = (entry(), entry())
    let alone = digest(record, [(1, [one])])
    #expect(digest(record, []) == .zero)
    #expect(digest(record, [(2, [one])]) != alone)
    #expect(digest(RecordID(chance.bits()), [(1, [one])]) != alone)
    #expect(digest(record, [(1, [one, two])]) != alone)
    #expect(digest(record, [(1, [one, two])]) == digest(record, [(1, [two, one])]))
    // Which group a sibling stands in is told apart even where the hashes follow each other alike.
    #expect(digest(record, [(1, [one]), (2, [two])]) != digest(record, [(1, [one, two])]))
  }

  @Test(arguments: UInt64(0)..<60)
  func `tells apart any two states that differ in one sibling of one group`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let hashing = testHashing()
    let state = chance.recordState()
    let digest = state.digest(hashing: hashing)
    for place in state.groups.indices {
      for index in state.groups[place].siblings.entries.indices {
        var entries = Array(state.groups[place].siblings.entries)
        entries[index].id.hash.d ^= 1
        var other = state
        other.groups[place].siblings = Siblings(entries: entries)
        #expect(other.digest(hashing: hashing) != digest)
        entries.remove(at: index)
        other.groups[place].siblings = Siblings(entries: entries)
        #expect(other.digest(hashing: hashing) != digest)
      }
    }
  }

  @Test func `does not move when a log is named anew`() {
    // Over hashes, not dots: after a fork a continuation bears another name and the same changes.
    var chance = SplitMix64(seed: 6)
    let hash = chance.hash()
    let content = GroupContent(stamp: chance.stamp(), values: chance.groupValues())
    func digest(_ origin: OriginID, _ sequence: UInt64) -> Hash256 {
      let id = ChangeID(origin: origin, sequence: sequence, hash: hash)
      let group = GroupState(group: 1, siblings: Siblings(entries: [.init(id: id, content: content)]))
      return RecordState(record: RecordID(Bits128(high: 1, low: 1)), entity: 1, groups: [group])
        .digest(hashing: testHashing())
    }
    #expect(digest(OriginID(chance.bits()), 1) == digest(OriginID(chance.bits()), 9))
  }
}
