extension CommandTable {
  private static let alarm = ArgumentSpec(
    "ID", .integer(1...999_999_999), says: Text("Số của cảnh báo", "The alarm's number"))

  static let alarmCommands = [
    CommandSpec(
      words: ["alarms", "list"],
      summary: Text("Liệt kê cảnh báo chưa được xác nhận", "List the alarms that nobody has acknowledged"),
      options: [
        OptionSpec("all", says: Text("Cả những cảnh báo đã xác nhận", "Acknowledged ones too")), .limit,
      ]),
    CommandSpec(
      words: ["alarms", "show"],
      summary: Text(
        "Giải thích một cảnh báo và việc cần làm", "Explain an alarm, and what is to be done about it"),
      arguments: [alarm], exits: [.notFound]),
    CommandSpec(
      words: ["alarms", "acknowledge"],
      summary: Text("Xác nhận đã xem và xử lý một cảnh báo", "Acknowledge an alarm that was looked into"),
      detail: Text(
        "Cảnh báo đứng đó cho đến khi có người xác nhận kèm lý do; nếu việc lặp lại, cảnh báo mới sẽ hiện ra.",
        "An alarm stands until a person acknowledges it with a reason; if the thing happens again, a new one stands."
      ),
      arguments: [alarm], options: [.reason], isAct: true,
      examples: [
        .init(
          "tram alarms acknowledge 3 --reason \"Đã khôi phục máy từ bản sao lưu\" --as hoa.ntt",
          Text("Xác nhận cảnh báo số 3", "Acknowledge alarm 3"))
      ],
      exits: [.notFound]),
  ]
}
