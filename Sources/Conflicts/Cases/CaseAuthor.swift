import Causality
import Records

/// Writes the changes of a case: each author's view, draft, and place in a log.
struct CaseAuthor {
  /// The last change of each log, by partition and origin.
  private var heads: [String: (index: Int, sequence: UInt64, hash: Hash256)] = [:]

  mutating func write(_ change: CaseChange, stage: Int, to replay: inout CaseReplay) throws(CaseError) {
    let saw = seen(change, replay)
    let view = replay.world(delivering: saw)
    let drafts = try drafts(change, view, replay)
    for (number, draft) in drafts.enumerated() {
      let name = number == 0 ? change.id : "\(change.id).\(number + 1)"
      append(draft, of: change, named: name, part: number, of: drafts.count, stage, saw, to: &replay)
    }
  }

  /// What was shown has shown what it was made from: the changes named, and all that their authors saw.
  private func seen(_ change: CaseChange, _ replay: CaseReplay) -> [Int] {
    guard let names = change.saw else { return Array(replay.written.indices) }
    var saw: Set<Int> = []
    for index in replay.indices(names) {
      saw.insert(index)
      saw.formUnion(replay.written[index].saw)
    }
    return saw.sorted()
  }

  private mutating func append(
    _ draft: Draft, of change: CaseChange, named name: String, part: Int, of count: Int, _ stage: Int,
    _ saw: [Int], to replay: inout CaseReplay
  ) {
    let hashing = replay.hashing
    let origin = replay.originID(change.place)
    let log = "\(draft.partition.text) \(change.place)"
    let head = heads[log]
    let beginning = logBeginning(partition: draft.partition, origin: origin, birth: .zero, hashing: hashing)
    let stamp = Stamp(
      time: HybridTime(milliseconds: change.time), isSuspect: change.isSuspect, kind: draft.kind,
      author: draft.author, source: draft.source)
    let actHash = hashing.hash(Array("case/act/\(change.id)".utf8))
    let act = ActPart(
      act: ActID(Bits128(high: actHash.a, low: actHash.b)), number: UInt64(part + 1), count: UInt64(count))
    let header = ChangeHeader(
      partition: draft.partition, origin: origin, sequence: (head?.sequence ?? 0) + 1,
      previous: head?.hash ?? beginning, stamp: stamp, reason: draft.reason, act: count > 1 ? act : nil)
    let writes = draft.writes.sorted { $0.group < $1.group }.map { write in
      GroupWrite(group: write.group, values: write.values, supersedes: write.shown, before: write.before)
    }
    let payload = ChangePayload(
      record: draft.record, entity: draft.entity, root: draft.root,
      life: LifeWrite(act: draft.lifeAct, supersedes: draft.lifeShown), writes: writes)
    let written = Change(header: header, payload: payload)
    let salt = [UInt8](repeating: 0, count: ChangeLimits.saltBytes)
    let hash = SealedChange(written, salt: salt, hashing: hashing).hash
    var after = Set(saw)
    if let head { after.insert(head.index) }
    for index in after { after.formUnion(replay.written[index].after) }
    let rootEntity = draft.root.flatMap { replay.thing($0)?.entity.number } ?? draft.entity
    replay.written.append(
      .init(
        name: name, source: change, stage: stage, change: written,
        id: ChangeID(origin: origin, sequence: header.sequence, hash: hash), after: after.sorted(), saw: saw,
        rootEntity: rootEntity))
    heads[log] = (replay.written.count - 1, header.sequence, hash)
  }
}
