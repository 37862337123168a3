import Dispatch
import Glibc

/// Answers `GET` over plain HTTP/1.1 on this machine alone: for a monitoring program that speaks no SCGI. One request a
/// connection, a small head, no body; it listens at a path, or on the loopback address.
///
/// Not for anybody else: there is no TLS, and nothing here asks who is calling. Who may connect is decided by the
/// socket's permissions, or by being on this machine.
package actor PlainResponder {
  package enum Place: Hashable, Sendable {
    case path(String)
    /// On 127.0.0.1; 0 lets the system choose.
    case loopback(port: Int)
  }

  /// Given the path, without the query; `nil` is "not found".
  package typealias Handler = @concurrent @Sendable (String) async -> ServerResponse?

  private static let headBytesMax = 8 << 10
  private static let connectionsMax = 16
  private static let patienceSeconds = 5

  private let place: Place
  private let handler: Handler
  private let executor = QueueExecutor(label: "http.plain")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var listener: Descriptor?
  private var source: (any DispatchSourceRead)?
  private var connections = 0
  /// Where it listens, after it was started on the loopback address.
  private(set) package var port: Int?

  package init(at place: Place, handler: @escaping Handler) {
    self.place = place
    self.handler = handler
  }

  /// Connections are accepted when this returns.
  package func start() throws(ServerError) {
    guard listener == nil else { throw .alreadyStarted }
    let socket =
      switch place {
      case .path(let path): try UnixSocket.listening(at: path, mode: 0o600)
      case .loopback(let port): try Self.loopback(port)
      }
    if case .loopback = place { port = Self.port(of: socket) }
    let source = DispatchSource.makeReadSource(fileDescriptor: socket.raw, queue: executor.queue)
    source.setEventHandler { @Sendable [weak self] in
      self?.assumeIsolated { $0.accept() }
    }
    source.setCancelHandler { @Sendable in withExtendedLifetime(socket) {} }
    source.activate()
    self.source = source
    listener = socket
  }

  /// Stops listening; what is being answered is answered.
  package func stop() {
    guard listener != nil else { return }
    source?.cancel()
    source = nil
    listener = nil
    if case .path(let path) = place { unlink(path) }
  }

  private static func loopback(_ port: Int) throws(ServerError) -> Descriptor {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let raw = socket(AF_INET, kind, 0)
    guard raw >= 0 else { throw .systemCall("socket", errno: errno) }
    let descriptor = Descriptor(raw)
    var yes: Int32 = 1
    setsockopt(raw, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isBound else { throw errno == EADDRINUSE ? .alreadyServed : .systemCall("bind", errno: errno) }
    guard listen(raw, 16) == 0 else { throw .systemCall("listen", errno: errno) }
    return descriptor
  }

  private static func port(of socket: Descriptor) -> Int? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isKnown = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.raw, $0, &length) == 0 }
    }
    return isKnown ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }

  private func accept() {
    while let listener {
      let raw = Glibc.accept(listener.raw, nil, nil)
      guard raw >= 0 else { return }
      _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
      let connection = Descriptor(raw)
      // Whoever is beyond the bound is hung up on: a monitoring program comes again.
      guard connections < Self.connectionsMax else { continue }
      connections += 1
      let handler = handler
      DispatchQueue.global().async { @Sendable in
        let request = Self.request(connection)
        Task {
          let response = await Self.response(to: request, handler)
          DispatchQueue.global().async { @Sendable in
            _ = response.withUnsafeBytes { connection.writeAll($0) }
            shutdown(connection.raw, Int32(SHUT_WR))
            Task { await self.ended() }
          }
        }
      }
    }
  }

  private func ended() { connections -= 1 }

  /// Method and path of the head; `nil` for what is no request, or comes too slowly.
  private static func request(_ connection: Descriptor) -> (method: Substring, path: Substring)? {
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    _ = fcntl(connection.raw, F_SETFL, 0)
    setsockopt(connection.raw, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(connection.raw, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var head: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 2_048)
    while !ends(head) {
      let count = piece.withUnsafeMutableBytes { recv(connection.raw, $0.baseAddress, $0.count, 0) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0, head.count + count <= headBytesMax else { return nil }
      head += piece[..<count]
    }
    let line = String(decoding: head.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", words[1].hasPrefix("/") else {
      return nil
    }
    return (words[0], words[1].prefix { $0 != "?" })
  }

  private static func ends(_ head: [UInt8]) -> Bool {
    head.suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) || head.suffix(2).elementsEqual([0x0A, 0x0A])
  }

  private static func response(
    to request: (method: Substring, path: Substring)?, _ handler: Handler
  ) async -> [UInt8] {
    guard let request else { return wire(.text("malformed request\n", status: 400), hasBody: true) }
    guard request.method == "GET" || request.method == "HEAD" else {
      return wire(.text("method not allowed\n", status: 405), hasBody: true)
    }
    let response = await handler(String(request.path)) ?? .text("not found\n", status: 404)
    return wire(response, hasBody: request.method == "GET")
  }

  private static func wire(_ response: ServerResponse, hasBody: Bool) -> [UInt8] {
    guard case .bytes(let body) = response.body, response.isWellFormed else {
      return Array("HTTP/1.1 500 Failed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
    }
    let word = response.status == 200 ? "OK" : "Status"
    var head = "HTTP/1.1 \(response.status) \(word)\r\n"
    for header in response.headers { head += "\(header.name): \(header.value)\r\n" }
    head += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    return Array(head.utf8) + (hasBody ? body : [])
  }
}
