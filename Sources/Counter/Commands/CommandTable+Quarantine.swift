extension CommandTable {
  private static let quarantineID = ArgumentSpec("ID", says: Text("Mã mục bị giữ lại", "The entry's id"))

  static let quarantineCommands = [
    CommandSpec(
      words: ["quarantine", "list"],
      summary: Text(
        "Liệt kê thay đổi đã từ chối và đang giữ lại", "List the refused changes that are kept"),
      detail: Text(
        "Mỗi mục giữ nguyên các thay đổi như đã nhận, kèm lý do từ chối. Mục bị giữ không làm chậm dữ liệu khác.",
        "Each entry keeps the changes as they came, with the reason why they were refused. It holds up nothing else."
      ),
      options: [
        OptionSpec("all", says: Text("Cả những mục đã loại bỏ", "Also those that were discarded")), .limit,
      ]),
    CommandSpec(
      words: ["quarantine", "show"],
      summary: Text("Xem một mục bị giữ lại", "Show one entry"),
      arguments: [quarantineID], options: [.limit], exits: [.notFound]),
    CommandSpec(
      words: ["quarantine", "retry"],
      summary: Text("Nhận lại các mục bị giữ, sau khi kiểm tra như bình thường", "Take entries in after all"),
      detail: Text(
        "Mọi kiểm tra được làm lại từ đầu: chữ ký, chuỗi, quyền ghi. Mục nào vẫn không đạt thì tiếp tục bị giữ.",
        "Every check is made anew: signature, chain, grants. What still does not pass stays in quarantine."),
      arguments: [
        ArgumentSpec(
          "ID", isRequired: false, isRepeated: true,
          says: Text("Mã mục bị giữ lại; không ghi là tất cả", "The entries' ids; none for all"))
      ],
      exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["quarantine", "discard"],
      summary: Text("Loại bỏ một mục bị giữ lại", "Discard an entry"),
      detail: Text(
        "Nội dung bị xóa khỏi máy này; ai loại bỏ, khi nào và vì sao vẫn được lưu. Nơi gửi vẫn giữ bản của họ.",
        "Its content is deleted from this machine; who discarded it, when and why stays. Whoever sent it still has it."
      ),
      arguments: [quarantineID], options: [.reason], isAct: true, exits: [.notFound]),
  ]
}
