import Causality
import Records
import Simulation
import Testing

/// What a change does to the life of the one record of a small world.
private struct LifeStep {
  let id: ChangeID
  let number: Int
  let act: LifeAct
  let kind: ChangeKind
  let names: [Int]

  var stamp: Stamp {
    Stamp(time: HybridTime(milliseconds: Int64(number)), kind: kind, author: "a", source: "counter")
  }

  /// The rule, as the design says it: touches go for anybody who saw them, a delete only for a delete, an undelete or a
  /// resolution.
  func supersedes(_ other: LifeStep) -> Bool {
    guard names.contains(other.number) else { return false }
    return other.act != .delete || act != .touch || kind == .resolution
  }
}

private func id(_ number: Int) -> ChangeID {
  // Hashes in an order of their own, so that sorting by hash is not sorting by making.
  ChangeID(
    origin: OriginID(Bits128(high: 0, low: UInt64(number))), sequence: 1,
    hash: Hash256([3, 1, 4, 2][number], 0, 0, 0))
}

private func folded(_ steps: [LifeStep], in history: [LifeStep]) -> RecordState {
  var state = RecordState(record: RecordID(Bits128(high: 1, low: 1)), entity: 1)
  for step in steps {
    state.apply(
      LifeWrite(act: step.act, supersedes: step.names.map { history[$0].id.name }), stamp: step.stamp,
      id: step.id)
  }
  return state
}

/// Histories of `count` steps, each with any act and any shown-set of those before it.
private func histories(of count: Int) -> [[LifeStep]] {
  let kinds: [(LifeAct, ChangeKind)] = [
    (.touch, .data), (.touch, .resolution), (.delete, .data), (.restore, .data),
  ]
  var result: [[LifeStep]] = [[]]
  for number in 0..<count {
    result = result.flatMap { history in
      (0..<(1 << number)).flatMap { shown in
        kinds.map { act, kind in
          let names = (0..<number).filter { shown >> $0 & 1 == 1 }
          return history + [LifeStep(id: id(number), number: number, act: act, kind: kind, names: names)]
        }
      }
    }
  }
  return result
}

private func orders(of history: [LifeStep]) -> [[LifeStep]] {
  guard !history.isEmpty else { return [[]] }
  return history.indices.flatMap { index -> [[LifeStep]] in
    let last = history[index]
    let rest = history.filter { $0.number != last.number }
    return rest.contains { $0.names.contains(last.number) } ? [] : orders(of: rest).map { $0 + [last] }
  }
}

@Suite struct `The life of a record` {
  @Test(arguments: 1...3)
  func `follows its rule in every causal order of every small world`(count: Int) {
    for history in histories(of: count) {
      let standing = history.filter { step in !history.contains { $0.supersedes(step) } }
      let expected = Set(standing.map(\.id))
      for order in orders(of: history) {
        let state = folded(order, in: history)
        guard Set(state[RecordState.lifeGroup].entries.map(\.id)) != expected else { continue }
        Issue.record("\(history.map { ($0.act, $0.names) }) in the order \(order.map(\.number))")
      }
    }
  }

  @Test(arguments: UInt64(0)..<300)
  func `follows its rule with four changes, by seed`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    var history: [LifeStep] = []
    for number in 0..<4 {
      history.append(
        LifeStep(
          id: id(number), number: number, act: chance.pick([.touch, .touch, .delete, .restore]),
          kind: chance.chance(20) ? .resolution : .data, names: (0..<number).filter { _ in chance.chance(50) }
        ))
    }
    let expected = Set(history.filter { step in !history.contains { $0.supersedes(step) } }.map(\.id))
    for order in orders(of: history) {
      #expect(Set(folded(order, in: history)[RecordState.lifeGroup].entries.map(\.id)) == expected)
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `is never given back by a touch, whatever the touch was shown (H7)`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    var history = [LifeStep(id: id(0), number: 0, act: .delete, kind: .data, names: [])]
    for number in 1..<4 {
      history.append(
        LifeStep(
          id: id(number), number: number, act: .touch, kind: .data,
          names: (0..<number).filter { _ in chance.chance(80) }))
    }
    let state = folded(history, in: history)
    #expect(state[RecordState.lifeGroup].contains(history[0].id.name))
    #expect(state.life == .disputed)
  }

  @Test func `ends with a delete that saw all, is disputed beside a touch, and comes back with an undelete`()
  {
    let touch = LifeStep(id: id(0), number: 0, act: .touch, kind: .data, names: [])
    let delete = LifeStep(id: id(1), number: 1, act: .delete, kind: .data, names: [0])
    let late = LifeStep(id: id(2), number: 2, act: .touch, kind: .data, names: [0])
    let restore = LifeStep(id: id(3), number: 3, act: .restore, kind: .data, names: [0, 1, 2])
    let history = [touch, delete, late, restore]
    #expect(folded([touch], in: history).life == .alive)
    #expect(folded([touch, delete], in: history).life == .deleted)
    #expect(folded([touch, delete, late], in: history).life == .disputed)
    #expect(folded(history, in: history).life == .alive)
  }

  @Test func `is touched by a change to a child`() {
    var chance = SplitMix64(seed: 3)
    let parent = RecordID(chance.bits())
    let child = RecordID(chance.bits())
    var payload = chance.payload()
    (payload.record, payload.root, payload.life) = (child, parent, LifeWrite(act: .touch, supersedes: []))
    let header = ChangeHeader(
      partition: .unit("06184"), origin: OriginID(chance.bits()), sequence: 1, previous: .zero,
      stamp: Stamp(time: HybridTime(raw: 1), author: "a", source: "counter"), reason: "")
    let id = ChangeID(origin: header.origin, sequence: 1, hash: chance.hash())
    let fold = FoldReplica(
      applying: [Written(id: id, change: Change(header: header, payload: payload))])
    #expect(fold.state(of: parent)[RecordState.lifeGroup].entries.map(\.id) == [id])
    #expect(fold.state(of: child)[RecordState.lifeGroup].isEmpty)
  }
}
