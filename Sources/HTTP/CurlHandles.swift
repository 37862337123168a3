import CCurl
import Glibc

/// The one place that touches curl's handles: an easy handle for the request and a multi handle that keeps the
/// connection between requests and can be woken from another thread.
///
/// Unchecked because the compiler cannot see the discipline: everything but `wake` is called on the client's
/// queue, and curl_multi_wakeup is the one function of a multi handle that any thread may call (its manual says so).
final class CurlHandles: @unchecked Sendable {
  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private let reason: UnsafeMutablePointer<CChar>

  private static let initialized: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init() {
    guard Self.initialized, let easy = curl_easy_init(), let multi = curl_multi_init() else {
      preconditionFailure("libcurl cannot allocate its handles")
    }
    self.easy = easy
    self.multi = multi
    reason = .allocate(capacity: Int(CURL_ERROR_SIZE))
    reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    // One request at a time needs one connection; a second would only be a leftover.
    _ = ccurl_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, 1)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_multi_cleanup(multi)
    reason.deallocate()
  }

  /// Makes a waiting transfer look at its cancellation now.
  func wake() {
    curl_multi_wakeup(multi)
  }

  /// Runs one transfer to its end, blocking.
  func run(_ transfer: Transfer, trust: Trust) throws(HTTPError) -> Response {
    curl_easy_reset(easy)
    reason[0] = 0
    var list: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(list) }
    try CurlOptions(easy).apply(transfer, trust: trust, reason: reason, headers: &list)

    let code = try drive(transfer)
    if let failure = transfer.failure { throw failure }
    guard code == CURLE_OK else { throw error(code) }
    return response(transfer)
  }

  private func drive(_ transfer: Transfer) throws(HTTPError) -> CURLcode {
    guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
      throw .badRequest("curl refused the request")
    }
    defer { curl_multi_remove_handle(multi, easy) }
    var running: Int32 = 0
    while true {
      if transfer.cancellation.isCancelled { throw .cancelled }
      guard curl_multi_perform(multi, &running) == CURLM_OK else { throw .lost("curl_multi_perform failed") }
      var left: Int32 = 0
      while let message = curl_multi_info_read(multi, &left) {
        if message.pointee.msg == CURLMSG_DONE { return ccurl_message_result(message) }
      }
      guard running > 0 else { throw .lost("the transfer ended without a result") }
      // Bounded, so that a wake-up that was lost costs a second and no more.
      guard curl_multi_poll(multi, nil, 0, 1_000, nil) == CURLM_OK else {
        throw .lost("curl_multi_poll failed")
      }
    }
  }

  private func response(_ transfer: Transfer) -> Response {
    var status = 0
    ccurl_getinfo_long(easy, CURLINFO_RESPONSE_CODE, &status)
    let headerIn = long(CURLINFO_HEADER_SIZE)
    return Response(
      status: status,
      headers: transfer.headers,
      body: transfer.body,
      bytesSent: long(CURLINFO_REQUEST_SIZE) + offset(CURLINFO_SIZE_UPLOAD_T),
      bytesReceived: headerIn + offset(CURLINFO_SIZE_DOWNLOAD_T),
      totalMs: Int(offset(CURLINFO_TOTAL_TIME_T) / 1_000),
      connectionsMade: Int(long(CURLINFO_NUM_CONNECTS)))
  }

  private func long(_ info: CURLINFO) -> Int64 {
    var value = 0
    ccurl_getinfo_long(easy, info, &value)
    return Int64(value)
  }

  private func offset(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    ccurl_getinfo_offset(easy, info, &value)
    return Int64(value)
  }

  /// The one place where curl's codes become ours.
  private func error(_ code: CURLcode) -> HTTPError {
    let detail = String(cString: reason)
    let text = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      return .unreachable(text)
    case CURLE_OPERATION_TIMEDOUT:
      return .timedOut
    case CURLE_SSL_CONNECT_ERROR:
      // A connection that broke during the handshake is the link's fault; an alert is the peer's word.
      return text.contains("SYSCALL") || long(CURLINFO_OS_ERRNO) != 0 && !text.contains("alert")
        ? .lost(text) : .tlsRefused(text)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return .tlsRefused(text)
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
      // In TLS 1.3 the server's verdict on our certificate arrives after the handshake.
      return text.contains("alert") ? .tlsRefused(text) : .lost(text)
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return .lost(text)
    case CURLE_ABORTED_BY_CALLBACK:
      return .cancelled
    case CURLE_UNSUPPORTED_PROTOCOL where text.contains("Received HTTP/0.9"), CURLE_WEIRD_SERVER_REPLY,
      CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
      return .protocolViolation(text)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE:
      return .badRequest(text)
    default:
      return .protocolViolation(text)
    }
  }
}
