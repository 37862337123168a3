/// The words after the command.
struct Options: Equatable {
  var seeds: ClosedRange<UInt64>
  var centers: Int?
  var steps = 150
  var jobs: Int?
  var isVerbose = false

  static let usage = """
    usage: simulate --seeds A..B [--nodes N] [--steps N] [--jobs N] [--verbose]

    Runs worlds of a hub and its centers by seed: clerks with stale forms, deletes, resolutions, acts, sticks, a network
    that loses, repeats, delays, cuts and alters, power that fails inside commits, clocks off by years. Then all faults
    end, and every replica must hold the same state to the byte, nothing that was acknowledged may be lost, and nothing
    may be overwritten by somebody who had not seen it. A seed does the same every time.

      --seeds A..B   the worlds to run, as 1..1000 or 7..7
      --nodes N      centers beside the hub, 1 to 12; by seed 3 to 8 without it
      --steps N      how long the trouble lasts, 150 without it
      --jobs N       worlds at a time; as many as there are processors without it
      --verbose      every event as it happens, one world after another
      --help         this text

    exit: 0 all is well, 1 a world is not as it must be (its seed and its events are printed), 2 the command is wrong
    """

  /// `nil` asks for help.
  static func parse(_ words: [String]) throws(UsageError) -> Options? {
    var options = Options(seeds: 0...0)
    var hasSeeds = false
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--help", "-h": return nil
      case "--verbose":
        options.isVerbose = true
        continue
      case "--seeds", "--nodes", "--steps", "--jobs": break
      default: throw UsageError("unknown option \(word)")
      }
      guard let value = rest.popFirst() else { throw UsageError("\(word) needs a value") }
      switch word {
      case "--seeds":
        options.seeds = try range(value)
        hasSeeds = true
      case "--nodes": options.centers = try number(value, word, 1...12)
      case "--steps": options.steps = try number(value, word, 1...1_000_000)
      default: options.jobs = try number(value, word, 1...256)
      }
    }
    guard hasSeeds else { throw UsageError("--seeds is needed") }
    return options
  }

  private static func range(_ text: String) throws(UsageError) -> ClosedRange<UInt64> {
    let ends = text.components("..").map { UInt64($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else {
      throw UsageError("--seeds needs two whole numbers as in 1..1000")
    }
    return low...high
  }

  private static func number(_ text: String, _ option: String, _ range: ClosedRange<Int>) throws(UsageError)
    -> Int
  {
    guard let number = Int(text), range.contains(number) else {
      throw UsageError("\(option) needs a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

struct UsageError: Error, Equatable {
  let message: String
  init(_ message: String) { self.message = message }
}

extension String {
  /// The parts between occurrences of `separator`.
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
