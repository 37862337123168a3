import Procedures
import Testing

private let shipped = Result { try ShippedConfig.decode(WorkingCalendar.self, "catalogue/calendar.json") }

@Suite struct `The working calendar` {
  @Test(arguments: [
    ("2025-01-27", false), ("2025-02-01", false), ("2025-02-03", true), ("2025-04-07", false),
    ("2025-04-26", true), ("2025-05-02", false), ("2025-09-01", false), ("2025-09-02", false),
    ("2026-01-01", false), ("2026-01-02", false), ("2026-01-03", false), ("2026-01-10", true),
    ("2026-02-13", true), ("2026-02-16", false), ("2026-02-20", false), ("2026-02-23", true),
    ("2026-04-27", false), ("2026-04-30", false), ("2026-05-01", false), ("2026-08-22", true),
    ("2026-08-29", false), ("2026-08-31", false), ("2026-09-02", false), ("2026-09-03", true),
    ("2026-11-23", true), ("2026-11-24", false), ("2026-11-25", true), ("2026-11-28", false),
    ("2027-05-03", false), ("2027-11-24", false),
  ])
  func `knows holidays, swapped days and weekends`(day: String, works: Bool) throws {
    #expect(try shipped.get().isWorkingDay(try #require(CivilDate(day))) == works)
  }

  @Test(arguments: [
    ("2025-12-31", 1, "2026-01-05"), ("2026-01-09", 1, "2026-01-10"), ("2026-01-09", 2, "2026-01-12"),
    ("2026-08-21", 1, "2026-08-22"), ("2026-08-28", 1, "2026-09-03"), ("2026-11-23", 1, "2026-11-25"),
    ("2026-02-13", 1, "2026-02-23"), ("2026-11-20", 0, "2026-11-20"), ("2026-04-24", 3, "2026-05-04"),
  ])
  func `counts working days`(from: String, count: Int, to: String) throws {
    let calendar = try shipped.get()
    let (first, last) = (try #require(CivilDate(from)), try #require(CivilDate(to)))
    #expect(calendar.adding(workingDays: count, to: first) == last)
    #expect(calendar.workingDays(after: first, through: last) == count)
  }

  @Test func `says what a notice may still change`() throws {
    let calendar = try shipped.get()
    #expect(calendar.isProvisional(try #require(CivilDate("2027-02-09"))))
    #expect(calendar.isProvisional(try #require(CivilDate("2028-03-01"))))
    #expect(!calendar.isProvisional(try #require(CivilDate("2026-11-24"))))
  }

  @Test func `ends its search where there is no working day`() throws {
    let day = try #require(CivilDate("2026-01-01"))
    let never = WorkingCalendar(validFrom: day, validTo: day, source: "", workingWeekdays: [], days: [])
    #expect(never.workingDay(onOrAfter: day) > day)
  }

  @Test func `lets a later notice replace an earlier`() throws {
    let day = try #require(CivilDate("2026-12-05"))
    var calendar = try shipped.get()
    #expect(!calendar.isWorkingDay(day))
    calendar.days.append(.init(day, .work, nameVi: "Làm bù", nameEn: "Working day in exchange"))
    #expect(calendar.isWorkingDay(day))
  }
}

struct DueRow: CustomTestStringConvertible {
  var limit: TimeLimit
  var received: String
  var due: String
  var testDescription: String { "\(limit.value ?? 0) \(limit.unit?.rawValue ?? "?") from \(received)" }

