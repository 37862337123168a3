import Counter
import Procedures
import Testing

@Suite struct `A table` {
  static func people() -> Table {
    var table = Table([
      .init("Mã"), .init("Họ và tên", isFlexible: true), .init("Tuổi", .right), .init("Nơi ở"),
    ])
    table.append(["1", SafeText("Nguye\u{302}\u{303}n Thị Ngọc Lan"), 71, "Tam Thanh"])
    table.append(["22", SafeText("李小龍"), 7, "Đoàn Kết"])
    return table
  }

  @Test func `aligns its columns whatever the letters`() {
    #expect(
      Self.people().lines(width: nil).map(\.plain) == [
        "Mã  Họ và tên            Tuổi  Nơi ở",
        "1   Nguye\u{302}\u{303}n Thị Ngọc Lan    71  Tam Thanh",
        "22  李小龍                  7  Đoàn Kết",
      ])
  }

  @Test func `fits a terminal by cutting the column that may be cut`() {
    let lines = Self.people().lines(width: 34)
    #expect(
      lines.map(\.plain) == [
        "Mã  Họ và tên      Tuổi  Nơi ở", "1   Nguye\u{302}\u{303}n Thị N…    71  Tam Thanh",
        "22  李小龍            7  Đoàn Kết",
      ])
    #expect(lines.allSatisfy { $0.columns <= 34 })
  }

  @Test func `never cuts what must be read whole`() {
    let lines = Self.people().lines(width: 10).map(\.plain)
    #expect(lines[1].hasSuffix("71  Tam Thanh") && lines[1].contains("Nguye\u{302}\u{303}n …"))
  }

  @Test func `has no tabs and no spaces at the end of a line`() {
    for width in [nil, 20, 80] as [Int?] {
      for line in Self.people().lines(width: width) {
        #expect(!line.plain.contains("\t") && !line.plain.hasSuffix(" "))
      }
    }
  }
}

@Suite struct `A list of names and values` {
  @Test func `aligns the values and goes on below them`() {
    var pairs = KeyValue(indentation: 2)
    pairs.append("Mã hồ sơ", "H37.11-20260309-00001")
    pairs.append("Thủ tục", "Đăng ký khai sinh, đăng ký thường trú")
    pairs.append("Ghi chú", nil)
    #expect(
      pairs.lines(width: 40).map(\.plain) == [
        "  Mã hồ sơ   H37.11-20260309-00001", "  Thủ tục    Đăng ký khai sinh, đăng ký",
        "             thường trú",
      ])
  }
}

@Suite struct `Rivals side by side` {
  static func names() -> SideBySide {
    var sides = SideBySide([
      .init("[1] Phường Tam Thanh", provenance: ["cán bộ 12", "3 giờ trước"]),
      .init("[2] Xã Đoàn Kết", provenance: ["cán bộ 40"]),
    ])
    sides.append("Họ", ["Nguyễn", "Nguyễn"])
    sides.append("Tên", ["Lan", "Lân"])
    return sides
  }

  @Test func `show what differs first, marked without color`() {
    #expect(
      Self.names().lines(width: 80).map(\.plain)
        == [
          "       [1] Phường Tam Thanh  [2] Xã Đoàn Kết", "≠ Tên  Lan                   Lân",
          "  Họ   Nguyễn                Nguyễn", "       cán bộ 12             cán bộ 40",
          "       3 giờ trước",
        ])
  }

  @Test func `stand under each other where there is no room`() {
    #expect(
      Self.names().lines(width: 30).map(\.plain) == [
        "[1] Phường Tam Thanh", "  ≠ Tên   Lan", "    Họ    Nguyễn", "    cán bộ 12", "    3 giờ trước",
        "[2] Xã Đoàn Kết", "  ≠ Tên   Lân", "    Họ    Nguyễn", "    cán bộ 40",
      ])
  }

  @Test func `are never cut`() {
    var sides = SideBySide([.init("[1]"), .init("[2]")])
    let long = "Số 12, ngõ 5, đường Trần Đăng Ninh, khối 8, phường Tam Thanh"
    sides.append("Địa chỉ", [SafeText(long + ", A"), SafeText(long + ", B")])
    for width in [20, 40, 60, 100, 200] {
      let lines = sides.lines(width: width)
      #expect(lines.contains { $0.plain.contains("A") } && lines.contains { $0.plain.contains("B") })
      if width >= 40 { #expect(lines.allSatisfy { $0.columns <= width }) }
    }
  }

  @Test func `that look alike are written out`() {
    var sides = SideBySide([.init("[1]"), .init("[2]")])
    sides.append("Tên", [SafeText("Nguyễn Lan "), SafeText("Nguye\u{302}\u{303}n Lan")])
    let shown = sides.lines(width: 80).map(\.plain).joined(separator: "\n")
    #expect(shown.contains("Nguyễn␣Lan␣") && shown.contains(#"Nguye\u{302}\u{303}n␣Lan"#))
  }
}

