import Foundation
import Glibc
import Node
import Records
import SQLite
import Testing

/// A folder for one test's nodes.
final class TestFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tram-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A small population file: households of one person with one document.
  func population(_ count: Int) throws -> URL {
    var lines: [String] = []
    for number in 1...count {
      let six = String(String(1_000_000 + number).dropFirst())
      lines += [
        "{\"kind\":\"household\",\"key\":\"h-\(six)\",\"code\":\"06184-\(six)\",\"unit\":\"06184\",\"address\":\"Thôn 1\",\"head\":\"p-\(six)\"}",
        "{\"kind\":\"person\",\"key\":\"p-\(six)\",\"surname\":\"Nông\",\"middle\":\"Thị\",\"given\":\"Lan\",\"birth_date\":\"1957\",\"sex\":\"female\",\"personal_id\":\"020157\(six)\",\"residence_unit\":\"06184\",\"residence_address\":\"Thôn 1\",\"residence_kind\":\"permanent\",\"household\":\"h-\(six)\",\"relation_to_head\":\"head\",\"marital_status\":\"single\",\"vital_status\":\"alive\"}",
        "{\"kind\":\"document\",\"key\":\"d-\(six)\",\"person\":\"p-\(six)\",\"type\":\"citizen-identity-card\",\"number\":\"020157\(six)\",\"issued_on\":\"2023-07-03\",\"issuer\":\"Cục Cảnh sát\",\"status\":\"valid\"}",
      ]
    }
    let file = url.appending(path: "population.ndjson")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file
  }

  /// A province with its catalogue and people.
  func hub(people: Int = 20, port: Int = 18_443) throws -> URL {
    let home = url.appending(path: "hub")
    for words in [
      ["hub", "init", "--url", "https://127.0.0.1:\(port)", "--name", "Lạng Sơn"],
      ["hub", "publish", checkout.appending(path: "Config").path],
      ["hub", "import", try population(people).path],
    ] {
      let run = try TramRun(words, home: home)
      try #require(run.code == 0, "\(words): \(run)")
    }
    return home
  }
}

extension TramRun {
  /// The answer to `--json`.
  var document: JSONValue { get throws { try JSONValue.parse(out) } }
}

@Suite struct `The program tram` {
  @Test func `explains itself and tells what is no command`() throws {
    let folder = try TestFolder()
    let help = try TramRun(["--help"], home: folder.url)
    #expect(help.code == 0 && help.out.contains("conflicts list") && help.err.isEmpty)
    let one = try TramRun(["dossier", "open", "--help"], home: folder.url)
    #expect(one.code == 0 && one.out.contains("--service"))
    let unknown = try TramRun(["conflict", "list"], home: folder.url)
    #expect(unknown.code == 2 && unknown.err.contains("Did you mean “conflicts”?"))
    let version = try TramRun(["version", "--json"], home: folder.url)
    #expect(try version.code == 0 && version.document["schema"] == "tram.version/1")
  }

  @Test(arguments: [
    "status", "sync", "verify", "person find lan --for reception --as a", "conflicts list", "serve",
  ])
  func `says that there is no node where there is none`(line: String) throws {
    let folder = try TestFolder()
    let run = try TramRun(
      line.split(separator: " ").map(String.init), home: folder.url.appending(path: "none"))
    #expect(run.code == 3 && run.err.contains("E-NODE-003") && run.out.isEmpty, "\(run)")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "none").path))
  }

