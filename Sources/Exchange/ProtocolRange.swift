/// The protocols that a version of the program speaks, and how two of them settle on one.
package struct ProtocolRange: Hashable, Sendable {
  package static let current = ProtocolRange(lowest: 1, highest: 1)

  package var lowest: UInt64
  package var highest: UInt64

  package init(lowest: UInt64, highest: UInt64) {
    self.lowest = lowest
    self.highest = max(lowest, highest)
  }

  package enum Older: Hashable, Sendable {
    case own
    case peer
  }

  /// The highest protocol that both speak. Fails with `versionMismatch` when there is none.
  package func common(with peer: ProtocolRange) throws(ExchangeError) -> UInt64 {
    let highest = min(highest, peer.highest)
    guard highest >= max(lowest, peer.lowest) else { throw .versionMismatch(own: self, peer: peer) }
    return highest
  }

  /// Which side has to be upgraded; `nil` where they have a protocol in common.
  package func older(than peer: ProtocolRange) -> Older? {
    if highest < peer.lowest { return .own }
    if peer.highest < lowest { return .peer }
    return nil
  }
}
