/// Which days the offices work: weekdays, less the days off, plus the Saturdays worked in exchange.
///
/// The government announces swaps by notice, sometimes a week before, so this is dated data (`calendar.json`) that
/// changes while dossiers are open. Beyond its last day only weekends are known, and what depends on such a day or on a
/// `provisional` one says so.
package struct WorkingCalendar: Hashable, Sendable, Codable {
  /// One day that differs from its weekday, or that bears a name.
  package struct Day: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable { case off, work }
    package enum Status: String, Hashable, Sendable, Codable { case final, provisional }

    package var date: CivilDate
    package var kind: Kind
    package var nameVi: String
    package var nameEn: String
    package var status: Status

    package init(_ date: CivilDate, _ kind: Kind, nameVi: String, nameEn: String, status: Status = .final) {
      self.date = date
      self.kind = kind
      self.nameVi = nameVi
      self.nameEn = nameEn
      self.status = status
    }

    private enum CodingKeys: String, CodingKey {
      case date, kind, nameVi = "name_vi", nameEn = "name_en", status
    }
  }

  package var validFrom: CivilDate
  package var validTo: CivilDate
  package var source: String
  /// 1 is Monday; usually 1 to 5.
  package var workingWeekdays: Set<Int>
  package var days: [Day] { didSet { index() } }
  private var byDate: [CivilDate: Day] = [:]

  package init(
    validFrom: CivilDate, validTo: CivilDate, source: String, workingWeekdays: Set<Int> = [1, 2, 3, 4, 5],
    days: [Day]
  ) {
    self.validFrom = validFrom
    self.validTo = validTo
    self.source = source
    self.workingWeekdays = workingWeekdays
    self.days = days
    index()
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      validFrom: try container.decode(CivilDate.self, forKey: .validFrom),
      validTo: try container.decode(CivilDate.self, forKey: .validTo),
      source: try container.decode(String.self, forKey: .source),
      workingWeekdays: try container.decode(Set<Int>.self, forKey: .workingWeekdays),
      days: try container.decode([Day].self, forKey: .days))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(validFrom, forKey: .validFrom)
    try container.encode(validTo, forKey: .validTo)
    try container.encode(source, forKey: .source)
    try container.encode(workingWeekdays.sorted(), forKey: .workingWeekdays)
    try container.encode(days, forKey: .days)
  }

  private enum CodingKeys: String, CodingKey {
    case validFrom, validTo, source, workingWeekdays, days
  }

  /// A second entry for a day replaces the first: the later notice counts.
  private mutating func index() {
    byDate = Dictionary(days.map { ($0.date, $0) }, uniquingKeysWith: { $1 })
  }

  /// What the calendar says of a day beyond its weekday, if anything.
  package func entry(for date: CivilDate) -> Day? { byDate[date] }

  package func isWorkingDay(_ date: CivilDate) -> Bool {
    if let day = byDate[date] { return day.kind == .work }
    return workingWeekdays.contains(date.weekday)
  }

  /// Whether a notice may still change what `isWorkingDay` says of that day.
  package func isProvisional(_ date: CivilDate) -> Bool {
    date < validFrom || date > validTo || byDate[date]?.status == .provisional
  }

  /// The day itself if the offices work on it, else the next on which they do.
  ///
  /// Looks a year ahead at most; a calendar without a working day in a year gives that day.
  package func workingDay(onOrAfter date: CivilDate) -> CivilDate {
    var day = date
    for _ in 0..<daysAheadMax where !isWorkingDay(day) { day = day.adding(days: 1) }
    return day
  }

  package func workingDay(after date: CivilDate) -> CivilDate {
    workingDay(onOrAfter: date.adding(days: 1))
  }

  /// The n-th working day after a day, which is itself not counted. Zero gives the day itself.
  package func adding(workingDays count: Int, to date: CivilDate) -> CivilDate {
    var day = date
    for _ in 0..<min(max(count, 0), workingDaysMax) { day = workingDay(after: day) }
    return day
  }

  /// Working days after the first day, up to and including the second.
  package func workingDays(after first: CivilDate, through last: CivilDate) -> Int {
    guard first < last else { return 0 }
    let length = min(last.dayNumber - first.dayNumber, workingDaysMax * 7)
    return (1...length).count { isWorkingDay(first.adding(days: $0)) }
  }
}

private let daysAheadMax = 366
/// No procedure takes longer than some twenty years; this bounds loops over numbers from outside.
private let workingDaysMax = 5_000
