import Records

/// A node asks for a new certificate over the key that it has. The request is signed by that key, so who shows a
/// certificate of another learns nothing and gets nothing that he could use.
///
///     [1, h'certificate', h'certificate signing request']
package struct RenewRequest: Hashable, Sendable {
  package static let format: UInt64 = 1
  /// DER: the one that ends, or has ended.
  package var certificate: [UInt8]
  /// DER (RFC 2986).
  package var signingRequest: [UInt8]

  package init(certificate: [UInt8], signingRequest: [UInt8]) {
    self.certificate = certificate
    self.signingRequest = signingRequest
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: certificate.count + signingRequest.count + 32)
    out.array(3)
    out.uint(Self.format)
    out.data(certificate)
    out.data(signingRequest)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 3)
      try reader.format(Self.format)
      certificate = try reader.data(max: MessageLimits.certificateBytesMax)
      signingRequest = try reader.data(max: MessageLimits.certificateBytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}

/// The new certificate; the same again where the one before still has most of its time.
///
///     [1, h'certificate']
package struct RenewResponse: Hashable, Sendable {
  package static let format: UInt64 = 1
  /// DER.
  package var certificate: [UInt8]

  package init(certificate: [UInt8]) { self.certificate = certificate }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: certificate.count + 16)
    out.array(2)
    out.uint(Self.format)
    out.data(certificate)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 2)
      try reader.format(Self.format)
      certificate = try reader.data(max: MessageLimits.certificateBytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}
