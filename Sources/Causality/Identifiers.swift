/// 128 bits, most significant word first. The storage of every identifier; itself it means nothing.
@frozen
public struct Bits128: Hashable, Comparable, Sendable {
  public var high: UInt64
  public var low: UInt64

  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Exactly sixteen bytes, big endian; `nil` for any other length.
  @inlinable
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    var index = 0
    for byte in bytes {
      if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
      index += 1
    }
    self.init(high: high, low: low)
  }

  /// Sixteen bytes, big endian.
  public var bytes: [UInt8] {
    var out = [UInt8]()
    out.reserveCapacity(16)
    append(to: &out)
    return out
  }

  @inlinable
  public func append(to out: inout [UInt8]) {
    appendWord(high, to: &out)
    appendWord(low, to: &out)
  }

  @inlinable
  public static func < (a: Bits128, b: Bits128) -> Bool {
    a.high != b.high ? a.high < b.high : a.low < b.low
  }

  /// `0192f0c1-7d6a-7c3e-8b1f-2a4b5c6d7e8f` (RFC 9562, lower case).
  public var uuidText: String {
    let hex = hexText(bytes)
    var out = ""
    for (index, character) in hex.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { out.append("-") }
      out.append(character)
    }
    return out
  }

  /// Accepts 32 hexadecimal digits with or without hyphens, either case; `nil` for anything else.
  public init?(text: String) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 32, let bytes = bytesFromHex(digits) else { return nil }
    self.init(bytes: bytes)
  }
}

/// One incarnation of a replica: random, never reused. A restored, cloned or forked replica begins a new one.
@frozen
public struct OriginID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var bits: Bits128
  @inlinable public init(_ bits: Bits128) { self.bits = bits }
  @inlinable public static func < (a: OriginID, b: OriginID) -> Bool { a.bits < b.bits }

  /// 32 hexadecimal digits: `5f0c…`.
  public var description: String { hexText(bits.bytes) }
  /// The first three letters or digits of the origin in upper case, for provisional numbers: `5F0`.
  public var letters: String { String(description.prefix(3)).uppercased() }
}

/// Identity of a record: a UUID version 7 (RFC 9562 §5.7) made at its creation, independent of dot, origin and
/// partition, never rewritten, never reused.
@frozen
public struct RecordID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var bits: Bits128
  @inlinable public init(_ bits: Bits128) { self.bits = bits }
  @inlinable public static func < (a: RecordID, b: RecordID) -> Bool { a.bits < b.bits }

  /// Builds a version 7 UUID: 48 bits of Unix milliseconds, 74 bits of chance.
  /// - Parameters:
  ///   - milliseconds: since 1970-01-01 UTC; only the low 48 bits count.
  public init(milliseconds: Int64, using generator: inout some RandomNumberGenerator) {
    let time = UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF
    let high = time << 16 | 0x7000 | (generator.next() & 0x0FFF)
    let low = 0x8000_0000_0000_0000 | (generator.next() & 0x3FFF_FFFF_FFFF_FFFF)
    self.init(Bits128(high: high, low: low))
  }

  /// The record that stands for a thing which two replicas must name alike without talking: version 8 (RFC 9562
  /// §5.8) over the first 128 bits of a hash of what it is about.
  public init(hashOf hash: Hash256) {
    let high = (hash.a & 0xFFFF_FFFF_FFFF_0FFF) | 0x8000
    let low = 0x8000_0000_0000_0000 | (hash.b & 0x3FFF_FFFF_FFFF_FFFF)
    self.init(Bits128(high: high, low: low))
  }

  public init?(text: String) {
    guard let bits = Bits128(text: text) else { return nil }
    self.init(bits)
  }

  /// `0192f0c1-7d6a-7c3e-8b1f-2a4b5c6d7e8f`.
  public var description: String { bits.uuidText }
}

/// One act of a person that changed several records (approve, fee, certificate).
@frozen
public struct ActID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var bits: Bits128
  @inlinable public init(_ bits: Bits128) { self.bits = bits }
  @inlinable public static func < (a: ActID, b: ActID) -> Bool { a.bits < b.bits }
  public var description: String { hexText(bits.bytes) }
}

/// Lower-case hexadecimal digits of `bytes`.
public func hexText(_ bytes: [UInt8]) -> String {
  func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
  var out = [UInt8]()
  out.reserveCapacity(bytes.count * 2)
  for byte in bytes {
    out.append(digit(byte >> 4))
    out.append(digit(byte & 15))
  }
  return String(decoding: out, as: UTF8.self)
}

/// The bytes that hexadecimal digits of either case spell; `nil` for an odd count or another character.
public func bytesFromHex(_ digits: some Collection<UInt8>) -> [UInt8]? {
  guard digits.count % 2 == 0 else { return nil }
  var out = [UInt8]()
  out.reserveCapacity(digits.count / 2)
  var pending: UInt8?
  for digit in digits {
    let value: UInt8
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
    default: return nil
    }
    if let high = pending {
      out.append(high << 4 | value)
      pending = nil
    } else {
      pending = value
    }
  }
  return out
}
