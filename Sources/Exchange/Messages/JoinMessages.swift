import Records

/// A new node asks the hub for its certificate, with the secret of the invitation that a person carried to it. The
/// key was made on the node and stays there; the origin's birth is signed once the certificate is there.
///
///     [1, h'token', h'certificate signing request']
package struct JoinRequest: Hashable, Sendable {
  package static let format: UInt64 = 1
  /// The secret of the invitation, 1…64 bytes.
  package var token: [UInt8]
  /// DER (RFC 2986).
  package var signingRequest: [UInt8]

  package init(token: [UInt8], signingRequest: [UInt8]) {
    self.token = token
    self.signingRequest = signingRequest
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: signingRequest.count + 96)
    out.array(3)
    out.uint(Self.format)
    out.data(token)
    out.data(signingRequest)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 3)
      try reader.format(Self.format)
      token = try reader.data(max: MessageLimits.tokenBytesMax)
      signingRequest = try reader.data(max: MessageLimits.certificateBytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}

/// What the hub gives to a node that it let in.
///
///     [1, "node name", h'certificate', h'authority certificate']
package struct JoinResponse: Hashable, Sendable {
  package static let format: UInt64 = 1
  package static let nameBytesMax = 64
  /// As in the registry: the agency code of the center.
  package var node: String
  /// DER, the node's.
  package var certificate: [UInt8]
  /// DER, the province's authority that signed it.
  package var authorityCertificate: [UInt8]

  package init(node: String, certificate: [UInt8], authorityCertificate: [UInt8]) {
    self.node = node
    self.certificate = certificate
    self.authorityCertificate = authorityCertificate
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: certificate.count + authorityCertificate.count + 96)
    out.array(4)
    out.uint(Self.format)
    out.text(node)
    out.data(certificate)
    out.data(authorityCertificate)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 4)
      try reader.format(Self.format)
      node = try reader.text(max: Self.nameBytesMax)
      certificate = try reader.data(max: MessageLimits.certificateBytesMax)
      authorityCertificate = try reader.data(max: MessageLimits.certificateBytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}
