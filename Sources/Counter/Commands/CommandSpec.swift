/// One command as data. The parser, `--help`, the completions of three shells and the manual page are made from it, so
/// they cannot disagree.
package struct CommandSpec: Sendable {
  /// What is typed after `tram`: `["conflicts", "list"]`.
  package let words: [String]
  package let summary: Text
  /// What the summary does not say; paragraphs are apart by an empty line.
  package var detail: Text?
  package var arguments: [ArgumentSpec] = []
  package var options: [OptionSpec] = []
  package var rules: [Rule] = []
  /// Whether the command changes records, so that it must be said who acts (`--as`).
  package var isAct = false
  package var examples: [Example] = []
  /// The ways it ends, besides 0, 1 and 2, which every command has.
  package var exits: [ExitCode] = []

  /// What the options must be among each other. Options are named with their dashes, arguments without.
  package enum Rule: Hashable, Sendable {
    case exactlyOne([String])
    /// The first only together with all of the others.
    case needs(String, [String])
    /// Two days, of which the first is not after the second where both are given.
    case inOrder(String, String)
  }

  package struct Example: Sendable {
    /// The line as typed, `tram` included.
    package let line: String
    package let says: Text

    package init(_ line: String, _ says: Text) {
      self.line = line
      self.says = says
    }
  }

  package var name: String { words.joined(separator: " ") }
}

/// A value that is known by its place.
package struct ArgumentSpec: Sendable {
  /// In capitals, as the usage line shows it: `ID`.
  package let name: String
  package let kind: ValueKind
  package let says: Text
  package var isRequired = true
  /// Whether more than one may be given; only for the last.
  package var isRepeated = false

  package init(
    _ name: String, _ kind: ValueKind = .text, isRequired: Bool = true, isRepeated: Bool = false, says: Text
  ) {
    self.name = name
    self.kind = kind
    self.says = says
    self.isRequired = isRequired
    self.isRepeated = isRepeated
  }
}

/// A value that is known by its name: `--take N`; or a flag, without a value.
package struct OptionSpec: Sendable {
  /// Without dashes: `take`.
  package let name: String
  /// The word for the value in the usage (`N`) and what it must be; nil for a flag.
  package let value: Value?
  package let says: Text
  package let isRequired: Bool
  package let isRepeated: Bool
  /// What holds when it is not given; the command's own knowledge, shown in the help.
  package let byDefault: String?

  package struct Value: Hashable, Sendable {
    package let word: String
    package let kind: ValueKind
  }

  /// A flag.
  package init(_ name: String, says: Text) {
    self.name = name
    self.says = says
    value = nil
    isRequired = false
    isRepeated = false
    byDefault = nil
  }

  /// An option with a value.
  package init(
    _ name: String, _ word: String, _ kind: ValueKind = .text, isRequired: Bool = false,
    isRepeated: Bool = false,
    byDefault: String? = nil, says: Text
  ) {
    self.name = name
    self.says = says
    value = Value(word: word, kind: kind)
    self.isRequired = isRequired
    self.isRepeated = isRepeated
    self.byDefault = byDefault
  }

  /// As typed: `--take N`.
  package var usage: String { value.map { "--\(name) \($0.word)" } ?? "--\(name)" }
}
