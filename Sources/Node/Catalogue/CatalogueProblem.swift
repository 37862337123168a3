/// One thing that is wrong in the files that were to be published. Nothing is published while there is one.
package struct CatalogueProblem: Hashable, Sendable, CustomStringConvertible {
  package enum What: Hashable, Sendable {
    /// The file cannot be opened or read; the system's words.
    case unreadable(String)
    /// Not JSON as this package reads it: `duplicateName`, `notUTF8`.
    case malformed(String)
    /// Something else should stand there; the decoder's words.
    case unfit(String)
    /// A name that nobody reads: most likely a typing error.
    case unknownMember
    /// Two entries of one code are in force on one day.
    case overlaps(code: String)
    /// The last day lies before the first.
    case endsBeforeItBegins
    /// Names something that no file holds: `procedure 1.001193`.
    case refersToNothing(String)
    /// What must be there once is there twice, or not at all.
    case mustBe(String)
  }

  /// Name of the file under its folder: `catalogue/units.json`.
  package let file: String
  /// 1…; `nil` where no place in the file is meant.
  package let line: Int?
  /// `procedures[3].channels[0].timeLimit.unit`; empty for the whole file.
  package let path: String
  package let what: What

  package init(file: String, line: Int? = nil, path: String = "", _ what: What) {
    self.file = file
    self.line = line
    self.path = path
    self.what = what
  }

  /// `catalogue/units.json:12: units[4].kind: …`, for logs; the terminal has its own words.
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return path.isEmpty ? "\(place): \(what)" : "\(place): \(path): \(what)"
  }
}

/// All that is wrong, in the order of the files.
package struct CatalogueRefused: Error, Equatable, Sendable {
  package let problems: [CatalogueProblem]

  package init(problems: [CatalogueProblem]) { self.problems = problems }
}
