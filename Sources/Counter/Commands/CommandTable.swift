/// Every command of `tram`, in the order in which the help shows them.
package struct CommandTable: Sendable {
  package let commands: [CommandSpec]
  package let globalOptions: [OptionSpec]

  package init(commands: [CommandSpec], globalOptions: [OptionSpec]) {
    self.commands = commands
    self.globalOptions = globalOptions
  }

  package static let tram = CommandTable(
    commands: dossierCommands + formCommands + peopleCommands + accessCommands + conflictCommands
      + nodeCommands
      + quarantineCommands
      + alarmCommands + bundleCommands + careCommands + userCommands + hubCommands
      + helpCommands,
    globalOptions: everywhere)

  /// The command with exactly those words.
  package func command(_ words: [String]) -> CommandSpec? { commands.first { $0.words == words } }

  /// The commands that begin with those words and have more.
  package func commands(under words: [String]) -> [CommandSpec] {
    commands.filter { $0.words.count > words.count && $0.words.starts(with: words) }
  }

  /// The words that may follow, each once, in the table's order.
  package func words(after words: [String]) -> [String] {
    commands(under: words).reduce(into: []) { result, command in
      let next = command.words[words.count]
      if !result.contains(next) { result.append(next) }
    }
  }

  /// The options of a command, its own first.
  package func options(of command: CommandSpec) -> [OptionSpec] { command.options + globalOptions }

  private static let everywhere = [
    OptionSpec(
      "data", "DIR", .folder, byDefault: "$TRAM_DATA, /var/lib/tram",
      says: Text("Thư mục dữ liệu của máy", "The machine's data folder")),
    OptionSpec(
      "lang", "LANG", .oneOf(Language.allCases.map(\.rawValue)),
      says: Text("Ngôn ngữ; mặc định theo máy", "Language; by default the system's")),
    OptionSpec(
      "as", "STAFF", says: Text("Tài khoản của cán bộ thực hiện", "The account of the staff member who acts")),
    OptionSpec("json", says: Text("Trả lời bằng JSON, cho chương trình đọc", "Answer in JSON, for programs")),
    OptionSpec("quiet", says: Text("Chỉ in câu trả lời", "Print nothing but the answer")),
    OptionSpec("verbose", says: Text("Nói rõ từng bước", "Say each step")),
    OptionSpec("no-input", says: Text("Không bao giờ hỏi", "Never ask")),
    OptionSpec("yes", says: Text("Trả lời “có” cho mọi câu hỏi", "Answer every question with yes")),
    OptionSpec("dry-run", says: Text("Chỉ cho biết sẽ làm gì", "Only say what would be done")),
    OptionSpec("help", says: Text("Giải thích lệnh", "Explain the command")),
    OptionSpec("version", says: Text("Cho biết phiên bản", "Say the version")),
  ]

  private static let helpCommands = [
    CommandSpec(
      words: ["completion"],
      summary: Text("In phần tự hoàn thành lệnh cho shell", "Print the completion for a shell"),
      arguments: [
        ArgumentSpec("SHELL", .oneOf(["bash", "zsh", "fish"]), says: Text("Shell đang dùng", "The shell"))
      ],
      examples: [
        .init(
          "tram completion bash > /etc/bash_completion.d/tram",
          Text("Cài cho mọi tài khoản", "Install it for every account"))
      ]),
    CommandSpec(
      words: ["help"],
      summary: Text("Giải thích các lệnh", "Explain the commands"),
      arguments: [
        ArgumentSpec(
          "COMMAND", isRequired: false, isRepeated: true,
          says: Text("Lệnh cần giải thích", "The command to explain"))
      ]),
    CommandSpec(
      words: ["manual"],
      summary: Text("In trang sổ tay của một lệnh", "Print the manual page of a command"),
      detail: Text(
        "Định dạng roff, như lệnh man đọc. Không nêu lệnh nào thì in trang chung tram(1).",
        "In roff, as man reads it. Without a command it is the page of all, tram(1)."),
      arguments: [
        ArgumentSpec(
          "COMMAND", isRequired: false, isRepeated: true,
          says: Text("Lệnh cần in sổ tay", "The command whose page it is"))
      ],
      examples: [
        .init("tram manual dossier open", Text("Sổ tay của lệnh dossier open", "The page of dossier open"))
      ]),
    CommandSpec(words: ["version"], summary: Text("Cho biết phiên bản", "Say the version")),
  ]
}

/// Options that several commands share.
extension OptionSpec {
  static let reason = OptionSpec(
    "reason", "TEXT", isRequired: true,
    says: Text("Lý do, được lưu cùng thay đổi", "The reason, kept with the change"))
  static let reasonIfAny = OptionSpec(
    "reason", "TEXT", says: Text("Lý do, được lưu cùng thay đổi", "The reason, kept with the change"))
  static let exception = OptionSpec(
    "exception", "WHY", .oneOf(["data-missing", "data-wrong", "look-up-impossible"]),
    says: Text(
      "Ngoại lệ mà luật cho phép: dữ liệu thiếu, dữ liệu sai, không tra cứu được",
      "The exception that the law allows: data missing, data wrong, no look-up possible"))
  static let seen = OptionSpec(
    "seen", "VERSION",
    says: Text(
      "Phiên bản đã xem, như lệnh show in ra; nếu có người vừa sửa, lệnh dừng và cho xem lại",
      "The version looked at, as show prints it; if somebody changed it meanwhile, the command stops and says so"
    ))
  static let limit = OptionSpec(
    "limit", "N", .integer(1...10_000), byDefault: "50", says: Text("Số dòng nhiều nhất", "Lines at most"))
}
