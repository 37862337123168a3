package import Node
internal import Records
internal import Store

/// The program `tram`: words and environment in, exit code out.
///
/// A command that works on a node's data is handed to the daemon where one runs, so that one process owns the data; else
/// this process opens it for as long as the command takes. Both run the same bodies.
package enum Program {
  ///
  /// - Parameter pages: what `serve` shows to the browsers of a center.
  package static func run(
    words: [String], environment: [String: String], pages: Pages? = nil
  ) async -> Int32 {
    do throws(UsageError) {
      let invocation = try CommandTable.tram.parse(words)
      let session = Session.process(invocation.globals, environment: environment)
      if !CommandSet.builtIn.has(invocation.command.words) {
        let folder = invocation.globals.dataFolder(environment: environment)
        guard DataOwner.become(ownerOf: folder) else {
          return session.fail(Texts.problems.cannotBecomeOwner, SafeText(folder)).rawValue
        }
      }
      return ProcessOutput.standard.exitCode(after: await run(invocation, session, words, environment, pages))
        .rawValue
    } catch {
      return Session.process(CommandSet.globals(of: words), environment: environment).fail(error).rawValue
    }
  }

  private static func run(
    _ invocation: Invocation, _ session: Session, _ words: [String], _ environment: [String: String],
    _ pages: Pages?
  ) async -> ExitCode {
    let local = CommandSet.local(environment, pages: pages)
    if local.has(invocation.command.words) { return await local.run(invocation, session) }
    let home = NodeHome(invocation.globals.dataFolder(environment: environment))
    guard home.isNode else { return session.fail(home.absence, folder: home.path) }
    do throws(NodeError) {
      return try await Relay(words: words, environment: environment, session: session, home: home).run(
        invocation)
    } catch .notRunning {
      return await runHere(invocation, session, home, environment)
    } catch {
      return session.fail(error, folder: home.path)
    }
  }

  private static func runHere(
    _ invocation: Invocation, _ session: Session, _ home: NodeHome, _ environment: [String: String]
  ) async -> ExitCode {
    let node: NodeContext
    do throws(NodeError) {
      node = try NodeContext.open(home)
    } catch {
      if invocation.command.words == ["doctor"] {
        return StationCommands.doctor(unopened: error, invocation, session, home)
      }
      return session.fail(error, folder: home.path)
    }
    let station = Station(node, config: try? ConfigFolder.locate(environment: environment))
    let code = await StationCommands.set(on: station).run(invocation, session)
    await node.close()
    return code
  }

  /// Runs in a daemon what a terminal handed over.
  @concurrent @Sendable static func serve(
    _ services: Services, _ request: ControlRequest, _ writer: ControlWriter, _ config: String?,
    _ shelf: CatalogueShelf
  ) async -> Int32 {
    let language = Language(rawValue: request.language) ?? .vi
    let style = Style(hasColors: request.usesColor)
    func session(_ globals: Invocation.Globals) -> Session {
      Session(
        out: ControlOutput { writer.out($0) }, err: ControlOutput { writer.err($0) }, language: language,
        width: request.columns, outStyle: style, errStyle: style, showsProgress: request.isTerminal,
        isQuiet: globals.isQuiet, isVerbose: globals.isVerbose, isJSON: globals.isJSON, now: wallClock)
    }
    do throws(UsageError) {
      var invocation = try CommandTable.tram.parse(request.arguments)
      invocation.globals.folder = request.folder
      let station = Station(
        services.context, sync: services.sync, hub: services.hub, config: config, shelf: shelf)
      let code = await StationCommands.set(on: station).run(invocation, session(invocation.globals))
      return code.rawValue
    } catch {
      return session(CommandSet.globals(of: request.arguments)).fail(error).rawValue
    }
  }
}

/// Text for the other end of the control socket.
private struct ControlOutput: TextOutput {
  let send: @Sendable ([UInt8]) -> Void
  init(_ send: @escaping @Sendable ([UInt8]) -> Void) { self.send = send }
  func write(_ text: String) { send(Array(text.utf8)) }
}
