import Causality
import Records

/// One column of a packed section: what the changes say of one matter, one after another. Like stands beside like, so
/// that a compressor finds it, and what nobody can compress (salts, tails of ids, hashes, signatures) stands apart.
struct Column {
  /// Numbers in the section's array, and in `ExchangeError.malformed`.
  enum Kind: Int, CaseIterable {
    case control = 1
    case runs
    case times
    case voices
    case marks
    case shapes
    case ids
    case names
    case values
    case checkpoints
    case raws
    case idTails
    case shorts
    case salts
    case signatures
  }

  var bytes: [UInt8] = []

  /// LEB128: seven bits a byte, least significant first.
  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func zigzag(_ value: Int64) { varint(zigzagged(value)) }

  mutating func word(_ value: UInt64) { appendWord(value, to: &bytes) }

  mutating func bits(_ value: Bits128) {
    appendWord(value.high, to: &bytes)
    appendWord(value.low, to: &bytes)
  }

  mutating func hash(_ value: Hash256) { value.append(to: &bytes) }

  mutating func slice(_ source: [UInt8], _ range: Range<Int>) { bytes.append(contentsOf: source[range]) }

  mutating func counted(_ source: [UInt8]) {
    varint(UInt64(source.count))
    bytes.append(contentsOf: source)
  }

  /// Just `count` bytes: a signature of another length is none, and stays none.
  mutating func fixed(_ source: [UInt8], _ count: Int) {
    for index in 0..<count { bytes.append(index < source.count ? source[index] : 0) }
  }
}

/// 0, -1, 1, -2, … as 0, 1, 2, 3, …
func zigzagged(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

func unzigzagged(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }

/// Reads a column. Bytes that no sender writes are refused with the column's number and the place.
struct ColumnReader {
  let column: Int
  let bytes: [UInt8]
  private(set) var at = 0

  init(_ column: Int, _ bytes: [UInt8]) {
    self.column = column
    self.bytes = bytes
  }

  var left: Int { bytes.count - at }
  var isAtEnd: Bool { at == bytes.count }
  var fault: ExchangeError { .malformed(column: column, at: at) }

  func finish() throws(ExchangeError) {
    guard isAtEnd else { throw fault }
  }

  mutating func byte() throws(ExchangeError) -> UInt8 {
    guard at < bytes.count else { throw fault }
    at += 1
    return bytes[at - 1]
  }

  /// In its shortest form only.
  mutating func varint() throws(ExchangeError) -> UInt64 {
    guard at < bytes.count else { throw fault }
    let first = bytes[at]
    at += 1
    if first < 0x80 { return UInt64(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while true {
      guard at < bytes.count, shift < 64 else { throw fault }
      let next = bytes[at]
      at += 1
      guard shift < 63 || next <= 1 else { throw fault }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 {
        guard next != 0 else { throw fault }
        return value
      }
      shift += 7
    }
  }

  /// 0…`limit`.
  mutating func varint(max limit: UInt64) throws(ExchangeError) -> UInt64 {
    let value = try varint()
    guard value <= limit else { throw fault }
    return value
  }

  /// An index below `count`.
  mutating func index(below count: Int) throws(ExchangeError) -> Int {
    let value = try varint()
    guard value < UInt64(count) else { throw fault }
    return Int(value)
  }

  mutating func zigzag() throws(ExchangeError) -> Int64 { unzigzagged(try varint()) }

  mutating func word() throws(ExchangeError) -> UInt64 {
    guard left >= 8 else { throw fault }
    var value: UInt64 = 0
    for offset in 0..<8 { value = value << 8 | UInt64(bytes[at + offset]) }
    at += 8
    return value
  }

  mutating func bits() throws(ExchangeError) -> Bits128 {
    let high = try word()
    return Bits128(high: high, low: try word())
  }

  mutating func hash() throws(ExchangeError) -> Hash256 {
    let a = try word()
    let b = try word()
    let c = try word()
    return Hash256(a, b, c, try word())
  }

  mutating func take(_ count: Int) throws(ExchangeError) -> [UInt8] {
    guard count >= 0, count <= left else { throw fault }
    at += count
    return Array(bytes[(at - count)..<at])
  }

  /// Bytes behind their count.
  mutating func counted(max limit: Int) throws(ExchangeError) -> [UInt8] {
    try take(try index(below: limit + 1))
  }
}
