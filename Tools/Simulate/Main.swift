import Foundation
import Simulation
import Synchronization

@main
struct Main {
  static func main() {
    do {
      guard let options = try Options.parse(Array(CommandLine.arguments.dropFirst())) else {
        print(Options.usage)
        return
      }
      exit(run(options) ? 0 : 1)
    } catch {
      remark("error: \(error.message)\ntry: simulate --help")
      exit(2)
    }
  }

  /// True when every world is as it must be.
  private static func run(_ options: Options) -> Bool {
    let begin = ContinuousClock.now
    let tally = Mutex(Tally(total: options.seeds.count))
    let next = Mutex(options.seeds.lowerBound)
    let jobs = options.isVerbose ? 1 : options.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    DispatchQueue.concurrentPerform(iterations: jobs) { @Sendable _ in
      while let seed = next.withLock({ Self.take(&$0, options.seeds.upperBound) }) {
        let outcome = simulate(
          seed: seed, centers: options.centers, steps: options.steps,
          echo: options.isVerbose ? { print($0) } : nil)
        tally.withLock { $0.enter(outcome, options) }
      }
    }
    return tally.withLock { tally in
      print(tally.text(took: ContinuousClock.now - begin))
      return tally.failed.isEmpty
    }
  }

  /// The next seed; past the end it is `nil`, and the last of all numbers does not wrap.
  private static func take(_ next: inout UInt64, _ last: UInt64) -> UInt64? {
    guard next <= last, next < .max else { return nil }
    defer { next += 1 }
    return next
  }

  static func remark(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
