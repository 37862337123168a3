extension CommandTable {
  /// Where a dossier's code is asked for.
  private static let code = ArgumentSpec("CODE", says: Text("Mã hồ sơ", "The dossier's code"))

  static let dossierCommands = [
    CommandSpec(
      words: ["dossier", "open"],
      summary: Text("Tiếp nhận một hồ sơ", "Receive a dossier"),
      options: [
        OptionSpec("procedure", "CODE", says: Text("Mã thủ tục hành chính", "The procedure's code")),
        OptionSpec(
          "service", "N", .integer(1...99),
          says: Text(
            "Số của dịch vụ liên thông: 15 khai sinh, 16 khai tử", "A linked service: 15 birth, 16 death")),
        OptionSpec(
          "person", "ID", isRequired: true,
          says: Text("Công dân nộp hồ sơ (mã, hoặc số định danh)", "The applicant (id, or personal number)")),
        OptionSpec(
          "about", "ID",
          says: Text("Hồ sơ về người này, nếu là người khác", "Whom it is about, when another person")),
        OptionSpec(
          "channel", "WAY", .oneOf(["direct", "online", "postal"]), byDefault: "direct",
          says: Text("Hình thức nộp: trực tiếp, trực tuyến, bưu chính", "How it is submitted")),
        OptionSpec(
          "case", "N", isRepeated: true,
          says: Text(
            "Trường hợp của thủ tục, theo số hoặc tên; của bước liên thông khác: 3:2",
            "The procedure's case, by number or name; of another step of a linked service: 3:2")),
        OptionSpec(
          "steps", "N,N", .codes,
          says: Text("Các bước liên thông tùy chọn", "Optional steps of a linked service")),
        OptionSpec(
          "child", "NAME",
          says: Text("Họ tên trẻ mới sinh (với --service 15)", "The newborn's name (with --service 15)")),
        OptionSpec("born", "DAY", .day, says: Text("Ngày sinh của trẻ", "The newborn's day of birth")),
        OptionSpec(
          "sex", "SEX", .oneOf(["male", "female"]), says: Text("Giới tính của trẻ", "The newborn's sex")),
        OptionSpec(
          "identified", "HOW",
          .oneOf(["vneid-1", "vneid-2", "card-read", "card-scanned", "paper-seen", "proxy"]),
          says: Text("Cách xác định người nộp", "How it was seen who the applicant is")),
        OptionSpec(
          "another",
          says: Text("Là việc khác với hồ sơ đang có", "It is another matter than the open dossier")),
        OptionSpec("note", "TEXT", says: Text("Ghi chú", "A note")),
        .reasonIfAny,
      ],
      rules: [
        .exactlyOne(["--procedure", "--service"]), .needs("--child", ["--service", "--born", "--sex"]),
      ],
      isAct: true,
      examples: [
        .init(
          "tram dossier open --service 15 --person 020154000000 --case 1 --child \"Nông Văn An\" --born 2026-11-20 --sex male --as hoa.ntt",
          Text(
            "Khai sinh liên thông: khai sinh, cư trú, bảo hiểm y tế",
            "A linked birth: registration, residence, health insurance")),
        .init(
          "tram dossier open --procedure 1.001193 --case 1 --person 020154000000 --as hoa.ntt",
          Text("Tiếp nhận hồ sơ đăng ký khai sinh", "Receive a birth registration")),
      ],
      exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["dossier", "show"],
      summary: Text("Xem một hồ sơ", "Show a dossier"),
      arguments: [code], exits: [.notFound]),
    CommandSpec(
      words: ["dossier", "list"],
      summary: Text("Liệt kê hồ sơ", "List dossiers"),
      options: [
        OptionSpec(
          "status", "N", .integer(1...10), isRepeated: true,
          says: Text("Trạng thái theo mã 1 đến 10", "The official status, 1 to 10")),
        OptionSpec("person", "ID", says: Text("Của công dân này", "Of this person")),
        OptionSpec("procedure", "CODE", says: Text("Của thủ tục này", "Of this procedure")),
        OptionSpec(
          "shifted",
          says: Text(
            "Chỉ hồ sơ mà dữ liệu dùng làm căn cứ đã thay đổi", "Only those whose ground has moved")),
        OptionSpec("due-before", "DAY", .day, says: Text("Hẹn trả trước ngày", "Due before that day")),
        .limit,
      ],
      examples: [
        .init(
          "tram dossier list --status 4 --due-before 2026-03-09",
          Text(
            "Hồ sơ đang xử lý, hẹn trả trước 09/03/2026", "Those being processed and due before 9 March 2026")
        )
      ]),
    CommandSpec(
      words: ["dossier", "add"],
      summary: Text("Bổ sung thành phần hồ sơ", "Add a component to a dossier"),
      arguments: [code],
      options: [
        OptionSpec(
          "requirement", "CODE", isRequired: true, says: Text("Mã thành phần hồ sơ", "The component's code")),
        OptionSpec(
          "document", "ID",
          says: Text("Dùng giấy tờ đã có trong dữ liệu", "Use a document that is held already")),
        OptionSpec(
          "from-data", says: Text("Lấy từ dữ liệu đang có", "Take it from the data that is held")),
        OptionSpec("file", "FILE", .file, says: Text("Tệp quét của giấy tờ", "A scan of the paper")),
        OptionSpec(
          "copies", "N", .integer(1...99), byDefault: "1", says: Text("Số bản", "Number of copies")),
        .exception, .seen, .reasonIfAny,
      ],
      rules: [.needs("--exception", ["--reason"])],
      isAct: true, exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["dossier", "supplement"],
      summary: Text("Yêu cầu công dân bổ sung hồ sơ", "Ask the citizen for a supplement"),
      detail: Text(
        "Giấy tờ mà danh sách hôm nay ghi là đã tích hợp thì không được yêu cầu, kể cả viết trong nội dung. Ngoại lệ mà luật cho phép cần lý do, được thống kê, và gửi đề nghị cải chính đến cơ quan quản lý dữ liệu.",
        "What the lists of today say is integrated is not asked for, nor in the words of the request. The exception that the law allows needs a reason, is counted, and asks the managing agency for a correction."
      ),
      arguments: [code],
      options: [
        OptionSpec(
          "requirement", "CODE", isRepeated: true,
          says: Text("Mã thành phần cần bổ sung", "A component that is asked for")),
        .exception, .seen, .reason,
      ],
      isAct: true,
      examples: [
        .init(
          "tram dossier supplement H37.08-261125-000001 --requirement giay-chung-sinh --reason \"Bản đã nộp bị mờ\" --as hoa.ntt",
          Text("Yêu cầu nộp lại giấy chứng sinh", "Ask for the medical birth certificate again"))
      ],
      exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["dossier", "recheck"],
      summary: Text(
        "Kiểm tra lại dữ liệu mà hồ sơ dựa vào", "Look again at the data that a dossier relies on"),
      arguments: [code], options: [.seen, .reasonIfAny], isAct: true, exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["dossier", "why"],
      summary: Text(
        "Vì sao yêu cầu, hay không yêu cầu, từng giấy tờ vào ngày đó",
        "Why each paper was asked for, or was not, on that day"),
      arguments: [code],
      options: [
        OptionSpec(
          "requirement", "CODE", says: Text("Chỉ thành phần này", "Only this component")),
        OptionSpec(
          "on", "DAY", .day,
          says: Text(
            "Theo danh sách của ngày này; mặc định ngày tiếp nhận",
            "By the lists of that day; by default the day of receipt")),
      ],
      exits: [.notFound]),
    CommandSpec(
      words: ["dossier", "pay"],
      summary: Text("Ghi nhận phí, lệ phí đã thu", "Record a fee that was taken"),
      arguments: [code],
      options: [
        OptionSpec("purpose", "TEXT", isRequired: true, says: Text("Loại phí, lệ phí", "Which fee")),
        OptionSpec(
          "amount", "N", .integer(0...999_999_999), isRequired: true,
          says: Text("Số tiền, đồng", "Whole đồng")),
        OptionSpec("receipt", "N", isRequired: true, says: Text("Số biên lai", "The receipt's number")),
        .seen,
      ],
      isAct: true, exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["dossier", "advance"],
      summary: Text("Chuyển hồ sơ sang trạng thái khác", "Move a dossier to another status"),
      detail: Text(
        "1 Mới đăng ký · 2 Được tiếp nhận · 3 Không được tiếp nhận · 4 Đang xử lý · 5 Yêu cầu bổ sung giấy tờ · 6 Yêu cầu thực hiện nghĩa vụ tài chính · 7 Công dân yêu cầu rút hồ sơ · 8 Dừng xử lý · 9 Đã xử lý xong · 10 Đã trả kết quả. Bước chuyển mà quy định không có sẽ bị từ chối.",
        "1 newly registered · 2 accepted · 3 not accepted · 4 being processed · 5 further documents required · 6 payment due · 7 withdrawn at the citizen's request · 8 stopped · 9 processed · 10 result returned. A step that the regulations do not have is refused."
      ),
      arguments: [code],
      options: [
        OptionSpec(
          "to", "N", .integer(1...10), isRequired: true,
          says: Text("Trạng thái mới, mã 1 đến 10", "The new status, 1 to 10")),
        OptionSpec("result", "TEXT", says: Text("Kết quả giải quyết", "What came out")), .seen, .reasonIfAny,
      ],
      isAct: true, exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["dossier", "withdraw"],
      summary: Text("Ghi nhận công dân rút hồ sơ", "Record that the citizen withdraws a dossier"),
      arguments: [code], options: [.seen, .reason], isAct: true, exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["dossier", "return"],
      summary: Text("Trả kết quả hồ sơ", "Return the result of a dossier"),
      arguments: [code], options: [.seen, .reasonIfAny], isAct: true, exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["procedure", "list"],
      summary: Text("Liệt kê thủ tục hành chính", "List the procedures"),
      arguments: [
        ArgumentSpec(
          "WORDS", isRequired: false, isRepeated: true,
          says: Text("Từ trong tên thủ tục", "Words of the name"))
      ],
      options: [
        OptionSpec(
          "on", "DAY", .day,
          says: Text("Có hiệu lực vào ngày này; mặc định hôm nay", "In force on that day; by default today"))
      ]),
    CommandSpec(
      words: ["procedure", "judge"],
      summary: Text(
        "Một người làm thủ tục này cần gì: dữ liệu, VNeID, hay giấy tờ",
        "What a person needs for a procedure: data, VNeID or paper"),
      arguments: [ArgumentSpec("CODE", says: Text("Mã thủ tục", "The procedure's code"))],
      options: [
        OptionSpec(
          "case", "N", isRepeated: true,
          says: Text(
            "Trường hợp của thủ tục, theo số hoặc tên; của bước liên thông khác: 3:2",
            "The procedure's case, by number or name; of another step of a linked service: 3:2")),
        OptionSpec("person", "ID", says: Text("Công dân", "The person")),
        OptionSpec(
          "channel", "WAY", .oneOf(["direct", "online", "postal"]), byDefault: "direct",
          says: Text("Hình thức nộp: trực tiếp, trực tuyến, bưu chính", "How it is submitted")),
        OptionSpec(
          "on", "DAY", .day,
          says: Text(
            "Theo quy định của ngày này; mặc định hôm nay", "As in force on that day; by default today")),
      ],
      exits: [.notFound]),
    CommandSpec(
      words: ["procedure", "show"],
      summary: Text(
        "Xem một thủ tục: thành phần hồ sơ, thời hạn, lệ phí",
        "Show a procedure: components, time limit, fees"),
      arguments: [ArgumentSpec("CODE", says: Text("Mã thủ tục", "The procedure's code"))],
      options: [
        OptionSpec(
          "on", "DAY", .day,
          says: Text(
            "Theo quy định của ngày này; mặc định hôm nay", "As in force on that day; by default today"))
      ],
      exits: [.notFound]),
  ]
}
