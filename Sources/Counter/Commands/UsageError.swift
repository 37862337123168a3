/// Why the words after `tram` are no command. Each names the command as far as it was understood, so that the message can
/// lead to its help.
package struct UsageError: Error, Equatable, Sendable {
  package let reason: Reason
  /// The words of the command, empty when there was none.
  package let command: [String]

  package enum Reason: Equatable, Sendable {
    case unknownCommand(String, nearest: String?)
    /// `tram conflicts`: a word must follow.
    case incompleteCommand([String])
    case unknownOption(String, nearest: String?)
    case missingValue(String)
    /// A flag with a value: `--json=1`.
    case unexpectedValue(String)
    case badValue(String, ValueKind)
    case repeated(String)
    case missingArgument(String)
    case missingOption(String)
    case extraArgument
    case exactlyOne([String])
    case needs(String, String)
    case notInOrder(String, String)
    case tooManyWords
  }

  package init(_ reason: Reason, command: [String] = []) {
    self.reason = reason
    self.command = command
  }

  /// What to type to read more.
  package var help: String { (["tram"] + command + ["--help"]).joined(separator: " ") }

  package func text(_ language: Language) -> SafeText {
    let texts = Texts.usage
    func named(_ text: String) -> SafeText { SafeText(Texts.help.usage(text, language)) }
    switch reason {
    case .unknownCommand(let word, nil): return texts.unknownCommand(language, SafeText(word))
    case .unknownCommand(let word, let nearest?):
      return texts.unknownCommandNearest(language, SafeText(word), SafeText(nearest))
    case .incompleteCommand(let words):
      return texts.incompleteCommand(language, SafeText(words.joined(separator: ", ")))
    case .unknownOption(let option, nil): return texts.unknownOption(language, SafeText(option))
    case .unknownOption(let option, let nearest?):
      return texts.unknownOptionNearest(language, SafeText(option), SafeText(nearest))
    case .missingValue(let option): return texts.missingValue(language, SafeText(option))
    case .unexpectedValue(let option): return texts.unexpectedValue(language, SafeText(option))
    case .badValue(let name, let kind):
      return texts.badValue(language, named(name), kind.expectation(language))
    case .repeated(let option): return texts.repeated(language, SafeText(option))
    case .missingArgument(let name): return texts.missingArgument(language, named(name))
    case .missingOption(let option): return texts.missingOption(language, named(option))
    case .extraArgument: return texts.extraArgument(language)
    case .exactlyOne(let names): return texts.exactlyOne(language, named(names.joined(separator: ", ")))
    case .needs(let option, let other): return texts.needs(language, SafeText(option), SafeText(other))
    case .notInOrder(let first, let last):
      return texts.notInOrder(language, SafeText(first), SafeText(last))
    case .tooManyWords: return texts.tooManyWords(language)
    }
  }
}

extension ValueKind {
  /// What a value should have been, in words.
  package func expectation(_ language: Language) -> SafeText {
    let texts = Texts.usage
    return switch self {
    case .text: texts.wantsText(language)
    case .integer(let range):
      texts.wantsInteger(language, SafeText(range.lowerBound), SafeText(range.upperBound))
    case .oneOf(let words): texts.wantsOneOf(language, SafeText(words.joined(separator: ", ")))
    case .file: texts.wantsFile(language)
    case .folder: texts.wantsFolder(language)
    case .address: texts.wantsAddress(language)
    case .codes: texts.wantsCodes(language)
    case .assignment: texts.wantsAssignment(language)
    case .condition: texts.wantsCondition(language)
    case .span: texts.wantsSpan(language)
    case .day: texts.wantsDay(language)
    case .side: texts.wantsSide(language)
    }
  }
}
