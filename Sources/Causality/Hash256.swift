/// A SHA-256 value (FIPS 180-4) as four big-endian words; also an element of the partition digest, which is a sum
/// modulo 2^256.
@frozen
public struct Hash256: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var a: UInt64
  public var b: UInt64
  public var c: UInt64
  public var d: UInt64

  @inlinable
  public init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  public static let zero = Hash256(0, 0, 0, 0)

  /// Exactly 32 bytes, big endian; `nil` for any other length.
  @inlinable
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var index = 0
    for byte in bytes {
      let value = UInt64(byte)
      switch index >> 3 {
      case 0: words.0 = words.0 << 8 | value
      case 1: words.1 = words.1 << 8 | value
      case 2: words.2 = words.2 << 8 | value
      default: words.3 = words.3 << 8 | value
      }
      index += 1
    }
    self.init(words.0, words.1, words.2, words.3)
  }

  /// 32 bytes, big endian.
  public var bytes: [UInt8] {
    var out = [UInt8]()
    out.reserveCapacity(32)
    append(to: &out)
    return out
  }

  @inlinable
  public func append(to out: inout [UInt8]) {
    appendWord(a, to: &out)
    appendWord(b, to: &out)
    appendWord(c, to: &out)
    appendWord(d, to: &out)
  }

  /// The first eight bytes: how a supersedes-list names which version was meant.
  @inlinable public var short: UInt64 { a }

  /// 64 hexadecimal digits.
  public var description: String { hexText(bytes) }

  @inlinable
  public static func < (x: Hash256, y: Hash256) -> Bool {
    if x.a != y.a { return x.a < y.a }
    if x.b != y.b { return x.b < y.b }
    if x.c != y.c { return x.c < y.c }
    return x.d < y.d
  }

  /// Sum modulo 2^256: commutative, so a digest does not depend on the order of its elements.
  @inlinable
  public static func &+ (x: Hash256, y: Hash256) -> Hash256 {
    let (d, c0) = x.d.addingReportingOverflow(y.d)
    let (c, c1) = add(x.c, y.c, carry: c0)
    let (b, c2) = add(x.b, y.b, carry: c1)
    let (a, _) = add(x.a, y.a, carry: c2)
    return Hash256(a, b, c, d)
  }

  /// Difference modulo 2^256: takes an element out of a digest again.
  @inlinable
  public static func &- (x: Hash256, y: Hash256) -> Hash256 {
    x &+ (Hash256(~y.a, ~y.b, ~y.c, ~y.d) &+ Hash256(0, 0, 0, 1))
  }

  @inlinable
  static func add(_ x: UInt64, _ y: UInt64, carry: Bool) -> (UInt64, Bool) {
    let (sum, first) = x.addingReportingOverflow(y)
    let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
    return (total, first || second)
  }
}

@inlinable
public func appendWord(_ word: UInt64, to out: inout [UInt8]) {
  out.append(UInt8(truncatingIfNeeded: word >> 56))
  out.append(UInt8(truncatingIfNeeded: word >> 48))
  out.append(UInt8(truncatingIfNeeded: word >> 40))
  out.append(UInt8(truncatingIfNeeded: word >> 32))
  out.append(UInt8(truncatingIfNeeded: word >> 24))
  out.append(UInt8(truncatingIfNeeded: word >> 16))
  out.append(UInt8(truncatingIfNeeded: word >> 8))
  out.append(UInt8(truncatingIfNeeded: word))
}

/// Hashing is an argument of the pure targets: the shells pass libcrypto's SHA-256.
public protocol Hashing: AnyObject {
  /// SHA-256 of `bytes`.
  func hash(_ bytes: [UInt8]) -> Hash256
  /// SHA-256 of `first` followed by `second`.
  func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256
  /// SHA-256 of the bytes of `words`, each big endian.
  func hash(words: [UInt64]) -> Hash256
}

extension Hashing {
  public func hash(words: [UInt64]) -> Hash256 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8)
    for word in words { appendWord(word, to: &bytes) }
    return hash(bytes)
  }
}
