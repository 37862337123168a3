extension CommandTable {
  static let nodeCommands = [
    CommandSpec(
      words: ["status"],
      summary: Text(
        "Đường truyền, thay đổi chờ gửi, xung đột, từng phần dữ liệu",
        "The link, what waits, conflicts, each partition"),
      exits: [.daemonUnreachable]),
    CommandSpec(
      words: ["sync"],
      summary: Text("Đồng bộ ngay", "Synchronize now"),
      exits: [.permission, .integrity, .offline, .versionMismatch, .temporary]),
    CommandSpec(
      words: ["verify"],
      summary: Text("Kiểm tra toàn vẹn dữ liệu và nhật ký", "Verify the data and the logs"),
      options: [
        OptionSpec(
          "with-hub", says: Text("So cả với dữ liệu tại tỉnh", "Also compare with the province's data"))
      ],
      exits: [.integrity, .offline]),
    CommandSpec(
      words: ["serve"],
      summary: Text("Chạy dịch vụ của máy này", "Run this machine's service"),
      options: [
        OptionSpec(
          "listen", "PORT", .integer(0...65_535),
          says: Text(
            "Cổng HTTPS: của máy chủ tỉnh, mặc định theo địa chỉ của nó; của trung tâm, để mở trang cho quầy. 0 để hệ thống chọn",
            "The HTTPS port: of the hub, by default that of its address; of a center, to serve the counter's pages. 0 lets the system choose"
          )),
        OptionSpec(
          "address", "ADDRESS", byDefault: "0.0.0.0",
          says: Text("Địa chỉ mạng để lắng nghe", "The network address to listen at")),
        OptionSpec(
          "names", "NAME,NAME",
          says: Text(
            "Tên hoặc địa chỉ mà trình duyệt ở quầy gọi đến; mặc định là tên của máy",
            "The names or addresses by which the counter's browsers call; by default the machine's")),
        OptionSpec(
          "metrics", "PORT", .integer(0...65_535),
          says: Text(
            "Cổng trên 127.0.0.1 cho chương trình giám sát, ngoài tệp run/metrics.sock",
            "A port on 127.0.0.1 for a monitoring program, beside run/metrics.sock")),
      ],
      examples: [
        .init(
          "tram serve --listen 8443 --names tram.lan,192.168.1.10",
          Text("Mở trang cho các quầy trong mạng của trung tâm", "Serve the counters on the center's network")
        )
      ],
      exits: [.permission, .integrity, .diskFull, .versionMismatch, .temporary]),
    CommandSpec(
      words: ["join"],
      summary: Text("Gia nhập một tỉnh bằng mã mời", "Join a province with an invitation"),
      detail: Text(
        "Khóa được tạo trên máy này và không rời máy. Mã mời dùng một lần; dùng - để nhập mã từ đầu vào chuẩn thay vì gõ trên dòng lệnh.",
        "The key is made on this machine and does not leave it. An invitation is used once; - reads it from the standard input instead of the command line."
      ),
      arguments: [
        ArgumentSpec("URL", .address, says: Text("Địa chỉ máy chủ tỉnh", "The hub's address")),
        ArgumentSpec("TOKEN", says: Text("Mã mời", "The invitation")),
      ],
      exits: [.permission, .integrity, .offline, .versionMismatch]),
  ]

  static let hubCommands = [
    CommandSpec(
      words: ["hub", "init"],
      summary: Text("Lập máy chủ tỉnh", "Create the province's hub"),
      options: [
        OptionSpec(
          "url", "URL", .address, isRequired: true,
          says: Text("Địa chỉ mà các trung tâm gọi đến", "The address that centers call")),
        OptionSpec("name", "NAME", isRequired: true, says: Text("Tên tỉnh", "The province's name")),
      ],
      examples: [
        .init(
          "tram hub init --url https://hub.langson.example:8443 --name \"Lạng Sơn\"",
          Text("Lập máy chủ cho tỉnh Lạng Sơn", "Create the hub of Lạng Sơn"))
      ],
      exits: [.permission, .diskFull]),
    CommandSpec(
      words: ["hub", "invite"],
      summary: Text("In mã mời cho một trung tâm", "Print an invitation for a center"),
      arguments: [ArgumentSpec("CENTER", says: Text("Mã cơ quan của trung tâm", "The center's agency code"))],
      options: [
        OptionSpec(
          "units", "CODE,CODE", .codes, isRequired: true,
          says: Text("Xã, phường mà trung tâm giữ dữ liệu", "The units whose data the center holds")),
        OptionSpec("name", "NAME", says: Text("Tên trung tâm", "The center's name")),
        OptionSpec(
          "valid", "SPAN", .span, byDefault: "1h",
          says: Text("Mã dùng được trong bao lâu", "How long it can be used")),
      ],
      examples: [
        .init(
          "tram hub invite H37.11 --units 05983,05986",
          Text("Mời trung tâm giữ dữ liệu hai phường", "Invite a center that holds two units"))
      ],
      exits: [.notFound, .permission]),
    CommandSpec(
      words: ["hub", "publish"],
      summary: Text(
        "Công bố danh mục: thủ tục, đơn vị hành chính, lịch, quy tắc",
        "Publish the catalogue: procedures, units, calendars, rules"),
      arguments: [
        ArgumentSpec(
          "FOLDER", .folder, isRequired: false,
          says: Text("Thư mục danh mục; mặc định Config", "The catalogue's folder; by default Config"))
      ],
      exits: [.notFound, .permission]),
    CommandSpec(
      words: ["hub", "import"],
      summary: Text("Nhập dân cư và giấy tờ từ tệp NDJSON", "Import people and documents from NDJSON"),
      detail: Text(
        "Chạy lại với cùng tệp sẽ đi tiếp từ chỗ đã dừng. Dòng bị từ chối được kể ra kèm lý do; khi đó lệnh kết thúc với mã 4, dù các dòng khác đã lưu xong.",
        "Run again with the same file, it goes on where it stopped. Refused lines are listed with their reasons; then the command ends with 4, though all other lines are saved."
      ),
      arguments: [
        ArgumentSpec(
          "FILE", .file,
          says: Text("Tệp NDJSON, - là đầu vào chuẩn", "The NDJSON file, - for the standard input"))
      ],
      options: [
        OptionSpec(
          "refused", "FILE", .file,
          says: Text(
            "Ghi các dòng bị từ chối và lý do vào tệp này (NDJSON)",
            "Write the refused lines and why to this file (NDJSON)"))
      ],
      exits: [.notFound, .conflict, .permission, .diskFull]),
    CommandSpec(
      words: ["hub", "revoke"],
      summary: Text("Thu hồi máy trạm của một trung tâm", "Turn a center's node out"),
      detail: Text(
        """
        Máy bị thu hồi không kết nối được nữa. Thay đổi sau mốc tin cậy mà nơi khác đã áp dụng thì được thay bằng giá trị trước đó, không có gì bị gỡ bỏ.

        Hãy chạy với --dry-run trước: lệnh liệt kê các nhật ký, thay đổi cuối và mốc sẽ ghi. Nhật ký không được nêu thì mọi thay đổi tỉnh đang giữ đều đáng tin.
        """,
        """
        The node opens no session any more. Changes after the last good one that were applied elsewhere are superseded by the values before; nothing is taken out.

        Run it with --dry-run first: it lists the logs, their latest changes and the ends that would be written. Of a log that is not named everything held is good.
        """),
      arguments: [ArgumentSpec("NODE", says: Text("Mã cơ quan của trung tâm", "The center's agency code"))],
      options: [
        OptionSpec(
          "last-good", "LOG:N", isRepeated: true,
          says: Text(
            "Thay đổi cuối cùng đáng tin: PHẦN:SỐ, hoặc PHẦN@NHẬT_KÝ:SỐ",
            "The last good change: PARTITION:N, or PARTITION@LOG:N")),
        OptionSpec(
          "final", "LOG:N", isRepeated: true,
          says: Text(
            "Thay đổi cuối cùng còn được nhận; mặc định là thay đổi cuối tỉnh đang giữ",
            "The last change that is taken at all; by default the last one held")),
        .reason,
      ],
      isAct: true,
      examples: [
        .init(
          "tram hub revoke H37.11 --last-good unit/05983:96 --reason \"Máy bị lấy trộm\" --as quan.tri --dry-run",
          Text("Xem trước", "Look first"))
      ],
      exits: [.notFound, .permission]),
    CommandSpec(
      words: ["hub", "release"],
      summary: Text(
        "Cho máy chủ tỉnh đã phục hồi làm việc bình thường", "Let a hub that has recovered work as before"),
      options: [.reason], isAct: true, exits: [.permission]),
    CommandSpec(
      words: ["hub", "nodes"],
      summary: Text("Liệt kê máy trạm của các trung tâm", "List the centers' nodes"),
      exits: [.permission]),
  ]
}
