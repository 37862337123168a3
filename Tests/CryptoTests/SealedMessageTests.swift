import Crypto
import Foundation
import Testing

/// A province's authority and three nodes.
private struct Province {
  let authority: CertificateAuthority
  let keys: [SigningKey]
  private(set) var certificates: [Certificate] = []

  init() throws {
    authority = try CertificateAuthority.create(name: "a", notBefore: 1_782_864_000, validDays: 3_650)
    keys = try (0..<3).map { _ in try SigningKey.generate() }
    for (number, key) in keys.enumerated() {
      certificates.append(try issue(key, "H37.\(number)"))
    }
  }

  func issue(_ key: SigningKey, _ name: String) throws -> Certificate {
    try authority.issue(
      try CertificateRequest.make(key: key, commonName: "x"),
      subject: DistinguishedName(commonName: name, organization: name, unit: "center"), kind: .client,
      notBefore: 1_782_864_000, days: 800)
  }

  func seal(_ content: [UInt8], from: Int = 0, to: Int = 1) throws -> [UInt8] {
    try SealedMessage.seal(content, by: keys[from], certificates[from], for: certificates[to])
  }

  func open(_ message: [UInt8], at: Int = 1, bytesMax: Int = 1 << 20) throws(SealError) -> (
    content: [UInt8], signer: Certificate
  ) {
    try SealedMessage.open(message, with: keys[at], certificates[at], bytesMax: bytesMax)
  }
}

@Suite struct `A sealed message` {
  @Test(arguments: [0, 1, 1_000, 300_000]) func `is opened by its recipient, who learns who signed`(
    count: Int
  ) throws {
    let province = try Province()
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let message = try province.seal(content)
    #expect(message.count <= content.count + SealedMessage.overheadBytesMax)
    let opened = try province.open(message)
    #expect(opened.content == content)
    #expect(opened.signer == province.certificates[0])
  }

  @Test func `is opened by nobody else`() throws {
    let province = try Province()
    let message = try province.seal([1, 2, 3])
    #expect(throws: SealError.misaddressed) { try province.open(message, at: 2) }
  }

  @Test func `is opened under a renewed certificate over the same key`() throws {
    let province = try Province()
    let message = try province.seal([1, 2, 3])
    let renewed = try province.issue(province.keys[1], "H37.1")
    #expect(renewed != province.certificates[1])
    let opened = try SealedMessage.open(message, with: province.keys[1], renewed, bytesMax: 100)
    #expect(opened.content == [1, 2, 3])
  }

  @Test func `is refused wherever one bit of it is another`() throws {
    let province = try Province()
    let content = [UInt8]("một bó dữ liệu".utf8)
    let message = try province.seal(content)
    for place in message.indices {
      var altered = message
      altered[place] ^= UInt8(1 << (place % 8))
      // A bit that libcrypto does not read (an optional field) may change nothing; another content it never is.
      if let opened = try? province.open(altered) { #expect(opened.content == content) }
    }
    for end in stride(from: 0, to: message.count, by: 7) {
      #expect(throws: SealError.self) { try province.open(Array(message[..<end])) }
    }
    #expect(throws: SealError.malformed) { try province.open(message + [0]) }
  }

  @Test func `is refused when it is longer than was allowed, without being read`() throws {
    let province = try Province()
    let message = try province.seal([UInt8](repeating: 7, count: 50_000))
    #expect(throws: SealError.tooLarge(bytesMax: 1_000)) { try province.open(message, bytesMax: 1_000) }
    #expect(throws: SealError.tooLarge(bytesMax: 49_999)) { try province.open(message, bytesMax: 49_999) }
  }

  @Test func `is read by the openssl program with the right key, and by no other`() throws {
    let province = try Province()
    let folder = try TemporaryFolder()
    let content = [UInt8]((0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try Data(province.seal(content)).write(to: URL(filePath: folder.file("m.cms")))
    try Data(province.authority.certificate.pem()).write(to: URL(filePath: folder.file("authority.crt")))
    for number in 1...2 {
      try Data(province.certificates[number].pem()).write(to: URL(filePath: folder.file("\(number).crt")))
      try province.keys[number].save(to: folder.file("\(number).key"))
    }
    func cms(_ words: String) throws -> Bool {
      try openssl(
        ["cms", "-binary", "-inform", "DER"]
          + words.split(separator: " ").map { $0.contains(".") ? folder.file(String($0)) : String($0) }
      ).isZero
    }
    #expect(try cms("-decrypt -in m.cms -recip 1.crt -inkey 1.key -out signed.der"))
    // At a moment at which the certificates of this test hold.
    #expect(
      try cms(
        "-verify -in signed.der -CAfile authority.crt -purpose any -attime 1782950400 -out content.bin"))
    #expect(try Data(contentsOf: URL(filePath: folder.file("content.bin"))) == Data(content))
    #expect(try !cms("-decrypt -in m.cms -recip 2.crt -inkey 2.key -out other.der"))
  }
}
