import Counter
import HTTP
import Node
import Staff

/// Accounts and sessions, for the administrator.
struct UserPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }
  private var texts: Texts.StaffWords { Texts.staff }
  private var book: StaffBook { visit.web.context.staff }

  func show(notice: HTML = "", fields: Fields? = nil) async throws -> Page {
    let (accounts, sessions) = (try await book.accounts(), try await book.allSessions())
    let fields = fields ?? Fields(say)
    let rows = accounts.map { account -> HTML in
      let state =
        account.isDisabled
        ? Badge.html("off", Icon.cross, say(texts.disabled))
        : account.mustChangePassword
          ? Badge.html("busy", Icon.clock, say(texts.fresh))
          : Badge.html("good", Icon.check, say(texts.active))
      let seen = account.lastSignInAt.map { HTML(AgeText.text(of: $0, at: visit.now, visit.language)) }
      let disable = visit.form(
        "/users/\(account.name)/disable", "<button class=\"second slim\">\(say(words.disable))</button>")
      let reset = visit.form(
        "/users/\(account.name)/reset", "<button class=\"second slim\">\(say(words.reset))</button>")
      return """
        <tr><td class="code">\(account.name)</td><td>\(account.label)</td><td>\(say(texts.name(account.role)))</td>\
        <td>\(state)</td><td>\(seen ?? say(texts.never))</td>\
        <td><div class="inline">\(disable, if: !account.isDisabled)\(reset)</div></td></tr>
        """
    }
    let open = sessions.map { session -> HTML in
      let end = visit.form(
        "/users/\(session.account)/end",
        "\(Fields.hidden("session", session.shortName))<button class=\"second slim\">\(say(words.endSession))</button>"
      )
      let isOwn = session.token == visit.session?.token
      return """
        <tr><td class="code">\(session.account)</td><td>\(say(texts.name(session.stage)))</td>\
        <td class="nowrap">\(CalendarText.moment(session.beganAt))</td>\
        <td>\(AgeText.span(session.idleMs, visit.language))</td><td class="code">\(session.address)</td>\
        <td>\(end, if: !isOwn)\(say(words.yourSession), if: isOwn)</td></tr>
        """
    }
    let roles = StaffRole.allCases.map { (value: $0.rawValue, text: say(texts.name($0))) }
    let add: HTML = """
      <div class="inline">\(fields.text("name", say(texts.account), value: visit.form.text("name"), more: " autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"64\"", isShort: true))\
      \(fields.text("label", say(texts.label), value: visit.form.text("label"), more: " autocomplete=\"off\" maxlength=\"80\""))\
      \(fields.select("role", say(texts.role), roles, chosen: visit.form.text("role"), isShort: true))\
      <button>\(say(words.addUser))</button></div>
      """
    return Page(
      say(words.usersTitle), place: .users, status: fields.errors.isEmpty ? 200 : 422,
      """
      <h1>\(say(words.usersTitle))</h1>\(notice)\(fields.summary())
      <section class="card"><div class="scroll"><table><thead><tr><th scope="col">\(say(texts.account))</th>\
      <th scope="col">\(say(texts.label))</th><th scope="col">\(say(texts.role))</th><th scope="col">\(say(texts.state))</th>\
      <th scope="col">\(say(texts.lastSignIn))</th><th scope="col">\(say(words.actions))</th></tr></thead>\
      <tbody>\(rows)</tbody></table></div></section>
      <section class="card"><h2>\(say(words.addUser))</h2>\(visit.form("/users", add))</section>
      <section class="card"><h2>\(say(words.sessionsTitle))</h2><div class="scroll"><table><thead><tr>\
      <th scope="col">\(say(texts.account))</th><th scope="col">\(say(texts.state))</th><th scope="col">\(say(texts.began))</th>\
      <th scope="col">\(say(texts.idle))</th><th scope="col">\(say(texts.address))</th><th scope="col">\(say(words.actions))</th>\
      </tr></thead><tbody>\(open)</tbody></table></div></section>
      """)
  }

  private func printed(_ title: HTML, _ password: String) async throws -> Page {
    try await show(
      notice: """
        <div class="notice caution" role="status"><p>\(title)</p><p>\(say(texts.oneTime))</p>\
        <p class="secret">\(password)</p><p>\(say(texts.mustChange))</p></div>
        """)
  }

  func add() async throws -> Page {
    let (name, label) = (visit.form.text("name"), visit.form.text("label"))
    guard let role = StaffRole(rawValue: visit.form.text("role")) else { return try await show() }
    let password: String
    do throws(StaffError) {
      password = try await book.add(name, label: label, role: role)
    } catch {
      guard let told = Problems.told(error, visit.language) else { throw error }
      let field = error == .badLabel ? "label" : "name"
      return try await show(fields: Fields(say, errors: [field: "\(told.happened) \(told.means)"]))
    }
    return try await printed(say(texts.added, SafeText(name), texts.name(role)(visit.language)), password)
  }

  /// Both are asked once more, because somebody may be in the middle of work.
  private func isSure(_ question: Text) -> Page? {
    guard visit.form["sure"] != "yes" else { return nil }
    let body: HTML = """
      \(Fields.hidden("sure", "yes"))<div class="actions"><button data-key="save" autofocus>\(say(Texts.web.confirm))</button>\
      <a class="button second" href="/users" data-key="back">\(say(Texts.web.cancel))</a></div>
      """
    let title = say(question, SafeText(visit.id()))
    return Page(
      title, place: .users,
      "<div class=\"card narrow\"><h1>\(title)</h1>\(visit.form(visit.request.path, body))</div>")
  }

  func disable() async throws -> Page {
    if let page = isSure(words.reallyDisable) { return page }
    try await book.disable(visit.id())
    let text = say(texts.wasDisabled, SafeText(visit.id()))
    return try await show(notice: "<div class=\"notice good\" role=\"status\"><p>\(text)</p></div>")
  }

  func reset() async throws -> Page {
    if let page = isSure(words.reallyReset) { return page }
    let password = try await book.reset(visit.id())
    return try await printed(say(texts.wasReset, SafeText(visit.id())), password)
  }

  func end() async throws -> Page {
    let count = try await book.endSessions(of: visit.id(), shortName: visit.form["session"])
    let text = say(texts.ended, SafeText(count), SafeText(visit.id()))
    return try await show(notice: "<div class=\"notice good\" role=\"status\"><p>\(text)</p></div>")
  }
}
