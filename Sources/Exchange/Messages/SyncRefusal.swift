package import Causality
package import Records

/// What one side did not take from the other, and why; the node shows it.
///
///     [code, null / partition, null / [h'origin', h'branch'], sequence, reason]
package struct SyncRefusal: Hashable, Sendable {
  package enum Code: UInt64, Hashable, Sendable, CaseIterable {
    /// A number of a newer version.
    case unknown = 0
    /// The peer has no grant to read the partition.
    case notReadable = 1
    /// The sender began behind a gap; it goes on from the answered vector.
    case gap = 2
    /// The log has two continuations, and where they part lies before what came. `sequence` is a place that the receiver
    /// holds, `reason` the first eight bytes of its hash; several such refusals of one log are several places.
    case fork = 3
    case unknownOrigin = 4
    /// Chain, hash or checkpoint is false.
    case notVouched = 5
    /// A change outside its author's grants; `reason` is `AdmissionRefusal.code`.
    case notGranted = 6
    /// A change supersedes something that is not here.
    case missingDependency = 7
    /// A change in a format that the receiver cannot read.
    case unreadable = 8
    /// The receiver is recovering from a restore and does not serve this yet.
    case recovering = 9
    /// The receiver could not store it now (disk full, busy).
    case unavailable = 10
  }

  package var code: Code
  package var partition: Partition?
  package var log: LogID?
  /// Where in the log; 0 where no place is meant.
  package var sequence: UInt64
  /// Detail by code; 0 for none.
  package var reason: UInt64

  package init(
    code: Code, partition: Partition? = nil, log: LogID? = nil, sequence: UInt64 = 0, reason: UInt64 = 0
  ) {
    self.code = code
    self.partition = partition
    self.log = log
    self.sequence = sequence
    self.reason = reason
  }

  /// What a receiver answers for what `verify` or its own admission threw over `partition`.
  package init(_ error: ExchangeError, partition: Partition) {
    self.init(code: .notVouched, partition: partition)
    switch error {
    case .gap(let log, let expected, _): set(.gap, log, expected)
    case .fork(let log, let sequence, let ours, _):
      set(.fork, log, sequence)
      reason = ours.short
    case .brokenChain(let log, let sequence), .missingCheckpoint(let log, let sequence),
      .badCheckpoint(let log, let sequence):
      set(.notVouched, log, sequence)
    case .unknownOrigin(let origin), .otherBirth(let origin): set(.unknownOrigin, LogID(origin: origin), 0)
    case .unreadable: code = .unreadable
    case .foreignPartition, .tooLarge, .cbor, .malformed, .unknownFormat, .versionMismatch, .noCut,
      .noProgress,
      .outOfOrder:
      break
    }
  }

  private mutating func set(_ code: Code, _ log: LogID, _ sequence: UInt64) {
    self.code = code
    self.log = log
    self.sequence = sequence
  }
}

extension AdmissionRefusal {
  /// The number that travels as `SyncRefusal.reason`; never reused.
  package var code: UInt64 {
    switch self {
    case .unknownNode: 1
    case .revokedNode: 2
    case .noGrant: 3
    case .entityNotGranted: 4
    case .sourceNotGranted: 5
    case .kindNotGranted: 6
    case .provinceOnly: 7
    }
  }

  /// `nil` for a number of a newer version.
  package init?(code: UInt64) {
    switch code {
    case 1: self = .unknownNode
    case 2: self = .revokedNode
    case 3: self = .noGrant
    case 4: self = .entityNotGranted
    case 5: self = .sourceNotGranted
    case 6: self = .kindNotGranted
    case 7: self = .provinceOnly
    default: return nil
    }
  }
}

extension CBORWriter {
  mutating func refusals(_ refusals: [SyncRefusal]) {
    array(refusals.count)
    for refusal in refusals {
      array(5)
      uint(refusal.code.rawValue)
      if let partition = refusal.partition { text(partition.text) } else { null() }
      if let log = refusal.log {
        array(2)
        bits(log.origin.bits)
        word(log.branch)
      } else {
        null()
      }
      uint(refusal.sequence)
      uint(refusal.reason)
    }
  }
}

extension CBORReader {
  mutating func refusals() throws(CBORError) -> [SyncRefusal] {
    let count = try array(max: MessageLimits.refusalsMax)
    var refusals: [SyncRefusal] = []
    refusals.reserveCapacity(count)
    for _ in 0..<count {
      try array(exactly: 5)
      let code = SyncRefusal.Code(rawValue: try uint()) ?? .unknown
      let partition = try isNull() ? nil : try partition()
      var log: LogID?
      if try !isNull() {
        try array(exactly: 2)
        log = LogID(origin: OriginID(try bits()), branch: try word())
      }
      refusals.append(
        SyncRefusal(
          code: code, partition: partition, log: log, sequence: try uint(max: ChangeLimits.sequenceMax),
          reason: try uint()))
    }
    return refusals
  }
}
