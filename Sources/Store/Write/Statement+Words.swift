import Causality
import SQLite

/// Identifiers and hashes are bound and read as the bytes that they are, without an array for each.
extension Statement {
  func bind(_ index: Int32, _ bits: Bits128) {
    withUnsafeBytes(of: (bits.high.bigEndian, bits.low.bigEndian)) { bind(index, $0) }
  }

  func bind(_ index: Int32, _ hash: Hash256) {
    let words = (hash.a.bigEndian, hash.b.bigEndian, hash.c.bigEndian, hash.d.bigEndian)
    withUnsafeBytes(of: words) { bind(index, $0) }
  }
}
