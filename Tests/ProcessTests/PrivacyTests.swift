import Foundation
import Glibc
import Records
import Testing

/// What may stand in no log and in no file for helpers: every name and number of a population, and what was typed.
private struct Secrets {
  private(set) var words: Set<String> = []
  private(set) var people: [[String: String]] = []

  init(_ file: URL) throws {
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let members = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
      if members["kind"] == "person" { people.append(members) }
      let name = ["surname", "middle", "given"].compactMap { members[$0] }
      if name.count > 1 { words.insert(name.joined(separator: " ")) }
      for key in ["personal_id", "old_number", "email", "number", "phone", "code"] {
        guard let value = members[key], value.utf8.count >= 6, value != "Không có thông tin" else { continue }
        words.insert(value)
      }
    }
  }

  mutating func add(_ word: String) { words.insert(word) }

  /// The first few that a text holds, however it composes its letters.
  func found(in text: String) -> [String] {
    let composed = text.precomposedStringWithCanonicalMapping
    return Array(
      words.filter { composed.contains($0.precomposedStringWithCanonicalMapping) }.sorted().prefix(5))
  }
}

@Suite(.serialized, .timeLimit(.minutes(10))) struct `A day of work` {
  private func population(_ folder: TestFolder) throws -> URL {
    let process = Process()
    process.executableURL = try builtProgram("GeneratePopulation")
    process.arguments = ["--seed", "7", "--persons", "300", "--quiet"]
    let file = folder.url.appending(path: "people.ndjson")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return file
  }

  @Test func `leaves no name and no number in the logs, in the figures, or in what is sent to helpers`()
    async throws
  {
    let folder = try TestFolder()
    let people = try population(folder)
    var secrets = try Secrets(people)
    try #require(secrets.words.count > 500)
    let port = try freePort()
    let hub = folder.url.appending(path: "hub")
    let center = folder.url.appending(path: "center")
    var told: [String] = []
    @discardableResult func run(_ words: [String], _ home: URL) throws -> TramRun {
      let run = try TramRun(words, home: home, staff: "hoa.ntt")
      if ["status", "metrics", "doctor", "hub"].contains(words.first ?? "") {
        told.append(run.out + run.err)
      }
      return run
    }
    for words in [
      ["hub", "init", "--url", "https://127.0.0.1:\(port)", "--name", "Lạng Sơn"],
      ["hub", "publish", checkout.appending(path: "Config").path], ["hub", "import", people.path],
    ] { try #require(try run(words, hub).code == 0) }
    let province = Served(home: hub, port: port)
    try province.start()
    defer { _ = province.stop() }
    try await province.untilStarted()
    let unit = try #require(secrets.people.first?["residence_unit"])
    let neighbours = secrets.people.filter {
      $0["residence_unit"] == unit && ($0["personal_id"]?.utf8.count ?? 0) == 12
    }
    try #require(neighbours.count >= 3)
    let token = try run(["hub", "invite", "H37.24", "--units", unit, "--json"], hub).document["token"]?.text
    try #require(try run(["join", "https://127.0.0.1:\(port)", try #require(token)], center).code == 0)
    let node = Served(home: center)
    try node.start()
    defer { _ = node.stop() }
    try await node.untilStarted()
    // Work at the counter: edits, a birth, dossiers, look-ups of nobody, a stale form.
    for (number, person) in neighbours.prefix(6).enumerated() {
      let id = person["personal_id"] ?? ""
      let phone = "09876543\(10 + number)"
      secrets.add(phone)
      let edited = try run(
        ["person", "edit", id, "--set", "phone.phone=\(phone)", "--reason", "Báo số \(phone)"], center)
      #expect(edited.code == 0, "\(edited)")
      let opened = try run(
        ["dossier", "open", "--procedure", "1.004194", "--case", "1", "--person", id, "--reason", "Tạm trú"],
        center)
      #expect(opened.code == 0, "\(opened)")
    }
    let mother = neighbours[1]["personal_id"] ?? ""
    let child = "Hoàng Vũ Thiên Kim"
    secrets.add(child)
    try run(
      [
        "dossier", "open", "--service", "15", "--case", "1", "--person", mother, "--child", child, "--born",
        "2026-11-20", "--sex", "female", "--reason", "Khai sinh cho \(child)",
      ], center)
    secrets.add("Lường Thị Không Ai")
    try run(["person", "find", "Lường Thị Không Ai", "--for", "reception"], center)
    try run(
      [
        "person", "edit", "020199999999", "--set", "phone.phone=0912000100", "--reason", "Lường Thị Không Ai",
      ], center)
    secrets.add("020199999999")
    // Two say different things of one person's name.
    for (given, home) in [("Thảo Nguyên Lạ", center), ("Bích Đào Lạ", hub)] {
      secrets.add(given)
      try run(["person", "edit", mother, "--set", "name.given=\(given)", "--reason", "Sửa tên"], home)
    }
    try run(["sync"], center)
    // And the evening's routine.
    for home in [center, hub] {
      for words in [
        ["status"], ["metrics"], ["doctor"], ["status", "--json"], ["doctor", "--full", "--json"],
      ] {
        try run(words, home)
      }
      let dump = folder.url.appending(path: home.lastPathComponent + "-support.json")
      try #require(try run(["support-dump", dump.path], home).code == 0)
      let text = try String(contentsOf: dump, encoding: .utf8)
      #expect(try JSONValue.parse(text)["schema"] == "tram.support/1")
      #expect(text.contains("unit/\(unit)"))
      #expect(secrets.found(in: text) == [])
      #expect(!text.contains("hoa.ntt"))
    }
    try run(["hub", "nodes"], hub)
    let figures = try run(["metrics"], center).out
    #expect(figures.contains("tram_acts_committed_total") && figures.contains("tram_outbox_ops"))
    #expect(node.stop() == 0)
    #expect(province.stop() == 0)
    for home in [center, hub] {
      let log = try String(contentsOf: home.appendingPathExtension("log"), encoding: .utf8)
      #expect(log.contains("node.started"))
      #expect(secrets.found(in: log) == [], "\(home.lastPathComponent)")
    }
    #expect(secrets.found(in: told.joined(separator: "\n")) == [])
    // The search itself can find something.
    #expect(secrets.found(in: "x \(child) y").count == 1)
  }
}

@Suite struct `The list of log events` {
  @Test func `names every event that the program can write, and no other`() throws {
    let sources = checkout.appending(path: "Sources")
    var written: Set<String> = []
    for case let name as String in try #require(FileManager.default.enumerator(atPath: sources.path)) {
      guard name.hasSuffix(".swift") else { continue }
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      for match in text.matches(of: /\.write\(\s*\.(?:info|warning|error),\s*"([a-z.-]+)"/) {
        written.insert(String(match.1))
      }
    }
    let list = try String(
      contentsOf: sources.appending(path: "Node/Node.docc/Events.md"), encoding: .utf8)
    let named = Set(list.matches(of: /\n\| `([a-z.-]+)` \| (?:info|warning|error) \|/).map { String($0.1) })
    #expect(written.count > 20)
    #expect(written.subtracting(named) == [], "not in the list")
    #expect(named.subtracting(written) == [], "nobody writes it")
  }
}

@Suite struct `The list of figures` {
  @Test func `names every figure that the program can tell, and no other`() throws {
    let sources = checkout.appending(path: "Sources/Node")
    let source = try String(contentsOf: sources.appending(path: "Metrics/Metrics.swift"), encoding: .utf8)
    let told = Set(
      source.matches(of: /MetricFamily\(\s*"([a-z_]+)",\s*\.(?:gauge|counter|histogram)/).map {
        "tram_" + $0.1
      })
    let list = try String(contentsOf: sources.appending(path: "Node.docc/Figures.md"), encoding: .utf8)
    let named = Set(list.matches(of: /\n\| `([a-z_]+)` \|/).map { String($0.1) })
    #expect(told.count > 20)
    #expect(told == named, "\(told.symmetricDifference(named).sorted())")
  }
}
