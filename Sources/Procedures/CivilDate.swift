/// A day of the proleptic Gregorian calendar, years 1 to 9999, without a time or a zone.
///
/// Counted in whole days from 1 January 1970, so that arithmetic is integer arithmetic. The conversions are Howard
/// Hinnant's (*chrono-Compatible Low-Level Date Algorithms*). In JSON it is text: `"2026-11-24"`.
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package let dayNumber: Int

  package static let first = CivilDate(unchecked: -719_162)
  package static let last = CivilDate(unchecked: 2_932_896)

  private init(unchecked dayNumber: Int) {
    self.dayNumber = dayNumber
  }

  /// The day with that number, or nil before year 1 and after year 9999.
  package init?(dayNumber: Int) {
    guard dayNumber >= Self.first.dayNumber, dayNumber <= Self.last.dayNumber else { return nil }
    self.dayNumber = dayNumber
  }

  /// A day by its parts, or nil where the calendar has no such day (30 February).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month 1 to 12 and day 1 to 31.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  package var year: Int { parts.year }
  package var month: Int { parts.month }
  package var day: Int { parts.day }

  /// 1 is Monday, 7 is Sunday (ISO 8601).
  package var weekday: Int {
    let sinceMonday = (dayNumber + 3) % 7
    return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  /// The day so many days later, or earlier where negative; stops at the first and the last day of the calendar.
  package func adding(days: Int) -> CivilDate {
    let (sum, overflows) = dayNumber.addingReportingOverflow(days)
    if overflows { return days > 0 ? .last : .first }
    return CivilDate(dayNumber: sum) ?? (days > 0 ? .last : .first)
  }

  /// The same day of a later month, or the last day of that month where it is shorter: 31 January and one month is
  /// 28 February (Civil Code, Article 148.3). Stops at the first and the last day of the calendar.
  package func adding(months: Int) -> CivilDate {
    let (year, month, day) = parts
    let (total, overflows) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflows, total >= 12, total < 10_000 * 12 else { return months > 0 ? .last : .first }
    let length = Self.days(inMonth: total % 12 + 1, of: total / 12)
    return CivilDate(year: total / 12, month: total % 12 + 1, day: min(day, length)) ?? .last
  }

  /// Whole years from this day to another: the age on that day of a person born on this one. Never negative.
  package func yearsUntil(_ other: CivilDate) -> Int {
    let (born, now) = (parts, other.parts)
    let hasPassed = (now.month, now.day) >= (born.month, born.day)
    return max(0, now.year - born.year - (hasPassed ? 0 : 1))
  }

  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate: CustomStringConvertible {
  /// Reads `2026-11-24` (ISO 8601), `24/11/2026` and `4/1/2026`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard case .day(let date)? = PartialDate(text) else { return nil }
    self = date
  }

  /// `2026-11-24`.
  package var description: String {
    let (year, month, day) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// As Vietnamese papers write it: `24/11/2026`.
  package var vietnamese: String {
    let (year, month, day) = parts
    return "\(padded(day, 2))/\(padded(month, 2))/\(padded(year, 4))"
  }
}

extension CivilDate: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = CivilDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day as in 2026-11-24")
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A number in decimal, with zeros before it up to a width.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
