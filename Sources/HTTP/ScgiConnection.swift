import Glibc

/// One exchange over a blocking socket, on a queue of its own. Cancelling whoever waits shuts the socket down, which
/// wakes the read; the descriptor itself closes only when the exchange is let go.
actor ScgiConnection {
  private let descriptor: Descriptor
  private let executor = QueueExecutor(label: "http.scgi")
  private var buffer: [UInt8] = []
  /// Bytes of the body still to come; nil where its end is the connection's.
  private var bodyBytesLeft: Int?

  private static let headBytesMax = 64 << 10

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ descriptor: Descriptor) {
    self.descriptor = descriptor
  }

  func exchange(_ request: ServerRequest) async throws(HTTPError) -> ScgiReply {
    try await cancellable { () throws(HTTPError) in
      var head = request.head
      head.contentLength = request.body.count
      self.write(ScgiHead.bytes(of: head) + request.body)
      let (status, headers) = try self.readHead()
      return ScgiReply(status: status, headers: headers, body: ScgiBody(connection: self))
    }
  }

  func next() async throws(HTTPError) -> [UInt8]? {
    try await cancellable { () throws(HTTPError) in
      if self.bodyBytesLeft == 0 { return nil }
      var chunk = self.buffer
      self.buffer = []
      if chunk.isEmpty { chunk = try self.read() }
      guard let left = self.bodyBytesLeft else { return chunk.isEmpty ? nil : chunk }
      guard !chunk.isEmpty else { throw .lost("the answer ended early") }
      guard chunk.count <= left else { throw .protocolViolation("the answer is longer than announced") }
      self.bodyBytesLeft = left - chunk.count
      return chunk
    }
  }

  private func cancellable<Value: Sendable>(
    _ body: () throws(HTTPError) -> Value
  ) async throws(HTTPError) -> Value {
    let descriptor = descriptor
    // Through a method, because a closure that does not mention `self` would leave the actor's queue (Swift 6.3).
    let result: Result<Value, HTTPError> = await withTaskCancellationHandler {
      run(body)
    } onCancel: {
      shutdown(descriptor.raw, Int32(SHUT_RDWR))
    }
    if Task.isCancelled { throw .cancelled }
    return try result.get()
  }

  private func run<Value>(_ body: () throws(HTTPError) -> Value) -> Result<Value, HTTPError> {
    Result { () throws(HTTPError) in
      if Task.isCancelled { throw .cancelled }
      return try body()
    }
  }

  /// Writes what the other end takes. A responder that refuses answers and closes before it has read everything, so
  /// a broken pipe is no verdict yet: the answer may be there to read.
  private func write(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor.raw, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        return
      }
    }
  }

  /// The next bytes, none at the end.
  private func read() throws(HTTPError) -> [UInt8] {
    var broken = false
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { space, count in
      var received: Int
      repeat {
        received = recv(descriptor.raw, space.baseAddress, space.count, 0)
      } while received < 0 && errno == EINTR
      broken = received < 0
      count = max(0, received)
    }
    if broken { throw .lost("the connection broke") }
    return bytes
  }

  private func readHead() throws(HTTPError) -> (status: Int, headers: [Header]) {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let found = buffer.firstRange(of: end) {
        let head = String(decoding: buffer[..<found.lowerBound], as: UTF8.self)
        buffer.removeSubrange(..<found.upperBound)
        return try parse(head)
      }
      guard buffer.count <= Self.headBytesMax else { throw .tooLarge(bytesMax: Self.headBytesMax) }
      let bytes = try read()
      guard !bytes.isEmpty else { throw .lost("the connection ended before the answer") }
      buffer += bytes
    }
  }

  private func parse(_ head: String) throws(HTTPError) -> (status: Int, headers: [Header]) {
    var headers: [Header] = []
    for line in head.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw .protocolViolation("malformed header") }
      headers.append(
        Header(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }
    guard let first = headers.first, first.name == "Status", let status = Int(first.value.prefix(3)) else {
      throw .protocolViolation("no status")
    }
    headers.removeFirst()
    if let length = headers.first(where: { $0.name.lowercased() == "content-length" }) {
      guard let value = Int(length.value), value >= 0 else { throw .protocolViolation("malformed length") }
      bodyBytesLeft = value
    }
    return (status, headers)
  }
}
