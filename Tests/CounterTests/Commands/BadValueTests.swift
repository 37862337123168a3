import Counter
import Store
import Testing

/// 2 where the words are wrong, 3 where something named is not there, 1 where a rule refuses, 4 where a person must look:
/// whoever reads it, parser or desk.
@Suite struct `A command line with a wrong value` {
  struct Row: Sendable, CustomTestStringConvertible {
    let line: String
    let exit: ExitCode
    let code: String
    init(_ line: String, _ exit: ExitCode, _ code: String) {
      self.line = line
      self.exit = exit
      self.code = code
    }
    var testDescription: String { line }
  }

  static let atCenter = [
    Row("person edit 020190000001 --set phone.phone=12345 --reason r --as a", .usage, "E-EDIT-004"),
    Row("person edit 020190000001 --set phone.phone=0112345678 --reason r --as a", .usage, "E-EDIT-004"),
    Row("person edit 020190000001 --set sex.sex=f --reason r --as a", .usage, "E-EDIT-004"),
    Row("person edit 020190000001 --set birth.birth_date=31/02/1990 --reason r --as a", .usage, "E-EDIT-004"),
    Row("person edit 020190000001 --set identity.personal_id=123 --reason r --as a", .usage, "E-EDIT-004"),
    Row("person edit 020190000001 --set no.such=1 --reason r --as a", .usage, "E-EDIT-005"),
    Row("person edit 020190000001 --set import.source_key=1 --reason r --as a", .usage, "E-EDIT-005"),
    Row("person edit 020190000001 --set parents.mother=1 --reason r --as a", .notFound, "E-EDIT-018"),
    Row("person edit 020190000001 --set phone.phone=0912000100 --reason r --as a", .failed, "E-EDIT-009"),
    Row("person edit 1 --set phone.phone=0912000100 --reason r --as a", .notFound, "E-FIND-001"),
    Row(
      "person edit 020190000001 --set phone.phone=0912000111 --seen 00000000 --reason r --as a", .conflict,
      "E-EDIT-001"),
    Row("person death 020190000001 --on 2030-01-01 --reason r --as a", .failed, "E-EDIT-016"),
    Row("person death 020190000001 --on 1980-01-01 --reason r --as a", .failed, "E-EDIT-017"),
    Row("dossier open --procedure 9 --person 020190000001 --as a", .notFound, "E-FIND-004"),
    Row("dossier open --procedure 1.001193 --person 020190000001 --as a", .usage, "E-DOS-001"),
    Row("dossier open --procedure 1.001193 --person 020190000001 --case 77 --as a", .usage, "E-DOS-001"),
    Row("dossier open --procedure 1.001193 --case 1 --person 1 --as a", .notFound, "E-FIND-001"),
    Row("dossier open --service 99 --person 020190000001 --as a", .notFound, "E-FIND-005"),
    Row("dossier open --service 3 --person 020190000001 --as a", .failed, "E-DOS-003"),
    Row("dossier show H37.01-261123-000001", .notFound, "E-FIND-002"),
    Row("dossier advance x --to 4 --as a", .notFound, "E-FIND-002"),
    Row("dossier pay x --purpose p --amount 1 --receipt r --as a", .notFound, "E-FIND-002"),
    Row("procedure show 9", .notFound, "E-FIND-004"),
    Row("conflicts show x", .notFound, "E-FIND-003"),
    Row("conflicts list --entity nope", .usage, "E-CONF-004"),
    Row("conflicts resolve --all --where age=3d --take latest --reason r --as a", .usage, "E-CONF-004"),
    Row("hub publish", .usage, "E-SYNC-020"), Row("hub import x", .usage, "E-SYNC-020"),
    Row("hub invite H37.08 --units 06040", .usage, "E-SYNC-020"), Row("hub nodes", .usage, "E-SYNC-020"),
  ]

  @Test func `ends as its kind of mistake does, and changes nothing`() async throws {
    let bench = try DeskBench()
    let before = try bench.center.reader.state(of: DeskBench.unit)
    for row in Self.atCenter {
      let typed = try await bench.type(row.line)
      #expect(
        typed.err.contains("Lỗi \(row.code): ") && typed.code == row.exit && typed.out.isEmpty,
        "\(row.line): \(typed.code) \(typed.err)")
    }
    #expect(try bench.center.reader.state(of: DeskBench.unit) == before)
  }

  static let atHub = [
    Row("hub invite H37.08 --units 99999", .notFound, "E-FIND-009"),
    Row("hub invite H37.08 --units 06040,99999,88888", .notFound, "E-FIND-009"),
    Row("hub invite H37.99 --units 06040", .notFound, "E-FIND-008"),
    Row("hub publish /not/there", .notFound, "E-FILE-001"),
    Row("hub import /not/there", .notFound, "E-FILE-001"),
    Row("dossier open --procedure 1.001193 --person 020190000001 --case 1 --as a", .usage, "E-DOS-009"),
  ]

  @Test func `ends so at the province too`() async throws {
    let bench = try DeskBench()
    for row in Self.atHub {
      let typed = try await bench.typeAtHub(row.line)
      #expect(
        typed.err.contains("Lỗi \(row.code): ") && typed.code == row.exit && typed.out.isEmpty,
        "\(row.line): \(typed.code) \(typed.err)")
    }
  }

  @Test func `is told that the catalogue has to be published first`() async throws {
    let typed = try await Bench(centers: 0).typeAtHub("hub invite H37.08 --units 06040")
    #expect(typed.code == .notFound && typed.err.contains("E-FIND-007"))
  }

  static let lines = [
    "dossier open --procedure x", "dossier open --person x --as a", "dossier show",
    "dossier list --status 11",
    "dossier list --due-before 32/01/2026", "dossier pay X --purpose p --amount -1 --receipt r --as a",
    "dossier pay X --purpose p --amount 1,5 --receipt r --as a",
    "dossier pay X --amount 1 --receipt r --as a",
    "dossier add X --requirement r --copies 0 --as a", "dossier advance X --to 0 --as a",
    "dossier advance X --to 4", "dossier withdraw X --as a", "person find", "person find x --born 12",
    "person edit X --set phone=1 --reason r --as a", "person death X --on yesterday --reason r --as a",
    "person move X --unit 1 --address a --kind none --reason r --as a", "conflicts list --age 3",
    "conflicts list --severity worst", "conflicts resolve X --take 0 --reason r --as a",
    "conflicts resolve X --take 1 --value v --reason r --as a",
    "conflicts merge X --keep two --reason r --as a",
    "conflicts resolve --all --take latest --reason r --as a", "hub invite X", "hub invite X --units",
    "hub invite X --units a,,b", "hub invite X --units 1 --valid 5", "hub init --name x",
    "hub init --url http://x --name x",
    "join https://x", "serve --listen 70000", "sync now", "verify --with", "help --lang fr", "nonsense",
  ]

  @Test(arguments: lines) func `is refused before anything is opened`(line: String) {
    #expect(throws: UsageError.self) { try CommandTable.tram.parse(Bench.words(line)) }
  }
}
