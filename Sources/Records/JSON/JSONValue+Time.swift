extension JSONValue {
  /// An instant as RFC 3339 in UTC with milliseconds: `"2026-03-09T07:05:00.000Z"`.
  ///
  /// The unit is milliseconds since 1970. RFC 3339 has four digits for the year; an instant outside 0000…9999 is
  /// written as the nearest it can say, because a broken clock must not break the reader of a status.
  package static func time(_ epochMs: Int64) -> JSONValue {
    let first: Int64 = -62_167_219_200_000
    let last: Int64 = 253_402_300_799_999
    let ms = min(max(epochMs, first), last)
    let dayMs: Int64 = 86_400_000
    let day = (ms - first) / dayMs
    let rest = (ms - first) % dayMs
    let (year, month, dayOfMonth) = civil(daysSinceYearZero: day)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
    return .string(
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T\(clock.joined(separator: ":"))"
        + ".\(padded(rest % 1000, 3))Z")
  }

  /// An instant, or null.
  package static func time(_ epochMs: Int64?) -> JSONValue { epochMs.map { time($0) } ?? .null }

  /// Days since 0000-01-01 to a date of the proleptic Gregorian calendar, by Howard Hinnant's `civil_from_days`
  /// (howardhinnant.github.io/date_algorithms.html), whose year begins in March: 60 days after January.
  private static func civil(daysSinceYearZero days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    // 400 years are added, so that January and February of year 0 are not negative.
    let shifted = days + 146_097 - 60
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
