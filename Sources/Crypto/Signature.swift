internal import CCrypto

/// The two shapes of an ECDSA signature: 64 raw bytes (r then s, IEEE P1363), which we store and send, and the DER of
/// RFC 3279 §2.2.3, which OpenSSL speaks.
enum Signature {
  /// The length of r, and of s.
  static let halfByteCount: Int32 = 32

  /// The DER for raw bytes, or `nil` when they are not 64.
  static func der(raw: [UInt8]) -> [UInt8]? {
    guard raw.count == 2 * Int(halfByteCount), let signature = ECDSA_SIG_new() else { return nil }
    defer { ECDSA_SIG_free(signature) }
    let (r, s) = raw.withUnsafeBufferPointer { buffer in
      (
        BN_bin2bn(buffer.baseAddress, halfByteCount, nil),
        BN_bin2bn(buffer.baseAddress.map { $0 + Int(halfByteCount) }, halfByteCount, nil)
      )
    }
    guard ECDSA_SIG_set0(signature, r, s) == 1 else {
      BN_free(r)
      BN_free(s)
      return nil
    }
    return try? Crypto.der("encode signature") { i2d_ECDSA_SIG(signature, $0) }
  }

  /// The raw bytes for the DER that OpenSSL made, or `nil` when it is none.
  static func raw(der: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var position = der.baseAddress
    guard let signature = d2i_ECDSA_SIG(nil, &position, der.count) else { return nil }
    defer { ECDSA_SIG_free(signature) }
    let r = ECDSA_SIG_get0_r(signature)
    let s = ECDSA_SIG_get0_s(signature)
    var raw = [UInt8](repeating: 0, count: 2 * Int(halfByteCount))
    let padded = raw.withUnsafeMutableBufferPointer { output in
      BN_bn2binpad(r, output.baseAddress, halfByteCount) == halfByteCount
        && BN_bn2binpad(s, output.baseAddress.map { $0 + Int(halfByteCount) }, halfByteCount) == halfByteCount
    }
    return padded ? raw : nil
  }
}
