/// What a handler answers.
package struct ServerResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Called once the head is sent; what it writes goes out at once, and the connection closes when it returns.
    /// HTTP frames such a body by chunks, but behind SCGI its end and a broken connection look alike: a format
    /// that must notice the difference carries its own end mark.
    case stream(@concurrent @Sendable (BodyWriter) async -> Void)
  }

  package var status: Int
  package var headers: [Header]
  package var body: Body

  package init(status: Int = 200, headers: [Header] = [], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Text in UTF-8, `text/plain` unless said otherwise.
  package static func text(
    _ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8"
  ) -> ServerResponse {
    ServerResponse(status: status, headers: [Header("Content-Type", type)], body: .bytes(Array(text.utf8)))
  }

  /// Lets nginx send a file: `path` is an address under one of its `internal` locations. Ranges, and so resuming,
  /// are then nginx's work.
  package static func accelRedirect(_ path: String, headers: [Header] = []) -> ServerResponse {
    ServerResponse(headers: headers + [Header("X-Accel-Redirect", path)])
  }

  /// Too much to do at the moment; come again.
  package static func busy(retryAfterSeconds: Int) -> ServerResponse {
    var response = text("busy\n", status: 503)
    response.headers.append(Header("Retry-After", String(retryAfterSeconds)))
    return response
  }

  /// Status line and headers in CGI's form (RFC 3875 §6.2). A header that could break out of its line makes the
  /// answer 500 instead: it is a fault of ours, and the client must not see what it would have said.
  var wireHead: [UInt8] {
    guard headers.allSatisfy(\.isWellFormed), (100...999).contains(status) else {
      return Array("Status: 500\r\nContent-Length: 0\r\n\r\n".utf8)
    }
    var text = "Status: \(status)\r\n"
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if case .bytes(let bytes) = body, !headers.contains(where: { $0.name == "X-Accel-Redirect" }) {
      text += "Content-Length: \(bytes.count)\r\n"
    }
    return Array((text + "\r\n").utf8)
  }

  var isWellFormed: Bool { headers.allSatisfy(\.isWellFormed) && (100...999).contains(status) }
}

/// The open end of a streamed response.
package struct BodyWriter: Sendable {
  let connection: UInt64
  let responder: Responder

  /// Returns when the kernel has taken the bytes, so a slow reader slows its writer down.
  ///
  /// - Throws: ``ServerError/clientGone`` once nobody reads any more; the stream should then end.
  package func write(_ bytes: [UInt8]) async throws(ServerError) {
    guard await responder.write(bytes, to: connection) else { throw .clientGone }
  }
}
