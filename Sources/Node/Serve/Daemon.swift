package import Conflicts
import Dispatch
import Glibc
import Records

/// What runs in a daemon, for the commands that it carries out.
package struct Services: Sendable {
  package let context: NodeContext
  /// Of a center.
  package let sync: SyncLoop?
  /// Of a hub.
  package let hub: HubService?
  /// The HTTPS port of a hub, or of a center's pages.
  package let port: Int?
  /// Where browsers find a center's pages; nil where it serves none.
  package var pages: PageAddress?
}

package struct ServeOptions: Sendable {
  /// Address that is listened on.
  package var listen = "0.0.0.0"
  /// Where figures are told on 127.0.0.1, beside `run/metrics.sock`; nil for nowhere, 0 to let the system choose.
  package var metricsPort: Int?
  /// Of a hub; nil for the one in its address, 0 to let the system choose. Of a center; nil for no pages.
  package var port: Int?
  /// Under which browsers call a center's pages; empty for ``PageName/standard()``.
  package var names: [PageName] = []
  /// What answers the browsers of a center.
  package var pages: Pages?
  /// `TRAM_CONFIG`, `NOTIFY_SOCKET`.
  package var environment: [String: String] = [:]
  package var rules: RuleBook?
  package var sync = SyncLoop.Options()
  package var hub = HubService.Options()
  /// What is at work when the service is to stop may finish within so long.
  package var gracePeriodMs = 2_000
  /// A stop that takes longer ends the process as it is; a replica bears that. Nil: wait for ever.
  package var hardStopMs: Int? = 5_000

  package init() {}
}

/// The service of a node: the control socket, and of a center the sync loop, of a hub the exchange behind nginx.
package enum Daemon {
  package typealias CommandHandler =
    @concurrent @Sendable (Services, ControlRequest, ControlWriter) async -> Int32

  /// Serves until `stop` returns; what is at work is then finished and the replica closed.
  ///
  /// - Parameters:
  ///   - onReady: called once everything answers.
  ///   - stop: by default the first SIGTERM or SIGINT.
  /// - Throws: ``NodeError``: `.alreadyServed` with the process that owns the folder, and whatever keeps it from starting.
  package static func run(
    _ home: NodeHome, _ options: ServeOptions, log: EventLog,
    onReady: @Sendable (Services) -> Void = { _ in },
    until stop: @escaping @Sendable () async -> Void = { await StopSignals.wait() },
    handler: @escaping CommandHandler
  ) async throws(NodeError) {
    // A terminal or a browser that goes away is not a reason to end.
    signal(SIGPIPE, SIG_IGN)
    let context = try NodeContext.open(home, rules: options.rules)
    do throws(NodeError) {
      switch context.configuration.role {
      case .hub: try await serveHub(context, options, log, onReady, stop, handler)
      case .center: try await serveCenter(context, options, log, onReady, stop, handler)
      }
    } catch {
      await context.close()
      throw error
    }
    await context.close()
    log.write(.info, "node.stopped")
  }

  private static func serveCenter(
    _ context: NodeContext, _ options: ServeOptions, _ log: EventLog, _ onReady: @Sendable (Services) -> Void,
    _ stop: @escaping @Sendable () async -> Void, _ handler: @escaping CommandHandler
  ) async throws(NodeError) {
    let loop = SyncLoop(context, options: options.sync, log: log)
    let address = try PageFront.address(options)
    let services = Services(context: context, sync: loop, hub: nil, port: address?.port, pages: address)
    let control = ControlServer(socketPath: context.home.controlSocket) { request, writer in
      await handler(services, request, writer)
    }
    var front: PageFront?
    if let pages = options.pages, let address {
      front = try PageFront(services, pages, at: address, options, log)
    }
    try await control.start()
    let watchpost = Watchpost(
      services, port: options.metricsPort ?? context.configuration.settings.metricsPort)
    do throws(NodeError) {
      try await watchpost.start()
      try await front?.start()
    } catch {
      await watchpost.stop()
      await control.stop(gracePeriodMs: 0)
      throw error
    }
    let pages = front
    await withTaskGroup { group in
      group.addTask { await loop.run() }
      group.addTask { await CertificateRenewal(context, log: log).run() }
      group.addTask { await AlarmWatch(context, log).run() }
      group.addTask { await Watchdog(context: context, environment: options.environment).run() }
      began(services, options, log, onReady)
      await stop()
      ending(options, log)
      await watchpost.stop()
      async let commands: Void = control.stop(gracePeriodMs: options.gracePeriodMs)
      await pages?.stop(gracePeriodMs: options.gracePeriodMs)
      await commands
      group.cancelAll()
    }
  }

  private static func serveHub(
    _ context: NodeContext, _ options: ServeOptions, _ log: EventLog, _ onReady: @Sendable (Services) -> Void,
    _ stop: @escaping @Sendable () async -> Void, _ handler: @escaping CommandHandler
  ) async throws(NodeError) {
    try await HubSetup.enterOwnRecord(context)
    RecoveryKey.makeUp(context)
    let front = try HubFront(
      context, config: try ConfigFolder.locate(environment: options.environment), listen: options.listen,
      port: options.port ?? context.configuration.settings.listenPort ?? context.configuration.hub.port,
      options: options.hub, log: log)
    let services = Services(context: context, sync: nil, hub: front.service, port: front.port)
    let control = ControlServer(socketPath: context.home.controlSocket) { request, writer in
      await handler(services, request, writer)
    }
    try await control.start()
    let watchpost = Watchpost(
      services, port: options.metricsPort ?? context.configuration.settings.metricsPort)
    do throws(NodeError) {
      try await watchpost.start()
      try await front.start()
    } catch {
      await watchpost.stop()
      await control.stop(gracePeriodMs: 0)
      throw error
    }
    await withTaskGroup { group in
      group.addTask { await front.service.run() }
      group.addTask { await HubCertificate.run(context, front, log) }
      group.addTask { await AlarmWatch(context, log).run() }
      group.addTask { await Watchdog(context: context, environment: options.environment).run() }
      began(services, options, log, onReady)
      await stop()
      ending(options, log)
      await watchpost.stop()
      async let commands: Void = control.stop(gracePeriodMs: options.gracePeriodMs)
      await front.stop(gracePeriodMs: options.gracePeriodMs)
      await commands
      group.cancelAll()
    }
  }

  private static func began(
    _ services: Services, _ options: ServeOptions, _ log: EventLog, _ onReady: @Sendable (Services) -> Void
  ) {
    let configuration = services.context.configuration
    log.write(
      .info, "node.started",
      [
        "role": .string(configuration.role.rawValue), "name": .string(configuration.name),
        "pid": .int(Int64(getpid())), "port": JSONValue(services.port),
      ])
    ServiceManager.notify("READY=1", environment: options.environment)
    onReady(services)
  }

  private static func ending(_ options: ServeOptions, _ log: EventLog) {
    ServiceManager.notify("STOPPING=1", environment: options.environment)
    log.write(.info, "node.stopping")
    guard let hardStopMs = options.hardStopMs else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(hardStopMs)) { @Sendable in
      log.write(.error, "node.stop-overdue")
      _exit(1)
    }
  }
}
