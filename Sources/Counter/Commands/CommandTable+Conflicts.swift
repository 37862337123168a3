internal import Conflicts

extension CommandTable {
  private static let id = ArgumentSpec("ID", says: Text("Mã xung đột", "The conflict's id"))

  private static let filters = [
    OptionSpec("center", "CODE", says: Text("Phát sinh tại trung tâm này", "That arose at this center")),
    OptionSpec(
      "entity", "NAME", says: Text("Loại dữ liệu: person, dossier, document, …", "The kind of record")),
    OptionSpec("group", "NAME", says: Text("Nhóm thông tin: name, birth, status, …", "The group of fields")),
    OptionSpec(
      "severity", "LEVEL", .oneOf(Severity.allCases.map(\.rawValue)), says: Text("Mức độ", "The severity")
    ),
    OptionSpec(
      "age", "SPAN", .span, says: Text("Chờ lâu hơn: 30m, 12h, 3d", "Waiting for longer than: 30m, 12h, 3d")),
    OptionSpec(
      "blocks", "WORD", .oneOf(Block.allCases.map(\.rawValue)),
      says: Text("Đang làm tạm dừng việc này", "Holding this up")),
    OptionSpec(
      "owner", "OFFICE", .oneOf(Owner.allCases.map(\.rawValue)),
      says: Text("Thuộc thẩm quyền của", "For this office to decide")),
  ]

  static let conflictCommands = [
    CommandSpec(
      words: ["conflicts", "list"],
      summary: Text("Liệt kê xung đột chờ quyết định", "List the conflicts that await a decision"),
      options: filters + [
        OptionSpec(
          "state", "STATE", .oneOf(["open", "decided", "all"]), byDefault: "open",
          says: Text("Đang chờ, đã quyết định, hay tất cả", "Open, decided, or all")),
        .limit,
      ],
      examples: [
        .init(
          "tram conflicts list --entity person --age 3d",
          Text("Về công dân, chờ hơn 3 ngày", "About persons, older than 3 days"))
      ]),
    CommandSpec(
      words: ["conflicts", "show"],
      summary: Text("Xem các bên của một xung đột", "Show the sides of a conflict beside each other"),
      arguments: [id], exits: [.notFound]),
    CommandSpec(
      words: ["conflicts", "explain"],
      summary: Text("Giải thích quy tắc, từng bước", "Explain the rule, step by step"),
      arguments: [id], exits: [.notFound]),
    CommandSpec(
      words: ["conflicts", "resolve"],
      summary: Text(
        "Quyết định một xung đột, hoặc nhiều xung đột cùng loại", "Decide a conflict, or many of one kind"),
      detail: Text(
        """
        Quyết định thay thế đúng những bên đã được xem. Nếu vừa có thêm một bên, lệnh dừng và cho xem bên đó.

        Với --all, lệnh cho biết sẽ làm gì rồi mới hỏi; --dry-run chỉ cho biết.
        """,
        """
        A decision supersedes exactly the sides that were shown. If one more arrived meanwhile, the command stops and shows it.

        With --all the command says what it would do, then asks; --dry-run only says it.
        """),
      arguments: [ArgumentSpec("ID", isRequired: false, says: Text("Mã xung đột", "The conflict's id"))],
      options: [
        OptionSpec(
          "take", "N", .side,
          says: Text(
            "Lấy bên có số này; với --all: provisional (đang dùng tạm), latest (mới nhất), source:MÃ hoặc center:MÃ",
            "Take the side of that number; with --all: provisional, latest, source:CODE or center:CODE")),
        OptionSpec(
          "value", "V", isRepeated: true,
          says: Text(
            "Giá trị đúng khác với mọi bên; trường=giá trị nếu nhóm có nhiều trường",
            "Another value than any side's; field=value where the group has several fields")),
        OptionSpec("all", says: Text("Mọi xung đột thỏa --where", "All conflicts that satisfy --where")),
        OptionSpec(
          "where", "CONDITION", .condition, isRepeated: true,
          says: Text(
            "Điều kiện: entity=person, group=phone, center=MÃ, severity=low, rule=latest, age>3d",
            "A condition: entity=person, group=phone, center=CODE, severity=low, rule=latest, age>3d")),
        .seen, .reason,
      ],
      rules: [
        .exactlyOne(["ID", "--all"]), .exactlyOne(["--take", "--value"]),
        .needs("--all", ["--where", "--take"]),
      ],
      isAct: true,
      examples: [
        .init(
          "tram conflicts resolve g-3fa90c1b22 --take 2 --reason \"Theo giấy khai sinh bản chính\" --as hoa.ntt",
          Text("Lấy bên thứ hai", "Take the second side")),
        .init(
          "tram conflicts resolve --all --where group=phone --take latest --reason \"Lấy số mới nhất\" --as hoa.ntt --dry-run",
          Text("Xem trước khi giải quyết hàng loạt", "Look before deciding many")),
      ],
      exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["conflicts", "merge"],
      summary: Text(
        "Gộp hai bản ghi của cùng một người hoặc hồ sơ", "Merge two records of one person or dossier"),
      detail: Text(
        "Một bản ghi ở lại, bản kia trỏ đến nó; không có gì bị xóa.",
        "One record stays, the other points to it; nothing is deleted."),
      arguments: [id],
      options: [
        OptionSpec(
          "keep", "N", .integer(1...ValueKind.sidesMax), isRequired: true,
          says: Text("Bản ghi có số này ở lại", "The record of that number stays")),
        .seen, .reason,
      ],
      isAct: true, exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["conflicts", "distinct"],
      summary: Text(
        "Ghi nhận là hai đối tượng khác nhau; không hỏi lại",
        "Record that they are different ones; it is not asked again"),
      arguments: [id], options: [.seen, .reason], isAct: true, exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["conflicts", "reopen"],
      summary: Text("Mở lại một xung đột đã quyết định", "Reopen a decided conflict"),
      arguments: [id], options: [.reason], isAct: true, exits: [.notFound, .permission]),
    CommandSpec(
      words: ["conflicts", "stats"],
      summary: Text("Thống kê xung đột", "Count the conflicts"),
      options: [
        OptionSpec(
          "by", "WHAT", .oneOf(["rule", "center", "age", "group"]), byDefault: "rule",
          says: Text("Theo quy tắc, trung tâm, thời gian chờ, hay nhóm", "By rule, center, age or group"))
      ]),
    CommandSpec(
      words: ["conflicts", "watch"],
      summary: Text(
        "Theo dõi xung đột mới cho đến khi bấm Ctrl-C", "Show new conflicts as they come, until Ctrl-C"),
      options: filters, exits: [.interrupted]),
    CommandSpec(
      words: ["conflicts", "replay"],
      summary: Text(
        "Diễn lại một tình huống mẫu theo mọi thứ tự", "Replay a case in every order of delivery"),
      arguments: [
        ArgumentSpec(
          "FILE", .file, isRepeated: true,
          says: Text("Tệp trong Conflicts/cases", "A file of Conflicts/cases"))
      ],
      examples: [
        .init(
          "tram conflicts replay Conflicts/cases/two-births.json",
          Text("Xem từng bước của tình huống", "See the case step by step"))
      ],
      exits: [.notFound, .integrity]),
  ]
}
