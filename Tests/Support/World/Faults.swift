/// What goes wrong in a simulated world, in percent of the occasions on which it could.
package struct Faults: Hashable, Sendable {
  /// A message is lost.
  package var loss = 0
  /// A message comes twice; the second time perhaps much later, and long after its sender gave up.
  package var duplication = 0
  /// A message waits: up to twenty steps, past others.
  package var delay = 0
  /// An answer to an earlier question is taken for the answer to this one.
  package var reordering = 0
  /// A message ends early.
  package var truncation = 0
  /// Bytes of a message are altered.
  package var corruption = 0
  /// A node loses its link for a while.
  package var partition = 0
  /// The power fails inside an operation, or after it and before anybody heard its answer.
  package var crash = 0
  /// A crash leaves a torn end behind the write-ahead log.
  package var tornLog = 0
  /// A clock jumps: minutes, hours, to 2000 or to 2099.
  package var clock = 0
  /// A batch goes from one node to another on a stick.
  package var stick = 0
  /// A bundle is written, by what its recipient acknowledged.
  package var bundle = 0
  /// Somebody who has a center's key, and a program that asks no registry, writes where that center may not.
  package var forgery = 0

  package init() {}

  package static let none = Faults()

  /// Each kind on in two of three worlds, as often as chance has it, so that kinds meet alone, in pairs and all at once
  /// (swarm testing, Groce et al. 2012).
  package static func swarm(using chance: inout SplitMix64) -> Faults {
    func rate(_ limit: Int) -> Int { chance.chance(66) ? 1 + chance.below(limit) : 0 }
    var faults = Faults()
    faults.loss = rate(30)
    faults.duplication = rate(30)
    faults.delay = rate(50)
    faults.reordering = rate(20)
    faults.truncation = rate(15)
    faults.corruption = rate(15)
    faults.partition = rate(10)
    faults.crash = rate(12)
    faults.tornLog = rate(60)
    faults.clock = rate(6)
    faults.stick = rate(30)
    faults.forgery = rate(4)
    faults.bundle = rate(30)
    return faults
  }

  /// How often each kind has struck.
  package enum Kind: String, CaseIterable, Sendable {
    case loss, duplication, delay, reordering, truncation, corruption, partition, crashInside, crashAfter,
      tornLog
    case clock, stick, forgery, bundle
  }
}

/// What must come about in some worlds, or they prove less than they seem to.
package enum Reached: String, CaseIterable, Sendable {
  case staleFormRefused, deletedRecordRefused, savedUnheard, actSaved, deleted, restored, resolved,
    lifeResolved
  case connectorStood, rivals, disputedLife, gapRefused, missingDependencyRefused, notVouchedRefused,
    notGrantedRefused
  case unreadableMessage, sessionGivenUp, hubRestarted, answerOfAnotherRound
  case bundleTaken, bundleOld, bundleCut, bundleGap
}
