internal import CCrypto

/// Who a certificate is about: at most one common name, organization and unit, each of 1 to 64 characters (X.520).
///
/// What the parts mean is the caller's; `CN=trạm Kỳ Lừa, O=<code of the center>, OU=<role>` is the use in mind.
package struct DistinguishedName: Hashable, Sendable {
  package let commonName: String?
  package let organization: String?
  package let unit: String?

  package init(commonName: String?, organization: String? = nil, unit: String? = nil) {
    self.commonName = commonName
    self.organization = organization
    self.unit = unit
  }

  /// Reads OpenSSL's form. Other attributes are passed over; one of ours twice, or with a NUL inside, is refused, so
  /// that nobody reads another name than we do.
  init(_ name: OpaquePointer?) throws(CryptoError) {
    func text(_ nid: Int32) throws(CryptoError) -> String? {
      let index = X509_NAME_get_index_by_NID(name, nid, -1)
      guard index >= 0 else { return nil }
      guard X509_NAME_get_index_by_NID(name, nid, index) < 0 else {
        throw .malformed(.name, reason: "an attribute stands there twice")
      }
      var utf8: UnsafeMutablePointer<UInt8>?
      let value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index))
      let count = ASN1_STRING_to_UTF8(&utf8, value)
      guard count > 0, let start = utf8 else { throw .malformed(.name) }
      defer { CRYPTO_free(start, nil, 0) }
      let bytes = UnsafeBufferPointer(start: start, count: Int(count))
      guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
        throw .malformed(.name, reason: "not text")
      }
      return text
    }
    commonName = try text(NID_commonName)
    organization = try text(NID_organizationName)
    unit = try text(NID_organizationalUnitName)
  }

  /// Calls `body` with OpenSSL's form, which lives as long as the call.
  func withName(_ body: (OpaquePointer) throws(CryptoError) -> Void) throws(CryptoError) {
    guard let name = X509_NAME_new() else { throw .failed("name") }
    defer { X509_NAME_free(name) }
    let attributes = [
      (NID_organizationName, organization), (NID_organizationalUnitName, unit), (NID_commonName, commonName),
    ]
    for case (let nid, let text?) in attributes {
      guard !text.isEmpty, text.unicodeScalars.count <= 64, !text.utf8.contains(0) else {
        throw .malformed(.name, reason: "a part of a name has 1 to 64 characters")
      }
      guard ccrypto_add_name(name, nid, text, Int32(text.utf8.count)) == 1 else { throw .malformed(.name) }
    }
    try body(name)
  }
}
