import HTTP

/// Why a service does not start, as far as a person can do something about it.
package enum ServeFault: Hashable, Sendable {
  /// The template of nginx's configuration is of another version; the name that does not fit.
  case template(name: String)
  case notInstalled(path: String)
  /// Another program uses the port; EADDRINUSE.
  case portTaken
  /// The account may not open the port; EACCES.
  case portForbidden
  /// nginx's own words.
  case nginxRefused(String), nginxEnded(String)
  case startedBefore
  /// The socket's path has that many bytes, which is too many.
  case pathTooLong(bytes: Int)
  /// Something that is no socket stands where the socket goes.
  case pathTaken
  case systemCall(errno: Int32)
  case clientGone
}

extension NodeError {
  package var serveFault: ServeFault? {
    switch self {
    case .nginx(let error): Self.fault(error)
    case .server(let error): Self.fault(error)
    default: nil
    }
  }

  private static func fault(_ error: NginxError) -> ServeFault {
    switch error {
    case .missingValue(let name), .unusedValue(let name), .unsafeValue(let name): return .template(name: name)
    case .notInstalled(let path): return .notInstalled(path: path)
    case .file(_, let code): return .systemCall(errno: code)
    case .configurationRefused(let words), .didNotStart(let words):
      // As nginx words it: `bind() to 0.0.0.0:443 failed (98: Address already in use)`.
      if words.contains("bind()"), words.contains("(98:") { return .portTaken }
      if words.contains("bind()"), words.contains("(13:") { return .portForbidden }
      if case .didNotStart = error { return .nginxEnded(words) }
      return .nginxRefused(words)
    case .alreadyStarted: return .startedBefore
    }
  }

  private static func fault(_ error: ServerError) -> ServeFault {
    switch error {
    case .pathTooLong(let bytes): .pathTooLong(bytes: bytes)
    case .pathTaken: .pathTaken
    case .alreadyServed, .alreadyStarted: .startedBefore
    case .systemCall(_, let code): .systemCall(errno: code)
    case .clientGone: .clientGone
    }
  }
}
