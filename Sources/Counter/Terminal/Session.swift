package import Records

/// Where a command writes. The daemon runs commands for a terminal at the other end of a socket, so nothing writes to
/// the process's own output.
package protocol TextOutput: Sendable {
  /// Writes the characters, in the order of the calls.
  func write(_ text: String)
}

/// One command's conversation with the person or script that gave it.
///
/// stdout is for answers, stderr for remarks. Everything shown goes through `SafeText` or `JSONValue`, so no value can
/// bring an escape sequence along.
package struct Session: Sendable {
  package let out: any TextOutput
  package let err: any TextOutput
  package let language: Language
  /// The columns of the terminal that reads `out`; nil when no terminal does, then nothing is cut.
  package let width: Int?
  package let outStyle: Style
  package let errStyle: Style
  /// Whether a terminal shows `err`, and the person did not ask for quiet.
  package let showsProgress: Bool
  package let isQuiet: Bool
  package let isVerbose: Bool
  /// Whether answers are JSON.
  package let isJSON: Bool
  /// Milliseconds since 1970.
  package let now: @Sendable () -> Int64
  /// Asks the person one line; nil where nobody can be asked (`--no-input`, or no terminal).
  package let ask: Ask?

  package typealias Ask = @Sendable (_ question: SafeText) async -> String?

  package init(
    out: any TextOutput, err: any TextOutput, language: Language, width: Int? = nil, outStyle: Style = .plain,
    errStyle: Style = .plain, showsProgress: Bool = false, isQuiet: Bool = false, isVerbose: Bool = false,
    isJSON: Bool = false, now: @escaping @Sendable () -> Int64,
    ask: Ask? = nil
  ) {
    self.out = out
    self.err = err
    self.language = language
    self.width = width
    self.outStyle = outStyle
    self.errStyle = errStyle
    self.showsProgress = showsProgress && !isQuiet
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
    self.isJSON = isJSON
    self.now = now
    self.ask = ask
  }

  /// Whether a terminal reads the answers.
  package var isTerminal: Bool { width != nil }

  /// A line of the answer.
  package func say(_ line: SafeText = SafeText()) { out.write(outStyle.rendered(line) + "\n") }

  /// A text of the answer, in lines as wide as the terminal.
  package func say(_ text: Text, _ values: SafeText...) {
    let filled = text.filled(language, with: values)
    for line in width.map({ filled.wrapped(to: $0) }) ?? [filled] { say(line) }
  }

  package func show(_ table: Table) { table.lines(width: width).forEach { say($0) } }
  package func show(_ pairs: KeyValue) { pairs.lines(width: width).forEach { say($0) } }
  package func show(_ sides: SideBySide) { sides.lines(width: width).forEach { say($0) } }

  /// The answer as one JSON document, whose first member is `schema`: `["schema": "node.status/1", …]`.
  package func answer(_ document: JSONValue) { out.write(document.written() + "\n") }

  /// A line beside the answer; not with `--quiet`.
  package func remark(_ line: SafeText) {
    if !isQuiet { err.write(errStyle.rendered(line) + "\n") }
  }

  package func remark(_ text: Text, _ values: SafeText...) { remark(text.filled(language, with: values)) }

  /// A line for those who asked for `--verbose`.
  package func detail(_ line: SafeText) { if isVerbose { remark(line.inked(.faint)) } }

  /// Words of the table in the session's language.
  package func text(_ text: Text, _ values: SafeText...) -> SafeText { text.filled(language, with: values) }

  /// Says what went wrong and returns the exit code that goes with it.
  package func fail(_ problem: Problem, _ values: SafeText...) -> ExitCode { fail(problem, values) }

  package func fail(_ problem: Problem, _ values: [SafeText]) -> ExitCode {
    if isJSON {
      err.write(problem.document(language, values).written() + "\n")
    } else {
      let lines = problem.lines(language, values, width: width ?? 100)
      for line in lines { err.write(errStyle.rendered(line) + "\n") }
    }
    return problem.exit
  }

  /// Asks before something that cannot be taken back lightly. True with `yes` (from `--yes`) or when the person says so;
  /// false where nobody can be asked.
  package func confirm(_ question: SafeText, yes: Bool) async -> Bool {
    if yes { return true }
    guard let ask, let answer = await ask("\(question) \(text(Texts.common.yesNo)) ") else { return false }
    let word = answer.lowercased().filter { !$0.isWhitespace }
    return ["c", "co", "có", "y", "yes"].contains { $0.utf8.elementsEqual(word.utf8) }
  }
}
