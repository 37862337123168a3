package import Conflicts
package import Records

/// One thing that is wrong in the files that were to be published. Nothing is published while there is one.
package struct CatalogueProblem: Hashable, Sendable, CustomStringConvertible {
  package enum What: Hashable, Sendable {
    /// The file cannot be opened or read; `errno` as is.
    case unreadable(errno: Int32)
    /// There is no file of rules in the folder.
    case noRules
    /// Not JSON as this package reads it.
    case malformed(JSONError.Reason, column: Int)
    case missing(member: String)
    /// Something else should stand there; the decoder's words, for logs.
    case unfit(String)
    /// The files of rules do not make a book of rules.
    case rule(RuleError.Problem)
    /// A name that nobody reads: most likely a typing error.
    case unknownMember
    /// Two entries of one code are in force on one day.
    case overlaps(code: String)
    /// The last day lies before the first.
    case endsBeforeItBegins
    /// Names something that no file holds.
    case refersToNothing(Referred, code: String)
    case mustBe(Demand)
  }

  package enum Referred: Hashable, Sendable, CaseIterable {
    case procedure, documentType, agency, unit, source
  }

  /// What must hold at the place.
  package enum Demand: Hashable, Sendable, CaseIterable {
    /// Orders of steps that come before.
    case earlierSteps
    /// An id that no other component of the case has; a channel that no other entry has.
    case onlyOneOfItsId, onlyOneOfItsChannel
    /// As in H37.05.
    case agencyCode
    /// A day between the calendar's first and last.
    case dayOfCalendar
    /// Days from 1 to 7, at least one.
    case weekdays
    case allTenStatuses, atLeastOne, thereOnce
    /// Of a list: as many as its entries, or more. Of an entry: `sourced` or `assumed`. Of an age: 1 or more.
    case announcedOrMore, sourcedOrAssumed, oneOrMore
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
