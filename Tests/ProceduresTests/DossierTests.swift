import Procedures
import Testing

private let table = Result { try ShippedConfig.decode(TransitionTable.self, "catalogue/transitions.json") }

@Suite struct `The transitions of a dossier` {
  @Test func `are exactly these`() throws {
    let table = try table.get()
    let legal: [DossierStatus: [Int]] = [
      .registered: [2, 3, 7], .accepted: [4, 7], .notAccepted: [], .inProcess: [5, 6, 7, 8, 9],
      .supplementRequested: [4, 7, 8], .paymentRequested: [4, 7, 8], .withdrawn: [], .stopped: [],
      .finished: [10], .returned: [],
    ]
    for from in DossierStatus.allCases {
      #expect(table.next(after: from).map(\.rawValue) == legal[from])
    }
    #expect(table.initial == [.registered, .accepted])
  }

  @Test func `say why a step is not open`() throws {
    let table = try table.get()
    #expect(table.verdict(from: .accepted, to: .inProcess) == .legal)
    #expect(table.verdict(from: .accepted, to: .accepted) == .unchanged)
    #expect(table.verdict(from: .returned, to: .inProcess) == .ended)
    #expect(table.verdict(from: .accepted, to: .returned) == .notAmong([.inProcess, .withdrawn]))
  }

  @Test func `lead where chains of steps lead`() throws {
    let table = try table.get()
    #expect(table.reachable(from: .finished) == [.returned])
    #expect(table.reachable(from: .inProcess).contains(.inProcess))
    #expect(!table.reachable(from: .inProcess).contains(.accepted))
    #expect(table.reachable(from: .withdrawn) == [])
  }

  @Test func `agree with the list of statuses`() throws {
    let list = try ShippedConfig.decode(StatusList.self, "catalogue/statuses.json")
    #expect(list.statuses.map(\.code) == DossierStatus.allCases)
    for status in list.statuses {
      #expect(status.isTerminal == (try table.get().isTerminal(status.code)))
      #expect(status.id == "\(status.code)")
      #expect(!status.code.pausesClock || status.isPaused)
    }
  }
}

@Suite struct `A dossier code` {
  @Test(arguments: [
    ("000.00.01.H29-240115-0001", "000.00.01.H29", "2024-01-15", "0001"),
    ("H37.05-261124-000123", "H37.05", "2026-11-24", "000123"),
    ("G09.20-20260609-0092637", "G09.20", "2026-06-09", "0092637"),
    ("G22.99.08-260921-896048", "G22.99.08", "2026-09-21", "896048"),
    ("H55.242-260101-0001", "H55.242", "2026-01-01", "0001"),
  ])
  func `of any known form is read and kept as it is`(
    text: String, agency: String, date: String, serial: String
  )
    throws
  {
    let code = try #require(DossierCode(text))
    #expect(code.text == text && code.agency == agency && code.serial == serial)
    #expect(code.date.description == date)
    #expect(!code.isProvisional)
  }

  @Test(arguments: [
    "", "H37.05", "H37-261124-000123", "H37.05-261324-000123", "H37.05-261124-123", "H37.05-261124-12345678",
    "H37.05-2611240-0001", "h37.05-261124-0001", "H37..05-261124-0001", "H37.05-261124-0001-1",
    " H37.05-261124-0001",
    "000.00-261124-0001", "H37.05.06.07.08.09-261124-0001", "H37.05-261124-A0001", "H37.05-261124-ABCDE0001",
    "H37.05-2611２4-0001",
  ])
  func `of no known form is not read`(text: String) {
    #expect(DossierCode(text) == nil)
  }

  @Test func `is made in one form`() throws {
    let day = try #require(CivilDate("2026-11-24"))
    let code = try DossierCode.make(agency: "H37.05", on: day, serial: 123)
    #expect(code.text == "H37.05-261124-000123")
    #expect(throws: ProcedureError.serialOutOfRange) {
      try DossierCode.make(agency: "H37.05", on: day, serial: 1_000_000)
    }
    #expect(throws: ProcedureError.agencyMalformed) { try DossierCode.make(agency: "37", on: day, serial: 1) }
  }

  @Test func `bears the letters of its origin while provisional`() throws {
    let day = try #require(CivilDate("2026-11-24"))
    let letters = DossierCode.originLetters([1, 2, 3, 4])
    #expect(letters.utf8.count == 3)
    #expect(letters == DossierCode.originLetters([1, 2, 3, 4]))
    let code = try DossierCode.makeProvisional(agency: "H37.05", on: day, originLetters: "KQT", serial: 42)
    #expect(code.text == "H37.05-261124-KQT0042")
    #expect(code.isProvisional && DossierCode(code.text) == code)
    #expect(throws: ProcedureError.originLettersMalformed) {
      try DossierCode.makeProvisional(agency: "H37.05", on: day, originLetters: "K1", serial: 42)
    }
  }
}

@Suite struct `A personal id` {
  @Test(arguments: [
    ("020190123456", Sex.female, 1990, "Lạng Sơn"), ("001057000001", .male, 1957, "Hà Nội"),
    ("020218999999", .male, 2018, "Lạng Sơn"), ("079325000000", .female, 2025, "Hồ Chí Minh"),
  ])
  func `tells province, sex and year`(digits: String, sex: Sex, year: Int, province: String) throws {
    let number = try #require(PersonalID(digits))
    #expect(number.sex == sex && number.birthYear == year && number.provinceName == province)
    let prefix = PersonalID.prefix(province: number.provinceCode, sex: sex, birthYear: year)
    #expect(prefix == String(digits.prefix(6)))
  }

  @Test(
    arguments: [
      ("020190123456", Sex.female, "1990", []), ("020190123456", .male, "1990", [.sexMismatch]),
      ("020190123456", .female, "03/1991", [.birthYearMismatch]),
      ("003190123456", .male, "1989", [.unknownProvince, .sexMismatch, .birthYearMismatch]),
      ("02019012345", .female, "1990", [.shape]), ("0201901234567", .female, "1990", [.shape]),
      ("02019012345x", .female, "1990", [.shape]), ("Không có thông tin", .female, "1990", [.shape]),
    ] as [(String, Sex, String, [PersonalID.Finding])])
  func `warns of what does not fit`(text: String, sex: Sex, birth: String, findings: [PersonalID.Finding]) {
    #expect(PersonalID.findings(in: text, sex: sex, birth: PartialDate(birth)) == findings)
    #expect(PersonalID(text) == nil || PersonalID.findings(in: text, sex: nil, birth: nil).count <= 1)
  }

  @Test func `comes from 63 provinces`() {
    #expect(PersonalID.provinces.count == 63)
    #expect(Set(PersonalID.provinces.values).count == 63)
    #expect(PersonalID.provinces.keys.allSatisfy { $0.utf8.count == 3 })
  }

  @Test func `had nine digits once`() {
    #expect(OldIdentityNumber("081234567")?.digits == "081234567")
    #expect(OldIdentityNumber("08123456") == nil)
    #expect(OldIdentityNumber("08123456a") == nil)
  }
}