  init(_ limit: TimeLimit, _ received: String, _ due: String) {
    self.limit = limit
    self.received = received
    self.due = due
  }
}

func moment(_ text: String) throws -> HanoiTime {
  let parts = text.split(separator: " ")
  let minute = try #require(HanoiTime.minute(of: String(parts[1])))
  return HanoiTime(try #require(CivilDate(parts[0])), minute: minute)
}

private let sameDay = TimeLimit(1, .sameDay, cutOff: "15:00")

@Suite struct `A due date` {
  @Test(arguments: [
    // Birth and death registration: the 15:00 rule.
    DueRow(sameDay, "2026-11-25 09:00", "2026-11-25 17:00"),
    DueRow(sameDay, "2026-11-25 15:00", "2026-11-25 17:00"),
    DueRow(sameDay, "2026-11-25 15:01", "2026-11-26 17:00"),
    DueRow(sameDay, "2026-11-23 16:00", "2026-11-25 17:00"),
    DueRow(sameDay, "2026-11-27 16:00", "2026-11-30 17:00"),
    DueRow(sameDay, "2026-11-28 09:00", "2026-11-30 17:00"),
    DueRow(sameDay, "2026-01-10 14:00", "2026-01-10 17:00"),
    DueRow(sameDay, "2026-01-09 15:30", "2026-01-10 17:00"),
    DueRow(sameDay, "2026-01-02 10:00", "2026-01-05 17:00"),
    // Marriage: the same day, no hour stated.
    DueRow(TimeLimit(1, .sameDay), "2026-11-25 16:30", "2026-11-25 17:00"),
    DueRow(TimeLimit(1, .sameDay), "2026-11-25 18:30", "2026-11-26 17:00"),
    // Working days: the day of receipt is not counted.
    DueRow(TimeLimit(3, .workingDay), "2026-11-23 09:00", "2026-11-27 17:00"),
    DueRow(TimeLimit(7, .workingDay), "2026-11-20 09:00", "2026-12-02 17:00"),
    DueRow(TimeLimit(1, .workingDay), "2025-12-31 16:59", "2026-01-05 17:00"),
    DueRow(TimeLimit(2, .workingDay), "2026-01-09 08:00", "2026-01-12 17:00"),
    DueRow(TimeLimit(7, .workingDay), "2026-02-11 08:00", "2026-02-27 17:00"),
    DueRow(TimeLimit(5, .workingDay), "2026-08-27 08:00", "2026-09-08 17:00"),
    DueRow(TimeLimit(2, .workingDay), "2026-08-21 08:00", "2026-08-24 17:00"),
    DueRow(TimeLimit(10, .workingDay), "2026-04-22 08:00", "2026-05-11 17:00"),
    DueRow(TimeLimit(1, .workingDay), "2026-11-28 08:00", "2026-11-30 17:00"),
    DueRow(TimeLimit(1, .workingDay, cutOff: "15:00"), "2026-11-25 15:30", "2026-11-27 17:00"),
    // Calendar days roll to the next working day.
    DueRow(TimeLimit(10, .calendarDay), "2026-11-23 09:00", "2026-12-03 17:00"),
    DueRow(TimeLimit(15, .calendarDay), "2026-11-13 09:00", "2026-11-30 17:00"),
    DueRow(TimeLimit(10, .calendarDay), "2026-02-06 09:00", "2026-02-23 17:00"),
    DueRow(TimeLimit(8, .calendarDay), "2026-01-02 09:00", "2026-01-10 17:00"),
    // Months end on the same number, or on the last day.
    DueRow(TimeLimit(1, .month), "2026-01-30 09:00", "2026-03-02 17:00"),
    DueRow(TimeLimit(1, .month), "2026-10-24 09:00", "2026-11-25 17:00"),
    DueRow(TimeLimit(3, .month), "2026-03-10 09:00", "2026-06-10 17:00"),
    // Hours run around the clock.
    DueRow(TimeLimit(1, .hour), "2026-11-24 22:30", "2026-11-24 23:30"),
    DueRow(TimeLimit(1, .hour), "2026-11-24 23:30", "2026-11-25 00:30"),
    // Checked by hand against the calendars of 2025 to 2027: Tết, Saturdays worked in exchange, the ends of years and
    // months, limits that run over several days off.
    DueRow(TimeLimit(3, .workingDay), "2025-01-24 09:00", "2025-02-05 17:00"),
    DueRow(sameDay, "2025-01-24 15:30", "2025-02-03 17:00"),
    DueRow(TimeLimit(1, .workingDay), "2025-04-04 09:00", "2025-04-08 17:00"),
    DueRow(TimeLimit(2, .workingDay), "2025-04-24 09:00", "2025-04-26 17:00"),
    DueRow(TimeLimit(5, .workingDay), "2025-04-25 09:00", "2025-05-06 17:00"),
    DueRow(sameDay, "2025-04-26 10:00", "2025-04-26 17:00"),
    DueRow(sameDay, "2025-05-02 10:00", "2025-05-05 17:00"),
    DueRow(TimeLimit(10, .calendarDay), "2025-04-22 09:00", "2025-05-05 17:00"),
    DueRow(TimeLimit(15, .calendarDay), "2025-08-18 09:00", "2025-09-03 17:00"),
    DueRow(TimeLimit(1, .month), "2025-01-31 09:00", "2025-02-28 17:00"),
    DueRow(TimeLimit(1, .month), "2025-08-01 09:00", "2025-09-03 17:00"),
    DueRow(TimeLimit(7, .workingDay), "2025-08-28 09:00", "2025-09-10 17:00"),
    DueRow(TimeLimit(3, .workingDay), "2025-12-30 09:00", "2026-01-06 17:00"),
    DueRow(TimeLimit(8, .workingDay), "2025-12-24 09:00", "2026-01-07 17:00"),
    DueRow(TimeLimit(15, .workingDay), "2026-01-05 09:00", "2026-01-23 17:00"),
    DueRow(TimeLimit(7, .workingDay), "2026-02-13 09:00", "2026-03-03 17:00"),
    DueRow(sameDay, "2026-02-13 15:01", "2026-02-23 17:00"),
    DueRow(TimeLimit(10, .calendarDay), "2026-02-10 09:00", "2026-02-23 17:00"),
    DueRow(TimeLimit(1, .hour), "2026-02-16 23:10", "2026-02-17 00:10"),
    DueRow(TimeLimit(8, .hour), "2026-11-25 15:00", "2026-11-25 23:00"),
    DueRow(TimeLimit(1, .month), "2026-03-31 09:00", "2026-05-04 17:00"),
    DueRow(TimeLimit(1, .month), "2026-05-31 09:00", "2026-06-30 17:00"),
    DueRow(TimeLimit(2, .month), "2026-04-30 09:00", "2026-06-30 17:00"),
    DueRow(TimeLimit(5, .workingDay), "2026-04-23 09:00", "2026-05-05 17:00"),
    DueRow(TimeLimit(1, .workingDay), "2026-04-29 09:00", "2026-05-04 17:00"),
    DueRow(TimeLimit(3, .workingDay), "2026-08-20 09:00", "2026-08-24 17:00"),
    DueRow(sameDay, "2026-08-22 14:59", "2026-08-22 17:00"),
    DueRow(sameDay, "2026-08-22 15:30", "2026-08-24 17:00"),
    DueRow(sameDay, "2026-08-31 09:00", "2026-09-03 17:00"),
    DueRow(TimeLimit(2, .workingDay), "2026-08-28 09:00", "2026-09-04 17:00"),
    DueRow(TimeLimit(30, .calendarDay), "2026-08-03 09:00", "2026-09-03 17:00"),
    DueRow(TimeLimit(20, .workingDay), "2026-11-02 09:00", "2026-12-01 17:00"),
    DueRow(TimeLimit(10, .workingDay), "2026-12-21 09:00", "2027-01-05 17:00"),
    DueRow(TimeLimit(1, .workingDay), "2026-12-31 09:00", "2027-01-04 17:00"),
    DueRow(TimeLimit(5, .workingDay), "2027-01-25 09:00", "2027-02-01 17:00"),
    DueRow(TimeLimit(3, .workingDay), "2027-04-14 09:00", "2027-04-20 17:00"),
    DueRow(TimeLimit(2, .workingDay), "2027-04-28 09:00", "2027-05-04 17:00"),
    DueRow(TimeLimit(1, .workingDay), "2027-11-23 09:00", "2027-11-25 17:00"),
    DueRow(TimeLimit(7, .calendarDay), "2027-04-23 09:00", "2027-05-04 17:00"),
    DueRow(TimeLimit(1, .month), "2027-03-31 09:00", "2027-05-04 17:00"),
  ])
  func `follows from the limit and the receipt`(row: DueRow) throws {
    let due = try shipped.get().dueDate(row.limit, receivedAt: moment(row.received))
    #expect(due == .at(try moment(row.due), isProvisional: false))
  }

  @Test func `waits for the payment where the limit says so`() throws {
    let calendar = try shipped.get()
    let limit = TimeLimit(2, .workingDay, startsAfterPayment: true)
    let received = try moment("2026-11-16 09:00")
    #expect(calendar.dueDate(limit, receivedAt: received) == .awaitsPayment)
    let due = calendar.dueDate(limit, receivedAt: received, paidAt: try moment("2026-11-23 10:00"))
    #expect(due.moment == (try moment("2026-11-26 17:00")))
    let prepaid = calendar.dueDate(limit, receivedAt: received, paidAt: try moment("2026-11-13 10:00"))
    #expect(prepaid.moment == (try moment("2026-11-18 17:00")))
  }

  @Test func `is not known where the text is silent`() throws {
    #expect(
      try shipped.get().dueDate(TimeLimit(nil, nil), receivedAt: moment("2026-11-16 09:00")) == .notStated)
  }

  @Test(arguments: [
    (
      TimeLimit(3, .workingDay), "2026-11-16 09:00", "2026-11-17 09:00", "2026-11-20 09:00",
      "2026-11-25 17:00"
    ),
    (
      TimeLimit(3, .workingDay), "2026-11-16 09:00", "2026-11-17 09:00", "2026-11-17 16:00",
      "2026-11-19 17:00"
    ),
    (
      TimeLimit(10, .calendarDay), "2026-11-02 09:00", "2026-11-04 09:00", "2026-11-09 09:00",
      "2026-11-17 17:00"
    ),
    (sameDay, "2026-11-16 09:00", "2026-11-16 10:00", "2026-11-18 14:00", "2026-11-18 17:00"),
    (sameDay, "2026-11-16 09:00", "2026-11-16 10:00", "2026-11-18 15:20", "2026-11-19 17:00"),
    (TimeLimit(1, .hour), "2026-11-16 09:00", "2026-11-16 09:30", "2026-11-16 11:30", "2026-11-16 12:00"),
    (
      TimeLimit(3, .workingDay), "2026-04-28 09:00", "2026-04-29 09:00", "2026-05-05 09:00",
      "2026-05-07 17:00"
    ),
    (
      TimeLimit(5, .workingDay), "2025-04-22 09:00", "2025-04-23 09:00", "2025-04-28 10:00",
      "2025-05-07 17:00"
    ),
    (TimeLimit(1, .month), "2026-03-02 09:00", "2026-03-10 09:00", "2026-03-15 09:00", "2026-04-07 17:00"),
  ])
  func `does not run while the citizen is waited for`(
    limit: TimeLimit, received: String, from: String, to: String, due: String
  ) throws {
    let pause = Pause(from: try moment(from), to: try moment(to))
    let calendar = try shipped.get()
    let result = calendar.dueDate(limit, receivedAt: try moment(received), pauses: [pause])
    #expect(result.moment == (try moment(due)))
    let twice = calendar.dueDate(limit, receivedAt: try moment(received), pauses: [pause, pause])
    #expect(twice == result)
    let open = Pause(from: try moment(from), to: nil)
    #expect(calendar.dueDate(limit, receivedAt: try moment(received), pauses: [open]) == .paused)
  }

  @Test func `says that a day on the way is not settled`() throws {
    let due = try shipped.get().dueDate(TimeLimit(7, .workingDay), receivedAt: moment("2027-02-01 09:00"))
    guard case .at(_, let isProvisional) = due else {
      Issue.record("no date")
      return
    }
    #expect(isProvisional)
  }

  @Test func `does not trap on absurd limits`() throws {
    let calendar = try shipped.get()
    let received = try moment("2026-11-16 09:00")
    for unit in TimeUnit.allCases {
      for value in [Int.min, -1, 0, Int.max] {
        _ = calendar.dueDate(TimeLimit(value, unit), receivedAt: received)
      }
    }
  }
}
