import Conflicts
import Counter
import Foundation
import Glibc
import Node
import Records
import Store
import Testing

@Suite struct `A file or folder that cannot be used` {
  struct Row: Sendable, CustomTestStringConvertible {
    let errno: Int32
    let code: String
    let exit: ExitCode
    var testDescription: String { "errno \(errno)" }
  }
  static let rows = [
    Row(errno: ENOENT, code: "E-FILE-001", exit: .notFound),
    Row(errno: EISDIR, code: "E-FILE-002", exit: .usage),
    Row(errno: ENOTDIR, code: "E-FILE-003", exit: .usage),
    Row(errno: EROFS, code: "E-FILE-004", exit: .permission),
    Row(errno: EMFILE, code: "E-FILE-005", exit: .diskFull),
    Row(errno: EFBIG, code: "E-FILE-006", exit: .failed),
    Row(errno: ELOOP, code: "E-FILE-007", exit: .usage),
    Row(errno: EACCES, code: "E-NODE-005", exit: .permission),
    Row(errno: EPERM, code: "E-NODE-005", exit: .permission),
    Row(errno: ENOSPC, code: "E-NODE-007", exit: .diskFull),
    Row(errno: EDQUOT, code: "E-NODE-007", exit: .diskFull),
    Row(errno: EIO, code: "E-CMD-005", exit: .failed),
  ]

  /// In whatever way the error comes up, a person is told the same.
  @Test(arguments: rows) func `is named, with what to do`(row: Row) throws {
    let system = POSIXError(try #require(POSIXErrorCode(rawValue: row.errno)))
    let foundation = CocoaError(
      .fileReadUnknown, userInfo: [NSUnderlyingErrorKey: system, NSFilePathErrorKey: "/kho/tệp.json"])
    let invocation = try CommandTable.tram.parse(["status"])
    for tell: (Session) -> ExitCode in [
      { $0.fail(file: "/kho/tệp.json", SystemFault(errno: row.errno)) },
      { $0.fail(NodeError.file(path: "/kho/tệp.json", errno: row.errno), folder: "/data") },
      { $0.fail(.cannotOpen(path: "/kho/tệp.json", errno: row.errno), look: "", folder: "/data") },
      { $0.tell(foundation, invocation, folder: "/data") },
    ] {
      let err = Recorded()
      let exit = tell(SessionTests.make(Recorded(), err))
      #expect(exit == row.exit && err.text.hasPrefix("Lỗi \(row.code): "), "\(err.text)")
      #expect(err.text.contains("/kho/tệp.json"))
      #expect(err.text.firstMatch(of: /Error|errno|No such|denied|couldn|file\(|\.json"\)/) == nil)
    }
  }

  @Test func `is told of every command that reads one`() async throws {
    let (bench, folder) = (try Bench(centers: 0), try Scratch())
    let file = try folder.write("notes.txt", "{")
    let place = folder.url.path(percentEncoded: false)
    for (line, code) in [
      ("hub publish /not/there", "E-FILE-001"), ("hub publish \(file)", "E-FILE-003"),
      ("hub import /not/there", "E-FILE-001"), ("hub import \(place)", "E-FILE-002"),
      ("hub import \(file) --refused \(place)", "E-FILE-002"),
      ("hub import \(file) --refused /not/there", "E-FILE-001"),
    ] {
      let typed = try await bench.typeAtHub(line)
      #expect(typed.err.hasPrefix("Lỗi \(code): ") && typed.out.isEmpty, "\(line): \(typed.err)")
    }
    let local = CommandSet.local([:])
    for (path, code) in [
      ("/not/there", "E-FILE-001"), (place, "E-FILE-002"), ("/dev/zero", "E-FILE-007"), (file, "E-CMD-006"),
    ] {
      let err = Recorded()
      let exit = await local.run(
        try CommandTable.tram.parse(["conflicts", "replay", path]), SessionTests.make(Recorded(), err))
      #expect(err.text.hasPrefix("Lỗi \(code): ") && exit != .ok, "\(path): \(err.text)")
    }
  }

  /// A sentence for people is never made of what a type or a library calls an error.
  @Test func `is never told in the words of a library`() throws {
    let sources = Bench.folder.appending(path: "Sources/Counter")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      count += 1
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        #expect(!line.contains("localizedDescription"), "\(file.lastPathComponent): \(line)")
        let tells =
          line.contains("describing: error") || line.contains("reflecting: error")
          || line.contains("\\(error)")
        #expect(!tells || line.contains("detail("), "\(file.lastPathComponent): \(line)")
      }
    }
    #expect(count > 50)
  }

  @Test(arguments: Language.allCases) func `has words for every mistake in the catalogue`(language: Language)
  {
    let whats: [CatalogueProblem.What] =
      [
        .unreadable(errno: ENOENT), .unreadable(errno: EACCES), .unreadable(errno: EISDIR),
        .unreadable(errno: EIO), .noRules, .malformed(.notUTF8, column: 3), .missing(member: "code"),
        .unfit("expected String"), .rule(.unknownWord("majority", of: "rule")), .rule(.shape("array")),
        .rule(.duplicate("name")), .rule(.tooMany(limit: 3)), .unknownMember, .overlaps(code: "1.001193"),
        .endsBeforeItBegins,
      ] + CatalogueProblem.Referred.allCases.map { .refersToNothing($0, code: "x") }
      + CatalogueProblem.Demand.allCases.map { .mustBe($0) }
    let sentences = whats.map {
      Texts.catalogueProblems.sentence(
        CatalogueProblem(file: "catalogue/units.json", line: 7, path: "units[1].code", $0), language
      ).plain
    }
    #expect(Set(sentences).count == sentences.count)
    for sentence in sentences { #expect(sentence.hasPrefix("catalogue/units.json, ")) }
  }
}
