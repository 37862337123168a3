import Crypto
import Exchange
package import HTTP
import Records
import Store
import Synchronization

/// The province's end of the exchange, behind nginx.
///
///     GET  /authority         certificate of the authority, PEM; for everybody
///     GET  /recovery          certificate to seal backups to, PEM; for everybody
///     POST /join              a token and a certificate request; no client certificate
///     POST /renew             a certificate and a request by the same key, before it ends or after
///     POST /sync              one round trip of the exchange
///     POST /wait              answered when the hub holds more than the node, at the latest after 55 s
///     GET, HEAD, PUT /content/<sha256>
///     GET  /healthz, /readyz  for everybody
package final class HubService: Sendable {
  package struct Options: Sendable {
    /// Longest silence of a long poll; nginx and the node allow more.
    package var wait = Duration.seconds(55)
    /// Syncs that work at once, and that wait for it.
    package var width = 8
    package var queueMax = 64
    package init() {}
  }

  let context: NodeContext
  let door: NodeDoor
  let room: WaitingRoom
  let gate: Gate
  let desk: ContentDesk
  let leases: LeaseClerk
  let seen = SeenNodes()
  let reports: NodeReports
  let counters = HubCounters()
  let log: EventLog
  private let turnedAwayNoted = Mutex<[HubRefusal: (since: Int64, held: Int)]>([:])

  package init(_ context: NodeContext, options: Options = Options(), log: EventLog = .silent) {
    self.context = context
    self.log = log
    door = NodeDoor(authority: context.authority)
    room = WaitingRoom(context, wait: options.wait)
    gate = Gate(width: options.width, queueMax: options.queueMax)
    desk = ContentDesk(context.content)
    reports = NodeReports(context.home)
    leases = LeaseClerk(context, log: log)
  }

  package var counts: HubCounts { counters.now }
  package var waiting: Int { get async { await room.count } }

  /// What each route may bring, decided from the head.
  @Sendable package static func admission(_ head: RequestHead) -> Admission {
    switch head.path {
    case HubRoute.sync: Admission(bodyBytesMax: 8 << 20)
    case HubRoute.wait: Admission(bodyBytesMax: 1 << 20, waits: true)
    case HubRoute.join, HubRoute.renew: Admission(bodyBytesMax: 32 << 10)
    case let path where path.hasPrefix(HubRoute.content): Admission(bodyBytesMax: 1 << 20)
    default: Admission(bodyBytesMax: 0)
    }
  }

  /// Wakes waiters and writes down who was seen, until the task is cancelled.
  package func run() async {
    await withTaskGroup { group in
      group.addTask { await self.room.run() }
      group.addTask {
        while (try? await Task.sleep(for: .seconds(30))) != nil { await self.writeSeen() }
      }
    }
    await writeSeen()
  }

  private func writeSeen() async {
    reports.write()
    do throws(NodeError) {
      try await seen.write(to: context)
    } catch {
      log.write(.warning, "hub.seen.failed", ["error": .string("\(error)")])
    }
  }

  package func handle(_ request: ServerRequest) async -> ServerResponse {
    var response = await route(request)
    let answered = HubCounts.Answered(route: HubRoute.name(of: request.path), status: response.status)
    counters.count { $0.requests[answered, default: 0] += 1 }
    response.headers.append(Header(HubRoute.timeHeader, String(context.now())))
    response.headers.append(Header("Cache-Control", "no-store"))
    return response
  }

  private func route(_ request: ServerRequest) async -> ServerResponse {
    switch (request.method, request.path) {
    case ("GET", HubRoute.health), ("HEAD", HubRoute.health): return .text("ok\n")
    case ("GET", HubRoute.ready), ("HEAD", HubRoute.ready): return await Readiness.response(context)
    case ("GET", HubRoute.authority): return authority()
    case ("GET", HubRoute.recovery): return recovery()
    case ("POST", HubRoute.join): return await join(request)
    case ("POST", HubRoute.renew): return renew(request)
    case ("POST", HubRoute.sync), ("POST", HubRoute.wait): break
    case ("GET", let path), ("HEAD", let path), ("PUT", let path):
      guard path.hasPrefix(HubRoute.content) else { return .text("not found\n", status: 404) }
    default: return .text("not found\n", status: 404)
    }
    let registry = context.replica.registry
    let node: NodeIdentity
    do throws(HubRefusal) {
      node = try door.admit(request, registry, at: context.now())
    } catch {
      counters.count { $0.turnedAway += 1 }
      return turnedAway(error)
    }
    return switch request.path {
    case HubRoute.sync: await sync(request, node, registry)
    case HubRoute.wait: await wait(request, node, registry)
    default: await content(request, node, registry)
    }
  }

  func turnedAway(_ refusal: HubRefusal) -> ServerResponse {
    var response = ServerResponse.text("\(refusal.rawValue)\n", status: 403)
    response.headers.append(Header(HubRoute.refusalHeader, refusal.rawValue))
    noteTurnedAway(refusal)
    return response
  }

  /// One line a reason and ten seconds, with how many it stands for: whoever knocks without end does not fill the disk.
  private func noteTurnedAway(_ refusal: HubRefusal) {
    let now = context.now()
    let count = turnedAwayNoted.withLock { noted in
      let (since, held) = noted[refusal] ?? (Int64.min, 0)
      guard now < since || now - 10_000 > since else {
        noted[refusal] = (since, held + 1)
        return 0
      }
      noted[refusal] = (now, 0)
      return held + 1
    }
    guard count > 0 else { return }
    log.write(
      .warning, "hub.turned-away", ["reason": .string(refusal.rawValue), "count": JSONValue(count)])
  }

  private func authority() -> ServerResponse {
    guard let pem = try? context.authority.pem() else { return .text("failed\n", status: 500) }
    return ServerResponse(
      headers: [Header("Content-Type", "application/x-pem-file")], body: .bytes(pem))
  }

  private func recovery() -> ServerResponse {
    guard let pem = try? RecoveryKey.certificate(context)?.pem() else {
      return .text("not found\n", status: 404)
    }
    return ServerResponse(headers: [Header("Content-Type", "application/x-pem-file")], body: .bytes(pem))
  }

  private func join(_ request: ServerRequest) async -> ServerResponse {
    guard let message = try? JoinRequest(encoded: request.body) else {
      return turnedAway(.requestInvalid)
    }
    do throws(NodeError) {
      let response = try await HubEnrolment.admit(message, context)
      counters.count { $0.joined += 1 }
      log.write(.info, "hub.joined", ["node": .string(response.node)])
      return .cbor(response.encoded)
    } catch .refused(let refusal) {
      return turnedAway(refusal)
    } catch {
      log.write(.error, "hub.join.failed", ["error": .string("\(error)")])
      return .busy(retryAfterSeconds: 30)
    }
  }
}

extension ServerResponse {
  /// A message of the exchange; packed where that is smaller and the other end unpacks it.
  static func cbor(_ bytes: [UInt8], packedFor request: ServerRequest? = nil) -> ServerResponse {
    var response = ServerResponse(headers: [Header("Content-Type", HubRoute.mediaType)], body: .bytes(bytes))
    if bytes.count > 256, let request, request.headers["accept-encoding"] == HubRoute.zstd {
      response.headers.append(Header("Content-Encoding", HubRoute.zstd))
      response.body = .bytes(Zstd.compress(bytes))
    }
    return response
  }

  var bodyCount: Int { if case .bytes(let bytes) = body { bytes.count } else { 0 } }
}
