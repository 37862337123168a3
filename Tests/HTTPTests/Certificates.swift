import Foundation
import Glibc

/// An authority, a server and a client certificate, and a foreign authority with a client of its own, made once by
/// the `openssl` command.
final class Certificates: Sendable {
  static let shared = Result { try Certificates() }

  struct Failed: Error { var words: [String] }

  private let folder = Folder()
  var authority: String { folder.file("ca.pem") }
  var foreignAuthority: String { folder.file("foreign.pem") }

  func certificate(_ name: String) -> String { folder.file(name + ".pem") }
  func key(_ name: String) -> String { folder.file(name + ".key") }

  private init() throws {
    // A static is never let go, so its folder is removed when the process ends.
    atexit {
      if let path = try? Certificates.shared.get().folder.path {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
    try folder.write("subjectAltName=IP:127.0.0.1,DNS:localhost\n", to: "server.ext")
    try folder.write("extendedKeyUsage=clientAuth\n", to: "client.ext")
    for name in ["ca", "foreign"] {
      try openssl(
        ["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=\(name)", "-keyout", key(name)] + newKey
          + ["-out", certificate(name)])
    }
    try issue("server", by: "ca", extensions: "server.ext")
    try issue("client", by: "ca", extensions: "client.ext")
    try issue("stranger", by: "foreign", extensions: "client.ext")
  }

  private let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

  private func issue(_ name: String, by issuer: String, extensions: String) throws {
    try openssl(
      ["req", "-new", "-nodes", "-subj", "/CN=\(name)", "-keyout", key(name)] + newKey
        + ["-out", folder.file(name + ".csr")])
    try openssl([
      "x509", "-req", "-days", "30", "-in", folder.file(name + ".csr"), "-CA", certificate(issuer), "-CAkey",
      key(issuer), "-CAcreateserial", "-extfile", folder.file(extensions), "-out", certificate(name),
    ])
  }

  private func openssl(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(words: words) }
  }
}
