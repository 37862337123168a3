import Causality
import Exchange
import Records
import Store
import Synchronization

/// Keeps a center's node in agreement with its hub: told of changes there by a long poll and of changes here by the
/// replica, it syncs; where that does not succeed it comes back later, and later still.
package actor SyncLoop {
  package struct Options: Sendable {
    /// Local writes within this time travel together.
    package var debounceMs = 200
    package var firstBackoffMs = 1_000
    package var mostBackoffMs = 60_000
    /// A number from 0 to below its argument.
    package var chance: @Sendable (Int) -> Int = { Int.random(in: 0..<max(1, $0)) }
    /// Without any sign from anywhere, a sync is made after so long.
    package var idleMs = 600_000
    /// So long the hub is not asked again for what it refused, or serves what was refused here.
    package var refusalMs = 600_000
    /// Contents of attachments that one round moves.
    package var contentBytesPerRound = 4 << 20
    package init() {}
  }

  private typealias Asked = (
    progress: @Sendable (SyncProgress) -> Void,
    answer: CheckedContinuation<Result<SyncReport, NodeError>, Never>
  )

  private let context: NodeContext
  private let options: Options
  private let backoff: Backoff
  private let log: EventLog
  private let session: SyncSession
  private let contents: ContentTransfer
  private let waiting: HubLink
  private let shared: Mutex<SyncStatus>
  /// Something is to be done.
  private let bell = Doorbell()
  /// A round is over.
  private let roundBell = Doorbell()
  private var asked: [Asked] = []
  private var isOnline = false
  private var roundCount = 0
  private var isOver = false
  private var hasPendingRing = false
  private var refusedAt: Int64 = 0
  private var lastWritten: Int64 = 0
  /// Something arrived since open dossiers were last held against the data; when that was.
  private var hasUnseenGround = false
  private var groundSeen: Int64 = 0
  private var clockIsSuspect = false
  /// Whether dossiers with provisional numbers were looked for since this process began.
  private var hasNumbered = false
  private var contentsRetry: (at: ContinuousClock.Instant, isBlocked: Bool)?
  private var contentTries = 0

  package init(_ context: NodeContext, options: Options = Options(), log: EventLog = .silent) {
    self.context = context
    self.options = options
    self.log = log
    backoff = Backoff(
      firstMs: options.firstBackoffMs, mostMs: options.mostBackoffMs, chance: options.chance)
    let link = HubLink(context)
    session = SyncSession(context, link)
    contents = ContentTransfer(context, link)
    waiting = HubLink(context)
    shared = Mutex(SyncStatus.lastKnown(context.home))
  }

  package nonisolated var status: SyncStatus { shared.withLock { $0 } }

  /// Syncs until the task is cancelled.
  package func run() async {
    await withTaskGroup { group in
      group.addTask { await self.watchHub() }
      group.addTask { await self.watchWrites() }
      await rounds()
      group.cancelAll()
    }
    isOver = true
    for entry in asked { entry.answer.resume(returning: .failure(.cancelled)) }
    asked = []
    status.write(to: context.home)
  }

  /// Syncs now, even where the loop would wait, and says how it went.
  package func syncNow(
    progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(NodeError) -> SyncReport {
    let result: Result<SyncReport, NodeError> = await withCheckedContinuation { continuation in
      guard !isOver else { return continuation.resume(returning: .failure(.cancelled)) }
      asked.append((progress, continuation))
      bell.ring()
    }
    return try result.get()
  }

  /// One sync of a process that opens the node, syncs and ends: `run` is not called.
  package func once(
    progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(NodeError) -> SyncReport {
    let result: Result<SyncReport, NodeError> = await withCheckedContinuation { answer in
      Task { answer.resume(returning: await self.round([(progress, answer)])) }
    }
    status.write(to: context.home)
    return try result.get()
  }

  // MARK: Rounds

  private func rounds() async {
    var failures = 0
    while !Task.isCancelled {
      let entries = asked
      asked = []
      let result = await round(entries)
      for entry in entries { entry.answer.resume(returning: result) }
      var pauseMs = 0
      switch result {
      case .success(let report):
        failures = 0
        pauseMs = Int(clamping: report.summary.comeBackSeconds) * 1_000
        if report.summary.refusedByHub.contains(where: { $0.code == .unavailable }) {
          pauseMs = max(pauseMs, 30_000)
          hasPendingRing = true
        }
        if !report.summary.isComplete {
          pauseMs = max(pauseMs, backoff.milliseconds(failures: 3))
          hasPendingRing = true
        }
      case .failure(let error):
        failures += 1
        pauseMs = backoff.milliseconds(failures: failures)
        if case .busy(let seconds) = error { pauseMs = max(pauseMs, seconds * 1_000) }
        hasPendingRing = true
      }
      isOnline = failures == 0
      let next = pauseMs > 0 ? context.now() + Int64(pauseMs) : nil
      shared.withLock { $0.nextAttempt = next }
      roundCount += 1
      roundBell.ring()
      await rest(pauseMs)
    }
  }

  /// At least so long, unless somebody asks; then until something is to be done.
  private func rest(_ pauseMs: Int) async {
    let end = ContinuousClock.now + .milliseconds(pauseMs)
    while asked.isEmpty, !Task.isCancelled {
      let left = Int(ContinuousClock.now.duration(to: end) / .milliseconds(1))
      guard left > 0 else { break }
      await bell.next(within: left)
      hasPendingRing = true
    }
    if asked.isEmpty, !hasPendingRing { await bell.next(within: idleMs) }
    hasPendingRing = false
  }

  /// How long nothing need be done.
  private var idleMs: Int {
    guard let contentsRetry else { return options.idleMs }
    let left = Int(ContinuousClock.now.duration(to: contentsRetry.at) / .milliseconds(1))
    return min(options.idleMs, max(1, left))
  }

  private func round(_ entries: [Asked]) async -> Result<SyncReport, NodeError> {
    let now = context.now()
    var (standing, refusedByHub) = status.standingRefusals
    if !entries.isEmpty || now - refusedAt > Int64(options.refusalMs) || now < refusedAt {
      (standing, refusedByHub) = ([], [])
      refusedAt = now
    }
    shared.withLock { status in
      status.isSyncing = true
      status.lastAttempt = now
    }
    let report: SyncReport
    do throws(NodeError) {
      report = try await session.run(standing: standing, refusedByHub: refusedByHub) { progress in
        for entry in entries { entry.progress(progress) }
      }
    } catch {
      fail(error)
      return .failure(error)
    }
    await succeed(report)
    await moveContents()
    shared.withLock { $0.isSyncing = false }
    return .success(report)
  }

  /// Contents come after the changes and hold none of them up: where they do not move, they are tried again later.
  private func moveContents() async {
    if let contentsRetry, contentsRetry.isBlocked, ContinuousClock.now < contentsRetry.at { return }
    let before = (await contents.bytesSent, await contents.bytesReceived)
    var isBlocked = false
    var hasMore = false
    do throws(NodeError) {
      let (counts, more) = try await contents.round(bytesMax: options.contentBytesPerRound)
      hasMore = more
      shared.withLock { $0.contents = counts }
    } catch {
      isBlocked = true
      if error != .cancelled { log.write(.warning, "content.failed", ["error": .string("\(error)")]) }
    }
    let after = (await contents.bytesSent, await contents.bytesReceived)
    shared.withLock { status in
      status.bytesSent += after.0 - before.0
      status.bytesReceived += after.1 - before.1
    }
    // Between two rounds of contents there is one of changes.
    if hasMore { bell.ring() }
    let isOpen = status.contents.missing + status.contents.toSend > 0
    guard isBlocked || isOpen && !hasMore else {
      (contentsRetry, contentTries) = (nil, 0)
      return
    }
    // Not at the hub yet: another center still has to send it.
    contentTries += 1
    let pause = isBlocked ? backoff.milliseconds(failures: contentTries) : 15_000 << min(5, contentTries)
    contentsRetry = (.now + .milliseconds(pause), isBlocked)
  }

  private func succeed(_ report: SyncReport) async {
    let now = context.now()
    let newlyDiverged = report.summary.diverged.filter { !status.diverged.contains($0) }
    let wasOnline = status.link == .online
    shared.withLock { status in
      status.link = .online
      status.lastSuccess = now
      status.bytesSent += report.bytesSent
      status.bytesReceived += report.bytesReceived
      status.changesSent += report.summary.sent
      status.changesReceived += report.summary.received
      status.rounds += report.summary.rounds
      status.diverged = report.summary.diverged
      status.hubLost = report.summary.hubLost
      status.refusedByHub = report.summary.refusedByHub
      status.refusedHere = report.summary.refusedHere
      status.clockOffset = report.clockOffset
      status.roundTripMs = report.roundTripMs
      for refusal in report.summary.refusedByHub + report.summary.refusedHere {
        status.refusedFor["\(refusal.code)", default: 0] += 1
      }
    }
    if !wasOnline { log.write(.info, "sync.online", ["hub": .string(context.configuration.hub.text)]) }
    if report.summary.sent + report.summary.received > 0 { note(report) }
    for partition in report.summary.diverged {
      log.write(.error, "sync.diverged", ["partition": .string(partition.text)])
    }
    for partition in report.summary.hubLost {
      log.write(.error, "sync.hub-lost", ["partition": .string(partition.text)])
    }
    if now - lastWritten > 60_000 || now < lastWritten {
      lastWritten = now
      status.write(to: context.home)
    }
    await alarm(diverged: newlyDiverged, lost: report.summary.hubLost)
    if report.summary.received > 0 || !hasNumbered { await number() }
    await keep(report)
    hasUnseenGround = hasUnseenGround || report.summary.received > 0
    if hasUnseenGround, now - groundSeen > 60_000 || now < groundSeen { await lookAtGround(now) }
  }

  /// What arrived may be other than what open dossiers rely on; at most once a minute, for it reads them all.
  private func lookAtGround(_ now: Int64) async {
    (hasUnseenGround, groundSeen) = (false, now)
    do {
      let clock = context.now
      let moved = try await Desk(context.replica, clock: { clock() }).reverify()
      if moved > 0 { log.write(.warning, "ground.moved", ["dossiers": JSONValue(moved)]) }
    } catch {
      // Its kind alone: what it says may be of a citizen.
      log.write(.error, "ground.failed", ["error": .string("\(type(of: error))")])
    }
  }

  /// What was received under a provisional number gets its official one as soon as the province has leased some.
  private func number() async {
    guard context.identity.role == .center else { return }
    let (agency, now) = (context.identity.name, context.now())
    do throws(NodeError) {
      let count = try await context.write { (file) throws(ReplicaError) in
        try Renumbering.run(for: agency, file, now: now)
      }
      hasNumbered = true
      if count > 0 { log.write(.info, "dossier.numbered", ["dossiers": JSONValue(count)]) }
    } catch {
      log.write(.error, "dossier.number.failed", ["error": .string("\(error)")])
    }
  }

  private func alarm(diverged: [Partition], lost: [Partition]) async {
    guard !diverged.isEmpty || !lost.isEmpty else { return }
    do throws(NodeError) {
      try await context.write { (file) throws(ReplicaError) in
        for partition in diverged { try file.raise(.divergence, partition.text) }
        for partition in lost { try file.raise(.hubLost, partition.text) }
      }
    } catch {
      log.write(.error, "alarm.failed", ["error": .string("\(error)")])
    }
  }

  /// What outlives the process: what the hub refused, for the person who wrote it; and whether our clock can be believed.
  private func keep(_ report: SyncReport) async {
    let refusals = report.summary.refusedByHub
    let isSuspect = report.clockOffset.map { $0.magnitude > 600_000 } ?? clockIsSuspect
    do throws(NodeError) {
      let known = try await context.read { (reader) throws(ReplicaError) in
        try reader.refusals(by: SyncSession.hubPeer).map(\.refusal)
      }
      if Set(known) != Set(refusals) {
        try await context.write { (file) throws(ReplicaError) in
          try file.remember(refusals: refusals, by: SyncSession.hubPeer)
        }
      }
      if isSuspect != clockIsSuspect {
        clockIsSuspect = isSuspect
        log.write(
          .warning, "clock.suspect",
          ["suspect": .bool(isSuspect), "offset_ms": JSONValue(report.clockOffset)])
        try await context.write { (file) throws(ReplicaError) in file.clockIsSuspect = isSuspect }
      }
    } catch {
      log.write(.error, "sync.keep.failed", ["error": .string("\(error)")])
    }
  }

  private func fail(_ error: NodeError) {
    let now = context.now()
    let before = status.link
    let link = before.after(error, at: now)
    shared.withLock { status in
      status.isSyncing = false
      status.link = link
    }
    if link != before, error != .cancelled {
      log.write(.warning, "sync.failed", ["reason": .string("\(error)")])
    }
  }

  private func note(_ report: SyncReport) {
    log.write(
      .info, "sync.done",
      [
        "sent": JSONValue(report.summary.sent), "received": JSONValue(report.summary.received),
        "rounds": JSONValue(report.summary.rounds), "bytes_sent": .int(report.bytesSent),
        "bytes_received": .int(report.bytesReceived), "ms": JSONValue(report.milliseconds),
        "refused": JSONValue(report.summary.refusedByHub.count + report.summary.refusedHere.count),
      ])
  }

  // MARK: What wakes the loop

  private func watchHub() async {
    while !Task.isCancelled {
      guard isOnline else {
        await roundBell.next()
        continue
      }
      do throws(NodeError) {
        let states = try await waitStates()
        let answer = try await waiting.wait(WaitRequest(states: states))
        if answer.changed, try await waitStates() == states {
          if answer.comeBackSeconds > 0 { try? await Task.sleep(for: .seconds(Int(answer.comeBackSeconds))) }
          let seen = roundCount
          bell.ring()
          while roundCount == seen, !Task.isCancelled { await roundBell.next() }
        }
      } catch {
        // Whether the link is down is for a round to find out.
        bell.ring()
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func watchWrites() async {
    var seen = await context.replica.generation
    while !Task.isCancelled {
      await context.replica.nextWrite(after: seen)
      try? await Task.sleep(for: .milliseconds(options.debounceMs))
      seen = await context.replica.generation
      if (try? await hasUnsent()) ?? true { bell.ring() }
    }
  }

  /// What is held here; what was refused a little while ago counts as held.
  private func waitStates() async throws(NodeError) -> [PartitionState] {
    let (own, hub) = try await ownAndHub()
    let stops = Stops(status.standingRefusals.here)
    return own.map { state in
      let there = PartitionState(partition: state.partition, vector: hub[state.partition] ?? VersionVector())
      return PartitionState(partition: state.partition, vector: stops.vector(state.vector, of: there))
    }
  }

  private func hasUnsent() async throws(NodeError) -> Bool {
    let (own, hub) = try await ownAndHub()
    let stops = Stops(status.standingRefusals.byHub)
    return own.contains { state in
      !stops.vector(hub[state.partition] ?? VersionVector(), of: state).covers(state.vector)
    }
  }

  private func ownAndHub() async throws(NodeError) -> ([PartitionState], [Partition: VersionVector]) {
    try await context.read { [subscriptions = context.subscriptions] (reader) throws(ReplicaError) in
      let hub = try reader.peerStates(of: SyncSession.hubPeer)
      return (
        try reader.states(of: subscriptions),
        Dictionary(hub.map { ($0.partition, $0.vector) }, uniquingKeysWith: { _, last in last })
      )
    }
  }
}
