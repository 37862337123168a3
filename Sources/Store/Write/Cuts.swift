import Causality
import Exchange
import Records

/// Where logs of a section are cut, and from where on they are taken although their key is revoked.
struct Cuts {
  /// The last sequence that is taken, of logs that are cut.
  private var last: [LogID: UInt64] = [:]
  private let checkpoints: [(log: LogID, sequence: UInt64)]

  init(checkpoints: [(log: LogID, sequence: UInt64)]) { self.checkpoints = checkpoints }

  private var tainted: [LogID: UInt64] = [:]

  /// From there on the log's changes are taken although its key is revoked.
  mutating func taint(_ log: LogID, _ sequence: UInt64) {
    tainted[log] = min(tainted[log] ?? sequence, sequence)
  }

  func isTainted(_ log: LogID, _ sequence: UInt64) -> Bool {
    guard !tainted.isEmpty, let first = tainted[log] else { return false }
    return sequence >= first
  }

  /// Those of `changes` that are not cut off.
  func admitted(_ changes: [VerifiedChange]) -> [VerifiedChange] {
    last.isEmpty ? changes : changes.filter { admits($0.log, $0.change.header.sequence) }
  }

  func admits(_ log: LogID, _ sequence: UInt64) -> Bool {
    guard !last.isEmpty, let end = last[log] else { return true }
    return sequence <= end
  }

  mutating func cut(_ log: LogID, before sequence: UInt64) {
    let end =
      checkpoints.lazy.filter { $0.log == log && $0.sequence < sequence }.map(\.sequence).max() ?? 0
    last[log] = min(last[log] ?? end, end)
  }
}
