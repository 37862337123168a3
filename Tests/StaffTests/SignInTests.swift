import Crypto
import Testing

@testable import Staff

@Suite struct `Signing in` {
  @Test func `answers a wrong name as it answers a wrong password`() async throws {
    let book = StaffBench().book()
    _ = try await book.enter()
    #expect(try await book.signIn("nobody", StaffBench.password, from: "a") == .refused)
    #expect(try await book.signIn("hoa.ntt", "wrong password", from: "a") == .refused)
    #expect(try await book.signIn("' OR 1=1 --", "x", from: "a") == .refused)
    #expect(try await book.signIn("hoa.ntt", String(repeating: "x", count: 100_000), from: "a") == .refused)
  }

  @Test func `waits longer after each failure, by a clock that nobody can set`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    _ = try await book.enter()
    for _ in 0..<5 { #expect(try await book.signIn("hoa.ntt", "wrong", from: "a") == .refused) }
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "b") == .wait(seconds: 60))
    bench.setWall(back: -3_600_000)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "b") == .wait(seconds: 60))
    bench.move(milliseconds: 60_000)
    #expect(try await book.signIn("hoa.ntt", "wrong", from: "a") == .refused)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "b") == .wait(seconds: 120))
    bench.move(milliseconds: 120_000)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "b").secret != nil)
    #expect(try await book.signIn("hoa.ntt", "wrong", from: "a") == .refused)
  }

  @Test func `from an address that guesses at many names is slowed`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    _ = try await book.enter()
    for index in 0..<30 { _ = try await book.signIn("name\(index)", "wrong", from: "a") }
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "a") == .wait(seconds: 900))
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "b").secret != nil)
    bench.move(milliseconds: 900_000)
    #expect(try await book.signIn("hoa.ntt", StaffBench.password, from: "a").secret != nil)
  }

  @Test func `of an administrator asks for a second factor, each code once`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let secret = try await book.enter("quan.tri", .administrator)
    #expect(try await book.session(secret: secret)?.stage == .newFactor)
    let factor = try OneTimeCode.make()
    await #expect(throws: StaffError.wrongCode) {
      try await book.proveFactor(secret, code: "000000x", new: factor)
    }
    let step = bench.seconds / 30
    try await book.proveFactor(secret, code: factor.code(atStep: step), new: factor)
    #expect(try await book.session(secret: secret)?.stage == .open)
    let again = try unwrapped(try await book.signIn("quan.tri", StaffBench.password, from: "a").secret)
    #expect(try await book.session(secret: again)?.stage == .factor)
    await #expect(throws: StaffError.wrongCode) {
      try await book.proveFactor(again, code: factor.code(atStep: step))
    }
    bench.move(milliseconds: 30_000)
    try await book.proveFactor(again, code: factor.code(atStep: step + 1))
    #expect(try await book.session(secret: again)?.stage == .open)
    // A session that has not said it cannot say the one that would be set up instead.
    let third = try unwrapped(try await book.signIn("quan.tri", StaffBench.password, from: "a").secret)
    await #expect(throws: StaffError.sessionEnded) {
      try await book.proveFactor(third, code: factor.code(atStep: step + 1), new: factor)
    }
  }

  @Test func `and guessing at the second factor is slowed as well`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let secret = try await book.enter("quan.tri", .administrator)
    let factor = try OneTimeCode.make()
    let wrong = factor.code(atStep: 1) == "000000" ? "000001" : "000000"
    for _ in 0..<5 {
      await #expect(throws: StaffError.wrongCode) {
        try await book.proveFactor(secret, code: wrong, new: factor)
      }
    }
    await #expect(throws: StaffError.busy) {
      try await book.proveFactor(secret, code: factor.code(atStep: bench.seconds / 30), new: factor)
    }
  }
}

