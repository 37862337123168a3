import Glibc

/// Speaks SCGI to a responder's socket: the terminal's way to the daemon, without nginx in between.
package struct ScgiClient: Sendable {
  package let socketPath: String

  package init(socketPath: String) {
    self.socketPath = socketPath
  }

  /// Sends a request and waits for the head of the answer. The body follows as it arrives, through
  /// ``ScgiReply/body``; a reply that is let go closes the connection, which cancels the handler.
  ///
  /// - Throws: ``HTTPError``: `unreachable` where nobody listens, `badRequest` where we may not connect.
  package func send(_ request: ServerRequest) async throws(HTTPError) -> ScgiReply {
    let connection: ScgiConnection
    do {
      connection = ScgiConnection(try UnixSocket.connected(to: socketPath))
    } catch .systemCall(_, errno: ECONNREFUSED), .systemCall(_, errno: ENOENT) {
      throw .unreachable("nobody listens at \(socketPath)")
    } catch .systemCall(_, errno: EAGAIN) {
      throw .unreachable("too many wait at \(socketPath)")
    } catch .systemCall(_, errno: EACCES) {
      throw .badRequest("no permission for \(socketPath)")
    } catch {
      throw .badRequest("cannot connect to \(socketPath)")
    }
    return try await connection.exchange(request)
  }

  /// Sends a request and collects the whole answer.
  package func send(
    _ request: ServerRequest, bytesMax: Int
  ) async throws(HTTPError) -> (status: Int, headers: [Header], body: [UInt8]) {
    let reply = try await send(request)
    var body: [UInt8] = []
    for try await chunk in reply.body {
      guard body.count + chunk.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
      body += chunk
    }
    return (reply.status, reply.headers, body)
  }
}

/// The head of an answer and the way to its body.
package struct ScgiReply: Sendable {
  package let status: Int
  package let headers: [Header]
  package let body: ScgiBody

  /// The first header of that name, compared without regard to case.
  package func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }
}

/// A body in the pieces in which it arrives. A body with a `Content-Length` that ends early throws `lost`; a
/// streamed one ends when the connection does.
package struct ScgiBody: AsyncSequence, Sendable {
  package struct AsyncIterator: AsyncIteratorProtocol {
    let connection: ScgiConnection

    package func next() async throws(HTTPError) -> [UInt8]? {
      try await connection.next()
    }

    package func next(isolation actor: isolated (any Actor)?) async throws(HTTPError) -> [UInt8]? {
      try await connection.next()
    }
  }

  let connection: ScgiConnection

  package func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(connection: connection)
  }
}
