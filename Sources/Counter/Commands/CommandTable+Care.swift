extension CommandTable {
  /// For whoever looks after machines.
  static let careCommands = [
    CommandSpec(
      words: ["doctor"],
      summary: Text(
        "Khám máy này: dữ liệu, khóa, đĩa, đồng hồ, sao lưu, việc tồn đọng",
        "Examine this node: data, keys, disk, clock, backups, what is left undone"),
      detail: Text(
        "Mỗi mục là tốt, xem lại hoặc hỏng, kèm việc cần làm. Lệnh không thay đổi gì. Mã thoát 7 khi có mục hỏng.",
        "Each check is ok, to be looked at, or failed, with the next step. It changes nothing. Exit code 7 when one failed."
      ),
      options: [
        OptionSpec(
          "full",
          says: Text(
            "Đọc mọi thay đổi, kiểm tra mọi chữ ký và tính lại mọi bản ghi",
            "Read every change, check every signature and fold every record anew"))
      ],
      examples: [
        .init("tram doctor --json", Text("Cho chương trình giám sát", "For a monitoring program"))
      ],
      exits: [.integrity])
  ]
}
