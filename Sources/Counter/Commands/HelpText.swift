/// What `--help` prints, made from the table.
package struct HelpText {
  let table: CommandTable
  let language: Language
  /// Columns that a line may take.
  let width: Int

  package init(_ table: CommandTable, language: Language, width: Int?) {
    self.table = table
    self.language = language
    self.width = min(max(width ?? 80, 40), 100)
  }

  /// The help about a command, about all commands that begin with the words, or about everything; nil when no command
  /// begins so.
  package func lines(about words: [String]) -> [SafeText]? {
    if let command = table.command(words) { return lines(about: command) }
    let commands = table.commands(under: words)
    return commands.isEmpty ? nil : lines(about: words, commands)
  }

  private func lines(about words: [String], _ commands: [CommandSpec]) -> [SafeText] {
    let help = Texts.help
    let usage = ["tram"] + words + [help.commandWord[language], "[\(help.optionsWord[language])]"]
    var lines = words.isEmpty ? help.product(language).wrapped(to: width) + [""] : []
    lines += section(help.usage, ["  \(usage.joined(separator: " "))"])
    lines += section(help.commands, list(commands))
    if words.isEmpty { lines += section(help.globalOptions, rows(table.globalOptions.map(row))) }
    return lines + help.more(language).wrapped(to: width)
  }

  /// Commands of one subject stand together, with an empty line between subjects; a long list without would be a wall.
  private func list(_ commands: [CommandSpec]) -> [SafeText] {
    let lines = rows(commands.map { (SafeText($0.name), $0.summary(language)) })
    var result: [SafeText] = []
    var index = 0
    var last: String?
    for line in lines {
      // A summary that goes on in the next line begins with spaces there.
      if line.plain.hasPrefix("  "), !line.plain.hasPrefix("   "), index < commands.count {
        let words = commands[index].words
        let subject = words.count > 1 ? words[0] : ""
        if let last, last != subject { result.append("") }
        last = subject
        index += 1
      }
      result.append(line)
    }
    return result
  }

  private func lines(about command: CommandSpec) -> [SafeText] {
    let help = Texts.help
    let title: SafeText = "\("tram \(command.name)", .strong): \(command.summary(language))"
    var lines = title.wrapped(to: width) + [""]
    lines += section(help.usage, usage(of: command))
    if let detail = command.detail { lines += detail(language).wrapped(to: width) + [""] }
    if !command.arguments.isEmpty {
      lines += section(
        help.arguments, rows(command.arguments.map { (SafeText(help.usage($0.name, language)), says($0)) }))
    }
    if !command.options.isEmpty { lines += section(help.options, rows(command.options.map(row))) }
    let everywhere = table.globalOptions.map { "--\($0.name)" }.joined(separator: " ")
    lines += section(help.globalOptions, SafeText(everywhere).wrapped(to: width - 2).map { "  " + $0 })
    if !command.examples.isEmpty {
      lines += section(
        help.examples,
        command.examples.flatMap { example -> [SafeText] in
          ["  # \(example.says(language))", "  \(example.line)"]
        })
    }
    let exits = [ExitCode.ok, .failed, .usage] + command.exits
    lines += section(help.exitCodes, rows(exits.map { (SafeText($0.rawValue), $0.meaning(language)) }))
    return lines.dropLast()
  }

  /// `tram dossier open --procedure CODE [--channel WAY] …`: what is required stands without brackets.
  private func usage(of command: CommandSpec) -> [SafeText] {
    var parts = ["tram"] + command.words
    parts += command.arguments.map { argument in
      let name = argument.isRepeated ? "\(argument.name)…" : argument.name
      return argument.isRequired ? name : "[\(name)]"
    }
    parts += command.options.map { option in
      let usage = option.isRepeated ? "\(option.usage)…" : option.usage
      return option.isRequired ? usage : "[\(usage)]"
    }
    if command.isAct { parts.append("--as STAFF") }
    return hanging(parts.map { Texts.help.usage($0, language) }, indentation: 2)
  }

  /// Parts that are not broken inside, in lines of which all but the first go in by four more.
  private func hanging(_ parts: [String], indentation: Int) -> [SafeText] {
    var lines: [String] = []
    var line = ""
    for part in parts {
      let start = String(repeating: " ", count: lines.isEmpty ? indentation : indentation + 4)
      if line.isEmpty {
        line = start + part
      } else if (line + " " + part).columns <= width {
        line += " " + part
      } else {
        lines.append(line)
        line = String(repeating: " ", count: indentation + 4) + part
      }
    }
    return (lines + [line]).map { SafeText($0) }
  }

  private func says(_ argument: ArgumentSpec) -> SafeText {
    var text = argument.says(language)
    if case .oneOf(let words) = argument.kind {
      text.append(" " + Texts.help.oneOf(language, SafeText(words.joined(separator: ", "))))
    }
    return text
  }

  private func row(_ option: OptionSpec) -> (SafeText, SafeText) {
    let help = Texts.help
    var text = option.says(language)
    if case .oneOf(let words) = option.value?.kind {
      text.append(" " + help.oneOf(language, SafeText(words.joined(separator: ", "))))
    }
    if option.isRequired { text.append(" " + help.required(language)) }
    if option.isRepeated { text.append(" " + help.repeatable(language)) }
    if let value = option.byDefault { text.append(" " + help.byDefault(language, SafeText(value))) }
    return (SafeText(help.usage(option.usage, language)), text)
  }

  private func section(_ title: Text, _ lines: [SafeText]) -> [SafeText] {
    [title(language).inked(.strong)] + lines + [""]
  }

  /// Names and what they mean, in two columns; a name too long for its column has its meaning in the line below.
  private func rows(_ rows: [(SafeText, SafeText)]) -> [SafeText] {
    let widest = rows.reduce(0) { max($0, $1.0.columns) }
    let names = min(widest, width / 3)
    return rows.flatMap { name, meaning -> [SafeText] in
      let start = names + 4
      let lines = meaning.wrapped(to: width - start)
      let indented = lines.map { SafeText().padded(to: start) + $0 }
      let head: SafeText = "  \(name)"
      return name.columns > names
        ? [head] + indented : [head.padded(to: start) + lines[0]] + indented.dropFirst()
    }
  }
}
