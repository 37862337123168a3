import Causality
import Conflicts
import Counter
import Crypto
import Foundation
import HTTP
import Procedures
import Records
import Simulation
import Staff
import Store

@testable import Node
@testable import Web

/// A center with the shipped catalogue and a family, and its pages without nginx in front.
final class WebBench: @unchecked Sendable {
  // The world is touched by one test at a time, before its pages are asked.
  static let unit = Partition.unit("06184")
  static let host = "tram.lan:8443"
  /// Monday, 23 November 2026, 09:00 in Hanoi.
  static let start = HanoiTime(CivilDate("2026-11-23") ?? .first, hour: 9).millisecondsSinceEpoch
  static let password = "trạm biên giới xanh"

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let folder = Result {
    try CatalogueFolder(
      config: root.appending(path: "Config").path(percentEncoded: false),
      rules: root.appending(path: "Conflicts/rules").path(percentEncoded: false))
  }

  let world: TestWorld
  let context: NodeContext
  let web: WebService
  let mother: RecordID
  private let home: URL
  private var secrets: [StaffRole: String] = [:]

  init(text: String = "Lan", centers: Int = 1) async throws {
    world = try TestWorld(centers: centers, unit: Self.unit, agency: { "H37.0\($0)" })
    try CataloguePublisher.publish(Self.folder.get(), into: world.hub, author: "tinh", reason: "")
    mother = try Self.family(world, text)
    for (index, center) in world.centers.enumerated() {
      let agency = "H37.0\(index + 1)"
      try world.hub.grant(agency, .access(agency))
      try TestWorld.send([.registry, .catalogue, Self.unit], from: world.hub, to: center)
    }
    home = FileManager.default.temporaryDirectory.appending(path: "web-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let authority = try CertificateAuthority.create(name: "x", notBefore: 1_700_000_000, validDays: 3_650)
    nonisolated(unsafe) let file = world.centers[0]
    let clock = StaffClock(wall: { WebBench.start }, steady: { 1_000_000 }, boot: "b")
    var limits = StaffBook.Limits()
    limits.cost = .cheap
    guard let hub = HubAddress("https://hub.example:8443") else { throw NodeError.badAddress("") }
    context = NodeContext(
      home: NodeHome(home.path(percentEncoded: false)),
      configuration: NodeConfiguration(
        role: .center, name: "H37.01", label: "Trung tâm \(text)", hub: hub, createdAt: 0),
      identity: file.identity, replica: try Replica({ file }),
      content: try ContentStore(folder: home.appending(path: "content").path(percentEncoded: false)),
      staff: StaffBook(path: nil, clock: clock, limits: limits), authority: authority.certificate,
      now: { WebBench.start })
    let services = Services(context: context, sync: nil, hub: nil, port: 8443)
    web = WebService(
      services, at: PageAddress(names: [.name("tram.lan"), .ip("192.0.2.1")], port: 8443), log: .silent)
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  /// A mother with a card, every free field of hers made of the given text.
  private static func family(_ world: TestWorld, _ text: String) throws -> RecordID {
    let household = try world.hub.write(
      "household", [("place", [.text(text), .text("06184"), .text(text)])], in: unit, author: "import",
      source: "population-register")
    let mother = try world.hub.write(
      "person",
      [
        ("name", [.text("Nông"), .text("Thị"), .text(text)]), ("birth", [.text("1990-03-05")]),
        ("sex", [.text("female")]), ("identity", [.text("020190000001")]),
        ("old_identity", [.text("080190001")]),
        ("origin", [.text(text), .text(text), .text(text)]), ("birth_place", [.text(text)]),
        ("phone", [.text(text)]), ("email", [.text(text)]),
        ("residence", [.text("06184"), .text(text), .text("permanent"), .record(household), .text(text)]),
        ("vital", [.text("alive"), .null, .text(text)]),
      ], in: unit, author: "import", source: "population-register")
    try world.hub.write(
      "document",
      [
        (
          "issue",
          [
            .record(mother), .text("citizen-identity-card"), .text(text), .text("2023-07-03"), .null,
            .text(text),
          ]
        ), ("status", [.text("valid"), .text(text)]),
      ], in: unit, root: mother, author: "import", source: "population-register")
    return mother
  }

  /// A browser that is signed in, wholly, in a role.
  func browser(
    _ role: StaffRole? = .clerk, language: Language = .vi, isFresh: Bool = false
  ) async throws -> Browser {
    var browser = Browser(web: web)
    browser.cookies["__Host-language"] = language.rawValue
    guard let role else { return browser }
    browser.cookies["__Host-tram"] = try await secret(role, isFresh: isFresh)
    return browser
  }

  private func secret(_ role: StaffRole, isFresh: Bool) async throws -> String {
    if let known = secrets[role], !isFresh { return known }
    let name = "\(role.rawValue).one"
    let staff = context.staff
    let isKnown = try await staff.accounts().contains { $0.name == name }
    let password =
      isKnown
      ? try await staff.reset(name) : try await staff.add(name, label: "Cán bộ \(role.rawValue)", role: role)
    guard case .entered(let secret) = try await staff.signIn(name, password, from: "a") else {
      throw Unexpected("sign-in")
    }
    _ = try await staff.setPassword(secret, old: nil, new: Self.password)
    if role.needsSecondFactor {
      let factor = try OneTimeCode.make()
      try await staff.proveFactor(secret, code: factor.code(atStep: WebBench.start / 30_000), new: factor)
    }
    secrets[role] = secret
    return secret
  }

  /// Two centers write the mother's name apart, and hear of each other.
  func rivalNames(_ first: String = "Hạnh", _ second: String = "Hạng") throws {
    let shown = try world.centers.map { try $0.show(mother) }
    try world.centers[0].edit(
      shown[0], "name", [.text("Nông"), .text("Thị"), .text(first)], in: Self.unit, author: "hoa.ntt")
    try world.centers[1].edit(
      shown[1], "name", [.text("Nông"), .text("Thị"), .text(second)], in: Self.unit, author: "lien.hv")
    for _ in 0..<2 {
      for center in world.centers {
        try TestWorld.send([.registry, Self.unit], from: world.hub, to: center)
        try TestWorld.send([Self.unit], from: center, to: world.hub)
      }
    }
  }
}

struct Unexpected: Error {
  let what: String
  init(_ what: String) { self.what = what }
}

/// What a browser does, as far as the pages see it.
struct Browser {
  let web: WebService
  var cookies: [String: String] = [:]
  /// Sent with each request; a test takes one away or puts another in.
  var headers: [String: String] = [
    "host": WebBench.host, "sec-fetch-site": "same-origin", "origin": "https://" + WebBench.host,
  ]
  private(set) var page = Shown(status: 0, headers: [], text: "")

  struct Shown {
    let status: Int
    let headers: [Header]
    let text: String

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    /// The token of the forms on the page.
    var token: String? { text.firstMatch(of: /name="_t" value="([a-z2-7]+)"/).map { String($0.1) } }
    func hidden(_ name: String) -> String? {
      text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?
        .prefix { $0 != "\"" }.description
    }
  }

  init(web: WebService) { self.web = web }

  @discardableResult
  mutating func send(
    _ method: String, _ path: String, _ fields: [(String, String)] = [], type: String? = FormBody.mediaType,
    body given: [UInt8]? = nil
  ) async -> Shown {
    let body =
      given
      ?? Array(
        fields.map { "\(Percent.encoded($0.0))=\(Percent.encoded($0.1))" }.joined(separator: "&").utf8)
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    var head = RequestHead(
      method: method, path: parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers,
      variables: ["REMOTE_ADDR": "192.0.2.9"], contentLength: body.count)
    if method == "POST" { head.headers["content-type"] = type } else { head.headers["origin"] = nil }
    if !cookies.isEmpty {
      head.headers["cookie"] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
    let response = await web.handle(ServerRequest(head: head, body: body))
    for header in response.headers where header.name == "Set-Cookie" {
      let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      if pair.count == 2, !header.value.contains("Max-Age=0") {
        cookies[String(pair[0])] = String(pair[1])
      } else if let name = pair.first {
        cookies[String(name)] = nil
      }
    }
    var text = ""
    if case .bytes(let bytes) = response.body { text = String(decoding: bytes, as: UTF8.self) }
    page = Shown(status: response.status, headers: response.headers, text: text)
    return page
  }

  /// Follows where an answer points.
  @discardableResult
  mutating func get(_ path: String) async -> Shown {
    var path = path
    for _ in 0..<5 {
      await send("GET", path)
      guard page.status == 303, let next = page.header("Location") else { break }
      path = next
    }
    return page
  }

  /// Sends a form with the token of the page that is shown.
  @discardableResult
  mutating func post(_ path: String, _ fields: [(String, String)]) async -> Shown {
    let token = page.token ?? ""
    await send("POST", path, [("_t", token)] + fields)
    if page.status == 303, let next = page.header("Location") { await get(next) }
    return page
  }

  /// Opens a person's page, purpose and all.
  mutating func open(_ person: RecordID) async {
    await get("/person/\(person.description)")
    await post("/person/\(person.description)/look", [("purpose", "reception")])
  }
}
