/// A manual page in roff, as man(7) reads it, made from the same table as `--help` and the completions.
///
/// The page of a command is `tram-dossier-open(1)`; `tram(1)` lists them all. The text is UTF-8, which groff and mandoc
/// both take.
package struct ManPage: Sendable {
  let table: CommandTable
  let language: Language
  let version: String
  /// Of the version, as man(7) wants it: `2026-11-25`.
  let date: String

  package init(_ table: CommandTable, language: Language, version: String, date: String) {
    self.table = table
    self.language = language
    self.version = version
    self.date = date
  }

  /// The name of a command's page: `tram-dossier-open`, and `tram` for no words.
  package static func name(of words: [String]) -> String { (["tram"] + words).joined(separator: "-") }

  /// `tram(1)`.
  package var overview: String {
    var page = head([], summary: Texts.manual.product)
    page += section(Texts.manual.synopsis)
    page +=
      ".B tram\n\(italic(Texts.help.commandWord[language]))\n[\(italic(Texts.help.optionsWord[language]))]\n"
    page += section(Texts.manual.description) + paragraphs(Texts.help.product)
    page += section(Texts.manual.commands)
    page += table.commands.map { command in
      item(".BR \(Self.hyphened(Self.name(of: command.words))) (1)", Self.escaped(command.summary[language]))
    }.joined()
    page += section(Texts.manual.everywhere) + table.globalOptions.map(item).joined()
    page += exits(ExitCode.allCases)
    page += section(Texts.manual.environment)
    page += item(".B TRAM_DATA", Self.escaped(Texts.manual.dataFolder[language]))
    page += item(".B TRAM_CONFIG", Self.escaped(Texts.manual.configFolder[language]))
    page += section(Texts.manual.files)
    page += item(".I /var/lib/tram", Self.escaped(Texts.manual.dataFiles[language]))
    page += item(".I /usr/share/tram", Self.escaped(Texts.manual.sharedFiles[language]))
    return page
  }

  /// The page of one command.
  package func page(of command: CommandSpec) -> String {
    var page = head(command.words, summary: command.summary)
    page += section(Texts.manual.synopsis) + synopsis(of: command)
    page += section(Texts.manual.description) + paragraphs(command.summary)
    if let detail = command.detail { page += ".PP\n" + paragraphs(detail) }
    if !command.arguments.isEmpty {
      page += section(Texts.manual.arguments)
      page += command.arguments.map { argument in
        item(
          ".I \(Self.escaped(argument.name))", Self.escaped(argument.says[language]) + oneOf(argument.kind))
      }.joined()
    }
    if !command.options.isEmpty { page += section(Texts.manual.options) + command.options.map(item).joined() }
    page += section(Texts.manual.everywhere)
    page += Self.hyphened(table.globalOptions.map { "--\($0.name)" }.joined(separator: ", ")) + "\n"
    page += exits([.ok, .failed, .usage] + command.exits)
    if !command.examples.isEmpty {
      page += section(Texts.manual.examples)
      page += command.examples.map { example in
        "\(Self.escaped(example.says[language]))\n.PP\n.RS 4\n.nf\n\(Self.hyphened(example.line))\n.fi\n.RE\n"
      }.joined(separator: ".PP\n")
    }
    return page + section(Texts.manual.seeAlso) + ".BR tram (1)\n"
  }

  private func head(_ words: [String], summary: Text) -> String {
    let name = Self.name(of: words)
    return
      ".TH \(Self.hyphened(name).uppercased()) 1 \"\(date)\" \"tram \(version)\" \"\(Texts.manual.title[language])\"\n"
      + section(Texts.manual.name) + "\(Self.hyphened(name)) \\- \(Self.escaped(summary[language]))\n"
  }

  private func section(_ title: Text) -> String { ".SH \"\(title[language])\"\n" }

  private func paragraphs(_ text: Text) -> String {
    text[language].split(separator: "\n\n").map { Self.escaped(String($0)) }.joined(separator: "\n.PP\n")
      + "\n"
  }

  private func synopsis(of command: CommandSpec) -> String {
    var parts = [".B \(Self.hyphened("tram \(command.name)"))"]
    parts += command.arguments.map { argument in
      let name = italic(argument.isRepeated ? "\(argument.name)…" : argument.name)
      return argument.isRequired ? name : "[\(name)]"
    }
    parts += command.options.map { option in
      let usage = bold("--\(option.name)") + (option.value.map { " " + italic($0.word) } ?? "")
      return (option.isRequired ? usage : "[\(usage)]") + (option.isRepeated ? "…" : "")
    }
    if command.isAct { parts.append("\(bold("--as")) \(italic("STAFF"))") }
    return parts.joined(separator: "\n") + "\n"
  }

  private func item(_ option: OptionSpec) -> String {
    let help = Texts.help
    var says = Self.escaped(option.says[language]) + oneOf(option.value?.kind)
    if option.isRequired { says += " " + Self.escaped(help.required[language]) }
    if option.isRepeated { says += " " + Self.escaped(help.repeatable[language]) }
    if let value = option.byDefault {
      says += " " + Self.hyphened(help.byDefault(language, SafeText(value)).plain)
    }
    let tag = bold("--\(option.name)") + (option.value.map { " " + italic($0.word) } ?? "")
    return item(tag, says)
  }

  private func item(_ tag: String, _ says: String) -> String { ".TP\n\(tag)\n\(says)\n" }

  private func oneOf(_ kind: ValueKind?) -> String {
    guard case .oneOf(let words) = kind else { return "" }
    return " " + Self.hyphened(Texts.help.oneOf(language, SafeText(words.joined(separator: ", "))).plain)
  }

  private func exits(_ codes: [ExitCode]) -> String {
    section(Texts.manual.exits)
      + codes.map { item(".B \($0.rawValue)", Self.escaped($0.meaning[language])) }.joined()
  }

  private func bold(_ text: String) -> String { "\\fB\(Self.hyphened(text))\\fP" }
  private func italic(_ text: String) -> String { "\\fI\(Self.escaped(text))\\fP" }

  /// Text in which roff sees nothing to obey: no escape, and no line that begins with a control character.
  static func escaped(_ text: String) -> String {
    var result = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { result += "\n" }
      if line.hasPrefix(".") || line.hasPrefix("'") { result += "\\&" }
      for character in line { result += character == "\\" ? "\\e" : String(character) }
    }
    return result
  }

  /// The same for what is typed: a dash stays a dash, so that it can be copied and searched for.
  static func hyphened(_ text: String) -> String {
    escaped(text).split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
  }
}
