import Conflicts
import Counter
import Foundation
import Records
import Testing

@Suite struct `The table of texts` {
  /// A text with the path to it, so that a failure says which.
  struct Entry: CustomTestStringConvertible {
    let path: String
    let text: Text
    var testDescription: String { path }
  }

  static func entries(_ value: Any, _ path: String) -> [Entry] {
    switch value {
    case let text as Text: [Entry(path: path, text: text)]
    case let texts as [Text]: texts.enumerated().map { Entry(path: "\(path)[\($0)]", text: $1) }
    case let texts as [String: Text]:
      texts.sorted { $0.key < $1.key }.map { Entry(path: "\(path)[\($0.key)]", text: $0.value) }
    case let problem as Problem:
      [
        Entry(path: path + ".happened", text: problem.happened),
        Entry(path: path + ".means", text: problem.means), Entry(path: path + ".next", text: problem.next),
      ]
    default: Mirror(reflecting: value).children.flatMap { entries($0.value, "\(path).\($0.label ?? "?")") }
    }
  }

  static let all = Texts.groups.flatMap { entries($0, String(describing: type(of: $0))) }

  static func places(_ template: String) -> Set<String> {
    var places: Set<String> = []
    for match in template.matches(of: /\{(\d+)(?::[^{}|]*\|[^{}|]*)?\}/) { places.insert(String(match.1)) }
    return places
  }

  @Test(arguments: all) func `has both languages`(entry: Entry) {
    #expect(!entry.text.vi.isEmpty && !entry.text.en.isEmpty)
  }

  @Test(arguments: all) func `has the same places in both languages`(entry: Entry) {
    #expect(Self.places(entry.text.vi) == Self.places(entry.text.en))
    // Whatever is left of the braces after the places is a place that was mistyped.
    for template in [entry.text.vi, entry.text.en] {
      let rest = template.replacing(/\{\d+(?::[^{}|]*\|[^{}|]*)?\}/, with: "")
      #expect(!rest.contains { "{}".contains($0) })
    }
  }

  @Test(arguments: all) func `is composed and shows every letter it has`(entry: Entry) {
    for template in [entry.text.vi, entry.text.en] {
      #expect(composed(template).unicodeScalars.elementsEqual(template.unicodeScalars))
      #expect(
        template.precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(template.unicodeScalars))
      #expect(SafeText(template).plain == template)
    }
  }

  @Test func `is read whole by these tests`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Counter/Texts")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let source = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    // The declaration of the protocol names it once without a colon before it.
    #expect(source.matches(of: /: TextGroup \{/).count == Texts.groups.count)
    #expect(
      source.matches(of: /= Problem\(/).count * 3 + source.matches(of: /\bText\(\s*"/).count > Self.all.count)
    #expect(Self.all.count > 300)
  }

  @Test func `numbers each problem once`() {
    let problems = Mirror(reflecting: Texts.problems).children.compactMap { $0.value as? Problem }
    #expect(Set(problems.map(\.code)).count == problems.count)
    #expect(problems.allSatisfy { $0.code.wholeMatch(of: /E-[A-Z]{3,4}-\d{3}/) != nil })
  }

  @Test func `names the ten official statuses`() {
    #expect(Texts.dossier.statuses.count == 10)
    #expect(Texts.dossier.status(1)?.vi == "Mới đăng ký")
    #expect(Texts.dossier.status(10)?.vi == "Đã trả kết quả")
    #expect(Texts.dossier.status(0) == nil && Texts.dossier.status(11) == nil)
  }

  @Test func `names every entity, group, field and word of the schema`() {
    let fields = Texts.fields
    for entity in Schema.current.entities {
      #expect(fields.entity(entity.name) != nil, "\(entity.name)")
      for group in entity.groups {
        #expect(fields.group(group.name, of: entity.name) != nil, "\(entity.name).\(group.name)")
        for field in group.fields {
          #expect(fields.field(field.name, of: entity.name) != nil, "\(entity.name).\(field.name)")
          if case .choice(let words) = field.type {
            for word in words { #expect(fields.word(word, in: field.name) != nil, "\(field.name).\(word)") }
          }
        }
      }
    }
  }

  @Test func `names every rule, and says why a verdict is as it is`() {
    for kind in RuleKind.allCases { #expect(Texts.conflicts.ruleName(kind.rawValue) != nil) }
    let verdicts = Texts.verdicts
    #expect(
      verdicts.sentence(.sameAuthority(source: "counter"), of: "person", .vi).plain
        == "Các bên có nguồn ngang thẩm quyền: Quầy tiếp nhận.")
    #expect(
      verdicts.sentence(.sameState(.int(5)), of: "dossier", .vi).plain
        == "Cùng trạng thái “Yêu cầu bổ sung giấy tờ” nhưng nội dung khác nhau.")
    #expect(
      verdicts.sentence(.minimum(field: "promised_at"), of: "dossier", .en).plain
        == "The least Date promised on the receipt.")
  }

  @Test func `explains every exit code`() {
    for code in ExitCode.allCases { #expect(!code.meaning.vi.isEmpty, "\(code)") }
  }

  @Test(
    arguments: [
      (["LANG": "en_US.UTF-8"], Language.en), (["LANG": "vi_VN.UTF-8"], .vi), ([:], .vi),
      (["LANG": "C"], .vi),
      (["LC_ALL": "en_GB", "LANG": "vi_VN"], .en), (["LC_ALL": "", "LC_MESSAGES": "en", "LANG": "vi"], .en),
      (["LC_ALL": "vi_VN", "LC_MESSAGES": "en"], .vi), (["LANG": "fr_FR"], .vi),
    ] as [([String: String], Language)])
  func `is read in the language of the locale`(environment: [String: String], language: Language) {
    #expect(Language(environment: environment) == language)
    #expect(Language(asked: .en, environment: environment) == .en)
  }
}

@Suite struct `A text with places` {
  @Test func `takes its values in any order and makes them safe`() {
    let text = Text("{1} của {0}", "{0}'s {1}")
    let hostile = "\u{1B}[2J"
    #expect(text(.vi, SafeText("An"), SafeText(hostile)).plain == "\\u{1B}[2J của An")
    #expect(text(.en, SafeText("An"), SafeText("x")).plain == "An's x")
  }

  @Test func `says one and many`() {
    let text = Text("{0} thay đổi", "{0} {0:change|changes}")
    #expect(text(.en, 1).plain == "1 change")
    #expect(text(.en, 2).plain == "2 changes")
    #expect(text(.en, 11).plain == "11 changes")
    #expect(text(.vi, 1).plain == "1 thay đổi")
  }

  @Test func `does not read places in its values`() {
    #expect(Text("{0} {1}", "{0} {1}")(.vi, SafeText("{1}"), SafeText("b")).plain == "{1} b")
  }

  @Test func `leaves what is no place as it is`() {
    #expect(Text("a {b} {0", "")(.vi, 1).plain == "a {b} {0")
    #expect(Text("{0} {1}", "")(.vi, 1).plain == "1 {1}")
  }
}
