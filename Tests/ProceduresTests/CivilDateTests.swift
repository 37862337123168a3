import Procedures
import Simulation
import Testing

@Suite struct `A civil date` {
  @Test(arguments: [
    ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2026-11-24", 20_781, 2),
    ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
  ])
  func `has a number and a weekday`(text: String, number: Int, weekday: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.dayNumber == number)
    #expect(date.weekday == weekday)
    #expect(date.description == text)
  }

  @Test func `goes to its parts and back, every day of 800 years`() {
    for number in -150_000..<150_000 {
      let date = CivilDate(dayNumber: number)!
      let (year, month, day) = date.parts
      if CivilDate(year: year, month: month, day: day) != date { Issue.record("day \(number)") }
    }
  }

  @Test(arguments: [
    ("24/11/2026", "2026-11-24"), ("4/1/2026", "2026-01-04"), (" 2026-01-04 ", "2026-01-04"),
    ("04.01.2026", "2026-01-04"),
  ])
  func `is read as people write it`(text: String, iso: String) throws {
    let date = try #require(CivilDate(text))
    #expect(date.description == iso)
  }

  @Test(arguments: [
    "", "2026-02-29", "31/04/2026", "2026-13-01", "2026/01-04", "1/1/26", "26-01-01", "2026-1-1-1",
    "0000-01-01",
    "2026", "01/2026", "2026-01-0a", "20260104", "2026-01-004", "--", "2026-01-", "20 26-01-04",
    "999999999999999999999",
  ])
  func `is not read from anything else`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-11-30", 3, "2027-02-28"),
    ("2026-03-31", -1, "2026-02-28"), ("2026-05-15", 12, "2027-05-15"), ("9999-12-01", 1, "9999-12-31"),
    ("0001-01-05", -1, "0001-01-01"),
  ])
  func `adds months and stops at a month's end`(from: String, months: Int, to: String) throws {
    let date = try #require(CivilDate(from))
    #expect(date.adding(months: months).description == to)
  }

  @Test func `does not trap at the ends of the calendar`() throws {
    #expect(CivilDate.last.adding(days: .max) == .last)
    #expect(CivilDate.first.adding(days: .min) == .first)
    #expect(CivilDate.last.adding(months: .max) == .last)
    #expect(CivilDate.first.adding(months: .min) == .first)
    for extreme in [Int64.min, .max, 0, -1] {
      let time = HanoiTime(millisecondsSinceEpoch: extreme)
      #expect((0..<1440).contains(time.minute))
    }
  }

  @Test func `tells an age`() throws {
    let born = try #require(CivilDate("2000-02-29"))
    #expect(born.yearsUntil(try #require(CivilDate("2026-02-28"))) == 25)
    #expect(born.yearsUntil(try #require(CivilDate("2026-03-01"))) == 26)
  }
}

@Suite struct `A partial date` {
  @Test(arguments: [
    ("1957", "1957", "1957"), ("03/1957", "1957-03", "03/1957"), ("3/1957", "1957-03", "03/1957"),
    ("1957-03", "1957-03", "03/1957"), ("05/03/1957", "1957-03-05", "05/03/1957"),
    ("1957-03-05", "1957-03-05", "05/03/1957"), ("5.3.1957", "1957-03-05", "05/03/1957"),
  ])
  func `is read and written both ways`(text: String, iso: String, vietnamese: String) throws {
    let date = try #require(PartialDate(text))
    #expect(date.description == iso)
    #expect(date.vietnamese == vietnamese)
    #expect(PartialDate(date.description) == date)
    #expect(PartialDate(date.vietnamese) == date)
  }

  @Test(arguments: [
    "57", "13/1957", "00/1957", "0000", "195", "19577", "1957-", "/1957", "Không có thông tin",
  ])
  func `is not read from anything else`(text: String) {
    #expect(PartialDate(text) == nil)
  }

  @Test func `agrees with what it may be`() throws {
    let year = try #require(PartialDate("1957"))
    let day = try #require(PartialDate("05/03/1957"))
    let month = try #require(PartialDate("04/1957"))
    #expect(year.agrees(with: day) && day.agrees(with: year) && year.agrees(with: month))
    #expect(!month.agrees(with: day))
    #expect(year.latest.description == "1957-12-31")
  }
}

@Suite struct `The clock of Vietnam` {
  @Test func `is seven hours ahead`() throws {
    let time = HanoiTime(millisecondsSinceEpoch: 1_795_512_600_000)
    #expect(time.description == "2026-11-24 16:30")
    #expect(time.millisecondsSinceEpoch == 1_795_512_600_000)
    #expect(HanoiTime(millisecondsSinceEpoch: -1).description == "1970-01-01 06:59")
    #expect(time.vietnamese == "16:30 ngày 24/11/2026")
  }

  @Test func `turns at midnight`() throws {
    let evening = HanoiTime(try #require(CivilDate("2026-12-31")), hour: 23, minute: 30)
    #expect(evening.adding(minutes: 60).description == "2027-01-01 00:30")
    #expect(evening.adding(minutes: -1440 * 366).date.year == 2025)
    #expect(evening.minutes(until: evening.adding(minutes: 777)) == 777)
    #expect(HanoiTime.minute(of: "15:00") == 900)
    #expect(HanoiTime.minute(of: "24:00") == nil)
    #expect(HanoiTime.minute(of: "+1:00") == nil)
  }
}
