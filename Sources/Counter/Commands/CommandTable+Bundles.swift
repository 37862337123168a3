extension CommandTable {
  private static let bundleFile = ArgumentSpec(
    "FILE", .file, says: Text("Tệp gói dữ liệu", "The bundle's file"))

  private static let bundleExits: [ExitCode] = [
    .versionMismatch, .notABundle, .bundleTruncated, .bundleAltered, .bundleMisaddressed, .bundleForged,
    .bundleTooLarge,
  ]

  static let bundleCommands = [
    CommandSpec(
      words: ["bundle", "export"],
      summary: Text(
        "Ghi những gì nơi nhận chưa có vào một tệp để mang đi",
        "Write what somebody lacks into a file to carry"),
      detail: Text(
        """
        Gói bắt đầu từ chỗ nơi nhận đã xác nhận lần cuối, nên chỉ cần một gói bất kỳ đến nơi là đủ. Gói được ký bằng khóa của máy này và mã hóa cho riêng nơi nhận.

        Gói cũng mang theo xác nhận những gì máy này đã nhận của nơi đó.
        """,
        """
        It starts at what the receiver acknowledged last, so any one bundle that arrives suffices. It is signed with this machine's key and sealed to the receiver's.

        It also carries the acknowledgement of what came from there.
        """),
      arguments: [
        ArgumentSpec(
          "FILE", .file, says: Text("Tệp sẽ ghi; chưa được có", "The file to write; it must not exist"))
      ],
      options: [
        OptionSpec(
          "to", "NODE", isRequired: true,
          says: Text(
            "Nơi nhận: hub là tỉnh, hoặc mã cơ quan của trung tâm", "For whom: hub, or an agency code"))
      ],
      examples: [
        .init(
          "tram bundle export --to hub /media/usb/h37-11.tram",
          Text("Gói mang lên tỉnh", "A bundle for the province"))
      ],
      exits: [.notFound, .permission, .diskFull]),
    CommandSpec(
      words: ["bundle", "show"],
      summary: Text(
        "Xem gói dữ liệu của ai, gửi ai, có gì", "Say from whom a bundle is, for whom, and of what"),
      arguments: [bundleFile], exits: bundleExits),
    CommandSpec(
      words: ["bundle", "verify"],
      summary: Text("Kiểm tra toàn bộ gói mà không nhận vào", "Check all of a bundle and take nothing in"),
      arguments: [bundleFile], exits: bundleExits + [.bundleGap]),
    CommandSpec(
      words: ["bundle", "import"],
      summary: Text("Kiểm tra rồi nhận một gói dữ liệu", "Check a bundle and take it in"),
      detail: Text(
        """
        Cả gói được kiểm tra trước khi nhận bất cứ gì. Nhận lại cùng một gói không thay đổi gì. Nếu bị ngắt giữa chừng, chạy lại đúng lệnh này.

        Nếu gói bắt đầu sau chỗ máy này đang có, gói bị từ chối và một tệp trả lời được ghi để mang về nơi gửi.
        """,
        """
        All of it is checked before anything is taken in. The same bundle again changes nothing. If it is interrupted, the same command finishes.

        If it begins beyond what is held here it is refused, and an answer to carry back is written.
        """),
      arguments: [bundleFile],
      options: [
        OptionSpec(
          "answer", "FILE", .file,
          says: Text(
            "Ghi xác nhận để mang về nơi gửi vào tệp này",
            "Write the acknowledgement to carry back to this file"))
      ],
      exits: bundleExits + [.bundleGap, .conflict, .diskFull]),
  ]
}
