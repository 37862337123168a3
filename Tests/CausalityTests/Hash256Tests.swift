import Causality
import Simulation
import Testing

@Suite struct `A hash as an element of a digest` {
  static func some(_ chance: inout SplitMix64) -> Hash256 {
    let edges: [UInt64] = [0, 1, .max, .max - 1]
    let words = (0..<4).map { _ -> UInt64 in chance.chance(30) ? chance.pick(edges) : chance.next() }
    return Hash256(words[0], words[1], words[2], words[3])
  }

  @Test(arguments: UInt64(0)..<300)
  func `adds in any order and grouping, and what was added can be taken out`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let (a, b, c) = (Self.some(&chance), Self.some(&chance), Self.some(&chance))
    #expect(a &+ b == b &+ a)
    #expect((a &+ b) &+ c == a &+ (b &+ c))
    #expect(a &+ .zero == a)
    #expect((a &+ b) &- b == a)
    #expect((a &- b) &+ b == a)
    #expect(a &- a == .zero)
  }

  @Test func `carries through all four words`() {
    let ones = Hash256(.max, .max, .max, .max)
    #expect(ones &+ Hash256(0, 0, 0, 1) == .zero)
    #expect(Hash256.zero &- Hash256(0, 0, 0, 1) == ones)
    #expect(Hash256(0, 0, 0, .max) &+ Hash256(0, 0, 0, 1) == Hash256(0, 0, 1, 0))
    #expect(Hash256(0, 0, .max, .max) &+ Hash256(0, 0, 0, 1) == Hash256(0, 1, 0, 0))
  }

  @Test(arguments: UInt64(0)..<100)
  func `is its 32 bytes, and sorts as they do`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let (a, b) = (Self.some(&chance), Self.some(&chance))
    #expect(Hash256(bytes: a.bytes) == a)
    #expect((a < b) == a.bytes.lexicographicallyPrecedes(b.bytes))
    #expect(Hash256(bytes: a.bytes.dropLast()) == nil)
    #expect(Hash256(bytes: a.bytes + [0]) == nil)
  }

  @Test(arguments: UInt64(0)..<100)
  func `and an identifier are read from what they are written as`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let bits = chance.bits()
    #expect(Bits128(bytes: bits.bytes) == bits)
    #expect(Bits128(text: bits.uuidText) == bits)
    #expect(Bits128(text: bits.uuidText.uppercased()) == bits)
    #expect(Bits128(text: String(bits.uuidText.dropLast())) == nil)
    let record = RecordID(milliseconds: 1_790_000_000_000 + Int64(seed), using: &chance)
    #expect(RecordID(text: record.description) == record)
    #expect(Int64(record.bits.high >> 16) == 1_790_000_000_000 + Int64(seed))
    #expect(record.bits.high >> 12 & 15 == 7 && record.bits.low >> 62 == 2)
  }
}
