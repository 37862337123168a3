package import Causality
package import Records

/// A change that a checkpoint of its origin vouches for and whose place in its log is right.
package struct VerifiedChange: Sendable {
  package var log: LogID
  package var sealed: SealedChange
  package var change: Change
}

/// What of a section is new here.
package struct VerifiedSection: Sendable {
  package struct Advance: Hashable, Sendable {
    package var log: LogID
    package var identity: NodeIdentity
    package var head: LogHead
  }

  package var partition: Partition
  /// In the sender's order.
  package var changes: [VerifiedChange] = []
  /// Of the new changes; to be kept and passed on verbatim.
  package var checkpoints: [Checkpoint] = []
  /// Each log that has something new, and its last change then; in the order in which the logs occur.
  package var advances: [Advance] = []
  /// Changes that are held already.
  package var skipped = 0
}

/// What the receiver holds, as questions: a replica answers them from its storage.
package struct HeldLogs {
  /// The last change held of a log; `nil` when none is.
  package var head: (LogID) -> LogHead?
  /// The hash of the change at a place not beyond the head; `nil` where it is no longer kept.
  package var hash: (LogID, UInt64) -> Hash256?
  /// The origins whose births were accepted.
  package var origin: (OriginID) -> KnownOrigin?

  package init(
    head: @escaping (LogID) -> LogHead?, hash: @escaping (LogID, UInt64) -> Hash256?,
    origin: @escaping (OriginID) -> KnownOrigin?
  ) {
    self.head = head
    self.hash = hash
    self.origin = origin
  }
}

extension Section {
  /// Checks that each log goes on where the receiver's ends, that each change names the hash of the one before, and
  /// that each run ends at a checkpoint signed by the key of its origin's birth. What is held already is passed over,
  /// so that sending twice is harmless.
  ///
  /// Fails with `gap` (answer one's own vector), `fork` (only when a valid checkpoint proves it), `unknownOrigin`,
  /// `brokenChain`, `missingCheckpoint`, `badCheckpoint`, `foreignPartition` or `unreadable`. The whole section is
  /// refused then; a receiver that wants the innocent logs asks again with the guilty one in `excluding`.
  package func verified(
    held: HeldLogs, authority: any Authority, hashing: any Hashing, excluding: Set<LogID> = []
  ) throws(ExchangeError) -> VerifiedSection {
    var check = SectionCheck(section: self, held: held, hashing: hashing, excluding: excluding)
    for index in changes.indices { try check.take(index) }
    try check.takeCheckpoints(authority)
    return try check.conclude()
  }
}

/// The state of one verification.
private struct SectionCheck {
  struct Run {
    var log: LogID
    var known: KnownOrigin
    var head: LogHead?
    var isExcluded = false
    /// Indices of its changes in the section; their sequences have no gap.
    var indices: [Int] = []
    var first: UInt64 = 0
    var last = LogHead(sequence: 0, hash: .zero)
    /// The highest of its changes that a valid checkpoint vouches for.
    var vouched: UInt64 = 0
    /// What would be a fork if a checkpoint vouches for this run.
    var suspicion: ExchangeError?

    var isNew: Bool { last.sequence > (head?.sequence ?? 0) }
  }

  let section: Section
  let held: HeldLogs
  let hashing: any Hashing
  let excluding: Set<LogID>
  var runs: [Run] = []
  var places: [OriginID: Int] = [:]
  var result: VerifiedSection

  init(section: Section, held: HeldLogs, hashing: any Hashing, excluding: Set<LogID>) {
    self.section = section
    self.held = held
    self.hashing = hashing
    self.excluding = excluding
    result = VerifiedSection(partition: section.partition)
    result.changes.reserveCapacity(section.changes.count)
  }

  mutating func take(_ index: Int) throws(ExchangeError) {
    let content = try section.content(at: index)
    let header = content.header
    guard header.partition == section.partition else { throw .foreignPartition(index: index) }
    let place = try run(of: header.origin)
    if runs[place].isExcluded { return }
    let hash = section.changes[index].hash
    if runs[place].indices.isEmpty {
      try begin(place, header, hash)
    } else {
      let last = runs[place].last
      guard header.sequence == last.sequence &+ 1, header.previous == last.hash else {
        throw .brokenChain(runs[place].log, sequence: header.sequence)
      }
    }
    runs[place].indices.append(index)
    runs[place].last = LogHead(sequence: header.sequence, hash: hash)
    guard let head = runs[place].head, header.sequence <= head.sequence else {
      result.changes.append(
        VerifiedChange(log: runs[place].log, sealed: section.changes[index], change: content))
      return
    }
    result.skipped += 1
    if header.sequence == head.sequence, hash != head.hash { suspect(place, ours: head, theirs: hash) }
  }

