import Crypto
import Glibc

/// The certificate of a center's pages on its own network, by an authority that the center makes for itself: browsers of
/// the counter are told to trust `web/authority.crt`, and nobody outside the center depends on it.
enum PageCertificate {
  static let authorityDays = 3_650
  /// Browsers take no certificate that lasts longer.
  static let days = 397
  /// A certificate is made anew when fewer days are left.
  static let renewalDays: Int64 = 60

  struct Files: Sendable {
    let folder: String
    var authorityKey: String { folder + "/authority.key" }
    var authority: String { folder + "/authority.crt" }
    var key: String { folder + "/server.key" }
    var certificate: String { folder + "/server.crt" }
    /// The names that the certificate is for, a line.
    var names: String { folder + "/server.names" }
  }

  /// Makes what is missing, too old, or for other names.
  static func ensure(
    _ home: NodeHome, label: String, names: [PageName], now: Int64
  ) throws(NodeError) -> Files {
    try NodeHome.makeFolder(home.path + "/web")
    try NodeHome.makeFolder(home.nginx)
    let files = Files(folder: home.path + "/web")
    let start = now / 1_000 - HubSetup.earlierSeconds
    try certifying { () throws(CryptoError) in
      let authority = try authority(files, label, start)
      if stands(files, authority, names, now / 1_000) { return }
      let key = try SigningKey.generate()
      let certificate = try authority.issue(
        try CertificateRequest.make(key: key, commonName: label),
        subject: DistinguishedName(commonName: label),
        kind: .server(
          dnsNames: names.compactMap { if case .name(let name) = $0 { name } else { nil } },
          ipAddresses: names.compactMap { if case .ip(let address) = $0 { address } else { nil } }),
        notBefore: start, days: days)
      // The certificate last: until it is there the pair does not stand, and the next start makes it again.
      unlink(files.certificate)
      try key.save(to: files.key)
      try writeAtomically(Array(line(names).utf8), to: files.names, mode: 0o644)
      try writeAtomically(try certificate.pem(), to: files.certificate, mode: 0o644)
    }
    return files
  }

  private static func authority(
    _ files: Files, _ label: String, _ start: Int64
  ) throws(CryptoError) -> CertificateAuthority {
    if access(files.authorityKey, F_OK) == 0, access(files.authority, F_OK) == 0 {
      return try CertificateAuthority(
        key: try SigningKey(file: files.authorityKey), certificate: try Certificate(file: files.authority))
    }
    let authority = try CertificateAuthority.create(
      name: "Tram \(label.prefix(40))", notBefore: start, validDays: authorityDays)
    unlink(files.authorityKey)
    try authority.key.save(to: files.authorityKey)
    try writeAtomically(try authority.certificate.pem(), to: files.authority, mode: 0o644)
    return authority
  }

  private static func stands(
    _ files: Files, _ authority: CertificateAuthority, _ names: [PageName], _ now: Int64
  ) -> Bool {
    // Whatever cannot be read is made again.
    guard let certificate = try? Certificate(file: files.certificate),
      let key = try? SigningKey(file: files.key), certificate.publicKey == key.publicKey,
      certificate.isIssued(by: authority.certificate), certificate.notAfter - now > renewalDays * 86_400,
      let known = try? readFile(files.names, bytesMax: 8_192)
    else { return false }
    return String(decoding: known, as: UTF8.self) == line(names)
  }

  private static func line(_ names: [PageName]) -> String {
    names.map(\.text).joined(separator: "\n") + "\n"
  }
}
