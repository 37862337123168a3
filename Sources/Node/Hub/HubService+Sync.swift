import Causality
import Exchange
import HTTP
import Records
import Store

extension HubService {
  /// Absorbs, durably; then reads what the hub holds, in one snapshot with what the node lacks; then answers. So the states
  /// of the answer are the acknowledgement.
  func sync(_ request: ServerRequest, _ node: NodeIdentity, _ registry: Registry) async -> ServerResponse {
    guard await gate.enter() else {
      counters.count { $0.busy += 1 }
      return .busy(retryAfterSeconds: Int.random(in: 2...10))
    }
    let start = ContinuousClock.now
    let response = await answer(request, node, registry)
    await gate.leave()
    let elapsed = start.duration(to: .now)
    counters.count { counts in
      counts.syncs += 1
      counts.bytesReceived += request.body.count
      counts.bytesSent += response.bodyCount
      counts.syncMilliseconds += Int(elapsed / .milliseconds(1))
    }
    return response
  }

  private func answer(
    _ request: ServerRequest, _ node: NodeIdentity, _ registry: Registry
  ) async -> ServerResponse {
    do {
      let message = try SyncRequest(
        encoded: try body(of: request, bytesMax: MessageLimits.bytesMax), hashing: CryptoHashing())
      var answer = try HubAnswer(message, mayRead: { registry.mayRead($0, node) })
      seen.note(node.name, message.states)
      reports.note(node.name, request.headers[HubRoute.reportHeader.lowercased()], at: context.now())
      if !answer.batch.isEmpty { await take(&answer, message.states, node) }
      // Before the answer is read, so that a center's first sync brings its first numbers.
      await leases.look(
        after: node, message.origin,
        hasDossiers: answer.batch.sections.contains { $0.partition == .center(node.name) })
      return .cbor(try await response(answer).encoded, packedFor: request)
    } catch ExchangeError.versionMismatch {
      return .cbor(SyncResponse.mismatch())
    } catch is ExchangeError, is ZstdError {
      log.write(.warning, "hub.sync.malformed", ["node": .string(node.name)])
      return .text("malformed\n", status: 400)
    } catch {
      log.write(.error, "hub.sync.failed", ["node": .string(node.name), "error": .string("\(error)")])
      return .busy(retryAfterSeconds: 30)
    }
  }

  private func take(_ answer: inout HubAnswer, _ states: [PartitionState], _ node: NodeIdentity) async {
    let batch = answer.batch
    do throws(NodeError) {
      let report = try await context.write { (file) throws(ReplicaError) in
        let report = try file.absorb(batch, shown: states)
        let forged = report.refusals.count { $0.code == .notVouched }
        if forged > 0 { try file.raise(.forged, node.name, ["refused": JSONValue(forged)]) }
        return report
      }
      answer.refuse(report.refusals)
      counters.count { counts in
        counts.changesTaken += report.applied
        counts.refusals += report.refusals.count
        for refusal in report.refusals { counts.refusedFor["\(refusal.code)", default: 0] += 1 }
      }
      for refusal in report.refusals {
        log.write(
          .warning, "hub.refused",
          [
            "node": .string(node.name), "partition": JSONValue(refusal.partition?.text),
            "code": JSONValue(refusal.code.rawValue), "reason": JSONValue(refusal.reason),
            "sequence": JSONValue(refusal.sequence),
          ])
      }
    } catch {
      log.write(.error, "hub.absorb.failed", ["node": .string(node.name), "error": .string("\(error)")])
      answer.refuse(batch.sections.map { SyncRefusal(code: .unavailable, partition: $0.partition) })
    }
  }

  private func response(_ answer: HubAnswer) async throws(NodeError) -> SyncResponse {
    // Where half of the places to wait are taken, whoever is served comes back a little later than it would.
    let isCrowded = await gate.isCrowded
    let comeBack = isCrowded ? UInt64.random(in: 5...30) : 0
    let response = try await context.read { (reader) throws(ReplicaError) in
      let states = try reader.states(of: answer.partitions)
      let needs = answer.needs(states)
      let (batch, hasMore) = needs.isEmpty ? (Batch(), false) : try reader.batch(for: needs)
      return answer.response(
        states: states, batch: batch, hasMore: hasMore, schemaVersion: Schema.current.version,
        comeBackSeconds: comeBack)
    }
    counters.count { $0.changesGiven += response.batch.changeCount }
    return response
  }

  func wait(_ request: ServerRequest, _ node: NodeIdentity, _ registry: Registry) async -> ServerResponse {
    counters.count { $0.waits += 1 }
    guard let bytes = try? body(of: request, bytesMax: 1 << 20),
      let message = try? WaitRequest(encoded: bytes)
    else { return .text("malformed\n", status: 400) }
    let readable = WaitRequest(states: message.states.filter { registry.mayRead($0.partition, node) })
    return .cbor(await room.answer(readable).encoded)
  }

  /// The body, unpacked where it says that it is packed.
  func body(of request: ServerRequest, bytesMax: Int) throws(ZstdError) -> [UInt8] {
    switch request.headers["content-encoding"] {
    case nil: return request.body
    case HubRoute.zstd: return try Zstd.decompress(request.body, bytesMax: bytesMax)
    default: throw .malformed
    }
  }
}
