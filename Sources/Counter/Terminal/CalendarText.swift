/// Dates and times as staff write them: day/month/year, 24 hours, the clock of Vietnam (UTC+7, no summer time).
package enum CalendarText {
  /// The milliseconds by which the clocks of Vietnam are ahead of UTC (IANA zone Asia/Ho_Chi_Minh since 1975).
  static let offsetMs: Int64 = 7 * 3_600_000
  private static let dayMs: Int64 = 86_400_000

  /// "09/03/2026", of an instant in milliseconds since 1970.
  package static func day(_ epochMs: Int64) -> SafeText {
    let date = date(epochMs)
    return partial(year: date.year, month: date.month, day: date.day)
  }

  /// "09/03/2026 14:05", of an instant in milliseconds since 1970.
  package static func moment(_ epochMs: Int64) -> SafeText {
    let minute = remainder(local(epochMs), dayMs) / 60_000
    return "\(day(epochMs)) \(two(minute / 60)):\(two(minute % 60))"
  }

  /// A date of which only the year, or year and month, may be known: "1954", "03/1954", "09/03/1954".
  package static func partial(year: Int, month: Int? = nil, day: Int? = nil) -> SafeText {
    switch (month, day) {
    case (let month?, let day?): "\(two(Int64(day)))/\(two(Int64(month)))/\(four(year))"
    case (let month?, nil): "\(two(Int64(month)))/\(four(year))"
    case (nil, _): four(year)
    }
  }

  /// Days since 1970 to a date of the Gregorian calendar, by Howard Hinnant's `civil_from_days`
  /// (howardhinnant.github.io/date_algorithms.html); its year begins in March.
  private static func date(_ epochMs: Int64) -> (year: Int, month: Int, day: Int) {
    let local = local(epochMs)
    let shifted = (local - remainder(local, dayMs)) / dayMs + 719_468
    let dayOfEra = remainder(shifted, 146_097)
    let era = (shifted - dayOfEra) / 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month),
      Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    )
  }

  /// Milliseconds since 1970 on Vietnam's clocks; beyond the years 0000 to 9999 the nearest end, for a broken clock must not
  /// break a page.
  private static func local(_ epochMs: Int64) -> Int64 {
    min(max(epochMs, -62_167_219_200_000), 253_402_300_799_999 - offsetMs) + offsetMs
  }

  /// The remainder that is never negative.
  private static func remainder(_ number: Int64, _ divisor: Int64) -> Int64 {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private static func two(_ number: Int64) -> SafeText { number < 10 ? "0\(number)" : "\(number)" }

  private static func four(_ year: Int) -> SafeText {
    let digits = String(year)
    return SafeText(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
  }
}
