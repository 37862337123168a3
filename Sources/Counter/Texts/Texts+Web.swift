extension Texts {
  package static let web = Web()

  /// The frame of the pages: entry, navigation, what the rim refuses.
  package struct Web: TextGroup {
    package let product = Text("Trạm một cửa", "Tram counter")
    package let skip = Text("Đến nội dung chính", "Skip to the main content")
    package let home = Text("Quầy", "Counter")
    package let dossiers = Text("Hồ sơ", "Dossiers")
    package let conflicts = Text("Xung đột dữ liệu", "Data conflicts")
    package let sync = Text("Đồng bộ", "Synchronization")
    package let users = Text("Tài khoản", "Accounts")
    package let mainMenu = Text("Mục chính", "Main menu")
    package let lock = Text("Khóa màn hình", "Lock the screen")
    package let signOut = Text("Đăng xuất", "Sign out")
    package let otherLanguage = Text("English", "Tiếng Việt")
    package let keys = Text("Phím tắt", "Keys")
    package let keysHint = Text("Phím tắt: bấm ?", "Keys: press ?")
    package let back = Text("Quay lại", "Back")
    package let toHome = Text("Về quầy", "To the counter")
    package let go = Text("Tiếp tục", "Continue")
    package let confirm = Text("Xác nhận", "Confirm")
    package let cancel = Text("Thôi, quay lại", "No, go back")

    package let signIn = Text("Đăng nhập", "Sign in")
    package let account = Text("Tên tài khoản", "Account")
    package let password = Text("Mật khẩu", "Password")
    package let refused = Text(
      "Tên tài khoản hoặc mật khẩu không đúng.", "The account or the password is not right.")
    package let wait = Text(
      "Đã sai nhiều lần. Xin thử lại sau {0}.", "Too many failures. Please try again in {0}.")
    package let busy = Text(
      "Nhiều người đang đăng nhập cùng lúc. Xin thử lại sau vài giây.",
      "Many are signing in at this moment. Please try again in a few seconds.")
    package let kept = Text(
      "Những gì vừa gõ được giữ lại; đăng nhập xong sẽ đi tiếp.",
      "What was typed is kept; it goes on after the sign-in.")
    package let signInHint = Text(
      "Tài khoản do quản trị viên của trung tâm lập.", "Accounts are made by the center's administrator.")
    package let unlock = Text("Mở khóa", "Unlock")
    package let lockedTitle = Text("Màn hình đã khóa", "The screen is locked")
    package let lockedText = Text(
      "Phiên của {0} đã khóa. Nhập mật khẩu để làm tiếp; hồ sơ đang soạn vẫn còn.",
      "The session of {0} is locked. Type the password to go on; forms being filled in are kept.")
    package let someoneElse = Text("Đăng nhập bằng tài khoản khác", "Sign in with another account")

    package let newPassword = Text("Đổi mật khẩu", "Replace the password")
    package let newPasswordWhy = Text(
      "Mật khẩu được cấp chỉ dùng một lần. Hãy đặt mật khẩu của riêng mình: ít nhất {0} ký tự; một câu dài dễ nhớ là tốt nhất.",
      "The password that was printed is for one use. Choose one of your own: at least {0} letters; a long sentence is best."
    )
    package let oldPassword = Text("Mật khẩu hiện tại", "Present password")
    package let chosenPassword = Text("Mật khẩu mới", "New password")
    package let repeatPassword = Text("Nhập lại mật khẩu mới", "New password once more")
    package let passwordsDiffer = Text("Hai lần nhập không giống nhau.", "The two do not agree.")
    package let passwordShort = Text(
      "Mật khẩu cần ít nhất {0} ký tự.", "The password needs at least {0} letters.")
    package let passwordLong = Text("Mật khẩu quá dài.", "The password is too long.")
    package let passwordCommon = Text(
      "Mật khẩu này dễ đoán. Hãy chọn câu khác.", "This password is easily guessed. Choose another.")
    package let passwordSame = Text(
      "Mật khẩu mới phải khác mật khẩu cũ.", "The new password must not be the old one.")
    package let passwordWrong = Text("Mật khẩu hiện tại không đúng.", "The present password is not right.")
    package let passwordSaved = Text("Đã đổi mật khẩu.", "The password was replaced.")

    package let factor = Text("Mã xác thực", "Verification code")
    package let factorText = Text(
      "Nhập mã sáu chữ số trong ứng dụng xác thực trên điện thoại. Không cần mạng.",
      "Type the six digits of the authenticator on your telephone. No network is needed.")
    package let factorNew = Text("Lập mã xác thực", "Set up the verification code")
    package let factorNewText = Text(
      "Quản trị viên đăng nhập bằng mật khẩu và mã trên điện thoại. Trong ứng dụng xác thực, thêm tài khoản bằng khóa dưới đây, rồi nhập mã hiện ra.",
      "An administrator signs in with a password and a code from a telephone. In the authenticator, add an account with the key below, then type the code that it shows."
    )
    package let factorKey = Text("Khóa", "Key")
    package let factorKind = Text(
      "Loại: theo thời gian, 6 chữ số, 30 giây, SHA-1.", "Kind: by time, 6 digits, 30 seconds, SHA-1.")
    package let factorWrong = Text(
      "Mã không đúng hoặc đã dùng. Chờ mã mới rồi nhập lại; xem giờ trên điện thoại.",
      "The code is not right, or was used. Wait for the next one; look at the telephone's clock.")

    package let refusedMethod = Text(
      "Trang này không nhận cách gửi đó.", "This page does not take that method.")
    package let refusedHost = Text(
      "Tên này không phải của trung tâm.", "This name is not the center's.")
    package let refusedSite = Text(
      "Yêu cầu đến từ một trang khác nên không được thực hiện.",
      "The request came from another site, so nothing was done.")
    package let refusedType = Text(
      "Nội dung gửi lên không đúng dạng.", "What was sent is not of the right form.")
    package let refusedSize = Text("Nội dung gửi lên quá lớn.", "What was sent is too large.")
    package let notHere = Text("Không có trang này.", "There is no such page.")
    package let stale = Text(
      "Trang này đã cũ, hoặc phiên đã kết thúc. Chưa có gì được thực hiện. Hãy mở lại trang.",
      "This page is old, or the session has ended. Nothing was done. Open the page again.")
    package let notYours = Text(
      "Tài khoản này không được làm việc đó.", "This account may not do that.")
    package let unexpected = Text(
      "Có trục trặc tại trạm. Chưa rõ việc vừa rồi đã xong chưa: hãy xem lại trước khi làm lại.",
      "Something went wrong at the station. It is not sure whether it was done: look before doing it again.")
    package let problem = Text("Chưa thực hiện được", "Not done")
    package let kioskTitle = Text("Máy tra cứu", "Kiosk")
    package let kioskText = Text(
      "Chọn một thủ tục để xem cần mang theo giấy tờ gì.", "Choose a procedure to see what to bring.")
    package let languageName = Text("Ngôn ngữ", "Language")
    package let signedInAs = Text("Đang đăng nhập: {0}", "Signed in: {0}")

    package let keySearch = Text("Tìm công dân hoặc hồ sơ", "Search for a person or dossier")
    package let keyNew = Text("Hồ sơ mới cho công dân đang xem", "New dossier for the person shown")
    package let keySave = Text("Xác nhận hoặc lưu biểu mẫu", "Confirm or save the form")
    package let keyPrint = Text("In", "Print")
    package let keyBack = Text("Quay lại", "Go back")
    package let keyKeys = Text("Bảng phím tắt này", "This list of keys")
    package let keySync = Text("Đồng bộ ngay (ở trang Đồng bộ)", "Synchronize now (on that page)")
    package let keySides = Text("Chọn bên 1, 2, … của xung đột", "Choose side 1, 2, … of a conflict")
    package let keysNote = Text(
      "Phím tắt không hoạt động trong lúc đang gõ dấu. Phím một ký tự chỉ hoạt động khi con trỏ không ở trong ô nhập.",
      "Keys do nothing while a syllable is being composed. Keys of one character work only outside of fields."
    )
  }
}
