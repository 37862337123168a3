/// What a request says before its body: enough to decide how large a body it may bring.
package struct RequestHead: Equatable, Sendable {
  package var method: String
  /// Percent-decoded and normalized by nginx, always with a leading slash.
  package var path: String
  /// What stands behind `?`, as sent; see ``value(ofQuery:)``.
  package var query: String
  /// By lower-case name, as in `content-type`.
  package var headers: [String: String]
  /// What nginx says about the connection: `REMOTE_ADDR`, `SSL_CLIENT_VERIFY` (`SUCCESS`, `NONE`, `FAILED:…`),
  /// `SSL_CLIENT_FINGERPRINT` (SHA-1, lower-case hexadecimal), `SSL_CLIENT_CERT` (PEM, percent-encoded).
  /// A client cannot set these: its headers all arrive as `HTTP_…`.
  package var variables: [String: String]
  package var contentLength: Int

  package init(
    method: String = "GET", path: String, query: String = "", headers: [String: String] = [:],
    variables: [String: String] = [:], contentLength: Int = 0
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.variables = variables
    self.contentLength = contentLength
  }

  /// The first value of that name in the query, decoded; nil where it is absent or no UTF-8.
  package func value(ofQuery name: String) -> String? {
    for pair in query.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let key = Percent.decoded(halves[0], plusIsSpace: true), key == name else { continue }
      return halves.count > 1 ? Percent.decoded(halves[1], plusIsSpace: true) : ""
    }
    return nil
  }
}

/// One whole request.
package struct ServerRequest: Equatable, Sendable {
  package var head: RequestHead
  package var body: [UInt8]

  package init(head: RequestHead, body: [UInt8] = []) {
    self.head = head
    self.body = body
  }

  package var method: String { head.method }
  package var path: String { head.path }
  package var query: String { head.query }
  package var headers: [String: String] { head.headers }
  package var variables: [String: String] { head.variables }

  /// The client's certificate in PEM, where nginx verified it against the authority; nil otherwise.
  package var verifiedClientCertificate: String? {
    guard variables["SSL_CLIENT_VERIFY"] == "SUCCESS" else { return nil }
    return variables["SSL_CLIENT_CERT"].flatMap { Percent.decoded($0) }
  }
}
