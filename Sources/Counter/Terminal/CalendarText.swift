package import Procedures

/// Dates and times as staff read them: day/month/year, 24 hours, the clock of Vietnam. The day stands first, so that a
/// column of them is read down.
package enum CalendarText {
  /// "09/03/2026", of an instant in milliseconds since 1970.
  package static func day(_ epochMs: Int64) -> SafeText {
    SafeText(HanoiTime(millisecondsSinceEpoch: epochMs).date.vietnamese)
  }

  /// "09/03/2026 14:05", of an instant in milliseconds since 1970.
  package static func moment(_ epochMs: Int64) -> SafeText {
    let time = HanoiTime(millisecondsSinceEpoch: epochMs)
    return "\(time.date.vietnamese) \(two(time.minute / 60)):\(two(time.minute % 60))"
  }

  /// A date of which only the year, or year and month, may be known: "1954", "09/1954", "02/09/1954".
  package static func partial(_ date: PartialDate) -> SafeText { SafeText(date.vietnamese) }

  private static func two(_ number: Int) -> SafeText { number < 10 ? "0\(number)" : "\(number)" }
}
