import Causality
import Records

/// Walks over deterministic CBOR without making values of it. Once something is not as expected `isSound` is false,
/// and what was read since means nothing.
struct ByteScan {
  let bytes: [UInt8]
  var at: Int
  var isSound = true

  init(_ bytes: [UInt8], at: Int = 0) {
    self.bytes = bytes
    self.at = at
  }

  var isAtEnd: Bool { at == bytes.count }

  mutating func fail() -> UInt64 {
    isSound = false
    at = bytes.count
    return 0
  }

  /// Consumes one byte if it is `byte`.
  mutating func skip(if byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  mutating func expect(_ byte: UInt8) {
    guard at < bytes.count, bytes[at] == byte else {
      _ = fail()
      return
    }
    at += 1
  }

  /// The argument of a head (RFC 8949 §3) of this major type, in its shortest form only.
  mutating func head(_ major: UInt8) -> UInt64 {
    guard at < bytes.count, bytes[at] >> 5 == major else { return fail() }
    let low = bytes[at] & 31
    at += 1
    if low < 24 { return UInt64(low) }
    guard low <= 27 else { return fail() }
    let width = 1 << Int(low - 24)
    guard bytes.count - at >= width else { return fail() }
    var value: UInt64 = 0
    for offset in 0..<width { value = value << 8 | UInt64(bytes[at + offset]) }
    at += width
    let isShortest = low == 24 ? value >= 24 : value >> (UInt64(width) * 4) != 0
    return isShortest ? value : fail()
  }

  /// The place of `count` bytes.
  mutating func take(_ count: UInt64) -> Range<Int> {
    guard count <= UInt64(bytes.count - at) else {
      _ = fail()
      return at..<at
    }
    let range = at..<(at + Int(count))
    at = range.upperBound
    return range
  }

  mutating func text() -> Range<Int> { take(head(3)) }

  mutating func word() -> UInt64 {
    guard bytes.count - at >= 8 else { return fail() }
    var value: UInt64 = 0
    for offset in 0..<8 { value = value << 8 | UInt64(bytes[at + offset]) }
    at += 8
    return value
  }

  mutating func bits() -> Bits128 {
    expect(0x50)
    let high = word()
    return Bits128(high: high, low: word())
  }

  mutating func hash() -> Hash256 {
    expect(0x58)
    expect(32)
    let a = word()
    let b = word()
    let c = word()
    return Hash256(a, b, c, word())
  }

  /// The place of one whole item, checked as strictly as `CBORReader.skip` does but for the encoding of text.
  mutating func item() -> Range<Int> {
    let start = at
    skipItem(depth: 0)
    return start..<max(start, at)
  }

  private mutating func skipItem(depth: Int) {
    guard at < bytes.count, depth < CBORReader.depthMax else {
      _ = fail()
      return
    }
    let major = bytes[at] >> 5
    switch major {
    case 0, 1: _ = head(major)
    case 2, 3: _ = take(head(major))
    case 4:
      let count = head(4)
      guard count <= UInt64(bytes.count - at) else {
        _ = fail()
        return
      }
      for _ in 0..<count where isSound { skipItem(depth: depth + 1) }
    default:
      guard bytes[at] == 0xF4 || bytes[at] == 0xF5 || bytes[at] == 0xF6 else {
        _ = fail()
        return
      }
      at += 1
    }
  }
}
