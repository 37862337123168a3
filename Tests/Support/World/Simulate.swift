import Causality
package import Conflicts
import Exchange

/// Runs one world from its seed: trouble, healing, judgement.
/// - Parameters:
///   - centers: by chance 3 to 8 where it is not given.
///   - echo: gets each event as it happens.
package func simulate(
  seed: UInt64, centers: Int? = nil, steps: Int, faults: Faults? = nil, rules: RuleBook = ShippedRules.book,
  echo: ((String) -> Void)? = nil
) -> WorldOutcome {
  let hashing = testHashing()
  do {
    let world = try SimulatedWorld(seed: seed, centers: centers, faults: faults, rules: rules, echo: echo)
    var outcome = WorldOutcome(
      seed: seed, nodes: world.nodes.count - 1, trace: .zero, events: EventTable())
    do {
      try world.run(steps: steps)
      outcome.healingRounds = try world.heal()
      try world.verify()
      outcome.siblingsAtEnd = try world.siblingCount()
    } catch {
      outcome.failure = "\(error)"
    }
    for node in world.nodes {
      for state in (try? node.states()) ?? [] {
        world.note(node.name, "\(state.partition) \(state.vector) \(state.digest.description.prefix(16))")
      }
    }
    outcome.events = world.events
    outcome.trace = world.events.hash(hashing)
    outcome.acknowledged = world.oracle.acknowledgedCount
    outcome.strikes = world.strikes
    outcome.reached = world.reached
    return outcome
  } catch {
    return WorldOutcome(
      seed: seed, nodes: 0, failure: "the world cannot be made: \(error)", trace: .zero, events: EventTable())
  }
}