  @Test func `names the folder that cannot hold data, and leaves no trace there`() throws {
    let folder = try TestFolder()
    let file = folder.url.appending(path: "notes.txt")
    try Data("x".utf8).write(to: file)
    let words = ["hub", "init", "--url", "https://127.0.0.1:18443", "--name", "Lạng Sơn"]
    for (place, code, exit) in [
      (URL(filePath: "/proc/tram"), "E-FILE-001", 3), (file, "E-FILE-003", 2),
      (file.appending(path: "below"), "E-FILE-003", 2),
    ] as [(URL, String, Int32)] {
      let run = try TramRun(words, home: place)
      #expect(run.code == exit && run.err.hasPrefix("Error \(code): "), "\(run)")
      #expect(run.err.contains(place.path))
    }
    // A command that needs a node says the same of a file, and that there is no node of what is not there.
    #expect(try TramRun(["status"], home: file).err.hasPrefix("Error E-FILE-003: "))
    #expect(try TramRun(["status"], home: URL(filePath: "/proc/tram")).err.hasPrefix("Error E-NODE-003: "))
    #expect(try Data(contentsOf: file) == Data("x".utf8))
  }

  @Test
  func `makes a province, publishes, imports, finds, lists conflicts and verifies, without any network`()
    throws
  {
    let folder = try TestFolder()
    let hub = try folder.hub()
    let again = try TramRun(["hub", "init", "--url", "https://x.example", "--name", "X"], home: hub)
    #expect(again.code == 1 && again.err.contains("E-NODE-004"))
    let found = try TramRun(
      ["person", "find", "nong", "thi", "lan", "--limit", "3", "--json", "--for", "reception", "--as", "a"],
      home: hub)
    #expect(try found.code == 0 && found.document["persons"]?.elements?.count == 3)
    let shown = try TramRun(["person", "show", "020157000001", "--for", "reception", "--as", "a"], home: hub)
    #expect(shown.code == 0 && shown.out.contains("020157000001") && shown.err.contains("--seen "))
    let conflicts = try TramRun(["conflicts", "list"], home: hub)
    #expect(conflicts.code == 0 && conflicts.out == "No conflict awaits a decision.\n")
    let imported = try TramRun(
      ["hub", "import", folder.url.appending(path: "population.ndjson").path, "--json"], home: hub)
    #expect(try imported.code == 0 && imported.document["new"] == 0)
    let edited = try TramRun(
      ["person", "edit", "020157000001", "--set", "phone.phone=0912000100", "--reason", "r"], home: hub,
      staff: "admin")
    #expect(edited.code == 0, "\(edited)")
    let status = try TramRun(["status", "--json"], home: hub)
    #expect(try status.code == 0 && status.document["role"] == "hub")
    let verified = try TramRun(["verify", "--json"], home: hub)
    #expect(try verified.code == 0 && verified.document["intact"] == true, "\(verified)")
  }

