import Counter
import Foundation
import Web

/// Words in, exit code out. What the words mean is the table's, in `Counter`; what browsers see is `Web`'s.
@main
struct Tram {
  static func main() async {
    // A reader that goes away (`tram … | head`) ends the command by an error, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    umask(0o077)
    let words = Array(CommandLine.arguments.dropFirst())
    let environment = ProcessInfo.processInfo.environment
    exit(await Program.run(words: words, environment: environment, pages: WebService.pages))
  }
}
