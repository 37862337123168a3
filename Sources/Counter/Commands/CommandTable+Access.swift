extension OptionSpec {
  static let purpose = OptionSpec(
    "for", "PURPOSE", isRequired: true,
    says: Text(
      "Mục đích tra cứu: mã hồ sơ, hoặc reception (tiếp nhận), verification (xác minh), correction (cải chính), citizen-request (công dân yêu cầu), supervision (kiểm tra)",
      "For what: a dossier's code, or reception, verification, correction, citizen-request, supervision"))
}

extension CommandTable {
  static let accessCommands = [
    CommandSpec(
      words: ["access", "extract"],
      summary: Text(
        "Trích lục: ai đã tra cứu thông tin của công dân, khi nào, để làm gì",
        "Who looked at a citizen's data, when and for what"),
      arguments: [
        ArgumentSpec(
          "ID", says: Text("Mã công dân, hoặc số định danh cá nhân", "The person's id, or personal number"))
      ],
      isAct: true, exits: [.notFound]),
    CommandSpec(
      words: ["access", "breach"],
      summary: Text(
        "Báo cáo sự cố lộ dữ liệu: tài khoản nào đã xem bao nhiêu công dân trong một thời gian",
        "After a breach: which account looked at how many people in an interval"),
      detail: Text(
        "Từng lượt xem, kèm mã công dân, có trong câu trả lời cho chương trình (--json).",
        "Each look, with the person's id, is in the answer for programs (--json)."),
      options: [
        OptionSpec("from", "DAY", .day, isRequired: true, says: Text("Từ ngày", "From that day")),
        OptionSpec("to", "DAY", .day, isRequired: true, says: Text("Đến ngày", "Through that day")),
        OptionSpec("account", "STAFF", says: Text("Chỉ tài khoản này", "Only this account")),
      ],
      rules: [.inOrder("--from", "--to")],
      examples: [
        .init(
          "tram access breach --from 2026-11-20 --to 2026-11-22 --account hoa.ntt",
          Text("Tài khoản bị lộ mật khẩu đã xem những ai", "Whom an account saw whose password was lost"))
      ]),
    CommandSpec(
      words: ["report"],
      summary: Text(
        "Báo cáo theo dịch vụ và trung tâm", "Report by service and center"),
      options: [
        OptionSpec("from", "DAY", .day, isRequired: true, says: Text("Từ ngày", "From that day")),
        OptionSpec("to", "DAY", .day, isRequired: true, says: Text("Đến ngày", "Through that day")),
        OptionSpec("center", "CODE", says: Text("Chỉ trung tâm này", "Only this center")),
        OptionSpec("csv", says: Text("Bảng cho phần mềm bảng tính", "A table for a spreadsheet")),
      ],
      rules: [.inOrder("--from", "--to")],
      examples: [
        .init(
          "tram report --from 2026-11-01 --to 2026-11-30 --csv > thang11.csv",
          Text("Báo cáo tháng 11 cho bảng tính", "November, for a spreadsheet"))
      ],
      exits: [.notFound]),
    CommandSpec(
      words: ["catalogue", "coverage"],
      summary: Text(
        "Danh mục đã có gì, còn thiếu gì so với quy định",
        "What the catalogue holds of what the law announced, and what is missing"),
      options: [
        OptionSpec(
          "on", "DAY", .day,
          says: Text("Có hiệu lực vào ngày này; mặc định hôm nay", "In force on that day; by default today"))
      ],
      exits: [.notFound]),
    CommandSpec(
      words: ["procedure", "diff"],
      summary: Text(
        "Một thủ tục thay đổi gì giữa hai ngày", "What changed in a procedure between two days"),
      arguments: [ArgumentSpec("CODE", says: Text("Mã thủ tục", "The procedure's code"))],
      options: [
        OptionSpec("from", "DAY", .day, isRequired: true, says: Text("Ngày trước", "The earlier day")),
        OptionSpec(
          "to", "DAY", .day, says: Text("Ngày sau; mặc định hôm nay", "The later day; by default today")),
      ],
      rules: [.inOrder("--from", "--to")], exits: [.notFound]),
  ]
}
