internal import Procedures

extension CommandTable {
  /// Words beyond which nobody typed the command.
  static let wordsMax = 4096

  /// Understands the words after `tram`.
  ///
  /// Options stand anywhere, as `--name value` or `--name=value`, always whole; `--` ends them. A value that begins with
  /// `--` needs the form with `=`. `--help` makes it the command `help` about what stands beside it, `--version` the
  /// command `version`, and no words at all `help`.
  package func parse(_ words: [String]) throws(UsageError) -> Invocation {
    guard words.count <= Self.wordsMax else { throw UsageError(.tooManyWords) }
    let (command, rest) = try self.command(in: words)
    if asks("help", words) {
      return try parse(["help"] + globalsOnly(words) + ["--"] + (command?.words ?? path(in: words)))
    }
    if asks("version", words) { return try parse(["version"] + globalsOnly(words)) }
    guard let command else {
      let path = path(in: words)
      if path.isEmpty { return try parse(["help"] + rest) }
      throw UsageError(.incompleteCommand(self.words(after: path)), command: path)
    }
    var reading = Reading(table: self, command: command)
    try reading.read(rest)
    return try reading.invocation()
  }

  /// The command at the head of the words, and the words without it. Global options may stand before it.
  private func command(in words: [String]) throws(UsageError) -> (CommandSpec?, [String]) {
    var path: [String] = []
    var rest: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if self.command(path) != nil {
        return (self.command(path), rest + words[(index - 1)...])
      }
      if word.hasPrefix("--"), word != "--" {
        rest.append(word)
        if takesNext(word), index < words.count {
          rest.append(words[index])
          index += 1
        }
        continue
      }
      let next = self.words(after: path)
      guard next.contains(word) else {
        // "tram --help nonsense" still gets the help that it asks for.
        if asks("help", words) { return (nil, rest) }
        throw UsageError(.unknownCommand(word, nearest: nearest(to: word, among: next)), command: path)
      }
      path.append(word)
    }
    return (self.command(path), rest)
  }

  /// The words of the command as far as they go.
  private func path(in words: [String]) -> [String] {
    var path: [String] = []
    var skips = false
    for word in words {
      if skips {
        skips = false
      } else if word.hasPrefix("--") {
        skips = takesNext(word)
      } else if self.words(after: path).contains(word) {
        path.append(word)
      }
    }
    return path
  }

  private func takesNext(_ word: String) -> Bool {
    globalOptions.contains { "--\($0.name)" == word && $0.value != nil }
  }

  /// Whether a flag stands among the words before `--`.
  private func asks(_ flag: String, _ words: [String]) -> Bool {
    words.prefix { $0 != "--" }.contains { $0 == "--\(flag)" || (flag == "help" && $0 == "-h") }
  }

  /// Of words that only ask for help or version, what shapes the answer.
  private func globalsOnly(_ words: [String]) -> [String] {
    let words = words.prefix { $0 != "--" }
    var kept: [String] = []
    for (index, word) in words.enumerated() {
      if word == "--json" || word.hasPrefix("--lang=") { kept.append(word) }
      if word == "--lang", index + 1 < words.count, !words[index + 1].hasPrefix("-") {
        kept += [word, words[index + 1]]
      }
    }
    return kept
  }
}

/// The words of one command on their way to an invocation.
private struct Reading {
  let table: CommandTable
  let command: CommandSpec
  var values: [String: [String]] = [:]
  var flags: Set<String> = []
  var places: [String] = []

  init(table: CommandTable, command: CommandSpec) {
    self.table = table
    self.command = command
  }

  mutating func read(_ words: [String]) throws(UsageError) {
    var index = 0
    var takesOptions = true
    while index < words.count {
      let word = words[index]
      index += 1
      if takesOptions, word == "--" {
        takesOptions = false
      } else if takesOptions, word.hasPrefix("-"), word != "-" {
        let sign = word.firstIndex(of: "=")
        let name = String(word[..<(sign ?? word.endIndex)])
        let option = try option(name)
        guard option.value != nil else {
          if sign != nil { throw failure(.unexpectedValue(name)) }
          flags.insert(name)
          continue
        }
        if let sign {
          try take(String(word[word.index(after: sign)...]), of: option)
        } else {
          guard index < words.count, !words[index].hasPrefix("--") else { throw failure(.missingValue(name)) }
          try take(words[index], of: option)
          index += 1
        }
      } else {
        places.append(word)
      }
    }
  }

  private func option(_ name: String) throws(UsageError) -> OptionSpec {
    let options = table.options(of: command)
    if let option = options.first(where: { "--\($0.name)" == name }) { return option }
    throw failure(.unknownOption(name, nearest: nearest(to: name, among: options.map { "--\($0.name)" })))
  }

  private mutating func take(_ text: String, of option: OptionSpec) throws(UsageError) {
    let name = "--\(option.name)"
    if let kind = option.value?.kind, !kind.accepts(text) { throw failure(.badValue(name, kind)) }
    if !option.isRepeated, values[name] != nil { throw failure(.repeated(name)) }
    values[name, default: []].append(text)
  }

  mutating func invocation() throws(UsageError) -> Invocation {
    try place()
    for option in command.options where option.isRequired && values["--\(option.name)"] == nil {
      throw failure(.missingOption(option.usage))
    }
    if command.isAct, values["--as"] == nil { throw failure(.missingOption("--as STAFF")) }
    for rule in command.rules { try check(rule) }
    return Invocation(command: command, globals: globals, values: values, flags: flags)
  }

  /// Gives the arguments their names.
  private mutating func place() throws(UsageError) {
    var rest = places[...]
    for argument in command.arguments {
      let taken = argument.isRepeated ? rest : rest.prefix(1)
      if taken.isEmpty, argument.isRequired { throw failure(.missingArgument(argument.name)) }
      for text in taken {
        guard argument.kind.accepts(text) else { throw failure(.badValue(argument.name, argument.kind)) }
        values[argument.name, default: []].append(text)
      }
      rest = rest.dropFirst(taken.count)
    }
    guard rest.isEmpty else { throw failure(.extraArgument) }
  }

  private func check(_ rule: CommandSpec.Rule) throws(UsageError) {
    switch rule {
    case .exactlyOne(let names):
      guard names.count(where: isGiven) == 1 else { throw failure(.exactlyOne(names)) }
    case .needs(let name, let others):
      guard isGiven(name) else { return }
      for other in others where !isGiven(other) { throw failure(.needs(name, other)) }
    case .inOrder(let first, let last):
      guard let from = values[first]?.first.flatMap({ CivilDate($0) }),
        let to = values[last]?.first.flatMap({ CivilDate($0) })
      else { return }
      guard from <= to else { throw failure(.notInOrder(first, last)) }
    }
  }

  private func isGiven(_ name: String) -> Bool { values[name] != nil || flags.contains(name) }

  private var globals: Invocation.Globals {
    var globals = Invocation.Globals()
    globals.data = values["--data"]?.first
    globals.language = values["--lang"]?.first.flatMap { Language(rawValue: $0) }
    globals.staff = values["--as"]?.first
    globals.isJSON = flags.contains("--json")
    globals.isQuiet = flags.contains("--quiet")
    globals.isVerbose = flags.contains("--verbose")
    globals.isSilent = flags.contains("--no-input")
    globals.agrees = flags.contains("--yes")
    globals.isDryRun = flags.contains("--dry-run")
    return globals
  }

  private func failure(_ reason: UsageError.Reason) -> UsageError {
    UsageError(reason, command: command.words)
  }
}
