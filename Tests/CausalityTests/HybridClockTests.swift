import Causality
import Simulation
import Testing

private let noon: Int64 = 1_790_000_000_000
private let year: Int64 = 365 * 86_400_000

@Suite struct `A hybrid clock` {
  @Test(arguments: UInt64(0)..<100)
  func `gives every change a later stamp while the wall clock steps back no further than the tolerance`(
    seed: UInt64
  ) {
    var chance = SplitMix64(seed: seed)
    var clock = HybridClock()
    var last = clock.next(wallMilliseconds: noon)
    for _ in 0..<200 {
      // Anywhere from nearly the tolerance behind the last stamp to a second before it.
      let wall = last.milliseconds + Int64(chance.below(600_000)) - 599_000
      let other = HybridTime(milliseconds: wall + Int64(chance.below(599_000)))
      if chance.chance(30), other.milliseconds - wall < 500 {
        clock.observe(other, wallMilliseconds: wall)
      }
      let next = clock.next(wallMilliseconds: wall)
      #expect(next > last)
      last = next
    }
  }

  @Test(arguments: UInt64(0)..<100)
  func `never runs further ahead of the wall clock than the tolerance`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    var clock = HybridClock()
    for _ in 0..<200 {
      let wall = noon + (Int64(chance.below(2_000)) - 1_000) * year / 20
      let other = noon + (Int64(chance.below(2_000)) - 1_000) * year / 20
      clock.observe(
        HybridTime(milliseconds: chance.chance(50) ? other : wall + 300_000), wallMilliseconds: wall)
      let next = clock.next(wallMilliseconds: wall)
      #expect(next.milliseconds >= wall)
      #expect(next.milliseconds - wall <= HybridClock.toleranceMilliseconds)
    }
  }

  @Test func `does not take over a stamp of 2099 (H19)`() {
    var clock = HybridClock(last: HybridTime(milliseconds: noon))
    clock.observe(HybridTime(milliseconds: noon + 73 * year), wallMilliseconds: noon)
    #expect(clock.last == HybridTime(milliseconds: noon))
    #expect(clock.next(wallMilliseconds: noon + 1).milliseconds == noon + 1)
  }

  @Test func `takes over a stamp ahead by just the tolerance, and none ahead by more`() {
    var clock = HybridClock(last: HybridTime(milliseconds: noon))
    let edge = HybridTime(milliseconds: noon + HybridClock.toleranceMilliseconds)
    let beyond = HybridTime(milliseconds: noon + HybridClock.toleranceMilliseconds + 1)
    clock.observe(beyond, wallMilliseconds: noon)
    #expect(clock.last == HybridTime(milliseconds: noon))
    clock.observe(edge, wallMilliseconds: noon)
    #expect(clock.last == edge)
  }

  @Test func `that stood at 2099 steps back when the wall clock is repaired (H19)`() {
    var clock = HybridClock()
    #expect(clock.next(wallMilliseconds: noon + 73 * year).milliseconds == noon + 73 * year)
    #expect(clock.next(wallMilliseconds: noon).milliseconds == noon)
  }

  @Test(arguments: [Int64.min, -1, 0, 0xFFFF_FFFF_FFFF, 0x1_0000_0000_0000, Int64.max])
  func `makes a time of any wall clock, and none wraps`(wall: Int64) {
    let time = HybridTime(milliseconds: wall)
    #expect(time.milliseconds >= 0 && time.milliseconds <= 0xFFFF_FFFF_FFFF)
    var clock = HybridClock(last: HybridTime(raw: .max))
    #expect(clock.next(wallMilliseconds: noon).milliseconds == noon)
  }
}
