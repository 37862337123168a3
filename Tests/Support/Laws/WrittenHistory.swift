package import Causality
import Records

/// Changes that a few writers made by chance, each knowing what had reached it, some from forms that were stale.
package struct WrittenHistory {
  package private(set) var changes: [Written] = []
  /// What each writer holds at the end; nobody need hold all.
  package private(set) var writers: [FoldReplica]
  package let records: [RecordID]
  private let hashing = testHashing()
  private var heads: [Hash256]
  private let origins: [OriginID]

  package init(writers count: Int, changes: Int, records: Int = 2, using chance: inout SplitMix64) {
    writers = Array(repeating: FoldReplica(), count: count)
    heads = Array(repeating: .zero, count: count)
    origins = (0..<count).map { _ in OriginID(chance.bits()) }
    self.records = (0..<records).map { _ in RecordID(chance.bits()) }
    var forms: [RecordState] = []
    while self.changes.count < changes {
      let writer = chance.below(count)
      switch chance.below(10) {
      case 0..<3: carry(from: chance.below(count), to: writer, atMost: 1 + chance.below(6))
      case 3, 4: forms.append(writers[writer].state(of: chance.pick(self.records)))
      default:
        // A form that was read some time ago, perhaps elsewhere: only what its reader's replica holds can be shown.
        let record = chance.pick(self.records)
        let stale = chance.chance(40) ? forms.last { $0.record == record } : nil
        write(stale ?? writers[writer].state(of: record), by: writer, &chance)
      }
    }
  }

  /// Every order in which a receiver may get the changes has one like this: at each step any that is admitted.
  package func causalOrder(using chance: inout SplitMix64) -> [Written] {
    var left = changes
    var receiver = FoldReplica()
    while !left.isEmpty {
      let ready = left.indices.filter { receiver.admits(left[$0]) }
      receiver.apply(left.remove(at: chance.pick(ready)))
    }
    return receiver.applied
  }

  /// In the order in which the sender applied them.
  private mutating func carry(from source: Int, to target: Int, atMost count: Int) {
    var carried = 0
    for change in writers[source].applied where carried < count && writers[target].admits(change) {
      writers[target].apply(change)
      carried += 1
    }
  }

  private mutating func write(_ form: RecordState, by writer: Int, _ chance: inout SplitMix64) {
    let replica = writers[writer]
    func shown(_ names: [ChangeName]) -> [ChangeName] { names.filter(replica.holds) }
    let isChild = chance.chance(30) && form.record != records[0]
    let root = isChild ? records[0] : nil
    let life = root.map { replica.state(of: $0) } ?? form
    var writes: [GroupWrite] = []
    for group in UInt64(1)...3 where chance.chance(50) {
      writes.append(
        GroupWrite(
          group: group, values: GroupValues([.int(Int64(chance.below(4)))]),
          supersedes: shown(form.shown(group)).filter { _ in chance.chance(90) }))
    }
    let act: LifeAct = chance.chance(12) ? .delete : chance.chance(10) ? .restore : .touch
    let payload = ChangePayload(
      record: form.record, entity: 1 + UInt64(chance.below(2)), root: root,
      life: LifeWrite(act: act, supersedes: shown(life.shown(RecordState.lifeGroup))), writes: writes)
    let header = ChangeHeader(
      partition: .unit("06184"), origin: origins[writer],
      sequence: replica.vector[LogID(origin: origins[writer])] + 1, previous: heads[writer],
      stamp: Stamp(
        time: HybridTime(milliseconds: Int64(chance.below(1_000_000))), isSuspect: chance.chance(10),
        kind: chance.chance(15) ? .resolution : .data, author: "clerk-\(writer)", source: "counter"),
      reason: "")
    let change = Change(header: header, payload: payload)
    let sealed = SealedChange(change, salt: chance.bytes(ChangeLimits.saltBytes), hashing: hashing)
    heads[writer] = sealed.hash
    let written = Written(
      id: ChangeID(origin: header.origin, sequence: header.sequence, hash: sealed.hash), change: change)
    writers[writer].apply(written)
    changes.append(written)
  }
}
