import CCurl
import Glibc

/// Sets every option of one request on a handle that was just reset. The first one refused is the error.
struct CurlOptions {
  private let easy: UnsafeMutableRawPointer

  init(_ easy: UnsafeMutableRawPointer) {
    self.easy = easy
  }

  func apply(
    _ transfer: Transfer, trust: Trust, reason: UnsafeMutablePointer<CChar>,
    headers list: inout UnsafeMutablePointer<curl_slist>?
  ) throws(HTTPError) {
    let request = transfer.request
    try set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(reason))
    // Signals would hit whichever thread has the bad luck; curl resolves names in a thread instead.
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PROTOCOLS_STR, "https,http")
    try set(CURLOPT_FOLLOWLOCATION, 0)
    // The environment of the process does not choose who reads our traffic.
    try set(CURLOPT_PROXY, "")
    // One request at a time has no use for multiplexing, and 1.1 counts its bytes exactly.
    try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    try set(CURLOPT_HTTP09_ALLOWED, 0)
    try set(CURLOPT_TCP_KEEPALIVE, 1)
    try set(CURLOPT_TCP_NODELAY, 1)
    try set(CURLOPT_URL, request.url)
    if let path = request.unixSocketPath { try set(CURLOPT_UNIX_SOCKET_PATH, path) }
    if request.acceptsCompression { try set(CURLOPT_ACCEPT_ENCODING, "") }
    try apply(request.timeouts)
    try apply(trust)
    try apply(headersOf: request, to: &list)
    try apply(methodOf: transfer)
    try apply(callbacksOf: transfer)
  }

  private func apply(_ timeouts: Request.Timeouts) throws(HTTPError) {
    try set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connectMs)
    try set(CURLOPT_TIMEOUT_MS, timeouts.totalMs)
    try set(CURLOPT_LOW_SPEED_LIMIT, timeouts.stalledMs > 0 ? 1 : 0)
    try set(CURLOPT_LOW_SPEED_TIME, timeouts.stalledMs > 0 ? max(1, timeouts.stalledMs / 1_000) : 0)
  }

  private func apply(_ trust: Trust) throws(HTTPError) {
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    switch trust.server {
    case .system:
      try set(CURLOPT_SSL_VERIFYPEER, 1)
      try set(CURLOPT_SSL_VERIFYHOST, 2)
    case .authority(let pemPath):
      try set(CURLOPT_SSL_VERIFYPEER, 1)
      try set(CURLOPT_SSL_VERIFYHOST, 2)
      try set(CURLOPT_CAINFO, pemPath)
      // Without this the machine's own directory of authorities would be trusted beside ours.
      guard ccurl_setopt_string(easy, CURLOPT_CAPATH, nil) == CURLE_OK else {
        throw .badRequest("CURLOPT_CAPATH")
      }
    case .insecureForPinnedBootstrap:
      try set(CURLOPT_SSL_VERIFYPEER, 0)
      try set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    if let identity = trust.identity {
      try set(CURLOPT_SSLCERTTYPE, "PEM")
      try set(CURLOPT_SSLCERT, identity.certificatePath)
      try set(CURLOPT_SSLKEYTYPE, "PEM")
      try set(CURLOPT_SSLKEY, identity.keyPath)
    }
  }

  private func apply(
    headersOf request: Request, to list: inout UnsafeMutablePointer<curl_slist>?
  ) throws(HTTPError) {
    // `Expect: 100-continue` would cost a large body a round trip, and some servers an error.
    var lines = ["Expect:"]
    if case .file(_, let offset, _) = request.download { lines.append("Range: bytes=\(offset)-") }
    for header in request.headers {
      guard header.isWellFormed else { throw .badRequest("malformed header \(header.name.debugDescription)") }
      // curl's own notation for a header with an empty value.
      lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    let named = Set(request.headers.map { $0.name.lowercased() })
    if !named.contains("user-agent") { lines.append("User-Agent:") }
    for line in lines {
      guard let longer = curl_slist_append(list, line) else { throw .badRequest("no memory for headers") }
      list = longer
    }
    guard ccurl_setopt_list(easy, CURLOPT_HTTPHEADER, list) == CURLE_OK else {
      throw .badRequest("CURLOPT_HTTPHEADER")
    }
  }

  private func apply(methodOf transfer: Transfer) throws(HTTPError) {
    let request = transfer.request
    guard !request.method.isEmpty, request.method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw .badRequest("malformed method")
    }
    switch request.upload {
    case .none where request.method == "HEAD": try set(CURLOPT_NOBODY, 1)
    case .none where request.method == "GET": try set(CURLOPT_HTTPGET, 1)
    case .none, .bytes, .file:
      // Bytes too go through the read callback: a small body set by CURLOPT_POSTFIELDS leaves together with the head,
      // and curl then counts it twice. Without a body this still says `Content-Length: 0`.
      try set(CURLOPT_UPLOAD, 1)
      guard ccurl_setopt_offset(easy, CURLOPT_INFILESIZE_LARGE, Int(transfer.uploadLength)) == CURLE_OK else {
        throw .badRequest("CURLOPT_INFILESIZE_LARGE")
      }
    }
    if !["GET", "HEAD"].contains(request.method) || request.upload != .none {
      try set(CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  private func apply(callbacksOf transfer: Transfer) throws(HTTPError) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    for option in [
      CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_SEEKDATA, CURLOPT_XFERINFODATA,
    ] {
      try set(option, context)
    }
    let codes = [
      ccurl_setopt_data(easy, CURLOPT_WRITEFUNCTION) { @Sendable bytes, size, count, context in
        let accepted = transferOf(context).receiveBody(.init(start: bytes, count: size * count))
        return accepted ? size * count : 0
      },
      ccurl_setopt_data(easy, CURLOPT_HEADERFUNCTION) { @Sendable bytes, size, count, context in
        let accepted = transferOf(context).receiveHeader(.init(start: bytes, count: size * count))
        return accepted ? size * count : 0
      },
      ccurl_setopt_data(easy, CURLOPT_READFUNCTION) { @Sendable bytes, size, count, context in
        transferOf(context).supply(.init(start: bytes, count: size * count)) ?? Int(CURL_READFUNC_ABORT)
      },
      ccurl_setopt_seek(easy, CURLOPT_SEEKFUNCTION) { @Sendable context, offset, _ in
        do {
          try transferOf(context).rewind(to: Int64(offset))
          return CURL_SEEKFUNC_OK
        } catch {
          return CURL_SEEKFUNC_FAIL
        }
      },
      ccurl_setopt_progress(easy, CURLOPT_XFERINFOFUNCTION) { @Sendable context, _, _, _, _ in
        transferOf(context).cancellation.isCancelled ? 1 : 0
      },
    ]
    guard codes.allSatisfy({ $0 == CURLE_OK }) else { throw .badRequest("curl refused a callback") }
    try set(CURLOPT_NOPROGRESS, 0)
  }

  private func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try check(ccurl_setopt_long(easy, option, value), option)
  }

  private func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
    // A NUL would silently cut a path or an address short.
    guard !value.utf8.contains(0) else { throw .badRequest("NUL in an option") }
    try check(ccurl_setopt_string(easy, option, value), option)
  }

  private func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) throws(HTTPError) {
    try check(ccurl_setopt_pointer(easy, option, value), option)
  }

  private func check(_ code: CURLcode, _ option: CURLoption) throws(HTTPError) {
    guard code == CURLE_OK else {
      throw .badRequest("curl option \(option.rawValue): \(String(cString: curl_easy_strerror(code)))")
    }
  }
}

/// The transfer that a callback belongs to. It outlives the callback: the client holds it while curl runs.
private func transferOf(_ context: UnsafeMutableRawPointer?) -> Transfer {
  guard let context else { preconditionFailure("curl lost its context") }
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}
