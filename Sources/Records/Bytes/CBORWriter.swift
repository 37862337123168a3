package import Causality

/// Writes deterministic CBOR (RFC 8949 §4.2.1): shortest heads, definite lengths. Only what the formats of this
/// package use: integers, byte and text strings, arrays, true, false, null.
package struct CBORWriter: Sendable {
  package var bytes: [UInt8]

  package init(capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what was written and keeps the memory.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  package mutating func array(_ count: Int) { head(0x80, UInt64(count)) }

  package mutating func uint(_ value: UInt64) { head(0, value) }

  package mutating func int(_ value: Int64) {
    if value >= 0 { head(0, UInt64(value)) } else { head(0x20, UInt64(bitPattern: ~value)) }
  }

  package mutating func bool(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }

  package mutating func null() { bytes.append(0xF6) }

  package mutating func data(_ value: [UInt8]) {
    head(0x40, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  package mutating func text(_ value: String) {
    let utf8 = value.utf8
    head(0x60, UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  package mutating func bits(_ value: Bits128) {
    bytes.append(0x50)
    appendWord(value.high, to: &bytes)
    appendWord(value.low, to: &bytes)
  }

  package mutating func hash(_ value: Hash256) {
    bytes.append(0x58)
    bytes.append(32)
    value.append(to: &bytes)
  }

  /// Eight bytes as a byte string.
  package mutating func word(_ value: UInt64) {
    bytes.append(0x48)
    appendWord(value, to: &bytes)
  }

  /// One item that is CBOR already.
  package mutating func raw(_ item: [UInt8]) { bytes.append(contentsOf: item) }

  private mutating func head(_ major: UInt8, _ value: UInt64) {
    if value < 24 {
      bytes.append(major | UInt8(value))
    } else if value <= 0xFF {
      bytes.append(major | 24)
      bytes.append(UInt8(value))
    } else if value <= 0xFFFF {
      bytes.append(major | 25)
      bytes.append(UInt8(value >> 8))
      bytes.append(UInt8(truncatingIfNeeded: value))
    } else if value <= 0xFFFF_FFFF {
      bytes.append(major | 26)
      for shift in [24, 16, 8, 0] as [UInt64] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    } else {
      bytes.append(major | 27)
      appendWord(value, to: &bytes)
    }
  }
}
