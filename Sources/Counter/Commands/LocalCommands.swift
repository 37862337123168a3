internal import Exchange
package import Node
internal import Records

extension CommandSet {
  /// The commands that this process always runs itself: those without data, those that make a node, and the service.
  package static func local(_ environment: [String: String], pages: Pages? = nil) -> CommandSet {
    builtIn
      .adding(["hub", "init"]) { invocation, session in
        await LocalCommands.telling(session, invocation, environment) { () throws(NodeError) in
          try await LocalCommands.hubInit(invocation, session, environment)
        }
      }
      .adding(["conflicts", "replay"]) { invocation, session in
        do {
          return try StationCommands.replay(invocation, session, environment)
        } catch let told as Told {
          return told.code
        } catch {
          return session.tell(
            error, invocation, folder: invocation.globals.dataFolder(environment: environment))
        }
      }
      .adding(["join"]) { invocation, session in
        do throws(NodeError) {
          try await LocalCommands.join(invocation, session, environment)
          return .ok
        } catch {
          if case .offline = error {
            return session.fail(Texts.problems.cannotJoin, SafeText(invocation.required("URL")))
          }
          return session.fail(error, folder: invocation.globals.dataFolder(environment: environment))
        }
      }
      .adding(["config", "check"]) { invocation, session in
        ConfigurationCommands.check(
          NodeHome(invocation.globals.dataFolder(environment: environment)), session)
      }
      .adding(["config", "show"]) { invocation, session in
        ConfigurationCommands.show(
          NodeHome(invocation.globals.dataFolder(environment: environment)),
          effective: invocation.has("--effective"), invocation.globals, environment, session)
      }
      .adding(["restore"]) { invocation, session in
        await RestoreCommand.run(invocation, session, environment)
      }
      .adding(["serve"]) { invocation, session in
        await LocalCommands.telling(session, invocation, environment) { () throws(NodeError) in
          try await LocalCommands.serve(invocation, session, environment, pages)
        }
      }
  }
}

private enum LocalCommands {
  static func telling(
    _ session: Session, _ invocation: Invocation, _ environment: [String: String],
    _ body: () async throws(NodeError) -> Void
  ) async -> ExitCode {
    do throws(NodeError) {
      try await body()
      return .ok
    } catch {
      return session.fail(error, folder: invocation.globals.dataFolder(environment: environment))
    }
  }

  private static func home(_ invocation: Invocation, _ environment: [String: String]) -> NodeHome {
    NodeHome(invocation.globals.dataFolder(environment: environment))
  }

  private static func address(_ text: String) throws(NodeError) -> HubAddress {
    guard let address = HubAddress(text) else { throw .badAddress(text) }
    return address
  }

  static func hubInit(
    _ invocation: Invocation, _ session: Session, _ environment: [String: String]
  ) async throws(NodeError) {
    let home = home(invocation, environment)
    let (address, name) = (try address(invocation.required("--url")), invocation.required("--name"))
    try await HubSetup.create(home, address: address, label: name)
    if session.isJSON {
      session.answer([
        "schema": "hub.init/1", "name": .string(name), "url": .string(address.text),
        "data": .string(home.path),
      ])
    } else {
      session.say(Texts.hub.created, SafeText(name), SafeText(address.text))
      session.remark(Texts.hub.keepAuthority, SafeText(home.authorityKey))
      session.remark(Texts.backups.keepRecovery, SafeText(home.recoveryKey))
    }
  }

  static func join(
    _ invocation: Invocation, _ session: Session, _ environment: [String: String]
  ) async throws(NodeError) {
    let home = home(invocation, environment)
    let address = try address(invocation.required("URL"))
    var word = invocation.required("TOKEN")
    if word == "-" { word = readLine() ?? "" }
    let joined = try await NodeSetup.join(home, address, try JoinToken(word.filter { !$0.isWhitespace }))
    session.remark(Texts.hub.joined, SafeText(address.text), SafeText(joined.name))
    let node = try NodeContext.open(home)
    let station = Station(node)
    do throws(NodeError) {
      // The first sync tells the node its grants, the second fetches what they name.
      var report = try await StationCommands.firstSync(session, station, node)
      let more = try await StationCommands.firstSync(session, station, node)
      report.bytesSent += more.bytesSent
      report.bytesReceived += more.bytesReceived
      report.milliseconds += more.milliseconds
      report.summary.received += more.summary.received
      report.summary.sent += more.summary.sent
      report.summary.rounds += more.summary.rounds
      StationCommands.tell(report, session)
      // Another day will do: the service asks again, and a backup does.
      try? await RecoveryKey.obtain(node)
    } catch {
      await node.close()
      throw error
    }
    await node.close()
  }

  static func serve(
    _ invocation: Invocation, _ session: Session, _ environment: [String: String], _ pages: Pages?
  ) async throws(NodeError) {
    let home = home(invocation, environment)
    var options = ServeOptions()
    options.environment = environment
    options.pages = pages
    options.listen = invocation["--address"] ?? options.listen
    for word in invocation["--names"]?.split(separator: ",") ?? [] {
      guard let name = PageName(String(word)) else { throw .badAddress(String(word)) }
      options.names.append(name)
    }
    if invocation["--listen"] != nil { options.port = invocation.integer("--listen") }
    if invocation["--metrics"] != nil { options.metricsPort = invocation.integer("--metrics") }
    let config = try? ConfigFolder.locate(environment: environment)
    let shelf = CatalogueShelf()
    try await Daemon.run(home, options, log: .standardError) { services in
      if let pages = services.pages {
        session.remark(Texts.sync.serving, SafeText(pages.text))
      } else if let port = services.port {
        session.remark(Texts.sync.serving, "https://…:\(port)")
      } else {
        session.remark(Texts.sync.serving, SafeText(home.controlSocket))
      }
    } handler: { services, request, writer in
      await Program.serve(services, request, writer, config, shelf)
    }
    session.remark(Texts.sync.stopped)
  }
}
