internal import CCrypto
internal import Glibc

/// SHA-256 (FIPS 180-4), once. For many messages use a ``Hasher256``.
package enum SHA256 {
  /// The length of a hash.
  package static let byteCount = 32

  /// The algorithm, fetched once. OpenSSL never changes a fetched algorithm, so threads may share it.
  nonisolated(unsafe) static let algorithm: OpaquePointer = {
    guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
      preconditionFailure("this libcrypto has no SHA-256")
    }
    return algorithm
  }()

  /// The 32 bytes of the hash.
  package static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
      let code = EVP_Digest(bytes.baseAddress, bytes.count, output.baseAddress, nil, algorithm, nil)
      precondition(code == 1, "SHA-256 cannot fail over memory")
      count = byteCount
    }
  }

  /// The 32 bytes of the hash.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { digest($0) } }

  /// The 32 bytes of the hash of a file's content, read in pieces, so that its size does not matter.
  ///
  /// - Throws: ``CryptoError/file(operation:path:code:)``.
  package static func digest(ofFile path: String) throws(CryptoError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .file(operation: "open", path: path, code: errno) }
    defer { close(file) }
    let hasher = Hasher256()
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = read(file, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .file(operation: "read", path: path, code: errno) }
      guard count > 0 else { break }
      piece.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    return [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
      hasher.finish(into: UnsafeMutableRawBufferPointer(output))
      count = byteCount
    }
  }
}
