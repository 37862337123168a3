import Counter
import HTTP
import Staff
import Testing

@testable import Web

@Suite struct `A piece of a page` {
  @Test func `is made of text by escaping alone`() {
    let name = "<b onclick=\"x('1')\">&"
    let html: HTML = "<p title=\"\(name)\">\(name)</p>"
    #expect(
      html.markup
        == "<p title=\"&lt;b onclick=&quot;x(&#39;1&#39;)&quot;&gt;&amp;\">&lt;b onclick=&quot;x(&#39;1&#39;)&quot;&gt;&amp;</p>"
    )
    #expect(HTML(name).markup == "&lt;b onclick=&quot;x(&#39;1&#39;)&quot;&gt;&amp;")
  }

  @Test(arguments: ["\u{202E}abc", "a\u{200B}b", "\u{1B}[2J", "\u{7}", "a\u{2066}b", "\u{FEFF}", "a\0b"])
  func `shows what an eye would not see`(text: String) {
    let markup = HTML(text).markup
    #expect(markup.contains("\\u{"))
    #expect(markup.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x200B && $0.value != 0x202E })
  }
}

@Suite struct `The rim` {
  static let good = [
    "host": WebBench.host, "origin": "https://" + WebBench.host, "sec-fetch-site": "same-origin",
    "content-type": FormBody.mediaType,
  ]
  static let rim = Rim(hosts: [WebBench.host])

  struct Row: CustomTestStringConvertible {
    let method: String
    let change: [String: String?]
    let refusal: Rim.Refusal?
    var length = 10
    var testDescription: String { "\(method) \(change) \(length)" }
  }

  static let rows: [Row] = [
    Row(method: "POST", change: [:], refusal: nil),
    Row(method: "POST", change: ["sec-fetch-site": nil], refusal: nil),
    Row(method: "POST", change: ["origin": nil], refusal: nil),
    Row(method: "POST", change: ["origin": nil, "sec-fetch-site": nil], refusal: .otherSite),
    Row(method: "POST", change: ["origin": "https://evil.example"], refusal: .otherSite),
    Row(method: "POST", change: ["origin": "http://" + WebBench.host], refusal: .otherSite),
    Row(method: "POST", change: ["origin": "https://tram.lan"], refusal: .otherSite),
    Row(method: "POST", change: ["origin": "null"], refusal: .otherSite),
    Row(method: "POST", change: ["sec-fetch-site": "cross-site"], refusal: .otherSite),
    Row(method: "POST", change: ["sec-fetch-site": "same-site"], refusal: .otherSite),
    Row(method: "POST", change: ["sec-fetch-site": "none"], refusal: .otherSite),
    Row(method: "POST", change: ["content-type": "text/plain"], refusal: .mediaType),
    Row(method: "POST", change: ["content-type": "application/json"], refusal: .mediaType),
    Row(method: "POST", change: ["content-type": "multipart/form-data; boundary=x"], refusal: .mediaType),
    Row(method: "POST", change: ["content-type": nil], refusal: .mediaType),
    Row(method: "POST", change: ["host": "evil.example"], refusal: .host),
    Row(method: "POST", change: ["host": nil], refusal: .host),
    Row(method: "POST", change: [:], refusal: .tooLarge, length: FormBody.bytesMax + 1),
    Row(method: "GET", change: ["content-type": nil], refusal: nil, length: 0),
    Row(method: "GET", change: ["sec-fetch-site": "none"], refusal: nil, length: 0),
    Row(method: "GET", change: ["sec-fetch-site": "cross-site"], refusal: .otherSite, length: 0),
    Row(method: "GET", change: ["sec-fetch-site": "same-site"], refusal: .otherSite, length: 0),
    Row(method: "GET", change: ["host": "tram.lan"], refusal: .host, length: 0),
    Row(method: "GET", change: ["host": "tram.lan:8443.evil"], refusal: .host, length: 0),
    Row(method: "GET", change: [:], refusal: .tooLarge, length: 1),
    Row(method: "PUT", change: [:], refusal: .method), Row(method: "DELETE", change: [:], refusal: .method),
    Row(method: "OPTIONS", change: [:], refusal: .method),
    Row(method: "TRACE", change: [:], refusal: .method),
    Row(method: "CONNECT", change: [:], refusal: .method),
    Row(method: "PATCH", change: [:], refusal: .method),
  ]

  @Test(arguments: rows) func `lets in what a page of ours sends and nothing else`(row: Row) {
    var headers = Self.good
    for (name, value) in row.change { headers[name] = value }
    let head = RequestHead(method: row.method, path: "/", headers: headers, contentLength: row.length)
    #expect(Self.rim.refusal(of: head) == row.refusal)
  }

  @Test(
    arguments: [
      "a=%ZZ", "a=%FF", String(repeating: "a=1&", count: 401) + "b", String(repeating: "x", count: 200_000),
    ])
  func `takes no form that a browser would not send`(body: String) {
    #expect(FormBody(Array(body.utf8)) == nil)
  }

  @Test func `reads a form as it was typed`() throws {
    let form = try #require(FormBody(Array("a=N%C3%B4ng+Th%E1%BB%8B&b=1&b=2&c=+x%0A".utf8)))
    #expect(
      form["a"] == "Nông Thị" && form.all("b") == ["1", "2"] && form.text("c") == "x" && form["d"] == nil)
  }

  @Test(
    arguments: [
      "__Host-tram=abc2; __Host-tram=def3", "__Host-tram=ABC", "__Host-tram=", "tram=abc", "x__Host-tram=abc",
      "__Host-tram=" + String(repeating: "a", count: 200), "__Host-tram=a b",
    ])
  func `takes no cookie that it did not set`(cookie: String) {
    #expect(
      Cookie.session.value(in: RequestHead(path: "/", headers: ["cookie": cookie])).map(\.isEmpty) ?? true)
  }
}

@Suite struct `Every answer` {
  @Test func `carries the headers, whatever it is`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(nil)
    for (method, path) in [
      ("GET", "/"), ("GET", "/sign-in"), ("GET", "/nowhere"), ("DELETE", "/"), ("POST", "/sign-in"),
      ("GET", "/healthz"), ("HEAD", "/sign-in"), ("GET", Assets.style.path),
    ] {
      let page = await browser.send(method, path)
      for header in PageHeaders.all { #expect(page.header(header.name) == header.value, "\(method) \(path)") }
      let cache = try #require(page.header("Cache-Control"))
      #expect(path.hasPrefix("/assets/") ? cache.contains("immutable") : cache == "no-store")
    }
    let policy = PageHeaders.policy
    #expect(!policy.contains("unsafe") && !policy.contains("*") && policy.contains("default-src 'none'"))
  }

  @Test func `to a form without the right token is no, and nothing is done`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    await browser.get("/")
    let token = try #require(browser.page.token)
    for wrong in ["", "x", String(token.dropLast()), FormToken.of("another secret")] {
      await browser.send("POST", "/lock", [("_t", wrong)])
      #expect(browser.page.status == 403)
    }
    #expect(await browser.get("/").status == 200)
    // The token of somebody else's session is not ours.
    var other = try await bench.browser(.officer)
    await other.get("/")
    let foreign = try #require(other.page.token)
    await browser.send("POST", "/lock", [("_t", foreign)])
    #expect(browser.page.status == 403)
    await browser.send("POST", "/lock", [("_t", token)])
    #expect(browser.page.status == 303)
  }

  @Test func `of the first page is small`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    let page = await browser.get("/")
    #expect(page.text.utf8.count + Assets.style.bytes.count + Assets.script.bytes.count < 100_000)
  }
}
