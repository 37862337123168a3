import Foundation
import Records
import Simulation
import Testing

/// A province, two centers and a browser at one of them. The link is the hub's process: it is cut by stopping it.
final class BrowserWorld {
  static let password = "con trâu đi trước"

  let folder: URL
  let hub: Served
  let center: Served
  let driver: WebDriver
  let base: String
  /// The number of somebody who lives there.
  private(set) var number = ""
  private(set) var printed: [String: String] = [:]

  private func home(_ name: String) -> URL { folder.appending(path: name) }

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tb-\(UInt32.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (hubPort, port) = (try freePort(), try freePort())
    base = "https://localhost:\(port)"
    hub = Served(home: folder.appending(path: "hub"), port: hubPort)
    center = Served(home: folder.appending(path: "a"), port: port)
    driver = try await WebDriver()
    try run("hub", ["hub", "init", "--url", "https://localhost:\(hubPort)", "--name", "Lạng Sơn"])
    try run("hub", ["hub", "publish"], staff: "tinh")
    try people()
    try run("hub", ["hub", "import", home("people.ndjson").path], staff: "tinh")
    try hub.start()
    try await hub.untilStarted()
    for (name, code) in [("a", "H37.08"), ("b", "H37.09")] {
      let invited = try run("hub", ["hub", "invite", code, "--units", "06040,06046", "--json"])
      let token = try #require(try JSONValue.parse(invited)["token"]?.text)
      try run(name, ["join", "https://localhost:\(hubPort)", token])
    }
    for (name, role) in [("minh.lv", "officer"), ("quan.tri", "administrator")] {
      let made = try run("a", ["user", "add", name, "--role", role, "--name", "Lê Văn Minh", "--json"])
      printed[name] = try JSONValue.parse(made)["password"]?.text
    }
    try center.start()
    try await center.untilStarted()
  }

  private func people() throws {
    let process = Process()
    process.executableURL = try builtProgram("GeneratePopulation")
    process.arguments = [
      "--seed", "20251001", "--persons", "300", "--units", "06040,06046", "--out", home("people.ndjson").path,
      "--quiet",
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    for line in try String(contentsOf: home("people.ndjson"), encoding: .utf8).split(separator: "\n") {
      let document = try JSONValue.parse(String(line))
      guard document["kind"]?.text == "person", document["vital_status"]?.text == "alive",
        document["residence_unit"]?.text == "06040", (document["birth_date"]?.text ?? "9") < "1995",
        let found = document["personal_id"]?.text, found.count == 12
      else { continue }
      number = found
      return
    }
    throw Unserved(log: "nobody fits")
  }

  /// Runs a command at a node to its end.
  @discardableResult
  func run(_ node: String, _ words: [String], staff: String? = nil) throws -> String {
    let run = try TramRun(words, home: home(node), staff: staff)
    try #require(run.code == 0, "\(words): \(run.err)")
    return run.out
  }

  /// Both centers correct one name apart while the link is down; then they hear of each other.
  func quarrel() async throws {
    _ = hub.stop()
    try run(
      "a", ["person", "edit", number, "--set", "name.given=Hạnh", "--reason", "Theo giấy khai sinh"],
      staff: "hoa.ntt")
    try run(
      "b", ["person", "edit", number, "--set", "name.given=Hạng", "--reason", "Theo sổ hộ khẩu"],
      staff: "lien.hv")
    try hub.start()
    try await hub.untilStarted()
    try run("b", ["sync"])
    try run("a", ["sync"])
  }

  func end() async {
    await driver.quit()
    _ = center.stop()
    _ = hub.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: Looking

  /// The engine that examines pages (axe-core, MPL-2.0), as `Tools/prepare --test` puts it beside the build.
  static let axe: String? = {
    let lib = checkout.appending(path: ".build/axe/lib")
    for python in (try? FileManager.default.contentsOfDirectory(atPath: lib.path)) ?? [] {
      let file = lib.appending(path: "\(python)/site-packages/axe_playwright_python/axe.min.js")
      if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
    }
    return nil
  }()

  /// Examines the page that is shown, and keeps a picture of it where `Tools/screenshots` asks for one.
  func look(_ name: String) async throws {
    let engine = try #require(Self.axe, "axe is not here: run Tools/prepare --test")
    try await driver.script(engine + "; window.axe = axe;")
    let found = try await driver.asyncScript(
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ["violations"]}).then(
        (found) => done(found.violations.map((one) => one.impact + " " + one.id + ": " +
          one.nodes.map((node) => node.target.join(" ")).join(", "))),
        (error) => done(["failed: " + error]));
      """)
    #expect(found.elements?.compactMap(\.text) == [], "\(name)")
    guard let pictures = ProcessInfo.processInfo.environment["TRAM_SCREENSHOTS"] else { return }
    for (width, height) in [(1_366, 768), (800, 1_000)] {
      try await driver.resize(width, height)
      let tall = try await driver.script("return document.documentElement.scrollHeight").integer ?? 0
      try await driver.resize(width, min(4_000, max(height, Int(tall))))
      let file = URL(filePath: pictures).appending(path: "\(name)-\(width).png")
      try Data(try await driver.screenshot()).write(to: file)
    }
    try await driver.resize(1_366, 768)
  }
}
