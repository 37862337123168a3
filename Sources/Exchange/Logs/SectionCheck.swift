import Causality
import Records

/// The state of one verification. A fault ends the logs of an origin and no others.
struct SectionCheck {
  /// Changes of the section that follow one another: a part of one log, or of one continuation of it.
  struct Run {
    let origin: OriginID
    /// Where its new changes go; named anew where it turns out to be another continuation.
    var log: LogID
    var known: KnownOrigin?
    /// The branch along which it is held; nil once it goes on beyond what is held.
    var branch: HeldBranch?
    var isOut = false
    /// Indices of its changes in the section; their sequences have no gap.
    var indices: [Int] = []
    var first: UInt64 = 0
    var last = LogHead(sequence: 0, hash: .zero)
    /// Sequence of its first change that is not held.
    var firstNew: UInt64?
    /// The highest of its changes that a valid checkpoint vouches for.
    var vouched: UInt64 = 0
    /// It does not meet what is held, although that reaches further: a fork at a place that is not known yet.
    var suspicion: ExchangeError?
    /// Where it leaves another continuation.
    var fork: ForkPoint?
    /// The run of this section whose new changes it leaves.
    var parent: Int?
  }

  let section: Section
  let held: HeldLogs
  let hashing: any Hashing
  let excluding: Set<LogID>
  var runs: [Run] = []
  var places: [OriginID: [Int]] = [:]
  /// What is new.
  var taken: [VerifiedChange] = []
  /// Parallel to `taken`.
  var takenRuns: [Int] = []
  var checkpoints: [(run: Int, checkpoint: Checkpoint)] = []
  var faults: [ExchangeError] = []
  var skipped = 0

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
    let hash = section.changes[index].hash
    guard header.partition == section.partition else {
      if places[header.origin]?.contains(where: { runs[$0].isOut }) == true { return }
      _ = enter(Run(origin: header.origin, log: LogID(origin: header.origin)))
      return fail(header.origin, .foreignPartition(index: index))
    }
    guard let place = run(of: header, hash) else { return }
    if runs[place].isOut { return }
    runs[place].indices.append(index)
    runs[place].last = LogHead(sequence: header.sequence, hash: hash)
    guard runs[place].suspicion == nil else { return }
    guard isNew(header, hash, place) else {
      skipped += 1
      return
    }
    if runs[place].firstNew == nil { runs[place].firstNew = header.sequence }
    taken.append(VerifiedChange(log: runs[place].log, sealed: section.changes[index], change: content))
    takenRuns.append(place)
  }

  private mutating func fail(_ origin: OriginID, _ fault: ExchangeError) {
    for place in places[origin] ?? [] { runs[place].isOut = true }
    faults.append(fault)
  }

  /// The run that the change goes on, or a new one; nil where it belongs to none.
  private mutating func run(of header: ChangeHeader, _ hash: Hash256) -> Int? {
    func follows(_ run: Run) -> Bool {
      run.origin == header.origin && run.last.hash == header.previous && !run.indices.isEmpty
        && run.last.sequence &+ 1 == header.sequence
    }
    if let last = runs.last, follows(last) { return runs.count - 1 }
    let origin = header.origin
    guard let places = places[origin] else { return begin(header, hash) }
    if let place = places.last(where: { follows(runs[$0]) }) { return place }
    guard !places.contains(where: { runs[$0].isOut }) else { return places[0] }
    // Not the next of any: another continuation, or something is missing between.
    if let place = begin(another: header, hash, beside: places) { return place }
    fail(origin, .brokenChain(runs[places[places.count - 1]].log, sequence: header.sequence))
    return nil
  }

  private mutating func enter(_ run: Run) -> Int {
    places[run.origin, default: []].append(runs.count)
    runs.append(run)
    return runs.count - 1
  }

  /// The first run of an origin.
  private mutating func begin(_ header: ChangeHeader, _ hash: Hash256) -> Int? {
    let origin = header.origin
    var run = Run(origin: origin, log: LogID(origin: origin), first: header.sequence)
    guard !excluding.contains(run.log) else {
      run.isOut = true
      return enter(run)
    }
    guard let known = held.origin(origin) else {
      _ = enter(run)
      fail(origin, .unknownOrigin(origin))
      return nil
    }
    run.known = known
    let branches = held.branches(origin)
    if let fault = meet(&run, header, branches) {
      _ = enter(run)
      fail(origin, fault)
      return nil
    }
    return enter(run)
  }

  /// A run beside others of its origin: it has to leave what is held, or what came in this section.
  private mutating func begin(another header: ChangeHeader, _ hash: Hash256, beside places: [Int]) -> Int? {
    let origin = header.origin
    var run = Run(
      origin: origin, log: LogID(origin: origin), known: runs[places[0]].known, first: header.sequence)
    if meet(&run, header, held.branches(origin)) == nil, run.suspicion == nil { return enter(run) }
    for place in places where runs[place].first < header.sequence {
      let offset = header.sequence &- 1 &- runs[place].first
      guard offset < UInt64(runs[place].indices.count) else { continue }
      guard section.changes[runs[place].indices[Int(offset)]].hash == header.previous else { continue }
      run.suspicion = nil
      run.parent = place
      run.log = LogID(origin: origin, branch: hash.short)
      run.fork = ForkPoint(origin: origin, sequence: header.sequence &- 1, hash: header.previous)
      return enter(run)
    }
    return nil
  }

  /// Looks for the place that the first change of a run goes on from.
  private func meet(_ run: inout Run, _ header: ChangeHeader, _ branches: [HeldBranch]) -> ExchangeError? {
    let before = header.sequence &- 1
    if before == 0 {
      let beginning = logBeginning(
        partition: section.partition, origin: run.origin, birth: run.known?.birth ?? .zero, hashing: hashing)
      guard header.previous == beginning else { return .brokenChain(run.log, sequence: 1) }
      run.branch = HeldBranch(
        log: run.log, base: 0, baseHash: beginning, head: LogHead(sequence: 0, hash: beginning))
      if let whole = branches.first(where: { $0.log.branch == 0 && $0.base == 0 }) { run.branch = whole }
      return nil
    }
    for branch in branches where branch.base < before && before <= branch.head.sequence {
      guard held.hash(branch.log, before).map({ $0 == header.previous }) ?? true else { continue }
      run.branch = branch
      run.log = branch.log
      return nil
    }
    let longest = branches.max { $0.head.sequence < $1.head.sequence }
    guard let longest, before <= longest.head.sequence else {
      let log = longest?.log ?? run.log
      return .gap(log, expected: (longest?.head.sequence ?? 0) &+ 1, found: header.sequence)
    }
    let crossing = branches.first { $0.base < before && before <= $0.head.sequence } ?? longest
    run.log = crossing.log
    run.suspicion = .fork(
      crossing.log, sequence: before, ours: held.hash(crossing.log, before) ?? .zero, theirs: header.previous)
    return nil
  }

  /// Whether the change is not held; follows the run along what is held and names it anew where it leaves that.
  private mutating func isNew(_ header: ChangeHeader, _ hash: Hash256, _ place: Int) -> Bool {
    guard let branch = runs[place].branch else { return true }
    if header.sequence <= branch.head.sequence {
      guard let ours = held.hash(branch.log, header.sequence), ours != hash else { return false }
      leave(place, header, hash)
      return true
    }
    let branches = held.branches(runs[place].origin)
    let children = branches.filter {
      $0.base == branch.head.sequence && $0.baseHash == branch.head.hash && $0.log != branch.log
    }
    let child = children.first { held.hash($0.log, header.sequence).map { $0 == hash } ?? false }
    if let child {
      runs[place].branch = child
      runs[place].log = child.log
      return false
    }
    let isTaken = (places[header.origin] ?? []).contains { other in
      other != place && runs[other].branch == nil && runs[other].log == branch.log
    }
    if children.isEmpty, !isTaken {
      runs[place].branch = nil
      runs[place].log = branch.log
    } else {
      leave(place, header, hash)
    }
    return true
  }

  private mutating func leave(_ place: Int, _ header: ChangeHeader, _ hash: Hash256) {
    runs[place].branch = nil
    runs[place].log = LogID(origin: header.origin, branch: hash.short)
    runs[place].fork = ForkPoint(
      origin: header.origin, sequence: header.sequence &- 1, hash: header.previous)
  }

  mutating func takeCheckpoints(_ authority: any Authority) {
    for checkpoint in section.checkpoints {
      let bad = ExchangeError.badCheckpoint(
        LogID(origin: checkpoint.origin), sequence: checkpoint.sequence)
      guard let places = places[checkpoint.origin] else {
        faults.append(bad)
        continue
      }
      guard !places.contains(where: { runs[$0].isOut }) else { continue }
      guard checkpoint.partition == section.partition,
        let place = places.first(where: { vouches(checkpoint, for: runs[$0]) })
      else {
        fail(checkpoint.origin, bad)
        continue
      }
      let run = runs[place]
      guard let key = run.known?.identity.key else { continue }
      let isNew = run.firstNew.map { checkpoint.sequence >= $0 } ?? false
      // What is held already was vouched for when it came, unless this is another version of it.
      guard isNew || checkpoint.sequence == run.last.sequence else { continue }
      guard authority.isValid(checkpoint.signature, over: checkpoint.signedBytes, by: key) else {
        fail(checkpoint.origin, bad)
        continue
      }
      runs[place].vouched = max(run.vouched, checkpoint.sequence)
      if isNew { checkpoints.append((place, checkpoint)) }
    }
  }

  private func vouches(_ checkpoint: Checkpoint, for run: Run) -> Bool {
    !run.indices.isEmpty && run.first <= checkpoint.sequence && checkpoint.sequence <= run.last.sequence
      && section.changes[run.indices[Int(checkpoint.sequence - run.first)]].hash == checkpoint.hash
  }

  mutating func conclude() -> (VerifiedSection, [ExchangeError]) {
    var result = VerifiedSection(partition: section.partition)
    for place in runs.indices where !runs[place].isOut {
      let run = runs[place]
      guard run.firstNew != nil || run.suspicion != nil else { continue }
      guard run.vouched == run.last.sequence else {
        fail(place, .missingCheckpoint(run.log, sequence: run.last.sequence))
        continue
      }
      if let suspicion = run.suspicion {
        fail(place, suspicion)
        continue
      }
      if let parent = run.parent, runs[parent].isOut {
        runs[place].isOut = true
        continue
      }
      guard let known = run.known else { continue }
      if let fork = run.fork {
        let parent = run.parent.map { runs[$0].log }
        result.forks.append(VerifiedSection.Fork(log: run.log, point: fork, parent: parent))
      }
      result.advances.append(
        VerifiedSection.Advance(log: run.log, identity: known.identity, head: run.last))
    }
    result.skipped = skipped
    if runs.contains(where: \.isOut) {
      for (place, change) in zip(takenRuns, taken) where !runs[place].isOut { result.changes.append(change) }
    } else {
      result.changes = taken
    }
    for (place, checkpoint) in checkpoints where !runs[place].isOut {
      result.checkpoints.append(checkpoint)
      result.checkpointLogs.append(runs[place].log)
    }
    return (result, faults)
  }

  /// Ends one run alone: the others of its origin are vouched for by themselves.
  private mutating func fail(_ place: Int, _ fault: ExchangeError) {
    runs[place].isOut = true
    faults.append(fault)
  }
}
