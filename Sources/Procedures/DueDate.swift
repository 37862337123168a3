/// When a dossier must be answered.
package enum DueDate: Hashable, Sendable {
  /// At that minute. Provisional means that a day between is not settled by notice, or beyond the calendar.
  case at(HanoiTime, isProvisional: Bool)
  /// The clock starts when the fee is paid.
  case awaitsPayment
  /// The clock stands still: a supplement or a payment was requested and has not come.
  case paused
  /// The text of the procedure states no limit.
  case notStated

  package var moment: HanoiTime? {
    if case .at(let moment, _) = self { moment } else { nil }
  }
}

/// A time in which the clock does not run: from the request of a supplement or a payment to its arrival.
package struct Pause: Hashable, Sendable {
  package var from: HanoiTime
  /// Nil while it lasts.
  package var to: HanoiTime?

  package init(from: HanoiTime, to: HanoiTime?) {
    self.from = from
    self.to = to
  }
}

extension WorkingCalendar {
  /// Results are due by the end of office hours.
  package static let officeCloses = 17 * 60

  /// When a dossier is due that was received then.
  ///
  /// The day of receipt is not counted, nor is a day on which the clock stood still: the days after the request of a
  /// supplement, up to and including the day of its arrival. A limit in calendar days or months that ends on a day off
  /// ends on the next working day (Civil Code, Articles 147 and 148). Hours run around the clock. Due at 17:00, except hours. A limit that
  /// starts after payment runs from the payment. Routing between desks changes nothing here, on purpose.
  package func dueDate(
    _ limit: TimeLimit, receivedAt received: HanoiTime, paidAt paid: HanoiTime? = nil, pauses: [Pause] = []
  ) -> DueDate {
    guard let value = limit.value, let unit = limit.unit else { return .notStated }
    var start = received
    if limit.startsAfterPayment {
      guard let paid else { return .awaitsPayment }
      start = max(received, paid)
    }
    guard pauses.allSatisfy({ $0.to != nil }) else { return .paused }
    if unit == .hour { return .at(dueMinute(value, after: start, pauses: pauses), isProvisional: false) }

    let resumed = pauses.compactMap(\.to).max()
    let counted =
      unit == .sameDay
      ? countedDay(max(start, resumed ?? start), cutOff: limit.cutOff ?? "17:00")
      : countedDay(start, cutOff: limit.cutOff)
    let due: CivilDate
    switch unit {
    case .sameDay, .hour:
      due = counted
    case .workingDay:
      due = day(value, after: counted, pauses: pauses, where: isWorkingDay)
    case .calendarDay:
      due = workingDay(onOrAfter: day(value, after: counted, pauses: pauses) { _ in true })
    case .month:
      let months = min(max(value, 0), 1200)
      let length = counted.adding(months: months).dayNumber - counted.dayNumber
      due = workingDay(onOrAfter: day(length, after: counted, pauses: pauses) { _ in true })
    }
    return .at(
      HanoiTime(due, minute: Self.officeCloses), isProvisional: hasProvisionalDay(from: start.date, to: due))
  }

  /// The day that counts as the day of receipt. For a same-day limit it is the day on which the result is due.
  private func countedDay(_ received: HanoiTime, cutOff: String?) -> CivilDate {
    guard let cutOff, let minute = HanoiTime.minute(of: cutOff) else { return received.date }
    return received.minute > minute || !isWorkingDay(received.date)
      ? workingDay(after: received.date) : received.date
  }

  /// The n-th day after a day that counts and on which the clock runs.
  private func day(
    _ count: Int, after start: CivilDate, pauses: [Pause], where counts: (CivilDate) -> Bool
  ) -> CivilDate {
    var day = start
    var left = min(max(count, 0), 40_000)
    for _ in 0..<400_000 where left > 0 {
      day = day.adding(days: 1)
      let stoodStill = pauses.contains { pause in
        pause.from.date < day && day <= (pause.to ?? pause.from).date
      }
      if counts(day) && !stoodStill { left -= 1 }
    }
    return day
  }

  private func dueMinute(_ hours: Int, after start: HanoiTime, pauses: [Pause]) -> HanoiTime {
    var due = start.adding(minutes: min(max(hours, 0), 100_000) * 60)
    var settled = start
    for pause in pauses.sorted(by: { $0.from < $1.from }) {
      guard let to = pause.to, pause.from < due, settled < to, pause.from < to else { continue }
      due = due.adding(minutes: max(pause.from, settled).minutes(until: to))
      settled = to
    }
    return due
  }

  private func hasProvisionalDay(from first: CivilDate, to last: CivilDate) -> Bool {
    if first < validFrom || last > validTo { return true }
    return days.contains { $0.status == .provisional && first <= $0.date && $0.date <= last }
  }
}

extension HanoiTime {
  /// Minutes to a later time; negative to an earlier one.
  package func minutes(until other: HanoiTime) -> Int {
    (other.date.dayNumber - date.dayNumber) * 1440 + other.minute - minute
  }
}
