import Causality
package import Records

/// Changes under way, most important partition first, with the births of the origins whose logs begin in it.
package struct Batch: Hashable, Sendable {
  package var sections: [Section]
  package var births: [Birth]

  package init(sections: [Section] = [], births: [Birth] = []) {
    self.sections = sections
    self.births = births
  }

  package var isEmpty: Bool { sections.allSatisfy(\.changes.isEmpty) && births.isEmpty }
  package var changeCount: Int { sections.reduce(0) { $0 + $1.changes.count } }
}

/// A run of changes of one partition in the order in which the sender applied them, which is causal, with the
/// checkpoints that vouch for them. Each log's run in it ends at a checkpoint.
package struct Section: Sendable {
  package var partition: Partition
  package let changes: [SealedChange]
  package let checkpoints: [Checkpoint]
  /// What the changes say, where unpacking has read it already: parallel to `changes`, or empty.
  let contents: [Change?]

  package init(partition: Partition, changes: [SealedChange], checkpoints: [Checkpoint]) {
    self.init(partition: partition, changes: changes, checkpoints: checkpoints, contents: [])
  }

  init(partition: Partition, changes: [SealedChange], checkpoints: [Checkpoint], contents: [Change?]) {
    self.partition = partition
    self.changes = changes
    self.checkpoints = checkpoints
    self.contents = contents
  }

  /// The change at `index` as values. Fails with `unreadable`.
  package func content(at index: Int) throws(ExchangeError) -> Change {
    if index < contents.count, let content = contents[index] { return content }
    do throws(ChangeError) { return try changes[index].opened() } catch { throw .unreadable(index: index) }
  }
}

extension Section: Hashable {
  package static func == (a: Section, b: Section) -> Bool {
    a.partition == b.partition && a.changes == b.changes && a.checkpoints == b.checkpoints
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(partition)
    hasher.combine(changes)
    hasher.combine(checkpoints)
  }
}
