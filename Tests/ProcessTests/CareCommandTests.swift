import Foundation
import Glibc
import Records
import SQLite
import Testing

extension TramRun {
  /// The finding of one of the doctor's checks.
  fileprivate func finding(_ subject: String) throws -> String? {
    try document["checks"]?.elements?.first { $0["id"]?.text == subject }?["finding"]?.text
  }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct `The doctor at the terminal` {
  @Test func `says how a node is, in both languages and for programs, and changes nothing`() throws {
    let folder = try TestFolder()
    let hub = try folder.hub(people: 2)
    let run = try TramRun(["doctor", "--json"], home: hub)
    let document = try run.document
    #expect(document["schema"] == "node.doctor/1")
    #expect(try run.finding("file") == "file.intact")
    #expect(try run.finding("logs") == "logs.stand")
    #expect(try run.finding("keys") == "keys.private")
    #expect(try run.finding("backup") == "backup.not-yet")
    #expect(try run.finding("sandbox") == "sandbox.not-served")
    let failed = document["checks"]?.elements?.contains { $0["state"] == "fail" } ?? true
    #expect(run.code == (failed ? 7 : 0), "\(run)")
    for check in document["checks"]?.elements ?? [] {
      #expect((check["state"] == "ok") == (check["next"] == .null), "\(check.written())")
    }
    let full = try TramRun(["doctor", "--full", "--json"], home: hub)
    #expect(try full.finding("logs") == "logs.verified")
    #expect(try full.finding("digests") == "digests.verified")
    let told = try TramRun(["doctor"], home: hub)
    #expect(told.out.contains("The file is intact.") && told.out.contains("Next: "), "\(told)")
  }

  @Test func `ends with exit code 7 where somebody wrote behind the node's back`() throws {
    let folder = try TestFolder()
    let hub = try folder.hub(people: 2)
    let db = try Connection(path: hub.appending(path: "replica.sqlite").path, mode: .writer)
    try db.execute("UPDATE log SET head_hash = zeroblob(32)")
    db.close()
    let heads = try TramRun(["doctor", "--json"], home: hub)
    #expect(try heads.code == 7 && heads.finding("logs") == "logs.broken", "\(heads)")
  }

  @Test func `still examines a node whose data cannot be opened`() throws {
    let folder = try TestFolder()
    let hub = try folder.hub(people: 2)
    let file = hub.appending(path: "replica.sqlite")
    try Data(repeating: 0x5A, count: 8_192).write(to: file)
    let broken = try TramRun(["doctor", "--json"], home: hub)
    #expect(try broken.code == 7 && broken.finding("file") == "file.unopened", "\(broken)")
    #expect(try broken.finding("certificate") == "certificate.valid")
    let key = hub.appending(path: "keys/node.key").path
    #expect(chmod(key, 0o644) == 0)
    let open = try TramRun(["doctor", "--json"], home: hub)
    #expect(try open.finding("keys") == "keys.open", "\(open)")
  }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct `Backups at the terminal` {
  @Test func `are made while the service works, proven, and restored on another machine`() async throws {
    let folder = try TestFolder()
    let port = try freePort()
    let hub = try folder.hub(people: 3, port: port)
    let served = Served(home: hub, port: port)
    try served.start()
    defer { _ = served.stop() }
    try await served.untilStarted()
    let invited = try TramRun(["hub", "invite", "H37.24", "--units", "06184", "--json"], home: hub)
    let center = folder.url.appending(path: "center")
    let token = try #require(invited.document["token"]?.text)
    try #require(try TramRun(["join", "https://127.0.0.1:\(port)", token], home: center).code == 0)
    let file = folder.url.appending(path: "center.tar").path
    let made = try TramRun(["backup", file, "--json"], home: center)
    #expect(try made.code == 0 && made.document["for_province"] == true, "\(made)")
    let again = try TramRun(["backup", file], home: center)
    #expect(again.code == 1 && again.err.contains("E-BAK-007"), "\(again)")
    let drill = try TramRun(["backup", file, "--drill", "--json"], home: center)
    #expect(try drill.code == 0 && drill.document["node"] == "H37.24", "\(drill)")
    // Written after the backup, heard by the province, and then the machine is gone.
    let edited = try TramRun(
      ["person", "edit", "020157000001", "--set", "phone.phone=0912000100", "--reason", "r"], home: center,
      staff: "hoa.ntt")
    #expect(edited.code == 0, "\(edited)")
    try #require(try TramRun(["sync"], home: center).code == 0)
    try FileManager.default.removeItem(at: center)
    let key = hub.appending(path: "authority/recovery.key").path
    let fresh = folder.url.appending(path: "fresh")
    let wrong = try TramRun(
      ["restore", file, "--key", hub.appending(path: "keys/node.key").path], home: fresh)
    #expect(wrong.code == 6 && wrong.err.contains("E-BAK-004"), "\(wrong)")
    let restored = try TramRun(["restore", file, "--key", key, "--json"], home: fresh)
    let document = try restored.document
    #expect(
      restored.code == 0 && document["synced"] == true && document["own_changes_back"] == 1, "\(restored)")
    let shown = try TramRun(
      ["person", "show", "020157000001", "--for", "reception", "--as", "a"], home: fresh)
    #expect(shown.out.contains("0912"), "\(shown)")
    let twice = try TramRun(["restore", file, "--key", key], home: fresh)
    #expect(twice.code == 1 && twice.err.contains("E-NODE-004"), "\(twice)")
    // The hub's own, through its daemon.
    let province = folder.url.appending(path: "hub.tar").path
    #expect(try TramRun(["backup", province], home: hub).code == 0)
    let proven = try TramRun(["backup", province, "--drill"], home: hub)
    #expect(proven.code == 0 && proven.out.contains("can be restored"), "\(proven)")
    let health = try TramRun(["doctor", "--json"], home: hub)
    #expect(try health.finding("backup") == "backup.recent")
    #expect(try health.finding("drill") == "drill.recent")
    #expect(served.stop() == 0)
  }

  @Test func `shows settings and where they come from, and what is wrong with them`() throws {
    let folder = try TestFolder()
    let hub = try folder.hub(people: 1)
    #expect(try TramRun(["config", "check"], home: hub).code == 0)
    let shown = try TramRun(["config", "show", "--effective", "--json"], home: hub)
    #expect(
      try shown.document["settings"]?.elements?.contains { $0["name"] == "settings.listen_port" } == true)
    let file = hub.appending(path: "node.json")
    let text = try String(contentsOf: file, encoding: .utf8).replacing(
      "\"role\": \"hub\"", with: "\"role\": \"hubb\"")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let checked = try TramRun(["config", "check"], home: hub)
    #expect(checked.code == 1 && checked.out.contains("node.json:3: role"), "\(checked)")
  }
}
