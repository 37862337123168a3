import Causality
import Simulation
import Testing

/// A write of a small world: its number is its log, its content and its bit in a set.
private struct Write {
  let id: ChangeID
  let number: Int
  let names: [Int]
}

/// All histories of `count` writes, each superseding any set of those before it.
private func histories(of count: Int, hashes: [UInt64]) -> [[Write]] {
  var result: [[Write]] = [[]]
  for number in 0..<count {
    let id = ChangeID(
      origin: OriginID(Bits128(high: 0, low: UInt64(number))), sequence: 1,
      hash: Hash256(hashes[number], 0, 0, 0))
    result = result.flatMap { history in
      (0..<(1 << number)).map { shown in
        history + [Write(id: id, number: number, names: (0..<number).filter { shown >> $0 & 1 == 1 })]
      }
    }
  }
  return result
}

/// All orders in which no write comes before one that it supersedes.
private func orders(of history: [Write]) -> [[Write]] {
  guard !history.isEmpty else { return [[]] }
  return history.indices.flatMap { index -> [[Write]] in
    let last = history[index]
    let rest = history.filter { $0.number != last.number }
    return rest.contains { $0.names.contains(last.number) } ? [] : orders(of: rest).map { $0 + [last] }
  }
}

private func folded(_ writes: [Write], in history: [Write]) -> Siblings<Int> {
  var siblings = Siblings<Int>()
  for write in writes {
    siblings.apply(write.id, write.number, superseding: write.names.map { history[$0].id.name })
  }
  return siblings
}

@Suite struct `The siblings of a group` {
  static let hashOrders: [[UInt64]] = [[1, 2, 3, 4], [4, 3, 2, 1], [2, 4, 1, 3]]

  @Test(arguments: hashOrders)
  func `are the writes less those that a write supersedes, in every causal order of every small world`(
    hashes: [UInt64]
  ) {
    var orderCount = 0
    for history in histories(of: 4, hashes: hashes) {
      let superseded = Set(history.flatMap(\.names))
      let standing = history.filter { !superseded.contains($0.number) }.sorted { $0.id < $1.id }
      for order in orders(of: history) {
        orderCount += 1
        let siblings = folded(order, in: history)
        guard siblings.entries.map(\.id) != standing.map(\.id) else { continue }
        Issue.record("\(history.map(\.names)) in the order \(order.map(\.number))")
      }
    }
    // As many as there are pairs of an order and a set of earlier writes for each: Σ over orders of 2^(non-inversions).
    #expect(orderCount == 315)
  }

  @Test(arguments: hashOrders)
  func `joined are those of the union, for every two causally closed parts of every small world (H4)`(
    hashes: [UInt64]
  ) {
    for history in histories(of: 4, hashes: hashes) {
      let parts = (0..<16).filter { part in
        history.allSatisfy { write in
          part >> write.number & 1 == 0 || write.names.allSatisfy { part >> $0 & 1 == 1 }
        }
      }
      func siblings(_ part: Int) -> Siblings<Int> {
        folded(history.filter { part >> $0.number & 1 == 1 }, in: history)
      }
      func holds(_ part: Int, _ id: ChangeID) -> Bool { part >> Int(id.origin.bits.low) & 1 == 1 }
      for one in parts {
        for other in parts {
          let joined = siblings(one).joined(
            with: siblings(other), covers: { holds(one, $0) }, otherCovers: { holds(other, $0) })
          guard joined != siblings(one | other) else { continue }
          Issue.record("\(history.map(\.names)): \(one) joined with \(other)")
        }
      }
    }
  }

  @Test func `applied twice stand once`() {
    let history = histories(of: 2, hashes: [1, 2])[0]
    var siblings = folded(history, in: history)
    let before = siblings
    for write in history { siblings.apply(write.id, write.number, superseding: []) }
    #expect(siblings == before)
  }

  @Test func `of equal content both stand`() {
    var siblings = Siblings<Int>()
    for id in histories(of: 2, hashes: [1, 2])[0].map(\.id) { siblings.apply(id, 7, superseding: []) }
    #expect(siblings.count == 2)
  }

  @Test func `that nobody was shown stay`() {
    let history = histories(of: 3, hashes: [3, 1, 2])[0]
    var siblings = folded(Array(history.prefix(2)), in: history)
    siblings.apply(history[2].id, 2, superseding: [history[0].id.name])
    #expect(siblings.unseen(by: [history[2].id.name]) == [history[1].id.name])
    #expect(siblings.contains(history[1].id.name))
    #expect(!siblings.contains(history[0].id.name))
  }

  @Test func `are named with the version that was meant`() {
    // After a fork two changes bear one place in one log; only the one that was shown goes.
    let origin = OriginID(Bits128(high: 0, low: 9))
    let ours = ChangeID(origin: origin, sequence: 5, hash: Hash256(1, 0, 0, 0))
    let theirs = ChangeID(origin: origin, sequence: 5, hash: Hash256(2, 0, 0, 0))
    var siblings = Siblings<Int>(entries: [.init(id: ours, content: 1), .init(id: theirs, content: 2)])
    let next = ChangeID(origin: origin, sequence: 6, hash: Hash256(3, 0, 0, 0))
    siblings.apply(next, 3, superseding: [theirs.name])
    #expect(siblings.entries.map(\.content) == [1, 3])
  }
}
