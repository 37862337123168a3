import Crypto
import Glibc
package import HTTP

/// A name under which browsers call the pages: a host name or an IPv4 address, and nothing behind.
package enum PageName: Hashable, Sendable {
  case name(String)
  case ip(String)

  package init?(_ text: String) {
    guard let address = HubAddress("https://" + text.lowercased()), address.port == 443 else { return nil }
    switch address.host {
    case .name(let name): self = .name(name)
    case .ip(let ip) where !ip.contains(":"): self = .ip(ip)
    case .ip: return nil
    }
  }

  package var text: String {
    switch self {
    case .name(let text), .ip(let text): text
    }
  }

  /// What a machine answers to when nobody says otherwise: this machine, and its own name.
  package static func standard() -> [PageName] {
    var buffer = [CChar](repeating: 0, count: 256)
    let isKnown = gethostname(&buffer, buffer.count - 1) == 0
    let own =
      isKnown
      ? String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    var names: [PageName] = [.name("localhost"), .ip("127.0.0.1")]
    if let name = PageName(own), !names.contains(name) { names.append(name) }
    return names
  }
}

/// Where pages are called.
package struct PageAddress: Equatable, Sendable {
  package let names: [PageName]
  package let port: Int

  package init(names: [PageName], port: Int) {
    self.names = names
    self.port = port
  }

  /// What a browser sends as `Host`: with the port unless it is that of HTTPS.
  package var hosts: [String] { names.map { port == 443 ? $0.text : "\($0.text):\(port)" } }

  /// For people: the first name.
  package var text: String { "https://\(hosts.first ?? "localhost")/" }
}

/// What answers browsers. The pages stand above this target, so the service is given them.
package struct Pages: Sendable {
  /// How large a body each route may bring.
  package let admission: @Sendable (RequestHead) -> Admission
  package let handler: @Sendable (Services, PageAddress) -> Responder.Handler

  package init(
    admission: @escaping @Sendable (RequestHead) -> Admission,
    handler: @escaping @Sendable (Services, PageAddress) -> Responder.Handler
  ) {
    self.admission = admission
    self.handler = handler
  }
}

/// A center's pages on its network: the process behind `run/web.sock`, and nginx as a child in front of it.
struct PageFront: Sendable {
  let address: PageAddress
  let responder: Responder
  let nginx: NginxProcess

  /// The port and names of the options; `nil` where no pages are asked for.
  static func address(_ options: ServeOptions) throws(NodeError) -> PageAddress? {
    guard options.pages != nil, let port = options.port else { return nil }
    return PageAddress(
      names: options.names.isEmpty ? PageName.standard() : options.names,
      port: try port == 0 ? FreePort.find(on: options.listen) : port)
  }

  init(
    _ services: Services, _ pages: Pages, at address: PageAddress, _ options: ServeOptions, _ log: EventLog
  ) throws(NodeError) {
    let context = services.context
    self.address = address
    let certificate = try PageCertificate.ensure(
      context.home, label: context.configuration.label, names: address.names, now: context.now())
    responder = Responder(
      socketPath: context.home.webSocket, admission: pages.admission,
      handler: pages.handler(services, address))
    nginx = NginxFront.process(context.home, log)
    try NginxFront.render(
      ConfigFolder.nodeTemplate(in: try ConfigFolder.locate(environment: options.environment)), context.home,
      [
        "SOCKET": .init(context.home.webSocket), "ADDRESS": .init(options.listen),
        "PORT": .init(String(address.port)), "CERTIFICATE": .init(certificate.certificate),
        "KEY": .init(certificate.key), "NAMES": .init(words: address.names.map(\.text)),
        "CONNECTIONS_PER_ADDRESS": "64",
      ])
  }

  /// Answers when this returns.
  func start() async throws(NodeError) {
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

  func stop(gracePeriodMs: Int) async {
    await responder.stop(gracePeriodMs: gracePeriodMs)
    await nginx.stop(gracePeriodMs: 500)
  }
}
