import Testing

@testable import HTTP

@Suite struct `An SCGI head` {
  static let good = "CONTENT_LENGTH·27·SCGI·1·REQUEST_METHOD·POST·DOCUMENT_URI·/deepthought·"

  @Test func `of the protocol's example is read`() throws {
    let bytes = wire("71:CONTENT_LENGTH·27·SCGI·1·REQUEST_METHOD·POST·DOCUMENT_URI·/deepthought·,What")
    let (head, consumed) = try #require(try ScgiHead.parse(bytes, bytesMax: 8_192))
    #expect(head.method == "POST")
    #expect(head.path == "/deepthought")
    #expect(head.contentLength == 27)
    #expect(consumed == 75)
  }

  @Test func `gives headers by lower-case name and keeps what nginx says apart`() throws {
    let bytes = netstring(
      "CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·/a b·QUERY_STRING·q=%C4%91%E1%BB%A9c+x&empty·"
        + "CONTENT_TYPE·text/plain·SSL_CLIENT_VERIFY·NONE·HTTP_ACCEPT_LANGUAGE·vi·HTTP_SSL_CLIENT_VERIFY·SUCCESS·"
    )
    let head = try #require(try ScgiHead.parse(bytes, bytesMax: 8_192)).head
    #expect(head.path == "/a b")
    #expect(head.value(ofQuery: "q") == "đức x")
    #expect(head.value(ofQuery: "empty") == "")
    #expect(head.value(ofQuery: "absent") == nil)
    #expect(head.headers["accept-language"] == "vi")
    #expect(head.headers["content-type"] == "text/plain")
    #expect(head.variables["SSL_CLIENT_VERIFY"] == "NONE")
  }

  @Test func `is nothing yet while any byte of it is missing`() throws {
    let bytes = netstring(Self.good)
    for length in 0..<bytes.count {
      #expect(try ScgiHead.parse(Array(bytes[..<length]), bytesMax: 8_192) == nil)
    }
    #expect(try ScgiHead.parse(bytes, bytesMax: 8_192) != nil)
  }

  struct Row: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var reason: ScgiHead.Malformed
  }

  static let hostile: [Row] = [
    Row(testDescription: "negative length", bytes: wire("-5:"), reason: .length),
    Row(testDescription: "signed length", bytes: wire("+5:"), reason: .length),
    Row(testDescription: "leading zero", bytes: wire("070:"), reason: .length),
    Row(testDescription: "empty netstring", bytes: wire("0:,"), reason: .length),
    Row(testDescription: "no length", bytes: wire(":abc,"), reason: .length),
    Row(testDescription: "space in length", bytes: wire("7 0:"), reason: .length),
    Row(testDescription: "HTTP instead", bytes: wire("GET / HTTP/1.1\r\n"), reason: .length),
    Row(testDescription: "NUL first", bytes: [0], reason: .length),
    Row(testDescription: "over the bound by one", bytes: wire("8193:"), reason: .tooLong),
    Row(testDescription: "huge", bytes: wire("99999999999999999999999999"), reason: .tooLong),
    Row(testDescription: "missing comma", bytes: wire("71:" + good + ";"), reason: .comma),
    Row(testDescription: "no final NUL", bytes: netstring("CONTENT_LENGTH·0·SCGI·1"), reason: .terminator),
    Row(testDescription: "odd count", bytes: netstring("CONTENT_LENGTH·0·SCGI·"), reason: .terminator),
    Row(testDescription: "empty name", bytes: netstring("CONTENT_LENGTH·0··1·"), reason: .name),
    Row(testDescription: "only NULs", bytes: netstring("····"), reason: .name),
    Row(
      testDescription: "length not first", bytes: netstring("SCGI·1·CONTENT_LENGTH·0·"),
      reason: .contentLength),
    Row(
      testDescription: "length twice",
      bytes: netstring("CONTENT_LENGTH·0·CONTENT_LENGTH·9·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·/·"),
      reason: .duplicate),
    Row(
      testDescription: "header twice",
      bytes: netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·/·HTTP_HOST·a·HTTP_HOST·b·"),
      reason: .duplicate),
    Row(testDescription: "empty length", bytes: netstring("CONTENT_LENGTH··SCGI·1·"), reason: .contentLength),
    Row(
      testDescription: "negative body", bytes: netstring("CONTENT_LENGTH·-1·SCGI·1·"), reason: .contentLength),
    Row(
      testDescription: "hexadecimal body", bytes: netstring("CONTENT_LENGTH·0x1·SCGI·1·"),
      reason: .contentLength),
    Row(
      testDescription: "overflowing body", bytes: netstring("CONTENT_LENGTH·99999999999999999999·SCGI·1·"),
      reason: .contentLength),
    Row(testDescription: "no version", bytes: netstring("CONTENT_LENGTH·0·"), reason: .version),
    Row(testDescription: "other version", bytes: netstring("CONTENT_LENGTH·0·SCGI·2·"), reason: .version),
    Row(
      testDescription: "no UTF-8", bytes: Array("3:".utf8) + [0xFF, 0, 0, UInt8(ascii: ",")], reason: .text),
    Row(
      testDescription: "no method", bytes: netstring("CONTENT_LENGTH·0·SCGI·1·DOCUMENT_URI·/·"),
      reason: .method),
    Row(
      testDescription: "lower-case method",
      bytes: netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·get·DOCUMENT_URI·/·"), reason: .method),
    Row(
      testDescription: "no path", bytes: netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·"),
      reason: .path),
    Row(
      testDescription: "relative path",
      bytes: netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·../etc·"), reason: .path),
  ]

  @Test(arguments: hostile) func `that the protocol does not allow is refused`(_ row: Row) {
    #expect(throws: row.reason) { try ScgiHead.parse(row.bytes, bytesMax: 8_192) }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `with any byte changed is refused, read or waited for, never a trap`(
    _ seed: UInt64
  ) {
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    var bytes = netstring(Self.good)
    for _ in 0...(next() % 4) { bytes[Int(next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: next()) }
    _ = try? ScgiHead.parse(bytes, bytesMax: 8_192)
  }

  @Test func `written by the client is read back the same`() throws {
    let head = RequestHead(
      method: "POST", path: "/control/đồng-bộ", query: "lang=vi", headers: ["accept": "text/plain"],
      variables: ["REMOTE_ADDR": "unix"], contentLength: 12)
    let read = try #require(try ScgiHead.parse(ScgiHead.bytes(of: head), bytesMax: 8_192)).head
    #expect(read.path == head.path && read.query == head.query && read.contentLength == 12)
    #expect(read.headers == head.headers && read.variables["REMOTE_ADDR"] == "unix")
  }
}
