import Counter
import Crypto
import HTTP
import Node
import Staff

/// The way in: sign-in, a new password, the second factor, lock and unlock.
struct EntryPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.Web { Texts.web }

  private func notice(_ text: HTML?) -> HTML {
    text.map { "<div class=\"notice danger\" role=\"alert\"><p>\($0)</p></div>" } ?? ""
  }

  /// Where to go on afterwards: a path of ours, or nothing.
  private var next: String {
    let path = visit.form["next"] ?? visit.request.head.value(ofQuery: "next") ?? ""
    return Self.isOwnPath(path) ? path : ""
  }

  static func isOwnPath(_ path: String) -> Bool {
    path.hasPrefix("/") && !path.hasPrefix("//") && path.utf8.count <= 200
      && path.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }

  func signIn(failure: HTML? = nil, name: String = "", carried: Carried? = nil) -> Page {
    let fields = Fields(say)
    let body: HTML = """
      \(Fields.hidden("next", next))\(carried?.html ?? "")\
      \(fields.text("name", say(words.account), value: name, more: " autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" required\(name.isEmpty ? " autofocus" as HTML : "")"))\
      \(fields.text("password", say(words.password), type: "password", more: " autocomplete=\"current-password\" required\(name.isEmpty ? "" : " autofocus" as HTML)"))\
      <div class="actions"><button data-key="save">\(say(words.signIn))</button></div>
      """
    return Page(
      say(words.signIn), status: failure == nil ? 200 : 422,
      """
      <div class="card narrow"><h1>\(say(words.signIn))</h1>\(notice(failure))\
      \("<p>\(say(words.kept))</p>", if: carried != nil)\(visit.form("/sign-in", body))\
      <p class="soft small">\(say(words.signInHint))</p></div>
      """)
  }

  func unlock(failure: HTML? = nil, carried: Carried? = nil) -> Page {
    let label = visit.session?.label ?? ""
    let body: HTML = """
      \(Fields.hidden("next", next))\(carried?.html ?? "")\
      \(Fields(say).text("password", say(words.password), type: "password", more: " autocomplete=\"current-password\" required autofocus"))\
      <div class="actions"><button data-key="save">\(say(words.unlock))</button></div>
      """
    return Page(
      say(words.lockedTitle), status: failure == nil ? 200 : 422,
      """
      <div class="card narrow"><h1>\(say(words.lockedTitle))</h1>\(notice(failure))\
      <p>\(say(words.lockedText, SafeText(label)))</p>\("<p>\(say(words.kept))</p>", if: carried != nil)\
      \(visit.form("/unlock", body))</div>
      """)
  }

  func password(failure: HTML? = nil, done: Bool = false) -> Page {
    let isForced = visit.session?.stage == .newPassword
    let fields = Fields(say)
    let old = fields.text(
      "old", say(words.oldPassword), type: "password",
      more: " autocomplete=\"current-password\" required autofocus")
    let body: HTML = """
      \(old, if: !isForced)\
      \(fields.text("new", say(words.chosenPassword), type: "password", more: " autocomplete=\"new-password\" required\(isForced ? " autofocus" as HTML : "")"))\
      \(fields.text("again", say(words.repeatPassword), type: "password", more: " autocomplete=\"new-password\" required"))\
      <div class="actions"><button data-key="save">\(say(words.newPassword))</button></div>
      """
    return Page(
      say(words.newPassword), status: failure == nil ? 200 : 422,
      """
      <div class="card narrow"><h1>\(say(words.newPassword))</h1>\(notice(failure))\
      \("<div class=\"notice good\" role=\"status\"><p>\(say(words.passwordSaved))</p></div>", if: done)\
      <p>\(say(words.newPasswordWhy, SafeText(PasswordRules.lettersMin)))</p>\(visit.form("/password", body))</div>
      """)
  }

  func factor(new: OneTimeCode?, failure: HTML? = nil) -> Page {
    let key = new.map { Base32.encoded($0.secret) }
    let groups = key.map { key -> String in
      stride(from: 0, to: key.count, by: 4).map { String(Array(key)[$0..<min($0 + 4, key.count)]) }
        .joined(separator: " ")
    }
    let title = new == nil ? say(words.factor) : say(words.factorNew)
    let shown = groups.map { groups -> HTML in
      """
      <h2>\(say(words.factorKey))</h2><p class="secret">\(groups)</p><p class="soft small">\(say(words.factorKind))</p>
      """
    }
    let body: HTML = """
      \(key.map { Fields.hidden("key", $0) } ?? "")\
      \(Fields(say).text("code", say(words.factor), more: " inputmode=\"numeric\" autocomplete=\"one-time-code\" required autofocus", isShort: true))\
      <div class="actions"><button data-key="save">\(say(words.go))</button></div>
      """
    return Page(
      title, status: failure == nil ? 200 : 422,
      """
      <div class="card narrow"><h1>\(title)</h1>\(notice(failure))\
      <p>\(say(new == nil ? words.factorText : words.factorNewText))</p>\(shown ?? "")\
      \(visit.form("/second-factor", body))</div>
      """)
  }

  // MARK: What they send

  /// Says a password; `nil` where too many do at this moment.
  private func attempt(
    _ body: () async throws(StaffError) -> SignIn
  ) async -> Result<SignIn?, StaffError> {
    do throws(StaffError) {
      return .success(try await body())
    } catch {
      return error == .busy ? .success(nil) : .failure(error)
    }
  }

  func doSignIn() async throws -> Answer {
    let name = visit.form.text("name").lowercased()
    let carried = Carried(visit.form)
    let attempt = await attempt { () async throws(StaffError) in
      try await visit.web.context.staff.signIn(name, visit.form["password"] ?? "", from: visit.address)
    }
    guard let result = try attempt.get() else {
      return .page(signIn(failure: say(words.busy), name: name, carried: carried))
    }
    switch result {
    case .refused:
      visit.web.note("web.sign-in.refused")
      return .page(signIn(failure: say(words.refused), name: name, carried: carried))
    case .wait(let seconds):
      visit.web.note("web.sign-in.waits")
      return .page(signIn(failure: wait(seconds), name: name, carried: carried))
    case .entered(let secret):
      // Whoever was signed in with this browser is not any more.
      if visit.session != nil { try await visit.web.context.staff.endSession(secret: visit.secret) }
      return try await entered(secret, carried, [Cookie.session.setting(secret), Cookie.visitor.removal])
    }
  }

  private func wait(_ seconds: Int) -> HTML {
    say(words.wait, AgeText.span(Int64(seconds) * 1_000, visit.language))
  }

  private func entered(_ secret: String, _ carried: Carried?, _ cookies: [Header]) async throws -> Answer {
    let session = try await visit.web.context.staff.session(secret: secret)
    if session?.stage == .open, let carried {
      return try await visit.web.again(carried, visit, secret: secret, cookies: cookies)
    }
    let door = session.map(WebService.door) ?? "/"
    return .see(door == "/" && !next.isEmpty ? next : door, cookies: cookies)
  }

  func doUnlock() async throws -> Answer {
    let carried = Carried(visit.form)
    let attempt = await attempt { () async throws(StaffError) in
      try await visit.web.context.staff.unlock(
        visit.secret, visit.form["password"] ?? "", from: visit.address)
    }
    guard let result = try attempt.get() else {
      return .page(unlock(failure: say(words.busy), carried: carried))
    }
    switch result {
    case .refused: return .page(unlock(failure: say(words.passwordWrong), carried: carried))
    case .wait(let seconds): return .page(unlock(failure: wait(seconds), carried: carried))
    case .entered(let secret): return try await entered(secret, carried, [])
    }
  }

  func doPassword() async throws -> Answer {
    let isForced = visit.session?.stage == .newPassword
    let new = visit.form["new"] ?? ""
    guard new == visit.form["again"] else { return .page(password(failure: say(words.passwordsDiffer))) }
    do throws(StaffError) {
      let isRight = try await visit.web.context.staff.setPassword(
        visit.secret, old: isForced ? nil : visit.form["old"] ?? "", new: new)
      guard isRight else { return .page(password(failure: say(words.passwordWrong))) }
    } catch {
      guard let words = Self.words(of: error, say) else { throw error }
      return .page(password(failure: words))
    }
    guard isForced, let session = try await visit.web.context.staff.session(secret: visit.secret) else {
      return .page(password(done: true))
    }
    return .see(WebService.door(session))
  }

  private static func words(of error: StaffError, _ say: Say) -> HTML? {
    let words = Texts.web
    return switch error {
    case .passwordTooShort(let count): say(words.passwordShort, SafeText(count))
    case .passwordTooLong: say(words.passwordLong)
    case .passwordTooCommon: say(words.passwordCommon)
    case .passwordUnchanged: say(words.passwordSame)
    case .busy: say(words.busy)
    default: nil
    }
  }

  func showFactor() throws -> Answer {
    .page(factor(new: visit.session?.stage == .newFactor ? try OneTimeCode.make() : nil))
  }

  func doFactor() async throws -> Answer {
    var new: OneTimeCode?
    if visit.session?.stage == .newFactor {
      // The key travels in the page: until a code proves it, it is nothing. Only what a page of ours made fits.
      guard let key = visit.form["key"].flatMap({ Base32.decoded($0) }), key.count == OneTimeCode.secretBytes
      else { return try showFactor() }
      new = OneTimeCode(secret: key)
    }
    do throws(StaffError) {
      try await visit.web.context.staff.proveFactor(
        visit.secret, code: visit.form.text("code"), new: new)
    } catch .wrongCode {
      return .page(factor(new: new, failure: say(words.factorWrong)))
    } catch .busy {
      return .page(factor(new: new, failure: say(words.busy)))
    } catch {
      throw error
    }
    return .see("/")
  }

  func doLock() async throws -> Answer {
    try await visit.web.context.staff.lock(secret: visit.secret)
    return .see("/unlock")
  }

  func doSignOut() async throws -> Answer {
    try await visit.web.context.staff.endSession(secret: visit.secret)
    return .see(
      "/sign-in", cookies: [Cookie.session.removal, Header("Clear-Site-Data", "\"cache\", \"storage\"")])
  }

  func doLanguage() -> Answer {
    let language = Language(rawValue: visit.form.text("language")) ?? .vi
    return .see(next.isEmpty ? "/" : next, cookies: [Cookie.language.setting(language.rawValue)])
  }

  func keys() -> Page {
    let rows: [(HTML, Text)] = [
      ("<kbd>F2</kbd> / <kbd>Ctrl</kbd>+<kbd>K</kbd>", words.keySearch), ("<kbd>F4</kbd>", words.keyNew),
      ("<kbd>Ctrl</kbd>+<kbd>Enter</kbd>", words.keySave), ("<kbd>Ctrl</kbd>+<kbd>P</kbd>", words.keyPrint),
      ("<kbd>Esc</kbd>", words.keyBack), ("<kbd>F8</kbd>", words.keySync),
      ("<kbd>1</kbd> <kbd>2</kbd> …", words.keySides), ("<kbd>?</kbd>", words.keyKeys),
    ]
    let items = rows.map { keys, text -> HTML in "<dt>\(keys)</dt><dd>\(say(text))</dd>" }
    return Page(
      say(words.keys),
      """
      <div class="card"><h1>\(say(words.keys))</h1><dl class="facts">\(items)</dl><p class="soft">\(say(words.keysNote))</p>\
      <div class="actions"><a class="button second" href="/" data-key="back">\(say(words.toHome))</a></div></div>
      """)
  }
}

extension WebService {
  /// Without names: who guessed at whom is for the account's own counter.
  func note(_ event: String) { log.write(.warning, event) }
}
