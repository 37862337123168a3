import Causality
import Records

/// The long poll: "tell me as soon as you hold more than this".
///
///     [1, states]
package struct WaitRequest: Hashable, Sendable {
  package static let format: UInt64 = 1
  package var states: [PartitionState]

  package init(states: [PartitionState]) { self.states = states.sorted { $0.partition < $1.partition } }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 16 + states.count * 128)
    out.array(2)
    out.uint(Self.format)
    out.states(states)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    guard bytes.count <= MessageLimits.bytesMax else { throw .tooLarge(limit: MessageLimits.bytesMax) }
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 2)
      try reader.format(Self.format)
      states = try reader.states()
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }

  /// Whether `held` has changes or fork points that the asking node lacks, in the partitions that it named.
  package func isBehind(_ held: [PartitionState]) -> Bool {
    for state in states {
      guard let mine = held.first(where: { $0.partition == state.partition }) else { continue }
      if !state.vector.covers(mine.vector)
        || mine.forkPoints.contains(where: { !state.forkPoints.contains($0) })
      {
        return true
      }
    }
    return false
  }
}

///     [1, changed, seconds]
package struct WaitResponse: Hashable, Sendable {
  package static let format: UInt64 = 1
  package var changed: Bool
  /// Ask again no sooner than in so many seconds; 0 for at will.
  package var comeBackSeconds: UInt64

  package init(changed: Bool, comeBackSeconds: UInt64 = 0) {
    self.changed = changed
    self.comeBackSeconds = min(comeBackSeconds, MessageLimits.comeBackSecondsMax)
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 8)
    out.array(3)
    out.uint(Self.format)
    out.bool(changed)
    out.uint(comeBackSeconds)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 3)
      try reader.format(Self.format)
      changed = try reader.bool()
      comeBackSeconds = try reader.uint(max: MessageLimits.comeBackSecondsMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}
