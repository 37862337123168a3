/// Why a file of rules was refused. Nothing of a refused set is loaded.
package struct RuleError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Problem: Hashable, Sendable {
    /// Something else should stand there: `object`, `array`, `text`, `integer`, `truth`, `missing`, `unknown`.
    case shape(String)
    case unknownEntity(String)
    case unknownGroup(String)
    case unknownField(String)
    /// A word that this version does not know; `of` says which words are meant: `rule`, `severity`, …
    case unknownWord(String, of: String)
    /// The rule does not fit the field or the entity.
    case unfit(String)
    case duplicate(String)
    /// More than this version allows.
    case tooMany(limit: Int)
  }

  /// The name under which the document was given: `person.json`.
  package let file: String
  /// Where in it: `groups.name.sources[2]`.
  package let path: String
  package let problem: Problem

  package init(file: String, path: String, _ problem: Problem) {
    self.file = file
    self.path = path
    self.problem = problem
  }

  /// `person.json: groups.name.rule: unknown rule "majority"`.
  package var description: String {
    let what =
      switch problem {
      case .shape("unknown"): "this version does not know this name"
      case .shape("missing"): "is missing"
      case .shape(let wanted): "should be: \(wanted)"
      case .unknownEntity(let name): "unknown entity \"\(name)\""
      case .unknownGroup(let name): "unknown group \"\(name)\""
      case .unknownField(let name): "unknown field \"\(name)\""
      case .unknownWord(let word, let of): "unknown \(of) \"\(word)\""
      case .unfit(let why): why
      case .duplicate(let name): "\"\(name)\" is there twice"
      case .tooMany(let limit): "more than \(limit)"
      }
    return path.isEmpty ? "\(file): \(what)" : "\(file): \(path): \(what)"
  }
}
