/// Names a log of one partition: an origin, and after a fork point which continuation.
@frozen
package struct LogID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var origin: OriginID
  /// First eight bytes of the hash of the continuation's first change; 0 for a log without a fork.
  package var branch: UInt64

  @inlinable
  package init(origin: OriginID, branch: UInt64 = 0) {
    self.origin = origin
    self.branch = branch
  }

  @inlinable
  package static func < (a: LogID, b: LogID) -> Bool {
    a.origin != b.origin ? a.origin < b.origin : a.branch < b.branch
  }

  /// `5f0c12ab` or `5f0c12ab/90aa12cd`.
  package var description: String {
    let name = String(origin.description.prefix(8))
    guard branch != 0 else { return name }
    var bytes = [UInt8]()
    appendWord(branch, to: &bytes)
    return name + "/" + hexText(bytes).prefix(8)
  }
}

/// How many changes of each log of one partition are applied. Entries are sorted by log and never zero, so equal
/// vectors have equal bytes.
package struct VersionVector: Hashable, Sendable, CustomStringConvertible {
  package struct Entry: Hashable, Sendable {
    package let log: LogID
    package let sequence: UInt64
  }

  package private(set) var entries: [Entry]

  package init() { entries = [] }

  /// Sorts; of several entries for one log the largest counts; zeros are dropped.
  package init(_ pairs: [(LogID, UInt64)]) {
    entries = []
    for (log, sequence) in pairs { advance(log, to: sequence) }
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// The number of changes of `log` that are applied; 0 where the log is unknown.
  package subscript(log: LogID) -> UInt64 {
    let place = position(of: log)
    guard place < entries.count, entries[place].log == log else { return 0 }
    return entries[place].sequence
  }

  /// Raises the entry of `log`; never lowers it.
  package mutating func advance(_ log: LogID, to sequence: UInt64) {
    guard sequence > 0 else { return }
    let place = position(of: log)
    if place < entries.count, entries[place].log == log {
      if entries[place].sequence < sequence {
        entries[place] = Entry(log: log, sequence: sequence)
      }
    } else {
      entries.insert(Entry(log: log, sequence: sequence), at: place)
    }
  }

  /// True when everything that `other` counts is counted here too.
  package func covers(_ other: VersionVector) -> Bool {
    other.entries.allSatisfy { self[$0.log] >= $0.sequence }
  }

  /// The least vector that covers both.
  package func merged(with other: VersionVector) -> VersionVector {
    var result = self
    for entry in other.entries { result.advance(entry.log, to: entry.sequence) }
    return result
  }

  /// How many changes of `self` the holder of `other` lacks.
  package func count(missingFrom other: VersionVector) -> UInt64 {
    entries.reduce(0) { sum, entry in
      let held = other[entry.log]
      return entry.sequence > held ? sum &+ (entry.sequence - held) : sum
    }
  }

  private func position(of log: LogID) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].log < log { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// `[5f0c12ab:17 90aa12cd:4]`.
  package var description: String {
    "[" + entries.map { "\($0.log):\($0.sequence)" }.joined(separator: " ") + "]"
  }
}
