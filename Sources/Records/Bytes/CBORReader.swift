package import Causality

/// Why bytes are not the deterministic CBOR that was expected. `at` is the offset of the item in question.
package enum CBORError: Error, Equatable, Sendable {
  /// The bytes end inside an item.
  case truncated(at: Int)
  /// Another kind of item stands here.
  case unexpected(at: Int)
  /// A head that is not the shortest, an indefinite length, or a simple value or tag that is not used.
  case notDeterministic(at: Int)
  /// A length or a count beyond the limit its reader gave; nothing was allocated for it.
  case tooLong(at: Int, limit: Int)
  /// Text that is not UTF-8.
  case notText(at: Int)
  /// Bytes are left over behind the last item.
  case trailing(at: Int)
  /// Arrays nested deeper than `CBORReader.depthMax`.
  case tooDeep(at: Int)
  /// Well-formed, but a value that nothing of the expected kind has.
  case invalid(at: Int)
  /// Written in a format whose number this version does not know.
  case unknownFormat(UInt64)
}

/// Reads deterministic CBOR and refuses everything else, so that decoding and encoding again gives the same bytes.
/// Every length is compared with a limit and with what is left before anything is allocated.
package struct CBORReader: Sendable {
  package static let depthMax = 16

  package let bytes: [UInt8]
  package private(set) var position: Int
  package let end: Int

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = 0
    end = bytes.count
  }

  package init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    position = max(0, min(start, bytes.count))
    self.end = max(position, min(end, bytes.count))
  }

  package var isAtEnd: Bool { position == end }
  package var left: Int { end - position }

  package func finish() throws(CBORError) {
    guard position == end else { throw .trailing(at: position) }
  }

  /// The number of items of an array, at most `limit`; each item takes at least one byte, so no more than are left.
  package mutating func array(max limit: Int) throws(CBORError) -> Int {
    let start = position
    let count = try head(4)
    guard count <= UInt64(min(limit, left)) else { throw .tooLong(at: start, limit: limit) }
    return Int(count)
  }

  /// An array of just `count` items.
  package mutating func array(exactly count: Int) throws(CBORError) {
    let start = position
    guard try head(4) == UInt64(count) else { throw .unexpected(at: start) }
  }

  package mutating func uint() throws(CBORError) -> UInt64 { try head(0) }

  package mutating func uint(max limit: UInt64) throws(CBORError) -> UInt64 {
    let start = position
    let value = try head(0)
    guard value <= limit else { throw .tooLong(at: start, limit: Int(clamping: limit)) }
    return value
  }

  package mutating func int() throws(CBORError) -> Int64 {
    let start = position
    let value: UInt64
    if try peekMajor() == 1 {
      value = try head(1)
      guard value <= UInt64(Int64.max) else { throw .tooLong(at: start, limit: Int.max) }
      return ~Int64(value)
    }
    value = try head(0)
    guard value <= UInt64(Int64.max) else { throw .tooLong(at: start, limit: Int.max) }
    return Int64(value)
  }

  package mutating func bool() throws(CBORError) -> Bool {
    switch try peek() {
    case 0xF4:
      position += 1
      return false
    case 0xF5:
      position += 1
      return true
    default: throw .unexpected(at: position)
    }
  }

  /// Consumes a null if one stands here.
  package mutating func isNull() throws(CBORError) -> Bool {
    guard try peek() == 0xF6 else { return false }
    position += 1
    return true
  }

  package mutating func data(max limit: Int) throws(CBORError) -> [UInt8] {
    let range = try string(2, limit)
    return Array(bytes[range])
  }

  package mutating func data(exactly count: Int) throws(CBORError) -> [UInt8] {
    let start = position
    let range = try string(2, count)
    guard range.count == count else { throw .unexpected(at: start) }
    return Array(bytes[range])
  }

  package mutating func text(max limit: Int) throws(CBORError) -> String {
    let start = position
    let range = try string(3, limit)
    guard let text = try? UTF8Span(validating: bytes.span.extracting(range)) else {
      throw .notText(at: start)
    }
    return String(copying: text)
  }

  package mutating func bits() throws(CBORError) -> Bits128 {
    let start = position
    let range = try string(2, 16)
    guard range.count == 16 else { throw .unexpected(at: start) }
    return Bits128(high: word(at: range.lowerBound), low: word(at: range.lowerBound + 8))
  }

  package mutating func hash() throws(CBORError) -> Hash256 {
    let start = position
    let range = try string(2, 32)
    guard range.count == 32 else { throw .unexpected(at: start) }
    let at = range.lowerBound
    return Hash256(word(at: at), word(at: at + 8), word(at: at + 16), word(at: at + 24))
  }

  /// Eight bytes as a byte string.
  package mutating func word() throws(CBORError) -> UInt64 {
    let start = position
    let range = try string(2, 8)
    guard range.count == 8 else { throw .unexpected(at: start) }
    return word(at: range.lowerBound)
  }

  /// Passes over one whole item and returns its bytes as they stand, at most `limit` of them. The item is checked as
  /// strictly as if it were read.
  package mutating func raw(max limit: Int) throws(CBORError) -> [UInt8] {
    let start = position
    try skip(depth: 0)
    guard position - start <= limit else { throw .tooLong(at: start, limit: limit) }
    return Array(bytes[start..<position])
  }

  package mutating func skip() throws(CBORError) { try skip(depth: 0) }

  /// The major type of the next item (RFC 8949 §3.1), 0…7.
  package func peekMajor() throws(CBORError) -> UInt8 { try peek() >> 5 }

  private mutating func skip(depth: Int) throws(CBORError) {
    guard depth < Self.depthMax else { throw .tooDeep(at: position) }
    switch try peekMajor() {
    case 0: _ = try head(0)
    case 1: _ = try head(1)
    case 2: _ = try string(2, Int.max)
    case 3:
      let start = position
      let range = try string(3, Int.max)
      guard isUTF8(range) else { throw .notText(at: start) }
    case 4:
      let start = position
      let count = try head(4)
      guard count <= UInt64(left) else { throw .tooLong(at: start, limit: left) }
      for _ in 0..<count { try skip(depth: depth + 1) }
    default:
      switch try peek() {
      case 0xF4, 0xF5, 0xF6: position += 1
      default: throw .notDeterministic(at: position)
      }
    }
  }

  /// Checks in place: making a string to see whether it can be made costs three times as much.
  private func isUTF8(_ range: Range<Int>) -> Bool {
    (try? UTF8Span(validating: bytes.span.extracting(range))) != nil
  }

  private mutating func string(_ major: UInt8, _ limit: Int) throws(CBORError) -> Range<Int> {
    let start = position
    let count = try head(major)
    guard count <= UInt64(limit) else { throw .tooLong(at: start, limit: limit) }
    guard count <= UInt64(left) else { throw .truncated(at: start) }
    let range = position..<(position + Int(count))
    position = range.upperBound
    return range
  }

  private func peek() throws(CBORError) -> UInt8 {
    guard position < end else { throw .truncated(at: position) }
    return bytes[position]
  }

  private mutating func head(_ major: UInt8) throws(CBORError) -> UInt64 {
    let start = position
    let first = try peek()
    guard first >> 5 == major else { throw .unexpected(at: start) }
    position += 1
    let low = first & 31
    if low < 24 { return UInt64(low) }
    guard low <= 27 else { throw .notDeterministic(at: start) }
    let width = 1 << Int(low - 24)
    guard left >= width else { throw .truncated(at: start) }
    var value: UInt64 = 0
    for offset in 0..<width { value = value << 8 | UInt64(bytes[position + offset]) }
    position += width
    let least: UInt64
    switch low {
    case 24: least = 24
    case 25: least = 0x100
    case 26: least = 0x1_0000
    default: least = 0x1_0000_0000
    }
    guard value >= least else { throw .notDeterministic(at: start) }
    return value
  }

  private func word(at offset: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<8 { value = value << 8 | UInt64(bytes[offset + index]) }
    return value
  }
}
