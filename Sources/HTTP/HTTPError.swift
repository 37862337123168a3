/// Why a request got no answer. A response with status 404 or 500 is an answer, not an error.
///
/// Texts are curl's own words (host names and reasons), never request or response contents.
package enum HTTPError: Error, Equatable, Sendable {
  /// The name did not resolve or nobody accepted the connection. Ordinary when the link is down.
  case unreachable(String)
  /// The connection broke after it was made; the peer may or may not have acted on the request.
  case lost(String)
  /// One of the request's timeouts passed.
  case timedOut
  /// The peer's certificate, ours, or the protocol version was not accepted.
  case tlsRefused(String)
  /// The response exceeded the request's bound; it was cut off while being received.
  case tooLarge(bytesMax: Int)
  /// The task was cancelled.
  case cancelled
  /// The request itself cannot be sent: malformed address, unreadable certificate file, bad header.
  case badRequest(String)
  /// The peer answered something that is not HTTP, or not what was asked for.
  case protocolViolation(String)
  /// A file of an upload or a download could not be opened, read or written; `errno` as is.
  case file(errno: Int32)

  /// True where the link, not the peer, is the likely cause: keep working and try again later.
  package var isOffline: Bool {
    switch self {
    case .unreachable, .lost, .timedOut: true
    case .tlsRefused, .tooLarge, .cancelled, .badRequest, .protocolViolation, .file: false
    }
  }
}
