/// What `Procedures` refuses. No value of a citizen is ever part of it.
package enum ProcedureError: Error, Equatable, Sendable {
  /// An agency code is 2 to 5 parts joined by dots, such as `H37.05`.
  case agencyMalformed
  /// A serial number has 1 to 999,999 as its range in new codes.
  case serialOutOfRange
  /// The letters of an origin are 2 to 4 capitals.
  case originLettersMalformed
}
