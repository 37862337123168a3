/// How long ago something was, in words: "3 phút trước". Unit by unit, cut down: 119 seconds are 1 minute.
package enum AgeText {
  /// Days from which on the date itself says more than the age.
  static let daysMax: Int64 = 60

  /// The age of `epochMs` at `nowMs`, both in milliseconds since 1970. An instant ahead of now is told as "in 3 minutes":
  /// clocks of two nodes differ, and a person must see it.
  package static func text(of epochMs: Int64, at nowMs: Int64, _ language: Language) -> SafeText {
    let (difference, overflow) = nowMs.subtractingReportingOverflow(epochMs)
    if overflow { return CalendarText.day(epochMs) }
    let seconds = Int64(clamping: difference.magnitude) / 1000
    let isPast = difference >= 0
    let ages = Texts.ages
    switch seconds {
    case ..<60: return ages.now(language)
    case ..<3600: return (isPast ? ages.minutesAgo : ages.inMinutes)(language, SafeText(seconds / 60))
    case ..<86_400: return (isPast ? ages.hoursAgo : ages.inHours)(language, SafeText(seconds / 3600))
    case ..<(daysMax * 86_400):
      return (isPast ? ages.daysAgo : ages.inDays)(language, SafeText(seconds / 86_400))
    default: return CalendarText.day(epochMs)
    }
  }

  /// A span of time: "3 ngày", "4 giờ", "12 phút", "8 giây". The unit is milliseconds.
  package static func span(_ ms: Int64, _ language: Language) -> SafeText {
    let seconds = max(0, ms) / 1000
    let ages = Texts.ages
    switch seconds {
    case ..<60: return ages.seconds(language, SafeText(seconds))
    case ..<3600: return ages.minutes(language, SafeText(seconds / 60))
    case ..<86_400: return ages.hours(language, SafeText(seconds / 3600))
    default: return ages.days(language, SafeText(seconds / 86_400))
    }
  }
}
