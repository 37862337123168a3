import Exchange
import HTTP
import Node
import Records
import Store

/// Idle syncs through everything that a node meets: libcurl with a client certificate, nginx from `Config/nginx`, SCGI, and
/// `tram serve` as a process of its own. All on this machine, over the loopback, with the clients on the same processors.
func idleThroughTheDoor(_ folder: String, _ options: Options, _ report: inout Report) async throws {
  guard let program = HubProcess.program else {
    return report.add("idle syncs through nginx and TLS", "not measured: tram is not built")
  }
  let hub = try HubProcess(program: program, folder: folder + "/door")
  defer { hub.stop() }
  let context = try NodeContext.open(NodeHome(hub.center))
  let sync = try await idleRequest(context, port: hub.port)
  let answer = try await Client(trust: context.trust).send(sync)
  let isPacked = answer.header("Content-Encoding") == "zstd"
  let body = isPacked ? try Zstd.decompress(answer.body, bytesMax: MessageLimits.bytesMax) : answer.body
  let response = try SyncResponse(encoded: body, hashing: CryptoHashing())
  precondition(response.batch.isEmpty && response.refusals.isEmpty, "an idle sync moves nothing")

  func line(_ name: String, _ load: Load, target: Int?) {
    let rate = load.rate
    report.add(
      name, "\(Int(rate))/s, p50 \(rounded(load.times.p50 / 1000)) p99 \(rounded(load.times.p99 / 1000)) ms",
      target: target.map { "\($0)/s" }, isMet: target.map { rate >= Double($0) })
    func each(_ seconds: Double) -> String { "\(Int(seconds / Double(max(1, load.count)) * 1e6))" }
    report.add(
      "  processor time each, hub / nginx / clients",
      "\(each(load.hub)) / \(each(load.nginx)) / \(each(load.clients)) µs")
  }
  let trust = context.trust
  line(
    "idle syncs, \(options.clients) nodes, kept connections",
    try await load(hub, options, options.clients, sync, trust, isKept: true), target: 2_000)
  line(
    "idle syncs, one node", try await load(hub, options, 1, sync, trust, isKept: true), target: nil)
  line(
    "idle syncs, a TLS handshake each",
    try await load(hub, options, options.clients, sync, trust, isKept: false),
    target: nil)
  let health = Request(method: "GET", url: "https://localhost:\(hub.port)/healthz")
  line(
    "the same way without a sync (/healthz)",
    try await load(hub, options, options.clients, health, trust, isKept: true), target: nil)
  await context.close()
}

/// What a run of clients did.
private struct Load {
  var count: Int
  var rate: Double
  var times: Percentiles
  /// Processor seconds.
  var hub: Double
  var nginx: Double
  var clients: Double
}

/// The message of a node that has everything, as its session makes it.
private func idleRequest(_ context: NodeContext, port: Int) async throws -> Request {
  let partitions = context.subscriptions
  let (own, hub) = try await context.replica.read { reader in
    (
      try reader.states(of: partitions),
      try reader.peerStates(of: SyncSession.hubPeer).map {
        PartitionVector(partition: $0.partition, vector: $0.vector)
      }
    )
  }
  var session = NodeSession(origin: await context.replica.origin, schemaVersion: Schema.current.version)
  var effects = session.start(own: own, hub: hub)
  while let effect = effects.first {
    effects.removeFirst()
    switch effect {
    case .readBatch: effects += session.loaded(Batch(), hasMore: false)
    case .send(let message):
      var request = Request(method: "POST", url: "https://localhost:\(port)/sync")
      request.headers = [Header("Content-Type", "application/cbor"), Header("Accept-Encoding", "zstd")]
      request.body = message.encoded
      if request.body.count > 512 {
        request.body = Zstd.compress(request.body)
        request.headers.append(Header("Content-Encoding", "zstd"))
      }
      request.download = .memory(bytesMax: MessageLimits.bytesMax)
      return request
    default: break
    }
  }
  preconditionFailure("a session begins by sending")
}

/// So many clients send one request after another for a while.
private func load(
  _ hub: HubProcess, _ options: Options, _ clients: Int, _ request: Request, _ trust: Trust, isKept: Bool
) async throws -> Load {
  let connections = (0..<clients).map { _ in Client(trust: trust) }
  // Each connection is made before the clock starts.
  for connection in connections { _ = try await connection.send(request) }
  let clock = ContinuousClock()
  let before = hub.processorSeconds
  let own = processorSeconds()
  let start = clock.now
  let end = start + .seconds(options.seconds)
  let times = try await withThrowingTaskGroup(of: [Double].self) { group in
    for connection in connections {
      group.addTask {
        var times: [Double] = []
        while clock.now < end {
          let client = isKept ? connection : Client(trust: trust)
          let sent = clock.now
          let answer = try await client.send(request)
          guard answer.status == 200 else {
            throw HubProcess.Failure(words: [request.url], said: "\(answer.status)")
          }
          let elapsed = clock.now - sent
          times.append(
            Double(elapsed.components.seconds) * 1e6 + Double(elapsed.components.attoseconds) / 1e12)
        }
        return times
      }
    }
    var all: [Double] = []
    for try await some in group { all += some }
    return all
  }
  let elapsed = clock.now - start
  let after = hub.processorSeconds
  return Load(
    count: times.count,
    rate: Double(times.count)
      / (Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18),
    times: Percentiles(times), hub: after.hub - before.hub, nginx: after.nginx - before.nginx,
    clients: processorSeconds() - own)
}
