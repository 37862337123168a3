/// Why a file is no case that can be played, and where in it.
package struct CaseError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Problem: Equatable, Sendable {
    /// Something else should stand there: `object`, `text`, `missing`, `unknown`, …
    case shape(String)
    /// A word that is declared nowhere; `of` says what was meant: `record`, `actor`, `change`, …
    case unknownWord(String, of: String)
    case duplicate(String)
    case unfit(String)
    case tooMany(limit: Int)
    /// The decision cannot be made as the file has it.
    case refused(ResolutionError)
  }

  package let file: String
  package let path: String
  package let problem: Problem

  package init(file: String, path: String, _ problem: Problem) {
    self.file = file
    self.path = path
    self.problem = problem
  }

  /// `twins.json: changes[2].saw[0]: unknown change "c7"`.
  package var description: String {
    let what =
      switch problem {
      case .shape("unknown"): "this version does not know this name"
      case .shape("missing"): "is missing"
      case .shape(let wanted): "should be: \(wanted)"
      case .unknownWord(let word, let of): "unknown \(of) \"\(word)\""
      case .duplicate(let word): "\"\(word)\" is there twice"
      case .unfit(let why): why
      case .tooMany(let limit): "more than \(limit)"
      case .refused(let error): "the decision is refused: \(error)"
      }
    return path.isEmpty ? "\(file): \(what)" : "\(file): \(path): \(what)"
  }
}
