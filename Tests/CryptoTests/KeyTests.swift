import Crypto
import Foundation
import Testing

@Suite struct `A signing key` {
  let message = Array("partition unit/06040, origin 7, sequence 12".utf8)

  @Test func `signs what its public half accepts`() throws {
    let key = try SigningKey.generate()
    for length in [0, 1, 31, 32, 64, 10_000] {
      let bytes = [UInt8](repeating: 9, count: length)
      let signature = try key.sign(bytes)
      #expect(signature.count == 64)
      #expect(key.publicKey.isValid(signature: signature, for: bytes))
    }
  }

  @Test func `always gives 64 bytes, also when a half begins with zeros`() throws {
    let key = try SigningKey.generate()
    // One in 128 signatures has such a half.
    for n in 0..<1_000 {
      let bytes = Array("\(n)".utf8)
      let signature = try key.sign(bytes)
      try #require(signature.count == 64)
      try #require(key.publicKey.isValid(signature: signature, for: bytes))
    }
  }

  @Test func `gives a signature that fails after any one bit of it changed`() throws {
    let key = try SigningKey.generate()
    let signature = try key.sign(message)
    for bit in 0..<512 {
      var changed = signature
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.publicKey.isValid(signature: changed, for: message))
    }
  }

  @Test func `does not sign for another message or another key`() throws {
    let key = try SigningKey.generate()
    let other = try SigningKey.generate()
    let signature = try key.sign(message)
    #expect(!key.publicKey.isValid(signature: signature, for: message + [0]))
    #expect(!other.publicKey.isValid(signature: signature, for: message))
    #expect(key.publicKey.isValid(signature: signature, for: message), "a refusal before does not matter")
  }

  @Test(
    arguments: [
      [], [0], .init(repeating: 0, count: 64), .init(repeating: 255, count: 64),
      .init(repeating: 1, count: 65),
    ] as [[UInt8]])
  func `takes no nonsense for a signature`(_ nonsense: [UInt8]) throws {
    #expect(!(try SigningKey.generate().publicKey.isValid(signature: nonsense, for: message)))
  }

  @Test func `comes back from its file, which only its owner may read`() throws {
    let folder = try TemporaryFolder()
    let key = try SigningKey.generate()
    try key.save(to: folder.file("node.key"))
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file("node.key"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let again = try SigningKey(file: folder.file("node.key"))
    #expect(again.publicKey == key.publicKey)
    #expect(key.publicKey.isValid(signature: try again.sign(message), for: message))
    #expect(
      try String(decoding: readFile(folder.file("node.key"), bytesMax: 4_096), as: UTF8.self)
        .hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(try openssl("pkey", "-in", folder.file("node.key"), "-check", "-noout").isZero)
  }

  @Test func `signs what the openssl command verifies`() throws {
    let folder = try TemporaryFolder()
    let key = try SigningKey.generate()
    try Data(message).write(to: URL(filePath: folder.file("message")))
    try Data(key.publicKey.spki).write(to: URL(filePath: folder.file("key.der")))
    let raw = try key.sign(message)
    func integer(_ half: ArraySlice<UInt8>) -> [UInt8] {
      let short = half.drop { $0 == 0 }
      let padded = (short.first ?? 0) >= 0x80 ? [0] + short : Array(short)
      return [0x02, UInt8(padded.count)] + padded
    }
    let body = integer(raw[..<32]) + integer(raw[32...])
    try Data([0x30, UInt8(body.count)] + body).write(to: URL(filePath: folder.file("signature")))
    let answer = try openssl(
      "dgst", "-sha256", "-keyform", "DER", "-verify", folder.file("key.der"), "-signature",
      folder.file("signature"), folder.file("message"))
    #expect(answer.said.contains("Verified OK"))
  }

  @Test(arguments: [
    ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
    ["genpkey", "-algorithm", "ED25519"],
    ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass", "pass:word"],
    [
      "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt",
      "ec_param_enc:explicit",
    ],
  ])
  func `is no other kind of key, and never asks for a passphrase`(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    try #require(try openssl(command + ["-out", folder.file("k")]).isZero)
    #expect(throws: CryptoError.self) { try SigningKey(file: folder.file("k")) }
  }

  @Test func `may be used by many at once`() async throws {
    let key = try SigningKey.generate()
    let message = message
    let valid = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { @Sendable in
          try (0..<200).filter { _ in key.publicKey.isValid(signature: try key.sign(message), for: message) }
            .count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(valid == 1_600)
  }
}

@Suite struct `A verifying key` {
  @Test func `comes back from its bytes, with the same fingerprint`() throws {
    let key = try SigningKey.generate().publicKey
    let again = try VerifyingKey(spki: key.spki)
    #expect(again == key && again.hashValue == key.hashValue)
    #expect(again.fingerprint == SHA256.digest(key.spki))
    #expect(try SigningKey.generate().publicKey != key)
  }

  @Test func `is refused when its bytes were cut, lengthened or changed`() throws {
    let spki = try SigningKey.generate().publicKey.spki
    for length in 0..<spki.count {
      #expect(throws: CryptoError.self) { try VerifyingKey(spki: Array(spki[..<length])) }
    }
    #expect(throws: CryptoError.self) { try VerifyingKey(spki: spki + [0]) }
    #expect(throws: CryptoError.self) { try VerifyingKey(spki: [UInt8](repeating: 0x30, count: 100_000)) }
    var offCurve = spki
    offCurve[90] ^= 1
    #expect(throws: CryptoError.self) { try VerifyingKey(spki: offCurve) }
  }

  @Test func `has one encoding only`() throws {
    let spki = try SigningKey.generate().publicKey.spki
    // The same point, compressed (SEC 1 §2.3.3).
    var short = Array(spki[..<26]) + [0x02 | (spki[90] & 1)] + Array(spki[27..<59])
    short[1] = UInt8(short.count - 2)
    short[24] = UInt8(short.count - 25)
    #expect(throws: CryptoError.malformed(.publicKey, reason: "not in the one encoding that is accepted")) {
      try VerifyingKey(spki: short)
    }
  }
}
