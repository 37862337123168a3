import Counter
import Records
import Testing

@Suite struct `Help` {
  static func text(_ words: String, _ language: Language, width: Int? = nil) -> String? {
    HelpText(.tram, language: language, width: width)
      .lines(about: words.split(separator: " ").map(String.init))?
      .map(\.plain).joined(separator: "\n")
  }

  @Test func `explains one command whole, in Vietnamese`() {
    #expect(
      Self.text("hub invite", .vi) == """
        tram hub invite: In mã mời cho một trung tâm

        Cách dùng:
          tram hub invite TRUNG_TÂM --units MÃ,MÃ [--name TÊN] [--valid KHOẢNG]

        Tham số:
          TRUNG_TÂM  Mã cơ quan của trung tâm

        Tùy chọn:
          --units MÃ,MÃ   Xã, phường mà trung tâm giữ dữ liệu (bắt buộc)
          --name TÊN      Tên trung tâm
          --valid KHOẢNG  Mã dùng được trong bao lâu (mặc định: 1h)

        Tùy chọn chung:
          --data --lang --as --json --quiet --verbose --no-input --yes --dry-run --help
          --version

        Ví dụ:
          # Mời trung tâm giữ dữ liệu hai phường
          tram hub invite H37.11 --units 05983,05986

        Mã kết thúc:
          0  Xong.
          1  Không thực hiện được.
          2  Câu lệnh sai.
          3  Không tìm thấy.
          6  Không có quyền.
        """)
  }

  @Test func `has a Vietnamese word for whatever stands for a value`() {
    for command in CommandTable.tram.commands {
      let options = CommandTable.tram.options(of: command)
      let words = command.arguments.map(\.name) + options.compactMap { $0.value?.word }
      for word in words.flatMap({ $0.split { !$0.isLetter } }) where word != "SHELL" && word != "MÃ" {
        #expect(Texts.help.usage(String(word), .vi) != word, "\(command.name): \(word)")
        #expect(Texts.help.usage(String(word), .en) == word)
      }
    }
    #expect(Texts.help.usage("--set GROUP.FIELD=VALUE", .vi) == "--set NHÓM.TRƯỜNG=GIÁ_TRỊ")
  }

  @Test func `explains one command whole, in English and in a narrow window`() {
    #expect(
      Self.text("dossier withdraw", .en, width: 44) == """
        tram dossier withdraw: Record that the
        citizen withdraws a dossier

        Usage:
          tram dossier withdraw CODE
              [--seen VERSION] --reason TEXT
              --as STAFF

        Arguments:
          CODE  The dossier's code

        Options:
          --seen VERSION  The version looked at, as
                          show prints it; if
                          somebody changed it
                          meanwhile, the command
                          stops and says so
          --reason TEXT   The reason, kept with the
                          change (required)

        Global options:
          --data --lang --as --json --quiet
          --verbose --no-input --yes --dry-run
          --help --version

        Exit codes:
          0  Done.
          1  Failed.
          2  The command is wrong.
          3  Not found.
          4  A conflict, or a person must decide.
        """)
  }

  @Test func `explains a group of commands`() {
    #expect(
      Self.text("person", .vi) == """
        Cách dùng:
          tram person LỆNH [TÙY CHỌN]

        Lệnh:
          person find     Tìm công dân
          person show     Xem thông tin một công dân
          person history  Xem lịch sử thay đổi của một công dân
          person edit     Sửa thông tin một công dân
          person move     Ghi nhận công dân chuyển nơi cư trú
          person death    Ghi nhận công dân đã chết

        `tram LỆNH --help` giải thích từng lệnh.
        """)
  }

  @Test func `names every command, and every option of every command, within the width`() throws {
    for language in Language.allCases {
      let all = try #require(Self.text("", language))
      for command in CommandTable.tram.commands {
        #expect(all.contains("  \(command.name) "))
        let text = try #require(Self.text(command.name, language))
        for option in CommandTable.tram.options(of: command) { #expect(text.contains("--\(option.name)")) }
        let examples = Set(command.examples.map { "  \($0.line)" })
        for line in text.split(separator: "\n") where !examples.contains(String(line)) {
          #expect(String(line).columns <= 80, "\(line)")
        }
      }
    }
    #expect(Self.text("conflicts nothing", .vi) == nil)
  }
}

@Suite struct `The commands that need no data` {
  static func run(_ words: [String], json: Bool = false) async throws -> (ExitCode, String, String) {
    let (out, err) = (Recorded(), Recorded())
    let session = SessionTests.make(out, err, json: json)
    let code = await CommandSet.builtIn.run(try CommandTable.tram.parse(words), session)
    return (code, out.text, err.text)
  }

  @Test func `answer`() async throws {
    let (code, out, err) = try await Self.run(["version"])
    #expect(code == .ok && out == "tram \(CommandSet.version)\n" && err.isEmpty)
    let help = try await Self.run(["help", "conflicts", "list"])
    #expect(help.0 == .ok && help.1.hasPrefix("tram conflicts list: "))
    #expect(try await Self.run(["completion", "bash"]).1 == Completion(.tram).bash)
  }

  @Test func `answer programs with documents`() async throws {
    let version = try JSONValue.parse(try await Self.run(["version"], json: true).1)
    #expect(version == ["schema": "tram.version/1", "version": .string(CommandSet.version)])
    let help = try JSONValue.parse(try await Self.run(["help", "sync"], json: true).1)
    #expect(help["schema"] == "tram.commands/1" && help["commands"]?.elements?.count == 1)
  }

  @Test func `know no help about what is no command`() async throws {
    let (code, out, err) = try await Self.run(["help", "confilcts"])
    #expect(code == .usage && out.isEmpty && err.contains("E-CMD-001"))
  }

  @Test func `leave the others to those who implement them, and say so`() async throws {
    let (code, out, err) = try await Self.run(["sync"])
    #expect(code == .failed && out.isEmpty && err.contains("E-CMD-098"))
    #expect(CommandSet.builtIn.missing.count == CommandTable.tram.commands.count - 4)
    let set = CommandSet.builtIn.adding(["sync"]) { _, session in
      session.say("xong")
      return .offline
    }
    let output = Recorded()
    let session = SessionTests.make(output, Recorded())
    #expect(await set.run(try CommandTable.tram.parse(["sync"]), session) == .offline)
    #expect(output.text == "xong\n" && set.has(["sync"]))
  }
}
