import Counter
import Procedures
import Testing

@Suite struct `The command table` {
  static let table = CommandTable.tram

  @Test func `has each command once, and none that is also a group of commands`() {
    let words = Self.table.commands.map(\.words)
    #expect(Set(words).count == words.count)
    for command in Self.table.commands {
      #expect(Self.table.commands(under: command.words).isEmpty, "\(command.name)")
    }
  }

  @Test func `has each option of a command once, globals included`() {
    for command in Self.table.commands {
      let names = Self.table.options(of: command).map(\.name)
      #expect(Set(names).count == names.count, "\(command.name)")
    }
  }

  @Test func `has defaults that are values of their kind`() {
    for command in Self.table.commands {
      for option in command.options {
        if let text = option.byDefault {
          #expect(option.value?.kind.accepts(text) == true, "\(command.name) \(option.name)")
        }
      }
    }
  }

  @Test func `has rules about what the command has`() {
    for command in Self.table.commands {
      let names = Set(command.arguments.map(\.name) + command.options.map { "--\($0.name)" })
      for rule in command.rules {
        switch rule {
        case .exactlyOne(let some): #expect(names.isSuperset(of: some))
        case .needs(let name, let others): #expect(names.isSuperset(of: others + [name]))
        case .inOrder(let first, let last): #expect(names.isSuperset(of: [first, last]))
        }
      }
    }
  }

  @Test func `asks for a reason wherever it decides or takes back`() {
    for command in Self.table.commands where command.words.first == "conflicts" && command.isAct {
      #expect(command.options.contains { $0.name == "reason" && $0.isRequired }, "\(command.name)")
    }
  }

  @Test func `speaks both languages, with letters composed`() {
    var texts: [Text] = Self.table.globalOptions.map(\.says)
    for command in Self.table.commands {
      texts += [command.summary] + [command.detail].compactMap(\.self) + command.arguments.map(\.says)
      texts += command.options.map(\.says) + command.examples.map(\.says)
    }
    for text in texts {
      #expect(!text.vi.isEmpty && !text.en.isEmpty && text.vi != text.en)
      #expect(SafeText(text.vi.replacing("\n", with: "")).plain == text.vi.replacing("\n", with: ""))
    }
  }

  @Test func `has examples that are commands`() throws {
    for command in Self.table.commands {
      for example in command.examples {
        let line = example.line.prefix { $0 != ">" }
        var words: [String] = []
        for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
          if index % 2 == 1 {
            words.append(String(part))
          } else {
            words += part.split(separator: " ").map(String.init)
          }
        }
        let invocation = try Self.table.parse(Array(words.dropFirst()))
        #expect(invocation.command.words == command.words, "\(example.line)")
      }
    }
  }
}

@Suite struct `A command line` {
  static let table = CommandTable.tram

  /// Words in one text, apart by spaces; `_` stands for a space inside a word.
  static func parse(_ line: String) throws(UsageError) -> Invocation {
    try table.parse(line.split(separator: " ").map { String($0.replacing("_", with: " ")) })
  }