  @Test func `answers with exit code 7 where somebody wrote behind its back`() throws {
    let folder = try TestFolder()
    let hub = try folder.hub(people: 2)
    let db = try Connection(path: hub.appending(path: "replica.sqlite").path, mode: .writer)
    try db.execute("UPDATE partition SET digest = zeroblob(32) WHERE name = 'unit/06184'")
    db.close()
    let verified = try TramRun(["verify"], home: hub)
    #expect(
      verified.code == 7 && verified.out.contains("Residents 06184") && verified.err.contains("E-NODE-016"))
  }

  @Test func `tells a second process who holds the data`() throws {
    let folder = try TestFolder()
    let hub = try folder.hub(people: 1)
    let lock = open(hub.appending(path: "replica.lock").path, O_RDWR)
    try #require(lock >= 0)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let run = try TramRun(["person", "find", "lan", "--for", "reception", "--as", "a"], home: hub)
    #expect(run.code == 75 && run.err.contains("E-NODE-002") && run.err.contains(hub.path), "\(run)")
  }

  @Test func `replays a case of a file, and tells a file that is none`() throws {
    let folder = try TestFolder()
    let cases = checkout.appending(path: "Conflicts/cases")
    let run = try TramRun(
      ["conflicts", "replay", cases.appending(path: "name-corrected-at-two-counters.json").path, "--json"],
      home: folder.url)
    #expect(try run.code == 0 && run.document["holds"] == true, "\(run)")
    let shown = try TramRun(
      ["conflicts", "replay", cases.appending(path: "two-officers-decide-differently.json").path],
      home: folder.url)
    #expect(shown.code == 0 && shown.out.contains("The case gives what it says, in every order."), "\(shown)")
    let none = try TramRun(["conflicts", "replay", try folder.population(1).path], home: folder.url)
    #expect(none.code == 1 && none.err.contains("E-CMD-006"), "\(none)")
  }

  @Test func `hands its commands to the service that owns the data`() async throws {
    let folder = try TestFolder()
    let port = try freePort()
    let hub = try folder.hub(people: 3, port: port)
    let served = Served(home: hub, port: port)
    try served.start()
    defer { _ = served.stop() }
    try await served.untilStarted()
    let invited = try TramRun(["hub", "invite", "H37.24", "--units", "06184", "--json"], home: hub)
    let token = try #require(invited.document["token"]?.text)
    let url = "https://127.0.0.1:\(port)"
    let center = folder.url.appending(path: "center")
    let joined = try TramRun(["join", url, token, "--json"], home: center)
    #expect(joined.code == 0, "\(joined)")
    let used = try TramRun(["join", url, token], home: folder.url.appending(path: "other"))
    #expect(used.code == 6 && used.err.contains("E-SYNC-010"), "\(used)")
    let found = try TramRun(
      ["person", "find", "lan", "--json", "--for", "reception", "--as", "a"], home: center)
    #expect(try found.document["persons"]?.elements?.count == 3, "\(found)")
    let edited = try TramRun(
      ["person", "edit", "020157000001", "--set", "phone.phone=0912000100", "--reason", "r"], home: center,
      staff: "hoa.ntt")
    #expect(edited.code == 0, "\(edited)")
    let synced = try TramRun(["sync", "--json"], home: center)
    // The edit, and the three people whom the search showed.
    #expect(try synced.document["changes_sent"] == 4, "\(synced)")
    let there = try TramRun(["person", "show", "020157000001", "--for", "reception", "--as", "a"], home: hub)
    #expect(there.out.contains("0912"), "\(there)")
    let same = try TramRun(["verify", "--with-hub"], home: center)
    #expect(same.code == 0, "\(same)")
    let nodes = try TramRun(["hub", "nodes", "--json"], home: hub)
    #expect(
      try nodes.document["nodes"]?.elements?.contains { $0["name"] == "H37.24" } == true,
      "\(nodes)")
    let piped = try TramRun(["hub", "import", "-"], home: hub)
    #expect(piped.code == 2 && piped.err.contains("E-CMD-007"), "\(piped)")
    #expect(served.stop() == 0)
    let offline = try TramRun(["sync"], home: center)
    #expect(offline.code == 9 && offline.err.contains("E-SYNC-001"), "\(offline)")
  }
}

@Suite struct `What was found by hand` {
  @Test func `a folder is named absolutely, wherever the command was typed`() {
    #expect(NodeHome("hub").path == FileManager.default.currentDirectoryPath + "/hub")
    #expect(NodeHome("/var/lib/tram/").path == "/var/lib/tram")
  }

  @Test(arguments: ["c\u{1B}[1m", "hai\nđầu dòng", "\u{202E}abc"])
  func `a word with hidden characters is refused before anything is signed`(word: String) throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "tram-hidden-\(UUID().uuidString)")
    let run = try TramRun(
      ["person", "edit", "020190001234", "--set", "phone.phone=0912000101", "--reason", "x", "--as", word],
      home: home)
    #expect(run.code == 2)
    #expect(!run.err.contains("\u{1B}") && !run.err.contains("\u{202E}"))
  }

  @Test func `a machine that cannot reach the hub is told that it has not joined`() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "tram-nojoin-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let token = "tram1-xs6p6cwvcaisdmdfb3wxnbk2ty-ziadownulj2ewwt3"
    let run = try TramRun(["join", "https://localhost:\(try freePort())", token], home: home)
    #expect(run.code == 9)
    #expect(run.err.contains("E-SYNC-022"))
  }
}
