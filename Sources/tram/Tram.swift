import Counter
import Foundation

/// Words in, exit code out. What the words mean is the table's, in `Counter`.
@main
struct Tram {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    let code = await CommandSet.builtIn.run(words: words, environment: ProcessInfo.processInfo.environment)
    exit(code.rawValue)
  }
}
