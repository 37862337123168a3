import Foundation
import Glibc

@testable import HTTP

/// A responder behind a real nginx with TLS, on a port that was free a moment ago.
struct Front {
  let folder = Folder()
  let certificates: Certificates
  let responder: Responder
  let nginx: NginxProcess
  let port: Int

  var url: String { "https://127.0.0.1:\(port)" }

  init(
    admission: @escaping @Sendable (RequestHead) -> Admission = { _ in Admission() },
    template: String = "hub.conf.template", names: [String]? = nil,
    handler: @escaping Responder.Handler
  ) async throws {
    certificates = try Certificates.shared.get()
    port = try Self.freePort()
    responder = Responder(socketPath: folder.file("s"), admission: admission, handler: handler)
    let state = folder.file("nginx state")
    try FileManager.default.createDirectory(
      atPath: folder.file("downloads"), withIntermediateDirectories: true)
    try folder.write(
      NginxConfiguration.render(
        template: try Self.template(template),
        values: Self.values(
          state: state, socket: folder.file("s"), downloads: folder.file("downloads"), port: port,
          certificates: certificates, names: names)),
      to: "nginx.conf")
    nginx = NginxProcess(configurationPath: folder.file("nginx.conf"), stateDirectory: state)
    try await responder.start()
    try await nginx.start()
  }

  func stop() async {
    await nginx.stop(gracePeriodMs: 200)
    await responder.stop(gracePeriodMs: 0)
  }

  func client(_ identity: String? = nil, authority: String? = nil) -> Client {
    Client(
      trust: Trust(
        server: .authority(pemPath: authority ?? certificates.authority),
        identity: identity.map {
          Trust.Identity(certificatePath: certificates.certificate($0), keyPath: certificates.key($0))
        }))
  }

  static func values(
    state: String, socket: String, downloads: String, port: Int, certificates: Certificates,
    names: [String]? = nil
  ) -> [String: NginxConfiguration.Value] {
    var values: [String: NginxConfiguration.Value] = [
      "STATE": .init(state), "SOCKET": .init(socket), "DOWNLOADS": .init(downloads), "ADDRESS": "127.0.0.1",
      "PORT": .init(String(port)), "CERTIFICATE": .init(certificates.certificate("server")),
      "KEY": .init(certificates.key("server")), "CONNECTIONS_PER_ADDRESS": "1024",
    ]
    if let names {
      values["NAMES"] = .init(words: names)
    } else {
      values["AUTHORITY"] = .init(certificates.authority)
    }
    return values
  }

  static func template(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("Config/nginx/\(name)"), encoding: .utf8)
  }

  /// A port that the kernel just gave and got back.
  static func freePort() throws -> Int {
    let descriptor = Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor.raw, $0, length) == 0 && getsockname(descriptor.raw, $0, &length) == 0
      }
    }
    guard bound else { throw ServerError.systemCall("bind", errno: errno) }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
