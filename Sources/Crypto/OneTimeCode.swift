internal import CCrypto

/// Time-based one-time passwords (RFC 6238 over RFC 4226): six digits, steps of 30 seconds, HMAC-SHA-1, which is what
/// every authenticator understands. Works without a network: both ends need a clock and nothing else.
package struct OneTimeCode: Equatable, Sendable {
  package static let secretBytes = 20
  package static let stepSeconds: Int64 = 30
  /// Steps on either side that are still taken: a telephone's clock is a little off.
  package static let slack: Int64 = 1

  package let secret: [UInt8]

  package init(secret: [UInt8]) { self.secret = secret }

  package static func make() throws(CryptoError) -> OneTimeCode {
    OneTimeCode(secret: try randomBytes(secretBytes))
  }

  /// Six digits for a step.
  package func code(atStep step: Int64) -> String {
    let number = UInt64(bitPattern: step)
    let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    var mac = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 0
    let made = HMAC(EVP_sha1(), secret, Int32(secret.count), message, message.count, &mac, &length)
    precondition(made != nil && length == 20, "HMAC cannot fail over memory")
    let offset = Int(mac[19] & 0xF)
    let bits = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let digits = String(bits % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The step for which a code is right, later than one that was used before; `nil` for a wrong code and for one that
  /// was seen already (RFC 6238 §5.2).
  ///
  /// - Parameter now: seconds since 1970.
  package func step(of code: String, at now: Int64, after used: Int64?) -> Int64? {
    let typed = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
    let current = now / Self.stepSeconds
    var found: Int64?
    // Every candidate is compared, so that time says nothing.
    for step in (current - Self.slack)...(current + Self.slack)
    where constantTimeEquals(typed, Array(self.code(atStep: step).utf8)) && step > used ?? .min {
      found = step
    }
    return found
  }

  /// What an authenticator reads from a QR code or a link; `account` and `issuer` hold letters, digits, dots and hyphens
  /// after encoding by the caller.
  package func address(account: String, issuer: String) -> String {
    "otpauth://totp/\(issuer):\(account)?secret=\(Base32.encoded(secret).uppercased())&issuer=\(issuer)"
  }
}
