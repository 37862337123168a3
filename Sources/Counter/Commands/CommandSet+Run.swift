extension CommandSet {
  /// Runs the words that a process was started with (`CommandLine.arguments` without the first) and returns its exit code.
  package func run(words: [String], environment: [String: String]) async -> ExitCode {
    do throws(UsageError) {
      let invocation = try table.parse(words)
      let session = Session.process(invocation.globals, environment: environment)
      return ProcessOutput.standard.exitCode(after: await run(invocation, session))
    } catch {
      return Session.process(Self.globals(of: words), environment: environment).fail(error)
    }
  }

  /// Of words that are no command, what shapes the message: its language, and whether a program reads it.
  static func globals(of words: [String]) -> Invocation.Globals {
    let words = words.prefix { $0 != "--" }
    var globals = Invocation.Globals()
    globals.isJSON = words.contains("--json")
    for (word, next) in zip(words, words.dropFirst() + [""]) {
      let value = word == "--lang" ? next : word.hasPrefix("--lang=") ? String(word.dropFirst(7)) : nil
      if let language = value.flatMap({ Language(rawValue: $0) }) { globals.language = language }
    }
    return globals
  }
}
