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
      exits: [.integrity]),
    CommandSpec(
      words: ["metrics"],
      summary: Text("In các số đo cho chương trình giám sát", "Print the figures for a monitoring program"),
      detail: Text(
        "Định dạng Prometheus. Dịch vụ đang chạy cũng trả lời tại run/metrics.sock, và tại cổng của serve --metrics.",
        "In the format of Prometheus. A running service also answers at run/metrics.sock, and at the port of serve --metrics."
      )),
    CommandSpec(
      words: ["backup"],
      summary: Text(
        "Sao lưu máy này trong khi đang làm việc, hoặc thử khôi phục một bản sao lưu",
        "Back this node up while it works, or prove a backup"),
      detail: Text(
        "Tệp được niêm phong cho khóa phục hồi của tỉnh và cho chính máy này, được thử khôi phục một lần rồi mới mang tên của nó. Với --drill, lệnh khôi phục tệp vào một thư mục tạm, kiểm tra mọi thay đổi rồi xóa đi.\n\nGiữ ba bản, trên hai loại vật lưu, một bản ở nơi khác.",
        "The file is sealed to the province's recovery key and to this node, and restored once before it gets its name. With --drill the command restores a file into a temporary folder, verifies every change, and takes it away again.\n\nKeep three copies, on two kinds of media, one in another place."
      ),
      arguments: [ArgumentSpec("FILE", .file, says: Text("Tệp sao lưu", "The backup's file"))],
      options: [
        OptionSpec(
          "drill",
          says: Text("Thử khôi phục tệp, không động đến máy", "Prove the file; the node is not touched")),
        OptionSpec(
          "key", "FILE", .file,
          says: Text(
            "Khi diễn tập: khóa để mở, tệp .crt nằm cạnh; mặc định là khóa của máy này",
            "For a drill: the key to open it with, its .crt beside it; by default this node's")),
        OptionSpec(
          "to", "CERTIFICATE", .file, isRepeated: true,
          says: Text("Niêm phong cho cả chứng thư này", "Seal it to this certificate too")),
      ],
      rules: [.needs("--key", ["--drill"])],
      examples: [
        .init(
          "tram backup /media/backup/H37.11.tar",
          Text("Sao lưu ra đĩa ngoài", "Back up to an external disk")),
        .init(
          "tram backup /media/backup/H37.11.tar --drill",
          Text("Chứng minh rằng bản ấy khôi phục được", "Prove that it can be restored")),
      ],
      exits: [.permission, .integrity, .diskFull]),
    CommandSpec(
      words: ["restore"],
      summary: Text("Dựng lại một máy từ bản sao lưu", "Make a node out of a backup"),
      detail: Text(
        "Thư mục dữ liệu phải còn trống. Máy được dựng lại ghi tiếp trong một nhật ký mới, lấy lại từ tỉnh những gì tỉnh đang giữ, và không dùng lại số hồ sơ nào. Không để máy cũ chạy lại.",
        "The data folder must be empty. The restored node goes on in a new log, takes back from the province what it holds, and uses no dossier number twice. Do not let the old machine run again."
      ),
      arguments: [ArgumentSpec("FILE", .file, says: Text("Tệp sao lưu", "The backup's file"))],
      options: [
        OptionSpec(
          "key", "FILE", .file, isRequired: true,
          says: Text(
            "Khóa phục hồi của tỉnh, tệp .crt nằm cạnh khóa",
            "The province's recovery key, its .crt beside it"))
      ],
      examples: [
        .init(
          "tram restore H37.11.tar --key /media/safe/recovery.key",
          Text("Dựng lại máy của trung tâm", "Restore a center's machine"))
      ],
      exits: [.permission, .integrity, .diskFull]),
    CommandSpec(
      words: ["config", "check"],
      summary: Text("Kiểm tra tệp thiết lập node.json", "Check the settings in node.json"),
      detail: Text(
        "Mỗi chỗ sai được chỉ bằng dòng và tên thiết lập. Một trung tâm bình thường không phải sửa gì trong tệp này.",
        "Whatever is wrong is named by line and setting. A plain center has nothing to edit in this file.")),
    CommandSpec(
      words: ["config", "show"],
      summary: Text("Cho biết các thiết lập", "Show the settings"),
      options: [
        OptionSpec(
          "effective",
          says: Text(
            "Cả giá trị mặc định, và mỗi giá trị lấy từ đâu", "Defaults too, and where each value is from"))
      ]),
    CommandSpec(
      words: ["support-dump"],
      summary: Text(
        "Ghi tình trạng của máy vào tệp, không có dữ liệu của người dân",
        "Write how this node is into a file, without personal data"),
      detail: Text(
        "Tệp là văn bản JSON gồm kết quả khám, số đo, cảnh báo, thiết lập và số đếm. Hãy đọc lại trước khi gửi đi.",
        "The file is JSON: the doctor's findings, figures, alarms, settings and counts. Read it before you send it."
      ),
      arguments: [ArgumentSpec("FILE", .file, says: Text("Tệp sẽ ghi", "The file to write"))],
      exits: [.diskFull]),
  ]
}
