import Causality
import Simulation
import Testing

@Suite struct `A province in trouble` {
  /// So long that each world has some thirty acknowledged writes; `Tools/simulate` runs longer ones.
  static let steps = 110

  @Test(.timeLimit(.minutes(15)), arguments: UInt64(0)..<220)
  func `comes back into agreement, with nothing lost and nothing overwritten unseen`(seed: UInt64) {
    let outcome = simulate(seed: seed, steps: Self.steps)
    guard let failure = outcome.failure else { return }
    Issue.record(
      """
      seed \(seed), \(outcome.nodes) nodes: \(failure)
      \(outcome.events.text(last: 60))
      replay: Tools/simulate --seeds \(seed)..\(seed) --steps \(Self.steps) --verbose
      """)
  }

  @Test(arguments: [UInt64(3), 14, 159, 2_653])
  func `does the same twice from one seed, event for event`(seed: UInt64) {
    let first = simulate(seed: seed, steps: Self.steps)
    let second = simulate(seed: seed, steps: Self.steps)
    #expect(first.trace == second.trace)
    #expect(first.events.text() == second.events.text())
    #expect(first.trace != simulate(seed: seed + 1, steps: Self.steps).trace)
  }

  @Test func `meets every kind of trouble, and every turn that a story can take`() {
    var strikes: Set<Faults.Kind> = []
    var reached: Set<Reached> = []
    var acknowledged = 0
    for seed in UInt64(1_000)..<1_025 {
      let outcome = simulate(seed: seed, steps: 160)
      #expect(outcome.failure == nil)
      strikes.formUnion(outcome.strikes.keys)
      reached.formUnion(outcome.reached.keys)
      acknowledged += outcome.acknowledged
    }
    #expect(Set(Faults.Kind.allCases).subtracting(strikes) == [])
    // A gap and a missing dependency are one world in ten, and pinned as H20.
    // A bundle begins too late only for who lost something, and here nobody does.
    let rare: Set<Reached> = [.gapRefused, .missingDependencyRefused, .bundleGap]
    #expect(Set(Reached.allCases).subtracting(rare).subtracting(reached) == [])
    #expect(acknowledged > 700)
  }

  @Test func `without faults loses nothing either, and the clerks still disagree`() {
    // Whether two clerks meet on one group of one record, and nobody settles it by the end, is the dice's.
    var rivals = 0
    for seed in UInt64(0)..<24 {
      let outcome = simulate(seed: seed, centers: 4, steps: 300, faults: Faults.none)
      #expect(outcome.failure == nil)
      #expect(outcome.strikes.isEmpty)
      rivals += outcome.reached[.rivals] ?? 0
    }
    #expect(rivals > 0)
  }

  @Test(arguments: [1, 8, 12])
  func `may have one center or twelve`(centers: Int) {
    let outcome = simulate(seed: 42, centers: centers, steps: 120)
    #expect(outcome.failure == nil)
    #expect(outcome.nodes == centers)
  }
}
