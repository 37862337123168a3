package import Causality
import Records

/// An origin's beginning: which certified key vouches for the incarnation.
///
///     signed  = ["tram/birth/1", h'origin', h'certificate', created]
///     encoded = [1, h'origin', h'certificate', created, h'signature']
package struct Birth: Hashable, Sendable {
  package static let format: UInt64 = 1

  package var origin: OriginID
  /// The node's certificate, DER (RFC 5280).
  package var certificate: [UInt8]
  /// Since 1970-01-01 UTC by the node's own clock; for people only.
  package var createdMilliseconds: Int64
  /// ECDSA P-256 over SHA-256 of `signedBytes`, raw r ‖ s, 64 bytes.
  package var signature: [UInt8]

  package init(origin: OriginID, certificate: [UInt8], createdMilliseconds: Int64, signature: [UInt8] = []) {
    self.origin = origin
    self.certificate = certificate
    self.createdMilliseconds = createdMilliseconds
    self.signature = signature
  }

  package var signedBytes: [UInt8] {
    var out = CBORWriter(capacity: certificate.count + 64)
    out.array(4)
    out.text("tram/birth/1")
    out.bits(origin.bits)
    out.data(certificate)
    out.int(createdMilliseconds)
    return out.bytes
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: certificate.count + 128)
    out.birth(self)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      self = try reader.birth()
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }

  /// What the first hash of each of the origin's logs binds. Over the signed bytes and not the signature, because
  /// whoever relays a birth can turn an ECDSA signature (r, s) into the equally valid (r, n − s).
  package func hash(_ hashing: any Hashing) -> Hash256 { hashing.hash(signedBytes) }
}

extension CBORWriter {
  mutating func birth(_ birth: Birth) {
    array(5)
    uint(Birth.format)
    bits(birth.origin.bits)
    data(birth.certificate)
    int(birth.createdMilliseconds)
    data(birth.signature)
  }
}

extension CBORReader {
  mutating func birth() throws(CBORError) -> Birth {
    try array(exactly: 5)
    try format(Birth.format)
    return Birth(
      origin: OriginID(try bits()), certificate: try data(max: MessageLimits.certificateBytesMax),
      createdMilliseconds: try int(), signature: try data(exactly: MessageLimits.signatureBytes))
  }

  mutating func format(_ known: UInt64) throws(CBORError) {
    let number = try uint()
    guard number == known else { throw .unknownFormat(number) }
  }
}

extension ExchangeError {
  init(_ error: CBORError) {
    if case .unknownFormat(let number) = error { self = .unknownFormat(number) } else { self = .cbor(error) }
  }
}
