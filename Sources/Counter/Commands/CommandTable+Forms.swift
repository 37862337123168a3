extension CommandTable {
  static let formCommands = [
    CommandSpec(
      words: ["print"],
      summary: Text(
        "In biểu mẫu của Thông tư 03/2025: 01 đến 07", "Print a form of Circular 03/2025: 01 to 07"),
      detail: Text(
        "01 giấy tiếp nhận và hẹn trả · 02 yêu cầu bổ sung · 03 từ chối · 04 xin lỗi, hẹn lại · 05 thông báo dừng · 06 phiếu kiểm soát · 07 sổ theo dõi. Mỗi lần in được đếm; bản in lại có ghi lần in. Nội dung theo Thông tư; bố cục bản in chính thức chưa đối chiếu được.",
        "01 receipt · 02 supplement · 03 refusal · 04 apology and new date · 05 stop · 06 control sheet · 07 register. Each print is counted; a reprint says so. The content follows the circular; its printed layout could not be compared."
      ),
      arguments: [
        ArgumentSpec(
          "FORM", .oneOf(["01", "02", "03", "04", "05", "06", "07"]), says: Text("Số mẫu", "The form")),
        ArgumentSpec(
          "CODE", isRequired: false, says: Text("Mã hồ sơ; mẫu 07 không cần", "The dossier; not for 07")),
      ],
      options: [
        OptionSpec(
          "paper", "PAPER", .oneOf(["a4", "a5", "80mm"]), byDefault: "a5", says: Text("Khổ giấy", "The paper")
        ),
        OptionSpec("html", says: Text("Trang để in bằng trình duyệt", "A page for the browser to print")),
        OptionSpec("until", "DAY", .day, says: Text("Mẫu 04: ngày hẹn lại", "Form 04: the new date")),
        OptionSpec("from", "DAY", .day, says: Text("Mẫu 07: từ ngày", "Form 07: from that day")),
        OptionSpec("to", "DAY", .day, says: Text("Mẫu 07: đến ngày", "Form 07: to that day")),
        .reasonIfAny,
      ],
      rules: [.inOrder("--from", "--to")], isAct: true,
      examples: [
        .init(
          "tram print 01 H37.08-261125-000001 --html --paper a5 --as hoa.ntt > phieu.html",
          Text("Giấy tiếp nhận khổ A5", "The receipt on A5"))
      ],
      exits: [.notFound]),
    CommandSpec(
      words: ["dossier", "assign"],
      summary: Text("Giao hồ sơ cho người khác xử lý", "Hand a dossier to another member of staff"),
      arguments: [ArgumentSpec("CODE", says: Text("Mã hồ sơ", "The dossier's code"))],
      options: [
        OptionSpec(
          "to", "STAFF", isRequired: true,
          says: Text("Tài khoản của người nhận", "The account of who takes it")),
        .seen, .reasonIfAny,
      ],
      isAct: true, exits: [.notFound, .conflict]),
    CommandSpec(
      words: ["dossier", "track"],
      summary: Text(
        "Tra cứu công khai bằng mã hồ sơ và mã tra cứu trên giấy tiếp nhận",
        "The public view, by code and the look-up secret of the receipt"),
      arguments: [
        ArgumentSpec("CODE", says: Text("Mã hồ sơ", "The dossier's code")),
        ArgumentSpec("SECRET", says: Text("Mã tra cứu", "The look-up secret")),
      ],
      exits: [.notFound]),
  ]
}
