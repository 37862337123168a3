import Crypto
import Testing

@Suite struct `A derived key` {
  @Test func `is right for its password only, and survives being written down`() throws {
    let made = try Scrypt.make("trạm biên giới", cost: .cheap)
    #expect(try made.matches("trạm biên giới"))
    #expect(try !made.matches("trạm biên gioi"))
    let read = try #require(Scrypt(text: made.text))
    #expect(read == made)
    #expect(try Scrypt.make("trạm biên giới", cost: .cheap).key != made.key)
  }

  /// Made with Python's `hashlib.scrypt`, another face of the same function: a salt of 16 bytes, N = 16384, r = 8, p = 1.
  @Test func `is that of the standard`() throws {
    let salt = Array("SodiumChloride".utf8) + [0, 0]
    let text = "$scrypt$ln=14,r=8,p=1$\(Base32.encoded(salt))$\(Base32.encoded(Self.known))"
    #expect(try #require(Scrypt(text: text)).matches("pleaseletmein"))
  }

  static let known: [UInt8] = [
    0xF7, 0xD2, 0xBD, 0x1B, 0xEF, 0xAC, 0x5A, 0x5B, 0xD9, 0x50, 0xE5, 0x69, 0xAF, 0xA2, 0x33, 0xD0, 0x6A,
    0xB5, 0x54, 0xE2, 0x5B, 0x45, 0x1D, 0x40, 0x27, 0xF2, 0x14, 0x20, 0x13, 0xBE, 0xAE, 0xA3,
  ]

  @Test(
    arguments: [
      "", "x", "$scrypt$ln=99,r=8,p=1$aaaa$aaaa", "$scrypt$ln=14,r=8$aaaa$aaaa", "$argon2$ln=14,r=8,p=1$a$a",
      "$scrypt$ln=14,r=8,p=1$aaaa$aaaa",
    ])
  func `is not read from anything else`(text: String) { #expect(Scrypt(text: text) == nil) }
}

@Suite struct `A one-time code` {
  /// RFC 6238, appendix B, SHA-1, of which the last six digits.
  @Test(
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
      (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ] as [(Int64, String)])
  func `is that of the standard`(second: Int64, code: String) {
    let factor = OneTimeCode(secret: Array("12345678901234567890".utf8))
    #expect(factor.code(atStep: second / 30) == code)
    #expect(factor.step(of: code, at: second, after: nil) == second / 30)
    #expect(factor.step(of: code, at: second + 30, after: nil) == second / 30)
    #expect(factor.step(of: code, at: second + 90, after: nil) == nil)
    #expect(factor.step(of: code, at: second, after: second / 30) == nil)
    #expect(factor.step(of: "", at: second, after: nil) == nil)
  }
}
