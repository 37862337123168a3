package import Exchange
package import Node
package import Records

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

    // A change is not taken.
    let noGrant = Text("không có quyền với phần dữ liệu này", "no grant for this data")
    let entityNotGranted = Text(
      "không có quyền ghi loại dữ liệu này", "no grant to write this kind of record")
    let sourceNotGranted = Text(
      "không được ghi theo nguồn dữ liệu này", "no grant to write on the word of this source")
    let kindNotGranted = Text("không được làm loại thay đổi này", "no grant for this kind of change")
    let provinceOnly = Text("chỉ tỉnh được ghi phần này", "only the province may write this")
    let newerReason = Text("lý do của một phiên bản mới hơn", "a reason of a newer version")
    let notReadable = Text("máy này không được đọc phần này", "this machine may not read this data")
    let gap = Text("còn thiếu thay đổi đứng trước", "earlier changes are missing")
    let fork = Text(
      "nhật ký rẽ thành hai; có thể dữ liệu của máy đã bị sao chép",
      "the log goes on in two ways; the machine's data may have been copied")
    let unknownOrigin = Text("không rõ máy nào đã ghi", "it is not known which machine wrote it")
    let notVouched = Text("chữ ký hoặc chuỗi băm sai", "the signature or the hash chain is false")
    let missingDependency = Text(
      "thay đổi dựa trên một thay đổi chưa có ở đây", "it stands on a change that is not here")
    let unreadable = Text("không đọc được định dạng", "it cannot be read")
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

    package func text(_ refusal: AdmissionRefusal) -> Text {
      switch refusal {
      case .unknownNode: unknownNode
      case .revokedNode: revokedNode
      case .noGrant: noGrant
      case .entityNotGranted: entityNotGranted
      case .sourceNotGranted: sourceNotGranted
      case .kindNotGranted: kindNotGranted
      case .provinceOnly: provinceOnly
      }
    }

    package func text(_ refusal: SyncRefusal) -> Text {
      switch refusal.code {
      case .notGranted: AdmissionRefusal(code: refusal.reason).map { text($0) } ?? newerReason
      case .unknown: newerReason
      case .notReadable: notReadable
      case .gap: gap
      case .fork: fork
      case .unknownOrigin: unknownOrigin
      case .notVouched: notVouched
      case .missingDependency: missingDependency
      case .unreadable: unreadable
      case .recovering: recovering
      case .unavailable: unavailable
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
