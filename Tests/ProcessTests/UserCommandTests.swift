import Foundation
import Records
import Testing

@Suite struct `The accounts of a node, at the terminal` {
  private static func withNode(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tu-\(UInt32.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let home = folder.appending(path: "hub")
    let made = try TramRun(
      ["hub", "init", "--url", "https://localhost:8443", "--name", "Lạng Sơn"], home: home)
    try #require(made.code == 0, "\(made.err)")
    try body(home)
  }

  @Test func `are made, listed, reset and disabled`() throws {
    try Self.withNode { home in
      let empty = try TramRun(["user", "list"], home: home)
      #expect(empty.code == 0 && empty.out.contains("No accounts yet"))
      let added = try TramRun(
        ["user", "add", "quan.tri", "--role", "administrator", "--name", "Hoàng Văn Liên"], home: home)
      #expect(added.code == 0 && added.out.firstMatch(of: /[a-z2-7]{4}(-[a-z2-7]{4}){3}/) != nil)
      let again = try TramRun(
        ["user", "add", "quan.tri", "--role", "clerk", "--name", "Ai Đó"], home: home)
      #expect(again.code == 1 && again.err.contains("E-USR-001"))
      let listed = try JSONValue.parse(try TramRun(["user", "list", "--json"], home: home).out)
      #expect(listed["accounts"]?.elements?.count == 1)
      #expect(listed["accounts"]?.elements?.first?["must_change_password"]?.truth == true)
      let reset = try JSONValue.parse(try TramRun(["user", "reset", "quan.tri", "--json"], home: home).out)
      #expect(reset["password"]?.text?.count == 19)
      #expect(added.out.contains(reset["password"]?.text ?? "-") == false)
      let disabled = try TramRun(["user", "disable", "quan.tri"], home: home)
      #expect(disabled.code == 0 && disabled.err.contains("no administrator"))
      let sessions = try TramRun(["user", "sessions"], home: home)
      #expect(sessions.code == 0 && sessions.out.contains("Nobody is signed in"))
      let ended = try TramRun(["user", "sessions", "quan.tri", "--end"], home: home)
      #expect(ended.code == 0 && ended.out.contains("Ended 0 sessions"))
    }
  }

  @Test(
    arguments: [
      (["user", "add", "Quan Tri", "--role", "clerk", "--name", "x"], 2, "E-USR-003"),
      (["user", "add", "quan.tri", "--role", "king", "--name", "x"], 2, "E-CMD-001"),
      (["user", "add", "quan.tri", "--role", "clerk"], 2, "E-CMD-001"),
      (["user", "reset", "nobody"], 3, "E-USR-002"), (["user", "disable", "nobody"], 3, "E-USR-002"),
      (["user", "sessions", "nobody"], 3, "E-USR-002"), (["user", "sessions", "--end"], 2, "E-CMD-001"),
    ] as [([String], Int32, String)])
  func `that cannot be are refused with what to do`(words: [String], code: Int32, problem: String) throws {
    try Self.withNode { home in
      let run = try TramRun(words, home: home)
      #expect(run.code == code && run.err.contains(problem), "\(run.err)")
    }
  }

  @Test func `are in no copy of the replica, and the file is the owner's alone`() throws {
    try Self.withNode { home in
      _ = try TramRun(["user", "add", "quan.tri", "--role", "clerk", "--name", "x"], home: home)
      let attributes = try FileManager.default.attributesOfItem(
        atPath: home.appending(path: "staff.sqlite").path)
      #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
      let replica = try Data(contentsOf: home.appending(path: "replica.sqlite"))
      #expect(replica.range(of: Data("quan.tri".utf8)) == nil)
    }
  }
}
