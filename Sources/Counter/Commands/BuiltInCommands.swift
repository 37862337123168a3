internal import Node
internal import Records

extension CommandSet {
  /// The version of the program, as `tram version` and the greeting of a sync session say it.
  package static let version = ProgramVersion.text
  /// The day of that version, as the manual says it.
  package static let versionDate = "2026-11-25"

  /// The commands that need no data: help, completion and version.
  package static let builtIn = CommandSet()
    .adding(["help"]) { invocation, session in
      let table = CommandTable.tram
      let words = invocation.all("COMMAND")
      let help = HelpText(table, language: session.language, width: session.width)
      guard let lines = help.lines(about: words) else {
        let word = words.joined(separator: " ")
        let nearest = nearest(to: word, among: table.commands.map(\.name))
        return session.fail(UsageError(.unknownCommand(word, nearest: nearest)))
      }
      if session.isJSON {
        session.answer(table.document(about: words, session.language))
      } else {
        lines.forEach { session.say($0) }
      }
      return .ok
    }
    .adding(["completion"]) { invocation, session in
      let completion = Completion(.tram)
      // Not `say`: a script is not a line for people, and nothing in it came from outside.
      switch invocation.required("SHELL") {
      case "zsh": session.out.write(completion.zsh)
      case "fish": session.out.write(completion.fish(session.language))
      default: session.out.write(completion.bash)
      }
      return .ok
    }
    .adding(["manual"]) { invocation, session in
      let words = invocation.all("COMMAND")
      let manual = ManPage(.tram, language: session.language, version: version, date: versionDate)
      guard words.isEmpty || CommandTable.tram.command(words) != nil else {
        let word = words.joined(separator: " ")
        let nearest = nearest(to: word, among: CommandTable.tram.commands.map(\.name))
        return session.fail(UsageError(.unknownCommand(word, nearest: nearest)))
      }
      session.out.write(CommandTable.tram.command(words).map(manual.page) ?? manual.overview)
      return .ok
    }
    .adding(["version"]) { _, session in
      if session.isJSON {
        session.answer(["schema": "tram.version/1", "version": .string(version)])
      } else {
        session.say("tram \(version)")
      }
      return .ok
    }
}

extension CommandTable {
  /// The table for programs: `{"schema":"tram.commands/1","commands":[…]}`.
  func document(about words: [String], _ language: Language) -> JSONValue {
    let chosen = commands.filter { $0.words.starts(with: words) }
    return [
      "schema": "tram.commands/1",
      "commands": .array(
        chosen.map { command in
          [
            "words": .array(command.words.map { .string($0) }),
            "summary": .string(command.summary[language]),
            "arguments": .array(command.arguments.map { .string($0.name) }),
            "options": .array(options(of: command).map { .string("--\($0.name)") }),
          ]
        }),
    ]
  }
}

extension Session {
  /// Says what is wrong with the words of a command.
  package func fail(_ error: UsageError) -> ExitCode {
    fail(Texts.problems.usage, error.text(language), SafeText(error.help))
  }
}