  @Test func `gives each value its name`() throws {
    let invocation = try Self.parse(
      "--lang en person edit X1 --set phone.phone=0900 --json --set=name.given=Lan_= --reason theo_đơn --as CB12 --data /d"
    )
    #expect(invocation.command.words == ["person", "edit"])
    #expect(invocation.required("ID") == "X1" && invocation["--seen"] == nil)
    #expect(invocation.required("--reason") == "theo đơn")
    let assignments = invocation.assignments("--set").map { [$0.group, $0.field, $0.value] }
    #expect(assignments == [["phone", "phone", "0900"], ["name", "given", "Lan ="]])
    #expect(
      invocation.globals.isJSON && invocation.globals.language == .en && invocation.globals.staff == "CB12")
    #expect(invocation.globals.dataFolder(environment: [:]) == "/d")
  }

  @Test func `takes the rest for a repeated argument, and anything after two dashes`() throws {
    let invocation = try Self.parse(
      "person find nguyen --born 1954 --for reception --as CB12 thi -- --lan -")
    #expect(invocation.all("WORDS") == ["nguyen", "thi", "--lan", "-"])
    #expect(invocation.integer("--born") == 1954 && invocation.integer("--limit") == 50)
  }

  @Test func `reads spans, days, codes and conditions`() throws {
    #expect(try Self.parse("conflicts list --age 3d").spanMs("--age") == 259_200_000)
    #expect(try Self.parse("hub invite H37.11 --units 05983,05986").codes("--units") == ["05983", "05986"])
    #expect(try Self.parse("hub invite H37.11 --units 05983").spanMs("--valid") == 3_600_000)
    for day in ["29/02/2028", "2028-02-29"] {
      let read = try Self.parse("dossier list --due-before \(day)").day("--due-before")
      #expect(read?.vietnamese == "29/02/2028")
    }
    let all = try Self.parse(
      "conflicts resolve --all --where entity=person --where age>3d --take latest --reason x --as QT01")
    #expect(
      all.conditions("--where").map { "\($0.field) \($0.sign) \($0.value)" } == [
        "entity = person", "age > 3d",
      ])
    #expect(all.has("--all") && all["ID"] == nil)
  }

  @Test func `finds its data by option, environment and habit`() throws {
    let globals = try Self.parse("status").globals
    #expect(globals.dataFolder(environment: ["TRAM_DATA": "/x"]) == "/x")
    #expect(globals.dataFolder(environment: ["TRAM_DATA": ""]) == "/var/lib/tram")
  }

  @Test(
    arguments: [
      ("", ["help"], []), ("--help", ["help"], []), ("-h", ["help"], []), ("--lang en", ["help"], []),
      ("conflicts --help", ["help"], ["conflicts"]),
      ("conflicts show --help", ["help"], ["conflicts", "show"]),
      ("dossier open --help", ["help"], ["dossier", "open"]),
      ("--help dossier open", ["help"], ["dossier", "open"]),
      ("help conflicts list", ["help"], ["conflicts", "list"]), ("--data x --help hub", ["help"], ["hub"]),
      ("--version", ["version"], []), ("sync --version", ["version"], []),
    ] as [(String, [String], [String])])
  func `that asks for help gets it`(line: String, command: [String], about: [String]) throws {
    let invocation = try Self.parse(line)
    #expect(invocation.command.words == command)
    if command == ["help"] { #expect(invocation.all("COMMAND") == about) }
  }

  @Test(arguments: [
    ("conflict list", UsageError(.unknownCommand("conflict", nearest: "conflicts"))),
    ("xyzzy", UsageError(.unknownCommand("xyzzy", nearest: nil))),
    ("conflicts lst", UsageError(.unknownCommand("lst", nearest: "list"), command: ["conflicts"])),
    (
      "dossier",
      UsageError(
        .incompleteCommand([
          "open", "show", "list", "add", "supplement", "recheck", "why", "pay", "advance", "withdraw",
          "return", "assign", "track",
        ]),
        command: ["dossier"])
    ),
    ("sync --jsno", UsageError(.unknownOption("--jsno", nearest: "--json"), command: ["sync"])),
    ("--jsno", UsageError(.unknownOption("--jsno", nearest: "--json"), command: ["help"])),
    ("sync --js", UsageError(.unknownOption("--js", nearest: "--json"), command: ["sync"])),
    ("sync -j", UsageError(.unknownOption("-j", nearest: nil), command: ["sync"])),
    ("sync --json=1", UsageError(.unexpectedValue("--json"), command: ["sync"])),
    ("sync now", UsageError(.extraArgument, command: ["sync"])),
    ("serve --listen", UsageError(.missingValue("--listen"), command: ["serve"])),
    ("serve --listen --json", UsageError(.missingValue("--listen"), command: ["serve"])),
    ("serve --listen 65536", UsageError(.badValue("--listen", .integer(0...65535)), command: ["serve"])),
    ("serve --listen +80", UsageError(.badValue("--listen", .integer(0...65535)), command: ["serve"])),
    ("serve --listen 1 --listen 2", UsageError(.repeated("--listen"), command: ["serve"])),
    ("serve --listen=", UsageError(.badValue("--listen", .integer(0...65535)), command: ["serve"])),
    ("join http://x T", UsageError(.badValue("URL", .address), command: ["join"])),
    ("join https://x", UsageError(.missingArgument("TOKEN"), command: ["join"])),
    ("hub invite H37 --units 1,,2", UsageError(.badValue("--units", .codes), command: ["hub", "invite"])),
    (
      "dossier list --due-before 31/02/2026",
      UsageError(.badValue("--due-before", .day), command: ["dossier", "list"])
    ),
    (
      "dossier list --due-before 2026-13-01",
      UsageError(.badValue("--due-before", .day), command: ["dossier", "list"])
    ),
    ("conflicts list --age 3w", UsageError(.badValue("--age", .span), command: ["conflicts", "list"])),
    (
      "person edit X --set phone=1 --reason r --as C",
      UsageError(.badValue("--set", .assignment), command: ["person", "edit"])
    ),
    (
      "person edit X --set a.b=1 --as C",
      UsageError(.missingOption("--reason TEXT"), command: ["person", "edit"])
    ),
    (
      "person edit X --set a.b=1 --reason r",
      UsageError(.missingOption("--as STAFF"), command: ["person", "edit"])
    ),
    (
      "conflicts resolve --take 1 --reason r --as Q",
      UsageError(.exactlyOne(["ID", "--all"]), command: ["conflicts", "resolve"])
    ),
    (
      "conflicts resolve X --all --take 1 --reason r --as Q",
      UsageError(.exactlyOne(["ID", "--all"]), command: ["conflicts", "resolve"])
    ),
    (
      "conflicts resolve X --reason r --as Q",
      UsageError(.exactlyOne(["--take", "--value"]), command: ["conflicts", "resolve"])
    ),
    (
      "conflicts resolve --all --take latest --reason r --as Q",
      UsageError(.needs("--all", "--where"), command: ["conflicts", "resolve"])
    ),
    (
      "conflicts resolve X --take 0 --reason r --as Q",
      UsageError(.badValue("--take", .side), command: ["conflicts", "resolve"])
    ),
    (
      "completion csh",
      UsageError(.badValue("SHELL", .oneOf(["bash", "zsh", "fish"])), command: ["completion"])
    ),
    (
      "print 07 --from 2026-11-30 --to 2026-11-01 --as Q",
      UsageError(.notInOrder("--from", "--to"), command: ["print"])
    ),
    (
      "report --from 2026-11-30 --to 2026-11-01",
      UsageError(.notInOrder("--from", "--to"), command: ["report"])
    ),
    (
      "access breach --from 2026-11-30 --to 2026-11-01",
      UsageError(.notInOrder("--from", "--to"), command: ["access", "breach"])
    ),
    (
      "procedure diff X --from 2026-11-30 --to 2026-11-01",
      UsageError(.notInOrder("--from", "--to"), command: ["procedure", "diff"])
    ),
    ("sync --lang fr", UsageError(.badValue("--lang", .oneOf(["vi", "en"])), command: ["sync"])),
  ])
  func `that is wrong is refused with what would be right`(line: String, error: UsageError) {
    #expect(throws: error) { try Self.parse(line) }
    #expect(!error.text(.vi).isEmpty && !error.text(.en).isEmpty && error.help.hasSuffix("--help"))
  }

  @Test(
    arguments: [
      (
        ValueKind.side, ["1", "64", "latest", "provisional", "source:population-register", "center:H37.11"],
        ["65", "0", "-1", "source:", "side:1", "١"]
      ),
      (.condition, ["a=b", "age>3d", "a=b=c"], ["a", "=b", "a=", "a b=c"]),
      (.span, ["1s", "30m", "12h", "3d", "9999d"], ["3", "d", "-3d", "3D", "99999d", "3d "]),
      (
        .day, ["01/01/2026", "1/1/2026", "2026-1-1", "2024-02-29", "01.01.2026"],
        ["2023-02-29", "2026", "01/2026", "1/1/26", "00/01/2026", ""]
      ),
      (
        .address, ["https://h", "https://h:8443/a"],
        ["https://", "http://h", "https://h\u{1B}", "https://h h"]
      ),
      (.text, ["x", "Đặng"], ["", "\u{1B}[2J", "\u{202E}x"]),
    ] as [(ValueKind, [String], [String])])
  func `has values that are what they must be`(kind: ValueKind, good: [String], bad: [String]) {
    for text in good { #expect(kind.accepts(text), "\(text)") }
    for text in bad { #expect(!kind.accepts(text), "\(text)") }
    #expect(!kind.accepts(String(repeating: "1", count: ValueKind.bytesMax + 1)))
  }

  @Test func `of any words never traps`() {
    let words = [
      "--", "-", "--=", "=", "", "--lang", "--lang=", "conflicts", "show", "help", "--help", "\u{1B}", "-h",
    ]
    for first in words {
      for second in words {
        for third in words { _ = try? Self.table.parse([first, second, third]) }
      }
    }
    #expect(throws: UsageError(.tooManyWords)) { try Self.table.parse(Array(repeating: "a", count: 5000)) }
  }
}
