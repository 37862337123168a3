package import Causality
package import Records
import Store

/// libcrypto's SHA-256, for tests whose target may not name the shell that owns it.
package func testHashing() -> any Hashing { CryptoHashing() }

/// Values of every kind, by chance: what laws by seed are tried on.
extension SplitMix64 {
  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
  }

  package mutating func bits() -> Bits128 { Bits128(high: next(), low: next()) }

  package mutating func hash() -> Hash256 { Hash256(next(), next(), next(), next()) }

  /// Small numbers and the edges of every CBOR head.
  package mutating func number(max limit: UInt64) -> UInt64 {
    let edges: [UInt64] = [
      0, 1, 23, 24, 255, 256, 65_535, 65_536, 0xFFFF_FFFF, 0x1_0000_0000, limit &- 1, limit,
    ]
    return min(limit, chance(70) ? pick(edges) : next() >> UInt64(below(64)))
  }

  /// Text as people, imports and enemies write it.
  package mutating func text(max limit: Int = 64) -> String {
    let text = pick(hostileTexts)
    return text.utf8.count <= limit ? text : ""
  }

  package mutating func value() -> Value {
    switch below(7) {
    case 0: .null
    case 1: .bool(chance(50))
    case 2: .int(Int64(bitPattern: number(max: UInt64.max) >> 1))
    case 3: .int(~Int64(number(max: UInt64(Int64.max))))
    case 4: .bytes(bytes(below(40)))
    default: .text(text())
    }
  }

  package mutating func groupValues() -> GroupValues {
    GroupValues((0..<below(6)).map { _ in value() })
  }

  package mutating func names(max limit: Int = 4) -> [ChangeName] {
    (0..<below(limit + 1)).map { _ in
      ChangeName(
        origin: OriginID(bits()), sequence: number(max: ChangeLimits.sequenceMax), short: next())
    }
  }

  package mutating func partition() -> Partition {
    pick([.unit("06184"), .center("H37.05"), .catalogue, .registry, .access("H37.05"), .unit("a-B_9.z")])
  }

  package mutating func stamp() -> Stamp {
    Stamp(
      time: HybridTime(raw: next()), isSuspect: chance(20), kind: pick(ChangeKind.allCases),
      author: text(max: ChangeLimits.nameBytesMax), source: text(max: ChangeLimits.nameBytesMax))
  }

  package mutating func header() -> ChangeHeader {
    let count = 1 + number(max: ActPart.countMax - 1)
    return ChangeHeader(
      partition: partition(), origin: OriginID(bits()),
      sequence: max(1, number(max: ChangeLimits.sequenceMax)), previous: hash(), stamp: stamp(),
      reason: text(max: ChangeLimits.reasonBytesMax),
      act: chance(50) ? nil : ActPart(act: ActID(bits()), number: 1 + next() % count, count: count))
  }

  package mutating func payload() -> ChangePayload {
    var group: UInt64 = 0
    let writes = (0..<below(5)).map { _ in
      group += 1 + next() % 9
      return GroupWrite(
        group: group, values: groupValues(), supersedes: names(), before: chance(50) ? nil : groupValues())
    }
    return ChangePayload(
      record: RecordID(bits()), entity: number(max: ChangeLimits.entityMax),
      root: chance(50) ? nil : RecordID(bits()),
      life: LifeWrite(act: pick([.touch, .delete, .restore]), supersedes: names()), writes: writes)
  }

  package mutating func recordState() -> RecordState {
    var state = RecordState(
      record: RecordID(bits()), entity: number(max: ChangeLimits.entityMax),
      root: chance(50) ? nil : RecordID(bits()))
    for _ in 0..<(1 + below(6)) {
      var change = payload()
      change.life.supersedes = state[RecordState.lifeGroup].names.filter { _ in chance(50) }
      let id = ChangeID(
        origin: OriginID(bits()), sequence: max(1, number(max: ChangeLimits.sequenceMax)), hash: hash())
      let stamp = stamp()
      state.apply(change, stamp: stamp, id: id)
      if chance(70) { state.apply(change.life, stamp: stamp, id: id) }
    }
    return state
  }

  /// The same bytes but for one or two places: a flipped bit, a byte dropped, put in or replaced.
  package mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(2) where !bytes.isEmpty {
      let place = below(bytes.count)
      switch below(4) {
      case 0: bytes[place] ^= UInt8(1 << below(8))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
      default: bytes[place] = UInt8(truncatingIfNeeded: next())
      }
    }
    return bytes
  }

  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for place in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(place, below(place + 1)) }
    return result
  }
}

/// Names and remarks that have broken programs: two normal forms, letters that look alike, directions that turn, quotes
/// of three languages, nothing, and too much.
package let hostileTexts: [String] = [
  "", " ", "Nguyễn Thị Hòa", "Nguye\u{302}\u{303}n Thi\u{323} Ho\u{300}a", "Đào", "\u{D0}ào", "Nông Văn Páo",
  "O'Brien; DROP TABLE record;--", "\"quoted\" \\ back", "<script>alert(1)</script>", "\u{202E}gnưH\u{202C}",
  "a\u{0}b", "line\nbreak\ttab\u{1B}[31mred", "👩‍👩‍👧‍👦", "\u{FEFF}bom", "ﬁ ligature", "0912 345 678",
  String(repeating: "ặ", count: 40), String(repeating: "x", count: 120), "' OR 1=1 --", "%s%n%x", "NULL",
  "null",
  "{\"$gt\":\"\"}", "../../etc/passwd", "\u{1F1FB}\u{1F1F3}", "ℌ𝔬̂̀𝓪", "Trần\u{200B}Thị\u{200D}Mai",
]
