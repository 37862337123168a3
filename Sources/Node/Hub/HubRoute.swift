import HTTP

/// What a hub answers to, and the words around the messages.
enum HubRoute {
  static let authority = "/authority"
  static let join = "/join"
  static let renew = "/renew"
  static let recovery = "/recovery"
  static let sync = "/sync"
  static let wait = "/wait"
  static let content = "/content/"
  static let health = "/healthz"
  static let ready = "/readyz"

  static let mediaType = "application/cbor"
  static let zstd = "zstd"
  /// A ``HubRefusal`` beside status 403, 409 or 410.
  static let refusalHeader = "Tram-Refusal"
  /// The hub's clock, milliseconds since 1970-01-01 UTC.
  static let timeHeader = "Tram-Time"
  /// What a node says of itself beside a sync: ``NodeReport``.
  static let reportHeader = "Tram-Node"
  /// How many bytes of a content are here already.
  static let offsetHeader = "Tram-Offset"

  /// The route of a path, as a word of few: whoever makes up paths does not make up figures.
  static func name(of path: String) -> String {
    if path.hasPrefix(content) { return "content" }
    return [authority, join, renew, recovery, sync, wait, health, ready].contains(path)
      ? String(path.dropFirst()) : "other"
  }

  /// What an answer means that is not the one asked for.
  static func error(of response: Response) -> NodeError {
    if let refusal = response.header(refusalHeader) {
      return .refused(HubRefusal(rawValue: refusal) ?? .other)
    }
    switch response.status {
    case 429, 502, 503, 504:
      let seconds = response.header("Retry-After").flatMap { Int($0) } ?? 0
      return .busy(seconds: min(86_400, max(0, seconds)))
    case 400 where response.header("server") == "nginx":
      // nginx's answer to a certificate that it could not verify.
      return .refused(.noCertificate)
    default: return .badReply
    }
  }
}
