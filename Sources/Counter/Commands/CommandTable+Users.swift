import Staff

extension CommandTable {
  private static let account = ArgumentSpec("NAME", says: Text("Tên tài khoản", "The account's name"))

  static let userCommands = [
    CommandSpec(
      words: ["user", "add"],
      summary: Text("Lập tài khoản cho cán bộ", "Make an account for a member of staff"),
      detail: Text(
        "In ra một lần mật khẩu dùng lần đầu; người dùng phải đổi khi đăng nhập. Tài khoản chỉ có ở máy này. Quản trị viên đăng nhập thêm bằng mã trên điện thoại.",
        "Prints once a password for the first sign-in, which must then be replaced. Accounts belong to this machine only. An administrator also signs in with a code from a telephone."
      ),
      arguments: [account],
      options: [
        OptionSpec(
          "role", "ROLE", .oneOf(StaffRole.allCases.map(\.rawValue)), isRequired: true,
          says: Text("Vai trò", "The role")),
        OptionSpec("name", "NAME", isRequired: true, says: Text("Họ và tên", "The person's name")),
      ],
      examples: [
        .init(
          "tram user add quan.tri --role administrator --name \"Hoàng Văn Liên\"",
          Text("Lập quản trị viên đầu tiên", "Make the first administrator"))
      ]),
    CommandSpec(
      words: ["user", "list"],
      summary: Text("Liệt kê tài khoản", "List the accounts")),
    CommandSpec(
      words: ["user", "disable"],
      summary: Text(
        "Ngừng một tài khoản và kết thúc ngay mọi phiên của nó",
        "Stop an account and end its sessions at once"),
      arguments: [account], exits: [.notFound]),
    CommandSpec(
      words: ["user", "reset"],
      summary: Text(
        "Cấp lại mật khẩu dùng lần đầu, mở lại tài khoản, bỏ mã điện thoại cũ",
        "Print a new password, open the account again, forget its second factor"),
      arguments: [account], exits: [.notFound]),
    CommandSpec(
      words: ["user", "sessions"],
      summary: Text("Xem ai đang đăng nhập, hoặc kết thúc phiên", "Show who is signed in, or end sessions"),
      arguments: [
        ArgumentSpec("NAME", isRequired: false, says: Text("Chỉ của tài khoản này", "Only of this account"))
      ],
      options: [
        OptionSpec("end", says: Text("Kết thúc mọi phiên của tài khoản", "End all sessions of the account"))
      ],
      rules: [.needs("--end", ["NAME"])], exits: [.notFound]),
  ]
}
