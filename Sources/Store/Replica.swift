package import Causality
package import Conflicts
import Dispatch
package import Records
import SQLite
import Synchronization

/// The replica of a running node: the only writer, with a pool of readers beside it.
///
/// Commits that arrive while one transaction is under way share the next one (group commit): durability costs one fsync
/// a group, not one a clerk.
package actor Replica {
  /// Acts that one transaction takes at most.
  package static let groupMax = 512

  private let executor: QueueExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let file: ReplicaFile
  private let published: Mutex<Registry>
  private let commitTimes = CommitTimes()
  private let recovering: Mutex<Int64?>
  private let seats: [ReaderSeat]
  private var nextSeat = 0
  private var pending: [(act: Act, answer: CheckedContinuation<Result<[Committed], ReplicaError>, Never>)] =
    []
  private var isDraining = false
  private var waiters: [CheckedContinuation<Void, Never>] = []
  /// Grows with every durable write; a long poll waits for it to pass what it saw.
  private(set) package var generation: UInt64 = 0

  /// Takes over an open file. Fails when a reader cannot be opened.
  package init(_ make: @Sendable () throws -> ReplicaFile, readers: Int = 2) throws {
    executor = QueueExecutor(label: "tram.replica")
    let file = try make()
    self.file = file
    published = Mutex(file.registry)
    recovering = Mutex(file.recoveringSince)
    if let folder = file.folder {
      seats = try (0..<readers).map { try ReaderSeat(path: folder + "/replica.sqlite", number: $0) }
    } else {
      seats = []
    }
  }

  /// Makes one act true together with whatever else waits; returns when it is durable.
  package func commit(_ act: Act) async throws(ReplicaError) -> [Committed] {
    let answer = await withCheckedContinuation { continuation in
      pending.append((act, continuation))
      if !isDraining {
        isDraining = true
        Task { self.drain() }
      }
    }
    return try answer.get()
  }

  package func commit(_ draft: Draft) async throws(ReplicaError) -> Committed {
    try await commit(Act([draft]))[0]
  }

  private func drain() {
    isDraining = false
    while !pending.isEmpty {
      let group = Array(pending.prefix(Self.groupMax))
      pending.removeFirst(group.count)
      let start = ContinuousClock.now
      let answers = file.commit(group.map(\.act))
      let made = answers.count { if case .success = $0 { true } else { false } }
      commitTimes.note(start.duration(to: .now), acts: made)
      // First what follows from the commits, then the answers: whoever hears of one may ask for the other.
      wrote()
      for (entry, answer) in zip(group, answers) { entry.answer.resume(returning: answer) }
    }
  }

  /// Runs `body` on the writer, alone. For absorbing, configuration and what must see its own writes.
  package func write<Value: Sendable>(_ body: @Sendable (ReplicaFile) throws -> Value) throws -> Value {
    let value = try body(file)
    wrote()
    return value
  }

  /// Reads what the writer holds in memory (rules, identity, origin); writes nothing and wakes nobody.
  package func inspect<Value: Sendable>(_ body: @Sendable (ReplicaFile) throws -> Value) throws -> Value {
    try body(file)
  }

  /// Runs `body` against a consistent snapshot on one of the readers, beside the writer.
  package nonisolated func read<Value: Sendable>(
    _ body: @escaping @Sendable (Reader) throws -> Value
  ) async throws -> Value {
    guard let seat = await seat() else { return try await write { file in try body(file.reader) } }
    return try await seat.read(body)
  }

  /// Returns at the next durable write, or when the task is cancelled.
  package func nextWrite(after seen: UInt64) async {
    guard seen == generation, !Task.isCancelled else { return }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiters.append($0) }
    } onCancel: {
      Task { await self.wake() }
    }
  }

  /// The rules by which this replica judges now.
  package var rules: RuleBook { file.rules }

  package func checkpoint(truncate: Bool) throws { _ = try file.db.checkpoint(truncate: truncate) }

  /// Ends readers and writer.
  package func close() async {
    for seat in seats { await seat.close() }
    file.close()
    wake()
  }

  /// The registry as of the latest durable write. Asked by every request to a hub, so it does not queue behind the writer.
  package nonisolated var registry: Registry { published.withLock { $0 } }

  /// How long commits took since the start.
  package nonisolated var commits: CommitCounts { commitTimes.now }

  /// Of a hub that was restored and not released yet: since when, milliseconds since 1970-01-01 UTC.
  package nonisolated var recoveringSince: Int64? { recovering.withLock { $0 } }

  /// The incarnation that writes here.
  package var origin: OriginID { file.origin }

  private func seat() -> ReaderSeat? {
    guard !seats.isEmpty else { return nil }
    nextSeat = (nextSeat + 1) % seats.count
    return seats[nextSeat]
  }

  private func wrote() {
    generation &+= 1
    let registry = file.registry
    published.withLock { $0 = registry }
    let since = file.recoveringSince
    recovering.withLock { $0 = since }
    wake()
  }

  private func wake() {
    let woken = waiters
    waiters = []
    for waiter in woken { waiter.resume() }
  }
}

/// One read-only connection on its own queue.
actor ReaderSeat {
  private let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let db: Connection

  init(path: String, number: Int) throws {
    executor = QueueExecutor(label: "tram.reader.\(number)")
    db = try Connection(path: path, mode: .reader, cacheKiB: 32_768)
  }

  func read<Value: Sendable>(_ body: @Sendable (Reader) throws -> Value) throws -> Value {
    let reader = Reader(db)
    try db.beginRead()
    defer { db.rollback() }
    return try body(reader)
  }

  func close() { db.close() }
}
