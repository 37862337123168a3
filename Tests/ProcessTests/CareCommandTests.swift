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
