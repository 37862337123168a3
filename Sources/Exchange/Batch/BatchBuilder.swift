package import Causality
package import Records

/// Collects changes in the order in which they were applied, and ends where a batch may be cut: no act is open, and
/// every log's run ends at a checkpoint.
///
///     var builder = BatchBuilder()
///     builder.begin(partition)
///     while let row = … { if try builder.add(row.change, checkpoint: row.checkpoint) == .full { break } }
///     let (batch, hasMore) = builder.finish(births: { … })
package struct BatchBuilder {
  package enum Appetite: Hashable, Sendable {
    case more
    /// Stop reading and finish: what was offered last is for the next batch.
    case full
  }

  private struct Run {
    var isClosed = false
    /// The last checkpoint that is kept, then the last that was seen.
    var kept: UInt64
    var candidate: Int?
  }

  private let limits: BatchLimits
  private var sections: [Section] = []
  private var beginnings: [OriginID] = []
  private var isFull = false
  private var count = 0
  private var bytes = 0

  private var partition: Partition?
  private var changes: [SealedChange] = []
  private var headers: [ScannedHeader] = []
  private var logs: [LogID] = []
  private var checkpoints: [Checkpoint?] = []
  private var closed: [LogID: Bool] = [:]
  private var parents: [LogID: LogID] = [:]
  private var openLogs = 0
  /// The first `cut` changes of this section may be sent as they are.
  private var cut = 0

  package init(limits: BatchLimits = .standard) { self.limits = limits }

  /// Begins the changes of one partition; those of the partition before are done.
  package mutating func begin(_ partition: Partition) {
    endSection()
    self.partition = partition
  }

  /// Offers the next change in the order of application, with the checkpoint at it if there is one.
  ///
  /// Fails with `noCut` when changes that may not be cut exceed the receiver's bounds, and with `unreadable` for a
  /// header of another format.
  ///
  /// - Parameters:
  ///   - branch: which continuation of its origin's log the change is of.
  ///   - parent: the one that this leaves. A log that was cut in two behind it may have no checkpoint at its new end; what
  ///     goes on from there vouches for it.
  package mutating func add(
    _ change: SealedChange, checkpoint: Checkpoint?, branch: UInt64 = 0, parent: LogID? = nil
  ) throws(ExchangeError) -> Appetite {
    guard !isFull, let partition else { return .full }
    guard let header = ScannedHeader(change.header) else { throw .unreadable(index: changes.count) }
    if mayCut(before: header) {
      cut = changes.count
      if isSated {
        isFull = true
        return .full
      }
    }
    guard count < limits.changesMax, bytes + change.byteCount <= limits.bytesMax else {
      isFull = true
      guard cut > 0 || !sections.isEmpty else { throw .noCut(partition) }
      return .full
    }
    let log = LogID(origin: header.origin, branch: branch)
    if let parent { parents[log] = parent }
    take(change, header, checkpoint, log)
    return .more
  }

  /// The batch, and whether the caller stopped because it was full.
  package mutating func finish(births: (OriginID) -> Birth?) -> (batch: Batch, hasMore: Bool) {
    endSection()
    let batch = Batch(sections: sections, births: beginnings.compactMap(births))
    sections = []
    beginnings = []
    return (batch, isFull)
  }

  private var isSated: Bool {
    count >= limits.changes || bytes >= limits.bytes || beginnings.count >= limits.births
  }

  /// Acts are committed at once, so their changes stand side by side.
  private func mayCut(before next: ScannedHeader?) -> Bool {
    guard openLogs == 0 else { return false }
    guard let act = next?.act, let last = headers.last?.act else { return true }
    return act != last
  }

  private mutating func take(
    _ change: SealedChange, _ header: ScannedHeader, _ checkpoint: Checkpoint?, _ log: LogID
  ) {
    var vouching = checkpoint
    if let checkpoint, checkpoint.sequence != header.sequence || checkpoint.hash != change.hash {
      vouching = nil
    }
    let isClosed = vouching != nil
    let wasClosed = closed.updateValue(isClosed, forKey: log) ?? true
    if wasClosed, !isClosed { openLogs += 1 }
    if !wasClosed, isClosed { openLogs -= 1 }
    if isClosed { closeParents(of: log) }
    if header.sequence == 1, !beginnings.contains(header.origin) { beginnings.append(header.origin) }
    changes.append(change)
    headers.append(header)
    logs.append(log)
    checkpoints.append(vouching)
    count += 1
    bytes += change.byteCount
  }

  private mutating func closeParents(of log: LogID) {
    var next = parents[log]
    while let parent = next, closed[parent] == false {
      closed[parent] = true
      openLogs -= 1
      next = parents[parent]
    }
  }

  private mutating func endSection() {
    defer {
      changes = []
      headers = []
      logs = []
      checkpoints = []
      closed = [:]
      parents = [:]
      openLogs = 0
      cut = 0
      partition = nil
    }
    guard let partition else { return }
    if !isFull, mayCut(before: nil) { cut = changes.count }
    for header in headers[cut...] where header.sequence == 1 { beginnings.removeAll { $0 == header.origin } }
    count -= changes.count - cut
    for change in changes[cut...] { bytes -= change.byteCount }
    guard cut > 0 else { return }
    sections.append(
      Section(partition: partition, changes: Array(changes[..<cut]), checkpoints: keptCheckpoints()))
  }

  /// The last checkpoint of each log, and before it as few as keep them within `checkpointEvery` of one another.
  private func keptCheckpoints() -> [Checkpoint] {
    var runs: [LogID: Run] = [:]
    var keep = [Bool](repeating: false, count: cut)
    for index in 0..<cut {
      let (header, log) = (headers[index], logs[index])
      guard checkpoints[index] != nil else {
        if runs[log] == nil { runs[log] = Run(kept: header.sequence &- 1) }
        continue
      }
      var run = runs[log] ?? Run(kept: header.sequence &- 1)
      if let candidate = run.candidate, header.sequence &- run.kept > limits.checkpointEvery {
        keep[candidate] = true
        run.kept = headers[candidate].sequence
      }
      run.candidate = index
      runs[log] = run
    }
    for run in runs.values { if let candidate = run.candidate { keep[candidate] = true } }
    return (0..<cut).compactMap { keep[$0] ? checkpoints[$0] : nil }
  }
}
