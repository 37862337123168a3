extension CommandTable {
  private static let person = ArgumentSpec(
    "ID", says: Text("Mã công dân, hoặc số định danh cá nhân", "The person's id, or personal number"))

  static let peopleCommands = [
    CommandSpec(
      words: ["person", "find"],
      summary: Text("Tìm công dân", "Find a person"),
      detail: Text(
        "Tìm theo họ tên có dấu hoặc không dấu, số định danh cá nhân hoặc số CMND cũ.",
        "By name, with or without accents, by personal number or by the old 9-digit number."),
      arguments: [
        ArgumentSpec("WORDS", isRepeated: true, says: Text("Họ tên, hoặc số", "A name, or a number"))
      ],
      options: [
        OptionSpec("born", "YEAR", .integer(1850...2150), says: Text("Năm sinh", "Year of birth")),
        OptionSpec("unit", "CODE", says: Text("Mã xã, phường", "The unit's code")),
        .purpose, .limit,
      ],
      isAct: true,
      examples: [
        .init(
          "tram person find nguyen thi lan --born 1954 --for reception --as hoa.ntt",
          Text("Không cần gõ dấu", "No accents needed"))
      ],
      exits: [.notFound, .permission]),
    CommandSpec(
      words: ["person", "show"],
      summary: Text("Xem thông tin một công dân", "Show a person"),
      arguments: [person], options: [.purpose], isAct: true, exits: [.notFound, .permission]),
    CommandSpec(
      words: ["person", "history"],
      summary: Text("Xem lịch sử thay đổi của một công dân", "Show the history of a person's record"),
      arguments: [person], options: [.purpose, .limit], isAct: true, exits: [.notFound, .permission]),
    CommandSpec(
      words: ["person", "edit"],
      summary: Text("Sửa thông tin một công dân", "Change a person's record"),
      arguments: [person],
      options: [
        OptionSpec(
          "set", "GROUP.FIELD=VALUE", .assignment, isRequired: true, isRepeated: true,
          says: Text("Giá trị mới của một trường", "The new value of a field")),
        .seen, .reason,
      ],
      isAct: true,
      examples: [
        .init(
          "tram person edit 020154000000 --set phone.phone=0900000000 --reason \"Công dân báo số mới\" --as hoa.ntt",
          Text("Sửa số điện thoại", "Correct a telephone number"))
      ],
      exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["person", "move"],
      summary: Text("Ghi nhận công dân chuyển nơi cư trú", "Record that a person moved"),
      arguments: [person],
      options: [
        OptionSpec("unit", "CODE", isRequired: true, says: Text("Mã xã, phường mới", "The new unit's code")),
        OptionSpec(
          "address", "TEXT", isRequired: true, says: Text("Thôn, đường, số nhà", "Hamlet, street, house")),
        OptionSpec(
          "kind", "KIND", .oneOf(["permanent", "temporary"]), byDefault: "permanent",
          says: Text("Thường trú hay tạm trú", "Permanent or temporary")),
        .seen, .reason,
      ],
      isAct: true, exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["person", "death"],
      summary: Text("Ghi nhận công dân đã chết", "Record a death"),
      arguments: [person],
      options: [
        OptionSpec("on", "DAY", .day, isRequired: true, says: Text("Ngày chết", "The day")),
        OptionSpec("place", "TEXT", says: Text("Nơi chết", "The place")), .seen, .reason,
      ],
      isAct: true, exits: [.notFound, .conflict, .permission]),
    CommandSpec(
      words: ["document", "list"],
      summary: Text("Liệt kê giấy tờ của một công dân", "List the documents that a person holds"),
      arguments: [person], options: [.purpose], isAct: true, exits: [.notFound, .permission]),
  ]
}
