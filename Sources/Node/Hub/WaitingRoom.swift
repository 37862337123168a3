import Causality
import Exchange
import Records
import Store

/// Nodes that wait to be told of changes. A waiter costs a suspended task and its vectors, no thread; a write costs one
/// reading of the partitions that somebody waits for, however many wait.
actor WaitingRoom {
  private struct Waiter {
    let request: WaitRequest
    let deadline: ContinuousClock.Instant
    let answer: CheckedContinuation<WaitResponse, Never>
  }

  /// So many nodes a second are told of the same change; the rest comes a little later.
  private static let wokenPerSecond = 64

  private let context: NodeContext
  private let wait: Duration
  private let bell = Doorbell()
  private var waiters: [UInt64: Waiter] = [:]
  private var byPartition: [Partition: Set<UInt64>] = [:]
  /// Arrived since the last look.
  private var unchecked: Set<UInt64> = []
  private var lastID: UInt64 = 0
  private var known: [Partition: PartitionState] = [:]
  private var seen: UInt64?

  init(_ context: NodeContext, wait: Duration) {
    self.context = context
    self.wait = wait
  }

  var count: Int { waiters.count }

  /// Waits until the hub holds more than the node said, or the time is over.
  func answer(_ request: WaitRequest) async -> WaitResponse {
    lastID += 1
    let id = lastID
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled else {
          continuation.resume(returning: WaitResponse(changed: false))
          return
        }
        waiters[id] = Waiter(request: request, deadline: .now + wait, answer: continuation)
        for state in request.states { byPartition[state.partition, default: []].insert(id) }
        unchecked.insert(id)
        bell.ring()
      }
    } onCancel: {
      Task { await self.end(id, WaitResponse(changed: false)) }
    }
  }

  /// Serves waiters until the task is cancelled; then all are told that nothing changed.
  func run() async {
    await withTaskGroup { group in
      group.addTask { [context, bell] in
        var seen = await context.replica.generation
        while !Task.isCancelled {
          await context.replica.nextWrite(after: seen)
          seen = await context.replica.generation
          bell.ring()
        }
      }
      group.addTask { [self] in
        while !Task.isCancelled {
          await bell.next()
          await look()
          // Under a stream of writes one look serves several of them.
          try? await Task.sleep(for: .milliseconds(20))
        }
      }
      group.addTask { [self] in
        while (try? await Task.sleep(for: .seconds(1))) != nil { await expire() }
      }
    }
    for id in Array(waiters.keys) { end(id, WaitResponse(changed: false)) }
  }

  private func look() async {
    guard !waiters.isEmpty else { return }
    let generation = await context.replica.generation
    let arrived = unchecked
    unchecked = []
    let partitions: Set<Partition> =
      generation == seen
      ? Set(
        arrived.flatMap { waiters[$0]?.request.states.map(\.partition) ?? [] }.filter { known[$0] == nil })
      : Set(byPartition.keys)
    let read = try? await context.read { (reader) throws(ReplicaError) in
      try reader.states(of: Array(partitions))
    }
    // A replica that cannot be read now tells nobody anything; the waiters come again by themselves.
    guard let read else { return }
    // What nobody waits for is not kept up to date, so it is forgotten.
    let before = known
    if generation != seen { known = [:] }
    seen = generation
    var toCheck = arrived
    for state in read {
      if before[state.partition]?.vector != state.vector {
        toCheck.formUnion(byPartition[state.partition] ?? [])
      }
      known[state.partition] = state
    }
    var woken = 0
    for id in toCheck.sorted() {
      guard let request = waiters[id]?.request,
        request.isBehind(request.states.compactMap { known[$0.partition] })
      else { continue }
      end(id, WaitResponse(changed: true, comeBackSeconds: UInt64(woken / Self.wokenPerSecond)))
      woken += 1
    }
  }

  private func expire() {
    let now = ContinuousClock.now
    for (id, waiter) in waiters where waiter.deadline <= now { end(id, WaitResponse(changed: false)) }
  }

  private func end(_ id: UInt64, _ response: WaitResponse) {
    guard let waiter = waiters.removeValue(forKey: id) else { return }
    unchecked.remove(id)
    for state in waiter.request.states {
      byPartition[state.partition]?.remove(id)
      if byPartition[state.partition]?.isEmpty == true { byPartition[state.partition] = nil }
    }
    waiter.answer.resume(returning: response)
  }
}
