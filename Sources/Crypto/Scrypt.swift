internal import CCrypto

/// scrypt (RFC 7914) for passwords, and the text in which a derived key is kept.
///
///     $scrypt$ln=17,r=8,p=1$c2FsdHNhbHQ$8mU…      (PHC string, base32 instead of base64)
///
/// With the cost of the house one derivation takes 128 MiB and about half a second on a small machine, so few may run
/// at once; who calls sees to that.
package struct Scrypt: Equatable, Sendable {
  /// What a derivation costs: memory is 128 · r · 2^ln bytes.
  package struct Cost: Equatable, Sendable {
    /// Base-2 logarithm of the number of blocks, 4…20.
    package let ln: Int
    /// Block size, 1…32.
    package let r: Int
    /// Parallelism, 1…16.
    package let p: Int

    package static let standard = Cost(ln: 17, r: 8, p: 1)
    /// For tests, which make many accounts.
    package static let cheap = Cost(ln: 6, r: 8, p: 1)

    package init(ln: Int, r: Int, p: Int) {
      self.ln = ln
      self.r = r
      self.p = p
    }

    var isWithinBounds: Bool { 4...20 ~= ln && 1...32 ~= r && 1...16 ~= p }
    var memoryBytes: UInt64 { UInt64(128 * r) << UInt64(ln) }
  }

  package let cost: Cost
  package let salt: [UInt8]
  package let key: [UInt8]

  private static let saltBytes = 16
  private static let keyBytes = 32

  /// Derives a key under a new salt.
  ///
  /// - Throws: ``CryptoError/failed(operation:reason:)`` where the memory cannot be had.
  package static func make(_ password: String, cost: Cost = .standard) throws(CryptoError) -> Scrypt {
    let salt = try randomBytes(saltBytes)
    return Scrypt(cost: cost, salt: salt, key: try derive(password, salt, cost))
  }

  /// Whether a password is the one; as slow for a wrong one as for the right one.
  package func matches(_ password: String) throws(CryptoError) -> Bool {
    constantTimeEquals(key, try Self.derive(password, salt, cost))
  }

  private static func derive(
    _ password: String, _ salt: [UInt8], _ cost: Cost
  ) throws(CryptoError) -> [UInt8] {
    guard cost.isWithinBounds else { throw .failed(operation: "scrypt", reason: "cost out of bounds") }
    let letters = Array(password.utf8)
    var key = [UInt8](repeating: 0, count: keyBytes)
    let code = letters.withUnsafeBytes { bytes in
      EVP_PBE_scrypt(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, salt, salt.count,
        UInt64(1) << UInt64(cost.ln), UInt64(cost.r), UInt64(cost.p), cost.memoryBytes + (1 << 20), &key,
        key.count)
    }
    guard code == 1 else { throw .failed("scrypt") }
    return key
  }
}

extension Scrypt {
  package var text: String {
    "$scrypt$ln=\(cost.ln),r=\(cost.r),p=\(cost.p)$\(Base32.encoded(salt))$\(Base32.encoded(key))"
  }

  /// `nil` for anything but what ``text`` writes.
  package init?(text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
    let numbers = parts[2].split(separator: ",").compactMap { pair -> (Substring, Int)? in
      let halves = pair.split(separator: "=")
      return halves.count == 2 ? Int(halves[1]).map { (halves[0], $0) } : nil
    }
    guard numbers.count == 3, numbers[0].0 == "ln", numbers[1].0 == "r", numbers[2].0 == "p" else {
      return nil
    }
    let cost = Cost(ln: numbers[0].1, r: numbers[1].1, p: numbers[2].1)
    guard cost.isWithinBounds, let salt = Base32.decoded(parts[3]), salt.count == Self.saltBytes,
      let key = Base32.decoded(parts[4]), key.count == Self.keyBytes
    else { return nil }
    self.init(cost: cost, salt: salt, key: key)
  }
}
