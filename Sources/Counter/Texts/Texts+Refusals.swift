package import Node

extension Texts {
  package static let refusals = Refusals()

  /// What one machine says to another, or to itself, when it does not go on: each a part of a sentence, without its full
  /// stop.
  package struct Refusals: TextGroup {
    // The hub does not let somebody in.
    let noCertificate = Text(
      "máy này không đưa ra chứng thư của tỉnh", "no certificate of the province was shown")
    let certificateExpired = Text("chứng thư đã hết hạn", "the certificate is past its time")
    let unknownNode = Text("tỉnh không biết máy này", "the province does not know this machine")
    let revokedNode = Text("tỉnh đã thu hồi khóa của máy này", "the province has revoked this machine's key")
    let invitation = Text("mã mời không dùng được", "the invitation is not valid")
    let requestInvalid = Text(
      "yêu cầu cấp chứng thư không hợp lệ", "the request for a certificate is not valid")
    let authorityAbsent = Text(
      "khóa gốc của tỉnh đang cất ở nơi khác, chưa cấp được chứng thư",
      "the province's authority key is kept elsewhere, so no certificate can be made now")
    let contentNotGranted = Text(
      "máy này không được cấp quyền đọc tệp đó", "this machine may not read that file")
    let other = Text("lý do không được nói rõ", "the reason was not said")

    // A change is not taken, beside what `quarantine` says of it.
    let notReadable = Text("máy này không được đọc phần này", "this machine may not read this data")
    let gap = Text("còn thiếu thay đổi đứng trước", "earlier changes are missing")
    let recovering = Text("bên nhận đang khôi phục dữ liệu", "the receiver is recovering from a restore")
    let unavailable = Text("bên nhận tạm thời chưa lưu được", "the receiver cannot store it now")

    // The service does not start.
    let templateDiffers = Text(
      "mẫu cấu hình nginx không khớp với phiên bản này: {0}",
      "the nginx template does not fit this version: {0}")
    let notInstalled = Text("chưa cài chương trình {0}", "the program {0} is not installed")
    let nginxRefused = Text("nginx không nhận cấu hình: “{0}”", "nginx refuses its configuration: “{0}”")
    let nginxEnded = Text("nginx không chạy được: “{0}”", "nginx does not run: “{0}”")
    let portTaken = Text("cổng đang có chương trình khác dùng", "another program uses the port")
    let portForbidden = Text(
      "tài khoản này không được mở cổng đó", "this account may not open that port")
    let startedBefore = Text("dịch vụ đã chạy rồi", "it is running already")
    let pathTooLong = Text(
      "đường dẫn thư mục dữ liệu quá dài: ổ cắm cần {0} byte, hệ thống cho 107",
      "the data folder's path is too long: its socket needs {0} bytes, the system allows 107")
    let pathTaken = Text(
      "chỗ của ổ cắm đang có một tệp khác", "something else stands where the socket goes")
    let systemCall = Text("hệ điều hành báo lỗi số {0}", "the system answers with error {0}")
    let clientGone = Text("đầu kia đã ngắt", "the other end went away")

    package func text(_ refusal: HubRefusal) -> Text {
      switch refusal {
      case .noCertificate: noCertificate
      case .certificateExpired: certificateExpired
      case .unknownNode: unknownNode
      case .revokedNode: revokedNode
      case .invitationUnknown, .invitationUsed, .invitationExpired: invitation
      case .requestInvalid: requestInvalid
      case .authorityAbsent: authorityAbsent
      case .contentNotGranted: contentNotGranted
      case .recovering: recovering
      case .other: other
      }
    }

    /// nginx's own words stand in quotes: they are another program's.
    func sentence(_ fault: ServeFault, _ language: Language) -> SafeText {
      switch fault {
      case .template(let name): templateDiffers(language, SafeText(name))
      case .notInstalled(let path): notInstalled(language, SafeText(path))
      case .portTaken: portTaken(language)
      case .portForbidden: portForbidden(language)
      case .nginxRefused(let words): nginxRefused(language, quoted(words))
      case .nginxEnded(let words): nginxEnded(language, quoted(words))
      case .startedBefore: startedBefore(language)
      case .pathTooLong(let bytes): pathTooLong(language, SafeText(bytes))
      case .pathTaken: pathTaken(language)
      case .systemCall(let code): systemCall(language, SafeText(code))
      case .clientGone: clientGone(language)
      }
    }

    private func quoted(_ words: String) -> SafeText {
      SafeText(String(words.suffix(400)).split(whereSeparator: \.isNewline).joined(separator: " "))
    }
  }
}
