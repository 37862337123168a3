package import Causality
package import Records

/// What one direction does not carry any further, because the receiver refused it: whole partitions, or single logs
/// so that the others are not held up behind them.
package struct Stops: Hashable, Sendable {
  private struct Place: Hashable {
    var partition: Partition
    var log: LogID
  }

  private var partitions: Set<Partition> = []
  private var logs: Set<Place> = []
  private var gaps: Set<Place> = []
  /// Logs of which the receiver holds another continuation, and what it holds of them.
  private var forks: [Place: [PartitionVector.Sample]] = [:]

  package init() {}

  package init(_ refusals: [SyncRefusal]) {
    self.init()
    enter(refusals)
  }

  /// What one message refused.
  package mutating func enter(_ refusals: [SyncRefusal]) {
    let known = Set(forks.keys)
    for refusal in refusals {
      guard refusal.code == .fork, let partition = refusal.partition, let log = refusal.log else {
        enter(refusal)
        continue
      }
      let place = Place(partition: partition, log: LogID(origin: log.origin))
      // Told twice where to begin, and still not met: nothing is gained by a third time.
      guard !known.contains(place) else {
        logs.insert(Place(partition: partition, log: log))
        continue
      }
      forks[place, default: []].append(
        PartitionVector.Sample(origin: log.origin, sequence: refusal.sequence, short: refusal.reason))
    }
  }

  /// What the receiver said it holds of logs on which the two sides do not meet.
  package func samples(_ partition: Partition) -> [PartitionVector.Sample] {
    guard !forks.isEmpty else { return [] }
    return forks.filter { $0.key.partition == partition && !logs.contains($0.key) }.flatMap(\.value)
      .sorted { ($0.origin, $1.sequence) < ($1.origin, $0.sequence) }
  }

  /// The first gap of a log is no stop: the sender goes on from the vector that was answered with it. Nor is a change
  /// that cannot be read, as nobody can say of which log it is.
  private mutating func enter(_ refusal: SyncRefusal) {
    guard let partition = refusal.partition else { return }
    guard let log = refusal.log else {
      if refusal.code == .unreadable { return }
      partitions.insert(partition)
      return
    }
    let place = Place(partition: partition, log: log)
    if refusal.code == .gap, gaps.insert(place).inserted { return }
    logs.insert(place)
  }

  /// What the receiver holds, as far as the sender is concerned: what it refused counts as if it held it.
  package func vector(_ held: VersionVector, of sender: PartitionState) -> VersionVector {
    if partitions.contains(sender.partition) { return held.merged(with: sender.vector) }
    guard !logs.isEmpty else { return held }
    var vector = held
    for entry in sender.vector.entries
    where logs.contains(Place(partition: sender.partition, log: entry.log)) {
      vector.advance(entry.log, to: entry.sequence)
    }
    return vector
  }
}