@Suite struct `Dates, ages and numbers` {
  @Test(
    arguments: [
      (0, "01/01/1970 07:00"), (-25_200_001, "31/12/1969 23:59"), (1_773_039_900_000, "09/03/2026 14:05"),
      (1_773_075_600_000, "10/03/2026 00:00"), (951_757_200_000, "29/02/2000 00:00"),
      (-62_135_596_800_000, "01/01/0001 07:00"), (4_070_908_800_000, "01/01/2099 07:00"),
    ] as [(Int64, String)])
  func `are written as Vietnam's clocks show them`(ms: Int64, text: String) {
    #expect(CalendarText.moment(ms).plain == text)
    #expect(CalendarText.day(ms).plain == text.prefix(10))
  }

  @Test func `do not trap at the ends of time`() {
    for ms in [Int64.min, .max] {
      #expect(!CalendarText.moment(ms).isEmpty)
      #expect(!AgeText.text(of: ms, at: 0, .vi).isEmpty && !AgeText.text(of: 0, at: ms, .vi).isEmpty)
      #expect(!AgeText.text(of: ms, at: ms == .min ? .max : .min, .en).isEmpty)
    }
  }

  @Test func `may be known in part`() throws {
    #expect(CalendarText.partial(.year(1954)).plain == "1954")
    #expect(CalendarText.partial(.month(year: 1954, month: 9)).plain == "09/1954")
    let day = try #require(PartialDate("1954-09-02"))
    #expect(CalendarText.partial(day).plain == "02/09/1954")
  }

  @Test(
    arguments: [
      (0, "vừa xong", "just now"), (59_999, "vừa xong", "just now"), (60_000, "1 phút trước", "1 minute ago"),
      (179_999, "2 phút trước", "2 minutes ago"), (3_600_000, "1 giờ trước", "1 hour ago"),
      (86_399_999, "23 giờ trước", "23 hours ago"), (3 * 86_400_000, "3 ngày trước", "3 days ago"),
      (-200_000, "sau 3 phút nữa", "in 3 minutes"), (60 * 86_400_000, "08/01/2026", "08/01/2026"),
    ] as [(Int64, String, String)])
  func `tell how long ago`(age: Int64, vi: String, en: String) {
    let now: Int64 = 1_773_039_900_000
    #expect(AgeText.text(of: now - age, at: now, .vi).plain == vi)
    #expect(AgeText.text(of: now - age, at: now, .en).plain == en)
  }

  @Test func `are grouped as each language does`() {
    #expect(grouped(20_000, .vi).plain == "20.000")
    #expect(grouped(-1_234_567, .en).plain == "-1,234,567")
    #expect(grouped(999, .vi).plain == "999")
    #expect(bytesText(1023, .vi).plain == "1023 B")
    #expect(bytesText(1024, .en).plain == "1.0 KB")
    #expect(bytesText(1_572_864, .vi).plain == "1,5 MB")
    #expect(bytesText(Int64.max, .en).plain.hasSuffix(" TB"))
  }
}