@Suite struct `A session` {
  @Test func `is locked when left alone, and the password opens it`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let secret = try await book.enter()
    bench.move(milliseconds: 14 * 60_000)
    #expect(try await book.session(secret: secret)?.stage == .open)
    bench.move(milliseconds: 15 * 60_000)
    #expect(try await book.session(secret: secret)?.stage == .locked)
    #expect(try await book.unlock(secret, "wrong", from: "a") == .refused)
    #expect(try await book.unlock(secret, StaffBench.password, from: "a") == .entered(secret: secret))
    #expect(try await book.session(secret: secret)?.stage == .open)
    try await book.lock(secret: secret)
    #expect(try await book.session(secret: secret)?.stage == .locked)
  }

  @Test func `ends after twelve hours though it is used`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let secret = try await book.enter()
    for _ in 0..<71 {
      bench.move(milliseconds: 10 * 60_000)
      #expect(try await book.session(secret: secret)?.stage == .open)
    }
    bench.setWall(back: 86_400_000)
    bench.move(milliseconds: 10 * 60_000)
    #expect(try await book.session(secret: secret) == nil)
  }

  @Test func `is one of a few, and the oldest makes room`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let first = try await book.enter()
    for _ in 0..<8 {
      bench.move(milliseconds: 1)
      _ = try await book.signIn("hoa.ntt", StaffBench.password, from: "a")
    }
    #expect(try await book.session(secret: first) == nil)
    #expect(try await book.allSessions().count == 8)
  }

  @Test func `is ended by an administrator at once, one or all`() async throws {
    let book = StaffBench().book()
    let first = try await book.enter()
    let second = try unwrapped(try await book.signIn("hoa.ntt", StaffBench.password, from: "a").secret)
    let name = try unwrapped(try await book.session(secret: first)?.shortName)
    #expect(try await book.endSessions(of: "hoa.ntt", shortName: name) == 1)
    #expect(try await book.session(secret: first) == nil)
    #expect(try await book.session(secret: second) != nil)
    #expect(try await book.endSessions(of: "hoa.ntt") == 1)
    #expect(try await book.session(secret: second) == nil)
  }

  @Test func `with a new password ends the others of the account`() async throws {
    let book = StaffBench().book()
    let first = try await book.enter()
    let second = try unwrapped(try await book.signIn("hoa.ntt", StaffBench.password, from: "a").secret)
    #expect(try await !book.setPassword(second, old: "wrong one", new: "một mật khẩu mới"))
    #expect(try await book.setPassword(second, old: StaffBench.password, new: "một mật khẩu mới"))
    #expect(try await book.session(secret: first) == nil)
    #expect(try await book.session(secret: second)?.stage == .open)
  }
}

@Suite struct `A form that is being filled in` {
  @Test func `is saved over what was shown and nothing else`() async throws {
    let book = StaffBench().book()
    let form = try await book.beginForm("dossier", title: "Khai sinh", body: [1], by: "hoa.ntt")
    #expect(try await book.saveForm(form.id, title: "Khai sinh", body: [2], over: 1, by: "hoa.ntt") == 2)
    await #expect(throws: StaffError.formChanged(version: 2)) {
      try await book.saveForm(form.id, title: "x", body: [3], over: 1, by: "lien.hv")
    }
    #expect(try await book.form(form.id)?.body == [2])
    #expect(try await book.forms().map(\.id) == [form.id])
    try await book.discardForm(form.id)
    await #expect(throws: StaffError.formUnknown) {
      try await book.saveForm(form.id, title: "x", body: [3], over: 2, by: "hoa.ntt")
    }
  }

  @Test func `says who else has it open`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let form = try await book.beginForm("dossier", title: "x", body: [], by: "hoa.ntt")
    #expect(await book.hold(form.id, by: "lien.hv") == "hoa.ntt")
    #expect(await book.hold(form.id, by: "hoa.ntt") == nil)
    bench.move(milliseconds: StaffBook.holdMs)
    #expect(await book.hold(form.id, by: "lien.hv") == nil)
    #expect(await book.hold(form.id, by: "hoa.ntt") == "lien.hv")
  }

  @Test func `is dropped a month after its last change, and bounded`() async throws {
    let bench = StaffBench()
    let book = bench.book()
    let old = try await book.beginForm("dossier", title: "x", body: [], by: "hoa.ntt")
    bench.move(milliseconds: 31 * 86_400_000)
    _ = try await book.beginForm("dossier", title: "y", body: [], by: "hoa.ntt")
    #expect(try await book.form(old.id) == nil)
    await #expect(throws: StaffError.formTooLarge(bytesMax: 64 << 10)) {
      try await book.beginForm("dossier", title: "z", body: Array(repeating: 0, count: 100_000), by: "a")
    }
  }
}