  private mutating func run(of origin: OriginID) throws(ExchangeError) -> Int {
    if let last = runs.indices.last, runs[last].log.origin == origin { return last }
    if let place = places[origin] { return place }
    let log = LogID(origin: origin)
    guard let known = held.origin(origin) else {
      guard excluding.contains(log) else { throw .unknownOrigin(origin) }
      let nobody = KnownOrigin(identity: NodeIdentity(name: "", role: .center, key: .zero), birth: .zero)
      return enter(Run(log: log, known: nobody, isExcluded: true))
    }
    return enter(
      Run(log: log, known: known, head: held.head(log), isExcluded: excluding.contains(log)))
  }

  private mutating func enter(_ run: Run) -> Int {
    places[run.log.origin] = runs.count
    runs.append(run)
    return runs.count - 1
  }

  /// The first change of a run has to meet what is held.
  private mutating func begin(_ place: Int, _ header: ChangeHeader, _ hash: Hash256) throws(ExchangeError) {
    let log = runs[place].log
    runs[place].first = header.sequence
    guard let head = runs[place].head else {
      guard header.sequence == 1 else { throw .gap(log, expected: 1, found: header.sequence) }
      let beginning = logBeginning(
        partition: section.partition, origin: log.origin, birth: runs[place].known.birth, hashing: hashing)
      guard header.previous == beginning else { throw .brokenChain(log, sequence: 1) }
      return
    }
    guard header.sequence <= head.sequence &+ 1 else {
      throw .gap(log, expected: head.sequence &+ 1, found: header.sequence)
    }
    if header.sequence == head.sequence &+ 1, header.previous != head.hash {
      suspect(place, ours: head, theirs: header.previous)
    }
  }

  private mutating func suspect(_ place: Int, ours: LogHead, theirs: Hash256) {
    guard runs[place].suspicion == nil else { return }
    runs[place].suspicion = .fork(runs[place].log, sequence: ours.sequence, ours: ours.hash, theirs: theirs)
  }

  mutating func takeCheckpoints(_ authority: any Authority) throws(ExchangeError) {
    for checkpoint in section.checkpoints {
      let log = LogID(origin: checkpoint.origin)
      guard checkpoint.partition == section.partition, let place = places[checkpoint.origin] else {
        throw .badCheckpoint(log, sequence: checkpoint.sequence)
      }
      let run = runs[place]
      if run.isExcluded { continue }
      guard run.first <= checkpoint.sequence, checkpoint.sequence <= run.last.sequence,
        section.changes[run.indices[Int(checkpoint.sequence - run.first)]].hash == checkpoint.hash
      else { throw .badCheckpoint(log, sequence: checkpoint.sequence) }
      let isNew = checkpoint.sequence > (run.head?.sequence ?? 0)
      // What is held already was vouched for when it came, unless this is another version of it.
      guard isNew || checkpoint.sequence == run.last.sequence else { continue }
      guard authority.isValid(checkpoint.signature, over: checkpoint.signedBytes, by: run.known.identity.key)
      else { throw .badCheckpoint(log, sequence: checkpoint.sequence) }
      runs[place].vouched = max(run.vouched, checkpoint.sequence)
      if isNew { result.checkpoints.append(checkpoint) }
    }
  }

  mutating func conclude() throws(ExchangeError) -> VerifiedSection {
    for place in runs.indices where !runs[place].isExcluded {
      compareOlderEnd(place)
      let run = runs[place]
      guard run.isNew || run.suspicion != nil else { continue }
      guard run.vouched == run.last.sequence else {
        throw .missingCheckpoint(run.log, sequence: run.last.sequence)
      }
      if let suspicion = run.suspicion { throw firstDifference(run) ?? suspicion }
      result.advances.append(
        VerifiedSection.Advance(log: run.log, identity: run.known.identity, head: run.last))
    }
    return result
  }

  /// A run that ends before the head did not meet it: its end is compared with what is held there.
  private mutating func compareOlderEnd(_ place: Int) {
    let run = runs[place]
    guard let head = run.head, run.last.sequence < head.sequence,
      let ours = held.hash(run.log, run.last.sequence), ours != run.last.hash
    else { return }
    suspect(place, ours: LogHead(sequence: run.last.sequence, hash: ours), theirs: run.last.hash)
  }

  /// Where in the run the two continuations begin to differ.
  private func firstDifference(_ run: Run) -> ExchangeError? {
    for (offset, index) in run.indices.enumerated() {
      let sequence = run.first &+ UInt64(offset)
      let theirs = section.changes[index].hash
      if let ours = held.hash(run.log, sequence), ours != theirs {
        return .fork(run.log, sequence: sequence, ours: ours, theirs: theirs)
      }
    }
    return nil
  }
}
