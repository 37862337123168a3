internal import CCrypto

/// Why a sealed message was not opened. The cases are apart because people do different things about them.
package enum SealError: Error, Equatable, Sendable {
  /// Not a CMS AuthEnvelopedData, or not one that `seal` makes.
  case malformed
  /// It is sealed to other keys than this one.
  case misaddressed
  /// Its key cannot be unwrapped, or the tag over its content is false: it was altered.
  case altered
  /// What is inside is not signed by the certificate that it carries.
  case unsigned
  /// The content is longer than the caller allows.
  case tooLarge(bytesMax: Int)
}

/// A message that one key signed and one key opens: CMS SignedData (RFC 5652) inside AuthEnvelopedData (RFC 5083), both DER.
///
///     openssl cms -decrypt -inform DER -in m -recip us.crt -inkey us.key |
///       openssl cms -verify -inform DER -CAfile authority.crt -purpose any
///
/// The whole message is in memory, so that nothing of the content is given out before its tag and its signature are
/// checked; what is longer is cut into several messages by the caller.
package enum SealedMessage {
  /// What CMS adds to a content at most: certificates, keys, signatures.
  package static let overheadBytesMax = 16 << 10

  /// Signs, then seals.
  ///
  /// - Throws: ``CryptoError/failed(operation:reason:)``.
  package static func seal(
    _ content: [UInt8], by key: SigningKey, _ certificate: Certificate, for recipient: Certificate
  ) throws(CryptoError) -> [UInt8] {
    try seal(content, by: key, certificate, for: [recipient])
  }

  /// Signs, then seals to several, each of whom can open it alone. At least one.
  package static func seal(
    _ content: [UInt8], by key: SigningKey, _ certificate: Certificate, for recipients: [Certificate]
  ) throws(CryptoError) -> [UInt8] {
    let own = try Certificate.decoded(certificate.der)
    defer { X509_free(own) }
    var theirs: [OpaquePointer?] = []
    defer { for recipient in theirs { X509_free(recipient) } }
    for recipient in recipients { theirs.append(try Certificate.decoded(recipient.der)) }
    let signed = try message("sign message", content) { ccrypto_cms_sign(own, key.key, $0) }
    return try message("seal message", signed) { content in
      theirs.withUnsafeBufferPointer { ccrypto_cms_encrypt($0.baseAddress, Int32($0.count), content) }
    }
  }

  /// Opens and checks the signature. Whether the signer's certificate means anything is the caller's question.
  package static func open(
    _ message: [UInt8], with key: SigningKey, _ certificate: Certificate, bytesMax: Int
  ) throws(SealError) -> (content: [UInt8], signer: Certificate) {
    defer { ERR_clear_error() }
    guard message.count <= bytesMax + overheadBytesMax else { throw .tooLarge(bytesMax: bytesMax) }
    guard let own = try? Certificate.decoded(certificate.der) else { throw .malformed }
    defer { X509_free(own) }
    let sealed = try parsed(message, type: NID_id_smime_ct_authEnvelopedData)
    defer { CMS_ContentInfo_free(sealed) }
    guard ccrypto_cms_is_recipient(sealed, own) == 1 else { throw .misaddressed }
    guard let memory = BIO_new(BIO_s_mem()) else { throw .malformed }
    defer { BIO_free(memory) }
    // Fails where the tag is false, and what was deciphered until then is thrown away with the memory.
    guard CMS_decrypt(sealed, key.key, own, nil, memory, UInt32(CMS_BINARY)) == 1 else { throw .altered }
    return try verified(bytes(memory), bytesMax)
  }

  private static func verified(
    _ message: [UInt8], _ bytesMax: Int
  ) throws(SealError) -> (content: [UInt8], signer: Certificate) {
    let signed: OpaquePointer
    do throws(SealError) { signed = try parsed(message, type: NID_pkcs7_signed) } catch { throw .unsigned }
    defer { CMS_ContentInfo_free(signed) }
    guard let memory = BIO_new(BIO_s_mem()) else { throw .malformed }
    defer { BIO_free(memory) }
    // The chain is checked by the caller: by the province's authority alone, and without asking for dates.
    let flags = UInt32(CMS_BINARY) | UInt32(CMS_NO_SIGNER_CERT_VERIFY)
    guard CMS_verify(signed, nil, nil, nil, memory, flags) == 1, let signer = ccrypto_cms_only_signer(signed)
    else { throw .unsigned }
    defer { X509_free(signer) }
    guard let der = try? Crypto.der("encode certificate", { i2d_X509(signer, $0) }),
      let certificate = try? Certificate(der: der)
    else { throw .unsigned }
    let content = bytes(memory)
    guard content.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
    return (content, certificate)
  }

  private static func message(
    _ operation: String, _ content: [UInt8], _ make: (OpaquePointer) -> OpaquePointer?
  ) throws(CryptoError) -> [UInt8] {
    guard let length = Int32(exactly: content.count) else {
      throw .failed(operation: operation, reason: "longer than 2 GiB")
    }
    let made = content.withUnsafeBytes { buffer -> OpaquePointer? in
      guard let memory = BIO_new_mem_buf(buffer.baseAddress, length) else { return nil }
      defer { BIO_free(memory) }
      return make(memory)
    }
    guard let made else { throw .failed(operation) }
    defer { CMS_ContentInfo_free(made) }
    return try Crypto.der(operation) { i2d_CMS_ContentInfo(made, $0) }
  }

  private static func parsed(_ message: [UInt8], type: Int32) throws(SealError) -> OpaquePointer {
    var used = 0
    let made = message.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      let made = d2i_CMS_ContentInfo(nil, &position, buffer.count)
      if let start = buffer.baseAddress, let position { used = start.distance(to: position) }
      return made
    }
    guard let made else { throw .malformed }
    guard used == message.count, ccrypto_cms_type(made) == type else {
      CMS_ContentInfo_free(made)
      throw .malformed
    }
    return made
  }

  private static func bytes(_ memory: OpaquePointer) -> [UInt8] {
    var start: UnsafeMutablePointer<CChar>?
    let count = ccrypto_memory(memory, &start)
    return count > 0 ? [UInt8](UnsafeRawBufferPointer(start: start, count: count)) : []
  }
}
