internal import Node
internal import Records
internal import Staff

/// Accounts of this node's staff.
extension StationCommands {
  static let users: [(words: [String], body: Body)] = [
    (["user", "add"], addUser), (["user", "list"], listUsers), (["user", "disable"], disableUser),
    (["user", "reset"], resetUser), (["user", "sessions"], userSessions),
  ]

  private static func book(_ session: Session, _ station: Station) throws -> StaffBook {
    guard let book = station.node?.staff else {
      throw Told(session.fail(Texts.problems.daemonUnreachable))
    }
    return book
  }

  @Sendable static func addUser(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let name = invocation.required("NAME")
    guard let role = StaffRole(rawValue: invocation.required("--role")) else {
      preconditionFailure("the table admits roles only")
    }
    if invocation.globals.isDryRun {
      session.say(Texts.common.dryRun)
      return .ok
    }
    let password = try await book(session, station).add(
      name, label: invocation.required("--name"), role: role)
    if session.isJSON {
      session.answer([
        "schema": "user.add/1", "name": .string(name), "role": .string(role.rawValue),
        "password": .string(password),
      ])
      return .ok
    }
    session.say(Texts.staff.added, SafeText(name), Texts.staff.name(role)(session.language))
    tell(password, session)
    return .ok
  }

  private static func tell(_ password: String, _ session: Session) {
    session.say(Texts.staff.oneTime)
    session.say("  \(password)")
    session.remark(Texts.staff.mustChange)
  }

  @Sendable static func listUsers(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let accounts = try await book(session, station).accounts()
    if session.isJSON {
      session.answer([
        "schema": "user.list/1",
        "accounts": .array(
          accounts.map { account in
            [
              "name": .string(account.name), "label": .string(account.label),
              "role": .string(account.role.rawValue), "disabled": .bool(account.isDisabled),
              "second_factor": .bool(account.hasSecondFactor),
              "must_change_password": .bool(account.mustChangePassword),
              "created_at": .time(account.createdAt), "last_sign_in_at": .time(account.lastSignInAt),
            ]
          }),
      ])
      return .ok
    }
    let (texts, language) = (Texts.staff, session.language)
    guard !accounts.isEmpty else {
      session.say(texts.none)
      return .ok
    }
    var table = Table([
      .init(texts.account(language)), .init(texts.label(language), isFlexible: true),
      .init(texts.role(language)), .init(texts.state(language)), .init(texts.lastSignIn(language)),
    ])
    for account in accounts {
      let state =
        account.isDisabled ? texts.disabled : account.mustChangePassword ? texts.fresh : texts.active
      table.append([
        SafeText(account.name), SafeText(account.label), texts.name(account.role)(language), state(language),
        account.lastSignInAt.map { AgeText.text(of: $0, at: session.now(), language) }
          ?? texts.never(language),
      ])
    }
    session.show(table)
    return .ok
  }

  @Sendable static func disableUser(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (name, book) = (invocation.required("NAME"), try book(session, station))
    if invocation.globals.isDryRun {
      session.say(Texts.common.dryRun)
      return .ok
    }
    // On the machine itself the last administrator may go too: `user add` makes another.
    try await book.disable(name, evenLast: true)
    if session.isJSON {
      session.answer(["schema": "user.disable/1", "name": .string(name)])
      return .ok
    }
    session.say(Texts.staff.wasDisabled, SafeText(name))
    let accounts = try await book.accounts()
    if !accounts.contains(where: { $0.role == .administrator && !$0.isDisabled }) {
      session.remark(Texts.staff.lastOne)
    }
    return .ok
  }

  @Sendable static func resetUser(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (name, book) = (invocation.required("NAME"), try book(session, station))
    if invocation.globals.isDryRun {
      session.say(Texts.common.dryRun)
      return .ok
    }
    let password = try await book.reset(name)
    if session.isJSON {
      session.answer([
        "schema": "user.reset/1", "name": .string(name), "password": .string(password),
      ])
      return .ok
    }
    session.say(Texts.staff.wasReset, SafeText(name))
    tell(password, session)
    return .ok
  }

  @Sendable static func userSessions(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let book = try book(session, station)
    let name = invocation["NAME"]
    if let name, try await !book.accounts().contains(where: { $0.name == name }) {
      throw StaffError.accountUnknown(name)
    }
    if let name, invocation.has("--end") {
      let count = invocation.globals.isDryRun ? 0 : try await book.endSessions(of: name)
      if session.isJSON {
        session.answer([
          "schema": "user.sessions/1", "name": .string(name), "ended": JSONValue(count),
        ])
      } else {
        session.say(Texts.staff.ended, SafeText(count), SafeText(name))
      }
      return .ok
    }
    let sessions = try await book.allSessions().filter { name == nil || $0.account == name }
    if session.isJSON {
      session.answer([
        "schema": "user.sessions/1",
        "sessions": .array(
          sessions.map { one in
            [
              "id": .string(one.shortName), "account": .string(one.account),
              "state": .string(one.stage.rawValue), "began_at": .time(one.beganAt),
              "idle_ms": .int(one.idleMs), "address": .string(one.address),
            ]
          }),
      ])
      return .ok
    }
    let (texts, language) = (Texts.staff, session.language)
    guard !sessions.isEmpty else {
      session.say(texts.nobody)
      return .ok
    }
    var table = Table([
      .init(texts.session(language)), .init(texts.account(language)), .init(texts.state(language)),
      .init(texts.began(language)), .init(texts.idle(language)), .init(texts.address(language)),
    ])
    for one in sessions {
      table.append([
        SafeText(one.shortName), SafeText(one.account), texts.name(one.stage)(language),
        CalendarText.moment(one.beganAt), AgeText.span(one.idleMs, language), SafeText(one.address),
      ])
    }
    session.show(table)
    return .ok
  }
}

extension Session {
  /// What is told of an account that was not made or changed.
  func fail(_ error: StaffError) -> ExitCode {
    let problems = Texts.problems
    switch error {
    case .nameTaken(let name): return fail(problems.accountTaken, SafeText(name))
    case .accountUnknown(let name): return fail(problems.accountUnknown, SafeText(name))
    case .badName: return fail(problems.badAccountName)
    case .badLabel: return fail(problems.badAccountLabel)
    case .busy: return fail(problems.busy)
    case .storage where error.isDiskFull: return fail(problems.diskFull, "staff.sqlite")
    case .storage, .schema, .crypto:
      detail(SafeText(String(describing: error)))
      return fail(problems.staffFile)
    default: return unexpected(error)
    }
  }
}
