import Exchange
import HTTP

extension SyncStatus {
  /// What stays refused until it is tried again. A gap, a fork or a full disk settles itself.
  var standingRefusals: (here: [SyncRefusal], byHub: [SyncRefusal]) {
    let stands: (SyncRefusal) -> Bool = {
      $0.code != .gap && $0.code != .fork && $0.code != .unavailable
    }
    return (refusedHere.filter(stands), refusedByHub.filter(stands))
  }
}

extension SyncStatus.Link {
  /// What the link is after an attempt that failed; a state that lasts keeps its beginning.
  func after(_ error: NodeError, at now: Int64) -> SyncStatus.Link {
    switch error {
    case .offline(let reason):
      if case .offline(let since, _) = self { return .offline(since: since, reason) }
      return .offline(since: now, reason)
    case .busy:
      if case .busy = self { return self }
      return .busy(since: now)
    case .refused(let refusal):
      if case .refused(let since, refusal) = self { return .refused(since: since, refusal) }
      return .refused(since: now, refusal)
    case .untrustedHub, .otherAuthority:
      if case .untrusted = self { return self }
      return .untrusted(since: now)
    case .versionMismatch(let own, let peer): return .versionMismatch(own: own, hub: peer)
    case .cancelled: return self
    default:
      if case .failing(let since, error) = self { return .failing(since: since, error) }
      return .failing(since: now, error)
    }
  }
}

extension HubLink {
  /// The long poll: returns when the hub holds more, or has nothing new for almost a minute.
  func wait(_ request: WaitRequest) async throws(NodeError) -> WaitResponse {
    let answer = try await post(
      HubRoute.wait, request.encoded, bytesMax: 1_024,
      timeouts: Request.Timeouts(connectMs: 10_000, totalMs: 90_000, stalledMs: 0))
    do throws(ExchangeError) {
      return try WaitResponse(encoded: answer.body)
    } catch {
      throw .badReply
    }
  }
}
