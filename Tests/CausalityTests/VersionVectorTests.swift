import Causality
import Simulation
import Testing

@Suite struct `A version vector` {
  /// Few logs and small numbers, so that vectors meet.
  static func some(_ chance: inout SplitMix64) -> VersionVector {
    VersionVector(
      (0..<chance.below(6)).map { _ in
        let log = LogID(
          origin: OriginID(Bits128(high: 0, low: UInt64(chance.below(4)))), branch: UInt64(chance.below(2)))
        return (log, UInt64(chance.below(5)))
      })
  }

  @Test(arguments: UInt64(0)..<200)
  func `merges in any order and grouping, and once is as good as twice`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let (a, b, c) = (Self.some(&chance), Self.some(&chance), Self.some(&chance))
    #expect(a.merged(with: b) == b.merged(with: a))
    #expect(a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)))
    #expect(a.merged(with: a) == a)
    #expect(a.merged(with: VersionVector()) == a)
  }

  @Test(arguments: UInt64(0)..<200)
  func `merged covers both, and is covered by all that cover both`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let (a, b, c) = (Self.some(&chance), Self.some(&chance), Self.some(&chance))
    let merged = a.merged(with: b)
    #expect(merged.covers(a) && merged.covers(b))
    #expect((c.covers(a) && c.covers(b)) == c.covers(merged))
    #expect((a.covers(b) && b.covers(a)) == (a == b))
    #expect(a.covers(b) == (b.count(missingFrom: a) == 0))
  }

  @Test(arguments: UInt64(0)..<200)
  func `counts what another lacks, entry by entry`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let (a, b) = (Self.some(&chance), Self.some(&chance))
    var missing: UInt64 = 0
    for entry in a.entries { missing += entry.sequence - min(entry.sequence, b[entry.log]) }
    #expect(a.count(missingFrom: b) == missing)
  }

  @Test(arguments: UInt64(0)..<100)
  func `is sorted and without zeros, whatever it was made from`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let vector = Self.some(&chance)
    #expect(zip(vector.entries, vector.entries.dropFirst()).allSatisfy { $0.log < $1.log })
    #expect(vector.entries.allSatisfy { $0.sequence > 0 })
  }

  @Test func `never goes back`() {
    let log = LogID(origin: OriginID(Bits128(high: 1, low: 1)))
    var vector = VersionVector([(log, 5)])
    vector.advance(log, to: 3)
    #expect(vector[log] == 5)
    vector.advance(log, to: 6)
    #expect(vector[log] == 6)
  }
}
