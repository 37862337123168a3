import Synchronization

/// How long commits took, in cumulative buckets as Prometheus counts them.
package struct CommitCounts: Equatable, Sendable {
  /// Upper bounds, seconds; what took longer is only in `count`.
  package static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
  /// Transactions that took no longer than the bound of the same place.
  package var within = [Int](repeating: 0, count: bounds.count)
  /// Transactions; each carries the acts that waited for it.
  package var count = 0
  package var seconds = 0.0
  /// Acts that became durable.
  package var acts = 0

  package init() {}

  mutating func note(seconds elapsed: Double, acts made: Int) {
    for (place, bound) in Self.bounds.enumerated() where elapsed <= bound { within[place] += 1 }
    count += 1
    seconds += elapsed
    acts += made
  }
}

/// Counts the commits of a replica; read beside the writer.
final class CommitTimes: Sendable {
  private let counts = Mutex(CommitCounts())

  var now: CommitCounts { counts.withLock { $0 } }

  func note(_ elapsed: Duration, acts: Int) {
    counts.withLock { $0.note(seconds: elapsed / .seconds(1), acts: acts) }
  }
}
