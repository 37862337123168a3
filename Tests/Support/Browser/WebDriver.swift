import Foundation
import Glibc
import HTTP
package import Records

/// A real browser, driven by the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/) through chromedriver, which
/// this starts and ends. Only what the tests need.
package final class WebDriver: @unchecked Sendable {
  // One test at a time drives it.
  private let process: Process
  private let client = Client()
  private let base: String
  private var session = ""

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Where Debian puts them; nil where they are not installed.
  package static var isInstalled: Bool {
    ["/usr/bin/chromium", "/usr/bin/chromedriver"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  /// Starts driver and browser; the certificate of the pages is the center's own, which this browser is not told to
  /// trust.
  package init(width: Int = 1_366, height: Int = 768) async throws {
    let port = try Self.freePort()
    base = "http://127.0.0.1:\(port)"
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/chromedriver")
    process.arguments = ["--port=\(port)", "--log-level=OFF"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 {
      if (try? await ask("GET", "/status", nil)) != nil { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    let answer = try await ask(
      "POST", "/session",
      [
        "capabilities": [
          "alwaysMatch": [
            "acceptInsecureCerts": true,
            "timeouts": ["script": 120_000, "pageLoad": 120_000],
            "goog:chromeOptions": [
              "binary": "/usr/bin/chromium",
              "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=vi",
                "--hide-scrollbars", "--window-size=\(width),\(height)",
              ],
            ],
          ]
        ]
      ])
    guard let id = answer["sessionId"]?.text else { throw Failure(description: "no session") }
    session = id
  }

  package func quit() async {
    _ = try? await ask("DELETE", "/session/\(session)", nil)
    // The driver does not heed SIGTERM while a connection to it is kept open; the browser is gone by now.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  // MARK: What a person does

  package func go(_ address: String) async throws {
    try await call("POST", "/url", ["url": .string(address)])
  }

  package func address() async throws -> String { try await call("GET", "/url", nil).text ?? "" }

  /// Types at whatever has the focus, key by key. Keys without a letter are in ``Key``.
  package func type(_ text: String) async throws {
    var actions: [JSONValue] = []
    for letter in text {
      actions.append(["type": "keyDown", "value": .string(String(letter))])
      actions.append(["type": "keyUp", "value": .string(String(letter))])
    }
    try await perform(actions)
  }

  /// A key with others held down.
  package func press(_ key: Character, holding: [Character] = []) async throws {
    var actions: [JSONValue] = holding.map { ["type": "keyDown", "value": .string(String($0))] }
    actions.append(["type": "keyDown", "value": .string(String(key))])
    actions.append(["type": "keyUp", "value": .string(String(key))])
    actions += holding.reversed().map { ["type": "keyUp", "value": .string(String($0))] }
    try await perform(actions)
  }

  private func perform(_ actions: [JSONValue]) async throws {
    try await call(
      "POST", "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": .array(actions)]]])
  }

  package enum Key {
    package static let enter: Character = "\u{E007}"
    package static let tab: Character = "\u{E004}"
    package static let space: Character = " "
    package static let escape: Character = "\u{E00C}"
    package static let control: Character = "\u{E009}"
    package static let shift: Character = "\u{E008}"
    package static let down: Character = "\u{E015}"
    package static let f2: Character = "\u{E032}"
    package static let f4: Character = "\u{E034}"
    package static let f8: Character = "\u{E038}"
  }

  /// Goes on with Tab until what has the focus fits; a page on which the keyboard does not get there fails.
  package func tab(to selector: String, most: Int = 200) async throws {
    for _ in 0..<most {
      if try await isTrue("document.activeElement && document.activeElement.matches(\(quoted(selector)))") {
        return
      }
      try await press(Key.tab)
    }
    throw Failure(description: "the keyboard does not reach \(selector)")
  }

  package func click(_ selector: String) async throws {
    let found = try await call(
      "POST", "/element", ["using": "css selector", "value": .string(selector)])
    guard let id = found.members?.first?.value.text else { throw Failure(description: "no \(selector)") }
    try await call("POST", "/element/\(id)/click", [:])
  }

  // MARK: What a person sees

  package func text() async throws -> String {
    try await script("return document.body.innerText").text ?? ""
  }

  package func has(_ selector: String) async throws -> Bool {
    try await isTrue("!!document.querySelector(\(quoted(selector)))")
  }

  package func isTrue(_ expression: String) async throws -> Bool {
    try await script("return !!(\(expression))").truth ?? false
  }

  @discardableResult
  package func script(_ source: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
    try await call("POST", "/execute/sync", ["script": .string(source), "args": .array(arguments)])
  }

  /// For a script that ends by calling its last argument.
  package func asyncScript(_ source: String) async throws -> JSONValue {
    try await call("POST", "/execute/async", ["script": .string(source), "args": []])
  }

  /// Waits, long, because the machine may be slow; fails with what the page says.
  package func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<1_200 {
      // A page that is just being replaced answers nothing for a moment.
      if (try? await condition()) == true { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    let page = (try? await text()) ?? ""
    throw Failure(description: "\(what) did not come; the page says: \(page.prefix(600))")
  }

  package func untilText(_ words: String) async throws {
    try await until("“\(words)”") { try await self.text().contains(words) }
  }

  package func resize(_ width: Int, _ height: Int) async throws {
    try await call("POST", "/window/rect", ["width": JSONValue(width), "height": JSONValue(height)])
  }

  /// The whole page as PNG.
  package func screenshot() async throws -> [UInt8] {
    guard let text = try await call("GET", "/screenshot", nil).text, let data = Data(base64Encoded: text)
    else {
      throw Failure(description: "no picture")
    }
    return [UInt8](data)
  }

  // MARK: The wire

  private func quoted(_ text: String) -> String {
    String(decoding: JSONValue.string(text).bytes(), as: UTF8.self)
  }

  @discardableResult
  private func call(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    try await ask(method, "/session/\(session)" + path, body)
  }

  private func ask(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    var request = Request(method: method, url: base + path)
    request.download = .memory(bytesMax: 64 << 20)
    request.timeouts = Request.Timeouts(connectMs: 30_000, totalMs: 180_000, stalledMs: 0)
    if let body {
      request.headers = [Header("Content-Type", "application/json")]
      request.body = body.bytes()
    }
    let response = try await client.send(request)
    let document = try JSONValue.parse(response.body)
    guard response.status == 200, let value = document["value"] else {
      let words = document["value"]?["message"]?.text ?? "status \(response.status)"
      throw Failure(description: "\(method) \(path.suffix(40)): \(words.prefix(300))")
    }
    return value
  }

  private static func freePort() throws -> Int {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(description: "no port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
