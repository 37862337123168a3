package import Causality
package import Records

/// What a replica says of one partition: vector and digest are of one transaction.
///
///     [partition, [[h'origin', sequence] / [h'origin', sequence, h'branch']…], h'digest', [h'fork point'…]]
package struct PartitionState: Hashable, Sendable {
  package var partition: Partition
  package var vector: VersionVector
  package var digest: Hash256
  /// Sorted.
  package var forkPoints: [Hash256]

  package init(
    partition: Partition, vector: VersionVector = VersionVector(), digest: Hash256 = .zero,
    forkPoints: [Hash256] = []
  ) {
    self.partition = partition
    self.vector = vector
    self.digest = digest
    self.forkPoints = forkPoints.sorted()
  }

  /// Same changes under the same names, and yet another state: corruption or a bug.
  package func isDiverged(from other: PartitionState) -> Bool {
    partition == other.partition && vector == other.vector && forkPoints == other.forkPoints
      && digest != other.digest
  }
}

/// One log's last change.
package struct LogHead: Hashable, Sendable {
  package var sequence: UInt64
  package var hash: Hash256

  package init(sequence: UInt64, hash: Hash256) {
    self.sequence = sequence
    self.hash = hash
  }
}

extension CBORWriter {
  mutating func states(_ states: [PartitionState]) {
    array(states.count)
    for state in states {
      array(4)
      text(state.partition.text)
      vector(state.vector)
      hash(state.digest)
      array(state.forkPoints.count)
      for point in state.forkPoints { hash(point) }
    }
  }

  mutating func vector(_ vector: VersionVector) {
    array(vector.entries.count)
    for entry in vector.entries {
      array(entry.log.branch == 0 ? 2 : 3)
      bits(entry.log.origin.bits)
      uint(entry.sequence)
      if entry.log.branch != 0 { word(entry.log.branch) }
    }
  }
}

extension CBORReader {
  /// Sorted by partition, each at most once, so that equal states have equal bytes.
  mutating func states() throws(CBORError) -> [PartitionState] {
    let count = try array(max: MessageLimits.statesMax)
    var states: [PartitionState] = []
    states.reserveCapacity(count)
    for _ in 0..<count {
      let start = position
      try array(exactly: 4)
      let partition = try partition()
      if let last = states.last { guard last.partition < partition else { throw .invalid(at: start) } }
      states.append(
        PartitionState(
          partition: partition, vector: try vector(), digest: try hash(), forkPoints: try forkPoints()))
    }
    return states
  }

  mutating func vector() throws(CBORError) -> VersionVector {
    let count = try array(max: MessageLimits.vectorEntriesMax)
    var vector = VersionVector()
    var last: LogID?
    for _ in 0..<count {
      let start = position
      let width = try array(max: 3)
      guard width >= 2 else { throw .unexpected(at: start) }
      let origin = OriginID(try bits())
      let sequence = try sequence()
      let branch = width == 3 ? try word() : 0
      guard width == 2 || branch != 0 else { throw .notDeterministic(at: start) }
      let log = LogID(origin: origin, branch: branch)
      if let last { guard last < log else { throw .invalid(at: start) } }
      last = log
      vector.advance(log, to: sequence)
    }
    return vector
  }

  fileprivate mutating func forkPoints() throws(CBORError) -> [Hash256] {
    let count = try array(max: MessageLimits.forkPointsMax)
    var points: [Hash256] = []
    points.reserveCapacity(count)
    for _ in 0..<count {
      let start = position
      let point = try hash()
      if let last = points.last { guard last < point else { throw .invalid(at: start) } }
      points.append(point)
    }
    return points
  }
}
