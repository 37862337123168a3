package import Causality
package import Records
package import Store

/// What a publication did, or would do.
package struct PublicationReport: Hashable, Sendable {
  /// By entity, sorted by name; what the files say beside their lists is counted as `head`.
  package struct Count: Hashable, Sendable {
    package let entity: String
    package var new = 0
    package var changed = 0
    package var removed = 0
    package var unchanged = 0
  }

  /// Of the records that hold what a file says beside its list: who compiled it, from what, for how long.
  package static let head = "head"

  package var counts: [Count] = []

  package var written: Int { counts.reduce(0) { $0 + $1.new + $1.changed + $1.removed } }

  mutating func count(_ entity: String, _ member: WritableKeyPath<Count, Int>) {
    if let place = counts.firstIndex(where: { $0.entity == entity }) {
      counts[place][keyPath: member] += 1
    } else {
      var count = Count(entity: entity)
      count[keyPath: member] = 1
      counts.append(count)
      counts.sort { $0.entity < $1.entity }
    }
  }
}

/// Brings the partition `catalogue` to what the files say.
package enum CataloguePublisher {
  /// The drafts that are needed and no more: what is published already as it stands is not written again, what no file
  /// holds any more is deleted.
  package static func drafts(
    for folder: CatalogueFolder, published: [RecordState], hashing: any Hashing, author: String,
    reason: String
  ) -> (drafts: [Draft], report: PublicationReport) {
    var report = PublicationReport()
    var drafts: [Draft] = []
    var left = Dictionary(published.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in folder.entries {
      guard let entity = Schema.current.entity(named: entry.entity),
        let group = entity.group(named: "definition")
      else { preconditionFailure("the schema has no \(entry.entity)") }
      let id = entry.record(hashing)
      let kind = entry.code == CatalogueEntry.head ? PublicationReport.head : entry.entity
      let state = left.removeValue(forKey: id)
      if let state, state.life == .alive, state[group.number].count == 1,
        state.values(group) == entry.values
      {
        report.count(kind, \.unchanged)
        continue
      }
      report.count(kind, state == nil ? \.new : \.changed)
      let shown = state ?? RecordState(record: id, entity: entity.number)
      drafts.append(
        Draft(
          partition: .catalogue, record: id, entity: entity.number,
          lifeAct: shown.life == .alive ? .touch : .restore,
          lifeShown: shown.shown(RecordState.lifeGroup), writes: [shown.draft(group, entry.values)],
          kind: .control, author: author, source: "province", reason: reason, isCreation: state == nil))
    }
    for state in published where left[state.record] != nil && state.life != .deleted {
      guard let entity = Schema.current.entity(state.entity), Schema.isCatalogue(state.entity) else {
        continue
      }
      let isHead = state.text("code", in: entity) == CatalogueEntry.head
      report.count(isHead ? PublicationReport.head : entity.name, \.removed)
      drafts.append(
        Draft(
          partition: .catalogue, record: state.record, entity: state.entity, lifeAct: .delete,
          lifeShown: state.shown(RecordState.lifeGroup), writes: [], kind: .control, author: author,
          source: "province", reason: reason))
    }
    return (drafts, report)
  }

  /// Publishes the files of a folder: all that differs in one transaction, or nothing.
  ///
  /// Fails with `CatalogueRefused` before anything is written when a file is wrong, with `ReplicaError` when the replica
  /// is not the province's.
  @discardableResult
  package static func publish(
    _ folder: CatalogueFolder, into file: ReplicaFile, author: String, reason: String, isDryRun: Bool = false
  ) throws -> PublicationReport {
    let published = try file.reader.records(in: .catalogue)
    let (drafts, report) = drafts(
      for: folder, published: published, hashing: file.environment.hashing, author: author, reason: reason)
    guard !isDryRun, !drafts.isEmpty else { return report }
    for answer in file.commit(drafts.map { Act([$0]) }) { _ = try answer.get() }
    return report
  }
}

extension Schema {
  static func isCatalogue(_ entity: UInt64) -> Bool { catalogue.contains { $0.number == entity } }
}
