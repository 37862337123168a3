import Crypto
import Foundation
import Testing

@testable import Staff

@Suite struct `An account of the staff` {
  @Test func `begins with a printed password that must be replaced`() async throws {
    let book = StaffBench().book()
    let printed = try await book.add("hoa.ntt", label: "Hoa", role: .clerk)
    #expect(printed.count == 19 && printed.split(separator: "-").count == 4)
    let secret = try unwrapped(try await book.signIn("hoa.ntt", printed, from: "a").secret)
    #expect(try await book.session(secret: secret)?.stage == .newPassword)
    await #expect(throws: StaffError.passwordUnchanged) {
      try await book.setPassword(secret, old: nil, new: printed)
    }
    #expect(try await book.setPassword(secret, old: nil, new: StaffBench.password))
    #expect(try await book.session(secret: secret)?.stage == .open)
    #expect(try await book.signIn("hoa.ntt", printed, from: "a") == .refused)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "a").secret != nil)
    #expect(try await book.accounts().map(\.name) == ["hoa.ntt"])
  }

  @Test(arguments: ["", "A.b", "hoa ntt", "hoa;ntt", "1hoa", "hoà", "a", String(repeating: "a", count: 65)])
  func `has a name of small letters`(name: String) async throws {
    await #expect(throws: StaffError.badName) {
      try await StaffBench().book().add(name, label: "x", role: .clerk)
    }
  }

  @Test(
    arguments: [
      "ngắn quá", "password123", "1234567890", "aaaaaaaaaaaa", "abcdefghijkl", "hoa.ntt-2026", "HOANTT123456",
      "matkhau123456", "lang son 2026",
    ])
  func `refuses passwords that everybody tries`(password: String) {
    #expect(throws: StaffError.self) { try PasswordRules.check(password, for: "hoa.ntt") }
  }

  @Test(arguments: ["trạm biên giới xanh", "k2x9-mm3q-77aa-bcde", "con trâu đi trước cái cày"])
  func `takes long ones of any letters`(password: String) throws {
    try PasswordRules.check(password, for: "hoa.ntt")
  }

  @Test func `is disabled at once, sessions and all, until it is reset`() async throws {
    let book = StaffBench().book()
    _ = try await book.enter("quan.tri", .administrator)
    let secret = try await book.enter()
    try await book.disable("hoa.ntt")
    #expect(try await book.session(secret: secret) == nil)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "a") == .refused)
    let printed = try await book.reset("hoa.ntt")
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "a") == .refused)
    #expect(try await book.signIn("hoa.ntt", printed, from: "a").secret != nil)
  }

  @Test func `that is the last administrator is not disabled by accident`() async throws {
    let book = StaffBench().book()
    _ = try await book.add("quan.tri", label: "x", role: .administrator)
    await #expect(throws: StaffError.lastAdministrator) { try await book.disable("quan.tri") }
    try await book.disable("quan.tri", evenLast: true)
    #expect(try await book.accounts()[0].isDisabled)
  }

  @Test func `is kept in a file that holds neither password nor session secret`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "staff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = StaffBench(path: folder.appending(path: "staff.sqlite").path)
    var book = bench.book()
    let secret = try await book.enter()
    await book.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = try Data(contentsOf: folder.appending(path: name))
      for word in [StaffBench.password, secret] { #expect(bytes.range(of: Data(word.utf8)) == nil) }
    }
    book = bench.book()
    #expect(try await book.session(secret: secret)?.account == "hoa.ntt")
    await book.close()
    book = bench.book(boot: "boot-2")
    #expect(try await book.session(secret: secret) == nil)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "a").secret != nil)
  }
}
