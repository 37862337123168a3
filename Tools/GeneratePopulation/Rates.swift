/// How often the anomalies of real registers occur, per 10,000. `FORMAT.md` states the same figures, and a test holds
/// the output to them.
enum Rates {
  /// Dates of birth known only to the year, or to the month; the older half of the population had them more often.
  static let yearOnlyBefore1970 = 1_000
  static let monthOnlyBefore1970 = 300
  static let yearOnlySince1970 = 50
  static let monthOnlySince1970 = 20

  /// Of those born before 2007, who still know the 9 digits of an old card.
  static let oldNumber = 7_000

  /// The personal id shows another year of birth than the register, or the other sex.
  static let birthYearDisagrees = 80
  static let sexDisagrees = 20

  /// No personal id: children in their first year wait for it, a few others never got it.
  static let missingIDFirstYear = 2_000
  static let missingID = 150

  /// Births that give twins; above the natural rate, so that small populations have some.
  static let twinBirths = 200

  /// All text of the person decomposed (NFD).
  static let decomposedText = 200
  /// Of persons with a Đ or đ in their text: written Ð (U+00D0).
  static let ethForD = 300
  /// One of telephone, birth place and home town reads "Không có thông tin".
  static let noInformation = 200
}
