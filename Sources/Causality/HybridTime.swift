/// A hybrid logical time (Kulkarni et al., 2014): 48 bits of milliseconds since 1970-01-01 UTC, 16 bits of counter.
/// It orders for people and serves the rule `latest`; it never decides what supersedes what.
@frozen
package struct HybridTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var raw: UInt64

  @inlinable package init(raw: UInt64) { self.raw = raw }

  /// Milliseconds below zero or beyond 48 bits are clamped, so that no clock can make a time that wraps.
  package init(milliseconds: Int64, counter: UInt16 = 0) {
    let clamped = UInt64(max(0, min(milliseconds, 0xFFFF_FFFF_FFFF)))
    raw = clamped << 16 | UInt64(counter)
  }

  package var milliseconds: Int64 { Int64(raw >> 16) }
  package var counter: UInt16 { UInt16(truncatingIfNeeded: raw) }

  @inlinable package static func < (a: HybridTime, b: HybridTime) -> Bool { a.raw < b.raw }

  package var description: String { "\(milliseconds).\(counter)" }
}

/// The clock of one replica. The wall clock is an argument.
package struct HybridClock: Sendable {
  /// How far ahead of one's own wall clock another's stamp may be before it is not merged (ten minutes).
  package static let toleranceMilliseconds: Int64 = 600_000

  package private(set) var last: HybridTime

  package init(last: HybridTime = HybridTime(raw: 0)) { self.last = last }

  /// The stamp of a new change. Where the last stamp lies further ahead of the wall clock than the tolerance, the
  /// wall clock was repaired: the stamps step back with it (order inside a log is by sequence).
  package mutating func next(wallMilliseconds: Int64) -> HybridTime {
    let wall = HybridTime(milliseconds: wallMilliseconds)
    let ahead = last.milliseconds - wall.milliseconds
    if wall > last || ahead > Self.toleranceMilliseconds {
      last = wall
    } else {
      last = HybridTime(raw: last.raw &+ 1)
    }
    return last
  }

  /// Merges another replica's stamp, unless it lies further ahead of the wall clock than the tolerance.
  package mutating func observe(_ other: HybridTime, wallMilliseconds: Int64) {
    guard other.milliseconds - wallMilliseconds <= Self.toleranceMilliseconds else { return }
    if other > last { last = other }
  }
}
