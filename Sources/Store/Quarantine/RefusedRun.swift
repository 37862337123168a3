import Causality
import Exchange
import Records

/// What of a batch one refusal is about, cut out so that it can be offered again exactly as it came: the changes of one
/// log in one section, their checkpoints, and the birth of their origin.
struct RefusedRun {
  let refusal: SyncRefusal
  let partition: Partition
  /// `nil` where a change cannot be read, so that nobody can say of which log it is; the whole section is then kept.
  let origin: OriginID?
  let first: LogHead
  let last: LogHead
  let changeCount: Int
  let batch: Batch

  /// - Parameter head: the last change that is held of a log of this partition, after what could be taken was taken.
  /// - Returns: `nil` where there is nothing to keep: the sender has it and goes on from another place, or it concerns
  ///   no change at all.
  init?(_ refusal: SyncRefusal, in batch: Batch, head: (LogID) -> UInt64) {
    switch refusal.code {
    // A fork is answered with what is held, and then taken.
    case .gap, .fork, .notReadable, .recovering, .unavailable: return nil
    case .unknown, .unknownOrigin, .notVouched, .notGranted, .missingDependency, .unreadable: break
    }
    guard let partition = refusal.partition,
      let section = batch.sections.first(where: { $0.partition == partition })
    else { return nil }
    self.refusal = refusal
    self.partition = partition
    guard let log = refusal.log else {
      guard refusal.code == .unreadable,
        let index = section.changes.indices.first(where: { Self.isUnreadable(section, $0) })
      else { return nil }
      origin = nil
      first = LogHead(sequence: 0, hash: section.changes[index].hash)
      last = LogHead(sequence: 0, hash: section.changes[section.changes.count - 1].hash)
      changeCount = section.changes.count
      self.batch = Batch(sections: [section], births: batch.births)
      return
    }
    let after = head(log)
    let from = refusal.sequence == 0 ? after &+ 1 : min(refusal.sequence, after &+ 1)
    var changes: [SealedChange] = []
    var ends: (first: LogHead, last: LogHead)?
    for index in section.changes.indices {
      guard let header = Self.header(section, index), header.origin == log.origin, header.sequence >= from
      else { continue }
      let place = LogHead(sequence: header.sequence, hash: section.changes[index].hash)
      ends = (ends?.first ?? place, place)
      changes.append(section.changes[index])
    }
    guard let ends else { return nil }
    origin = log.origin
    (first, last) = ends
    changeCount = changes.count
    self.batch = Batch(
      sections: [
        Section(
          partition: partition, changes: changes,
          checkpoints: section.checkpoints.filter { $0.origin == log.origin && $0.sequence >= from })
      ], births: batch.births.filter { $0.origin == log.origin })
  }

  private static func header(_ section: Section, _ index: Int) -> ChangeHeader? {
    do throws(ExchangeError) { return try section.content(at: index).header } catch { return nil }
  }

  private static func isUnreadable(_ section: Section, _ index: Int) -> Bool {
    header(section, index) == nil
  }
}
