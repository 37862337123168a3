/// A minute on the clock of Vietnam: a day and a minute of it, in Asia/Ho_Chi_Minh, which has been UTC+7 without
/// summer time since 1975.
package struct HanoiTime: Hashable, Comparable, Sendable {
  package var date: CivilDate
  /// 0 to 1,439.
  package var minute: Int

  /// A day and a time of it; a minute beyond the day is moved to its last minute.
  package init(_ date: CivilDate, hour: Int = 0, minute: Int = 0) {
    self.date = date
    self.minute = min(max(hour * 60 + minute, 0), 1439)
  }

  /// From milliseconds since 1970-01-01T00:00Z; before year 1 and after year 9999 the nearest minute of the calendar.
  package init(millisecondsSinceEpoch: Int64) {
    let shifted = millisecondsSinceEpoch.addingReportingOverflow(7 * 3_600_000)
    let milliseconds = shifted.overflow ? millisecondsSinceEpoch : shifted.partialValue
    let minutes = Int(milliseconds / 60_000) - (milliseconds % 60_000 < 0 ? 1 : 0)
    let day = minutes / 1440 - (minutes % 1440 < 0 ? 1 : 0)
    date = CivilDate(dayNumber: day) ?? (day > 0 ? .last : .first)
    minute = minutes - day * 1440
  }

  /// Milliseconds since 1970-01-01T00:00Z at the beginning of the minute.
  package var millisecondsSinceEpoch: Int64 {
    Int64((date.dayNumber * 1440 + minute - 7 * 60) * 60_000)
  }

  package static func < (left: HanoiTime, right: HanoiTime) -> Bool {
    (left.date, left.minute) < (right.date, right.minute)
  }

  /// So many minutes later; stops at the last day of the calendar.
  package func adding(minutes: Int) -> HanoiTime {
    let total = minute + min(max(minutes, -1_000_000_000), 1_000_000_000)
    let days = total / 1440 - (total % 1440 < 0 ? 1 : 0)
    var result = self
    result.date = date.adding(days: days)
    result.minute = total - days * 1440
    return result
  }
}

extension HanoiTime: CustomStringConvertible {
  /// `2026-11-24 15:00`.
  package var description: String {
    "\(date) \(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }

  /// As a receipt prints it: `15:00 ngày 24/11/2026`.
  package var vietnamese: String { "\(clock) ngày \(date.vietnamese)" }

  /// `15:00`.
  package var clock: String { "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))" }

  /// The minute of the day that `15:00` or `8:30` is, or nil.
  package static func minute(of text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: ":") }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }
}
