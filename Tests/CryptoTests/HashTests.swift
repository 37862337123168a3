import Crypto
import Foundation
import Testing

@Suite struct `A SHA-256` {
  /// From FIPS 180-4's examples and NIST's short-message vectors.
  static let known: [(message: String, hex: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  private func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

  private func hex(_ words: Words256) -> String {
    [words.0, words.1, words.2, words.3].map { String(format: "%016lx", $0) }.joined()
  }

  @Test(arguments: known)
  func `is the one that everybody knows`(_ row: (message: String, hex: String)) {
    #expect(hex(SHA256.digest(Array(row.message.utf8))) == row.hex)
    #expect(hex(Hasher256().hash(Array(row.message.utf8))) == row.hex)
  }

  @Test func `comes out the same from one hasher, message after message`() {
    let hasher = Hasher256()
    for row in Self.known + Self.known.reversed() {
      #expect(hex(hasher.hash(Array(row.message.utf8))) == row.hex)
    }
  }

  @Test(arguments: 0...8)
  func `does not depend on where a message is cut`(_ cut: Int) {
    let message = Array("Lạng Sơn".utf8)
    let hasher = Hasher256()
    let words = message.withUnsafeBytes {
      hasher.hash(UnsafeRawBufferPointer(rebasing: $0[..<cut]), UnsafeRawBufferPointer(rebasing: $0[cut...]))
    }
    #expect(hex(words) == hex(SHA256.digest(message)))
    hasher.update(Array(message[..<cut]))
    hasher.update(Array(message[cut...]))
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes.withUnsafeMutableBytes { hasher.finish(into: $0) }
    #expect(bytes == SHA256.digest(message))
  }

  @Test func `of a file is that of its content, however long`() throws {
    let folder = try TemporaryFolder()
    let content = [UInt8]((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try Data(content).write(to: URL(filePath: folder.file("scan")))
    #expect(try SHA256.digest(ofFile: folder.file("scan")) == SHA256.digest(content))
    #expect(throws: CryptoError.file(operation: "open", path: folder.file("none"), code: ENOENT)) {
      try SHA256.digest(ofFile: folder.file("none"))
    }
    #expect(throws: CryptoError.file(operation: "read", path: folder.path, code: EISDIR)) {
      try SHA256.digest(ofFile: folder.path)
    }
  }
}

@Suite struct `A secret` {
  @Test func `has as many bytes as asked for, and is never the same twice`() throws {
    #expect(try randomBytes(0) == [])
    #expect(try randomBytes(1_000).count == 1_000)
    #expect(try Set((0..<100).map { _ in try randomBytes(16) }).count == 100)
  }

  @Test func `equals itself only`() {
    #expect(constantTimeEquals([], []))
    #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
    #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
    #expect(!constantTimeEquals([1, 2, 3], [1, 2]))
  }
}

@Suite struct `A file written at once` {
  @Test func `replaces the old content, has its rights, and leaves nothing beside it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("token")
    try writeAtomically([1, 2, 3], to: path, mode: 0o644)
    try writeAtomically([4, 5], to: path, mode: 0o600)
    #expect(try readFile(path, bytesMax: 2) == [4, 5])
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["token"])
  }

  @Test func `that cannot be put in its place leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("taken/by"), withIntermediateDirectories: true)
    #expect(throws: CryptoError.self) { try writeAtomically([1], to: folder.file("taken"), mode: 0o600) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
  }

  @Test func `is not read past its bound`() throws {
    let folder = try TemporaryFolder()
    try writeAtomically([1, 2, 3], to: folder.file("long"), mode: 0o600)
    #expect(throws: CryptoError.file(operation: "read", path: folder.file("long"), code: EFBIG)) {
      try readFile(folder.file("long"), bytesMax: 2)
    }
  }
}
