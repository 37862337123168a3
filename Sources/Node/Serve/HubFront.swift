import Glibc
package import HTTP

/// A hub that answers: its service on `run/hub.sock`, and nginx as a child in front of it.
package struct HubFront: Sendable {
  package let service: HubService
  package let responder: Responder
  package let nginx: NginxProcess
  /// The port that nginx listens on.
  package let port: Int

  /// - Parameters:
  ///   - config: the folder of templates.
  ///   - listen: the address to listen on; `0.0.0.0` for all.
  ///   - port: 0 lets the system choose.
  package init(
    _ context: NodeContext, config: String, listen: String, port: Int,
    options: HubService.Options = HubService.Options(), log: EventLog
  ) throws(NodeError) {
    try context.require(.hub)
    service = HubService(context, options: options, log: log)
    self.port = try port == 0 ? FreePort.find(on: listen) : port
    let service = service
    responder = Responder(socketPath: context.home.hubSocket, admission: HubService.admission) { request in
      await service.handle(request)
    }
    nginx = NginxFront.process(context.home, log)
    try render(context.home, config: config, listen: listen)
  }

  private func render(_ home: NodeHome, config: String, listen: String) throws(NodeError) {
    try NginxFront.render(
      ConfigFolder.hubTemplate(in: config), home,
      [
        "SOCKET": .init(home.hubSocket), "ADDRESS": .init(listen), "PORT": .init(String(port)),
        "CERTIFICATE": .init(home.certificate), "KEY": .init(home.key),
        "AUTHORITY": .init(home.authorityCertificate), "CONNECTIONS_PER_ADDRESS": "1024",
      ])
  }

  /// Answers when this returns.
  package func start() async throws(NodeError) {
    do throws(ServerError) {
      try await responder.start()
    } catch {
      throw .server(error)
    }
    do throws(NginxError) {
      try await nginx.start()
    } catch {
      await responder.stop(gracePeriodMs: 0)
      throw .nginx(error)
    }
  }

  /// New requests are no longer taken; those at work are finished, if they are quick.
  package func stop(gracePeriodMs: Int) async {
    await responder.stop(gracePeriodMs: gracePeriodMs)
    await nginx.stop(gracePeriodMs: 500)
  }
}

enum FreePort {
  /// A port that the system just gave and got back: for trying things out, since nginx cannot say which one it got.
  static func find(on address: String) throws(NodeError) -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .server(.systemCall("socket", errno: errno)) }
    defer { close(descriptor) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else { throw .badAddress(address) }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw .server(.systemCall("bind", errno: errno)) }
    return Int(UInt16(bigEndian: name.sin_port))
  }
}
