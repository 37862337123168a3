import Causality
import Records

/// The state of one verification. A fault ends a log and no other.
struct SectionCheck {
  struct Run {
    var log: LogID
    var known: KnownOrigin?
    var head: LogHead?
    /// Excluded by the receiver, or at fault.
    var isOut = false
    /// Indices of its changes in the section; their sequences have no gap.
    var indices: [Int] = []
    var first: UInt64 = 0
    var last = LogHead(sequence: 0, hash: .zero)
    /// The highest of its changes that a valid checkpoint vouches for.
    var vouched: UInt64 = 0
    /// What would be a fork if a checkpoint vouches for this run.
    var suspicion: ExchangeError?

    var heldCount: UInt64 { head?.sequence ?? 0 }
    var isNew: Bool { last.sequence > heldCount }
  }

  let section: Section
  let held: HeldLogs
  let hashing: any Hashing
  let excluding: Set<LogID>
  var runs: [Run] = []
  var places: [OriginID: Int] = [:]
  /// What is new.
  var taken: [VerifiedChange] = []
  /// Parallel to `taken`.
  var takenRuns: [Int] = []
  var checkpoints: [(run: Int, checkpoint: Checkpoint)] = []
  var faults: [ExchangeError] = []

  init(section: Section, held: HeldLogs, hashing: any Hashing, excluding: Set<LogID>) {
    self.section = section
    self.held = held
    self.hashing = hashing
    self.excluding = excluding
    taken.reserveCapacity(section.changes.count)
    takenRuns.reserveCapacity(section.changes.count)
  }

  mutating func take(_ index: Int) {
    let content: Change
    do throws(ExchangeError) { content = try section.content(at: index) } catch {
      // Whose log it is nobody can say; that log fails at its next change, or has no checkpoint at its end.
      faults.append(error)
      return
    }
    let header = content.header
    let place = run(of: header.origin)
    if runs[place].isOut { return }
    guard header.partition == section.partition else {
      return fail(place, .foreignPartition(index: index))
    }
    let hash = section.changes[index].hash
    if let fault = runs[place].indices.isEmpty ? begin(place, header) : follow(place, header) {
      return fail(place, fault)
    }
    runs[place].indices.append(index)
    runs[place].last = LogHead(sequence: header.sequence, hash: hash)
    if header.sequence > runs[place].heldCount {
      let change = VerifiedChange(log: runs[place].log, sealed: section.changes[index], change: content)
      taken.append(change)
      takenRuns.append(place)
    } else if let head = runs[place].head, header.sequence == head.sequence, hash != head.hash {
      suspect(place, ours: head, theirs: hash)
    }
  }

  private mutating func fail(_ place: Int, _ fault: ExchangeError) {
    runs[place].isOut = true
    faults.append(fault)
  }

  private mutating func run(of origin: OriginID) -> Int {
    if let last = runs.indices.last, runs[last].log.origin == origin { return last }
    if let place = places[origin] { return place }
    let log = LogID(origin: origin)
    let place = runs.count
    places[origin] = place
    runs.append(Run(log: log))
    if excluding.contains(log) {
      runs[place].isOut = true
    } else if let known = held.origin(origin) {
      runs[place].known = known
      runs[place].head = held.head(log)
    } else {
      fail(place, .unknownOrigin(origin))
    }
    return place
  }

  /// The first change of a run has to meet what is held.
  private mutating func begin(_ place: Int, _ header: ChangeHeader) -> ExchangeError? {
    let run = runs[place]
    runs[place].first = header.sequence
    guard header.sequence <= run.heldCount &+ 1 else {
      return .gap(run.log, expected: run.heldCount &+ 1, found: header.sequence)
    }
    guard let head = run.head else {
      let beginning = logBeginning(
        partition: section.partition, origin: run.log.origin, birth: run.known?.birth ?? .zero,
        hashing: hashing)
      return header.previous == beginning ? nil : .brokenChain(run.log, sequence: 1)
    }
    if header.sequence == head.sequence &+ 1, header.previous != head.hash {
      suspect(place, ours: head, theirs: header.previous)
    }
    return nil
  }

  private func follow(_ place: Int, _ header: ChangeHeader) -> ExchangeError? {
    let last = runs[place].last
    guard header.sequence == last.sequence &+ 1, header.previous == last.hash else {
      return .brokenChain(runs[place].log, sequence: header.sequence)
    }
    return nil
  }

  private mutating func suspect(_ place: Int, ours: LogHead, theirs: Hash256) {
    guard runs[place].suspicion == nil else { return }
    runs[place].suspicion = .fork(runs[place].log, sequence: ours.sequence, ours: ours.hash, theirs: theirs)
  }

  mutating func takeCheckpoints(_ authority: any Authority) {
    for checkpoint in section.checkpoints {
      let bad = ExchangeError.badCheckpoint(
        LogID(origin: checkpoint.origin), sequence: checkpoint.sequence)
      guard let place = places[checkpoint.origin] else {
        faults.append(bad)
        continue
      }
      let run = runs[place]
      guard !run.isOut, let key = run.known?.identity.key else { continue }
      guard checkpoint.partition == section.partition, run.first <= checkpoint.sequence,
        checkpoint.sequence <= run.last.sequence,
        section.changes[run.indices[Int(checkpoint.sequence - run.first)]].hash == checkpoint.hash
      else {
        fail(place, bad)
        continue
      }
      let isNew = checkpoint.sequence > run.heldCount
      // What is held already was vouched for when it came, unless this is another version of it.
      guard isNew || checkpoint.sequence == run.last.sequence else { continue }
      guard authority.isValid(checkpoint.signature, over: checkpoint.signedBytes, by: key) else {
        fail(place, bad)
        continue
      }
      runs[place].vouched = max(run.vouched, checkpoint.sequence)
      if isNew { checkpoints.append((place, checkpoint)) }
    }
  }

  mutating func conclude() -> (VerifiedSection, [ExchangeError]) {
    var result = VerifiedSection(partition: section.partition)
    for place in runs.indices where !runs[place].isOut {
      compareOlderEnd(place)
      let run = runs[place]
      if run.isNew || run.suspicion != nil {
        guard run.vouched == run.last.sequence else {
          fail(place, .missingCheckpoint(run.log, sequence: run.last.sequence))
          continue
        }
        if let suspicion = run.suspicion {
          fail(place, firstDifference(run) ?? suspicion)
          continue
        }
      }
      guard let known = run.known else { continue }
      result.skipped += Int(min(run.last.sequence, run.heldCount) &+ 1 &- run.first)
      guard run.isNew else { continue }
      result.advances.append(
        VerifiedSection.Advance(log: run.log, identity: known.identity, head: run.last))
    }
    if runs.contains(where: \.isOut) {
      for (place, change) in zip(takenRuns, taken) where !runs[place].isOut { result.changes.append(change) }
    } else {
      result.changes = taken
    }
    for (place, checkpoint) in checkpoints where !runs[place].isOut { result.checkpoints.append(checkpoint) }
    return (result, faults)
  }

  /// A run that ends before the head did not meet it: its end is compared with what is held there.
  private mutating func compareOlderEnd(_ place: Int) {
    let run = runs[place]
    guard run.last.sequence < run.heldCount, let ours = held.hash(run.log, run.last.sequence),
      ours != run.last.hash
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
