package import Causality
import Records

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

  package init() {}

  package init(_ refusals: [SyncRefusal]) {
    self.init()
    for refusal in refusals { enter(refusal) }
  }

  /// The first gap of a log is no stop: the sender goes on from the vector that was answered with it. Nor is a change
  /// that cannot be read, as nobody can say of which log it is.
  package mutating func enter(_ refusal: SyncRefusal) {
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
