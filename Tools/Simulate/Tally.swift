import Simulation

/// What the worlds came to so far.
struct Tally {
  let total: Int
  private(set) var done = 0
  private(set) var failed: [UInt64] = []
  private var acknowledged = 0
  private var siblings = 0
  private var roundsMax = 0
  private var strikes: [Faults.Kind: (times: Int, worlds: Int)] = [:]
  private var reached: [Reached: (times: Int, worlds: Int)] = [:]
  private var saidPercent = 0

  init(total: Int) { self.total = total }

  mutating func enter(_ outcome: WorldOutcome, _ options: Options) {
    done += 1
    acknowledged += outcome.acknowledged
    siblings += outcome.siblingsAtEnd
    roundsMax = max(roundsMax, outcome.healingRounds)
    for (kind, count) in outcome.strikes {
      let before = strikes[kind] ?? (0, 0)
      strikes[kind] = (before.times + count, before.worlds + 1)
    }
    for (point, count) in outcome.reached {
      let before = reached[point] ?? (0, 0)
      reached[point] = (before.times + count, before.worlds + 1)
    }
    if let failure = outcome.failure {
      failed.append(outcome.seed)
      if !options.isVerbose { print(outcome.events.text(last: 40)) }
      print("seed \(outcome.seed), \(outcome.nodes) nodes: \(failure)\n")
    } else if options.isVerbose {
      print("seed \(outcome.seed): \(outcome.acknowledged) acknowledged, trace \(outcome.trace)")
    }
    let percent = done * 100 / total
    if total > 20, percent >= saidPercent + 5 {
      saidPercent = percent
      Main.remark("\(done) of \(total) worlds, \(failed.count) failed")
    }
  }

  func text(took: Duration) -> String {
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    let rate = (Double(done) / max(seconds, 0.001) * 10).rounded() / 10
    var lines = [
      "\(done) worlds in \((seconds * 10).rounded() / 10) s, \(rate) a second",
      "acknowledged writes \(acknowledged), lost or overwritten unseen in \(failed.count) worlds; "
        + "groups with siblings at the end \(siblings); quiet after at most \(roundsMax) rounds",
    ]
    for kind in Faults.Kind.allCases {
      let struck = strikes[kind] ?? (0, 0)
      lines.append("  \(kind.rawValue): \(struck.times) times in \(struck.worlds) worlds")
    }
    for point in Reached.allCases {
      let times = reached[point] ?? (0, 0)
      lines.append("  reached \(point.rawValue): \(times.times) times in \(times.worlds) worlds")
    }
    if !failed.isEmpty {
      let seeds = failed.sorted().map { "\($0)" }.joined(separator: " ")
      lines.append("failed seeds: \(seeds)\nreplay one: Tools/simulate --seeds S..S --verbose")
    }
    return lines.joined(separator: "\n")
  }
}
