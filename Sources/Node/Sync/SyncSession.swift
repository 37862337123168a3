import Causality
package import Exchange
import HTTP
import Records
import Store

/// One sync: the effects of a `NodeSession`, made true by HTTPS and the replica.
package struct SyncSession: Sendable {
  /// Under this name the replica keeps what the hub acknowledged.
  package static let hubPeer = "hub"
  /// A hub may be busy with others for a while before it answers.
  private static let timeouts = Request.Timeouts(connectMs: 10_000, totalMs: 900_000, stalledMs: 65_000)

  private let context: NodeContext
  private let link: HubLink

  package init(_ context: NodeContext, _ link: HubLink? = nil) {
    self.context = context
    self.link = link ?? HubLink(context)
  }

  /// Runs until both sides hold the same, or nothing moves any more.
  ///
  /// - Parameters:
  ///   - standing: what this node refuses until somebody has settled it.
  ///   - refusedByHub: what the hub refused a little while ago.
  /// - Throws: ``NodeError``. What was acknowledged by then is kept; the next sync goes on from there.
  package func run(
    standing: [SyncRefusal] = [], refusedByHub: [SyncRefusal] = [],
    progress: @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(NodeError) -> SyncReport {
    let start = ContinuousClock.now
    var report = SyncReport()
    var shown = SyncProgress()
    let (own, hub) = try await context.read {
      [subscriptions = context.subscriptions] (reader) throws(ReplicaError) in
      (
        try reader.states(of: subscriptions),
        try reader.peerStates(of: Self.hubPeer).map {
          PartitionVector(partition: $0.partition, vector: $0.vector)
        }
      )
    }
    var session = NodeSession(origin: await context.replica.origin, schemaVersion: Schema.current.version)
    // A province that cannot see how a machine is still gets its changes.
    let headers = (try? await NodeReport(context)).map {
      [Header(HubRoute.reportHeader, $0.document.written())]
    }
    var effects = session.start(own: own, hub: hub, refusals: standing, refusedByHub: refusedByHub)
    while !effects.isEmpty {
      switch effects.removeFirst() {
      case .readBatch(let needs):
        let (batch, hasMore) = try await context.read { (reader) throws(ReplicaError) in
          try reader.batch(for: needs)
        }
        effects += session.loaded(batch, hasMore: hasMore)
      case .send(let request):
        let response = try await send(request, headers ?? [], &report, &shown)
        progress(shown)
        effects += session.receive(response)
      case .remember(let vectors):
        try await context.write { (file) throws(ReplicaError) in
          try file.acknowledge(vectors, by: Self.hubPeer)
        }
      case .absorb(let batch):
        let taken = try await context.write { (file) throws(ReplicaError) in try file.absorb(batch) }
        shown.received += batch.changeCount
        progress(shown)
        let states = try await context.read {
          [subscriptions = context.subscriptions] (reader) throws(ReplicaError) in
          try reader.states(of: subscriptions)
        }
        effects += session.absorbed(own: states, refusals: taken.refusals)
      case .sample(let partitions):
        let samples = try await context.read { (reader) throws(ReplicaError) in
          var samples: [SyncRefusal] = []
          for partition in partitions { samples += try reader.samples(of: partition) }
          return samples
        }
        effects += session.sampled(samples)
      case .finished(let summary):
        report.summary = summary
      case .failed(.versionMismatch(let own, let peer)):
        throw .versionMismatch(own: own, peer: peer)
      case .failed:
        throw .badReply
      }
    }
    report.milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
    return report
  }

  private func send(
    _ request: SyncRequest, _ headers: [Header], _ report: inout SyncReport, _ shown: inout SyncProgress
  ) async throws(NodeError) -> SyncResponse {
    let start = ContinuousClock.now
    let answer = try await link.post(
      HubRoute.sync, request.encoded, bytesMax: MessageLimits.bytesMax, timeouts: Self.timeouts,
      headers: headers)
    report.roundTripMs = Int(start.duration(to: .now) / .milliseconds(1))
    report.bytesSent += answer.bytesSent
    report.bytesReceived += answer.bytesReceived
    report.clockOffset = answer.clockOffset
    shown.rounds += 1
    shown.sent += request.batch.changeCount
    shown.bytesSent = report.bytesSent
    shown.bytesReceived = report.bytesReceived
    do throws(ExchangeError) {
      let response = try SyncResponse(encoded: answer.body, hashing: CryptoHashing())
      shown.expected = shown.received + Self.lacking(request.states, response.states)
      return response
    } catch .versionMismatch(let own, let peer) {
      throw .versionMismatch(own: own, peer: peer)
    } catch {
      throw .badReply
    }
  }

  private static func lacking(_ own: [PartitionState], _ hub: [PartitionState]) -> Int {
    var count: UInt64 = 0
    for state in hub {
      let held = own.first { $0.partition == state.partition }?.vector ?? VersionVector()
      for entry in state.vector.entries where entry.sequence > held[entry.log] {
        count &+= entry.sequence - held[entry.log]
      }
    }
    return Int(clamping: count)
  }
}
