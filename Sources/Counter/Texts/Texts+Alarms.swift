package import Store

extension Texts {
  package static let alarms = Alarms()

  /// What stands until a person has looked at it.
  package struct Alarms: TextGroup {
    package let none = Text("Không có cảnh báo nào.", "There is no alarm.")
    package let standingCount = Text("Cảnh báo chưa xác nhận", "Alarms that stand")
    package let number = Text("Số", "Number")
    package let what = Text("Cảnh báo", "Alarm")
    package let subject = Text("Về", "About")
    package let count = Text("Số lần", "Times")
    package let first = Text("Lần đầu", "First")
    package let last = Text("Gần nhất", "Latest")
    package let standing = Text("chưa xác nhận", "stands")
    package let settled = Text("đã xác nhận", "acknowledged")
    package let settledBy = Text("Người xác nhận", "Acknowledged by")
    package let settledWhy = Text("Lý do", "Reason")
    package let acknowledged = Text("Đã xác nhận cảnh báo {0}: {1}", "Acknowledged alarm {0}: {1}")
    package let line = Text("Cảnh báo {0}: {1} ({2})", "Alarm {0}: {1} ({2})")
    package let tryShow = Text(
      "Xem việc cần làm: tram alarms show SỐ", "What to do about one: tram alarms show NUMBER")
    package let tryAcknowledge = Text(
      "Khi đã xử lý xong: tram alarms acknowledge {0} --reason \"…\" --as CÁN_BỘ",
      "When it is dealt with: tram alarms acknowledge {0} --reason \"…\" --as STAFF")

    private let fork = AlarmWords(
      title: Text("Một nhật ký có hai nhánh", "A log has two continuations"),
      means: Text(
        "Ổ đĩa của một máy đã bị sao chép, hoặc bản sao lưu cũ đã được dùng tiếp. Cả hai nhánh đều được giữ nguyên, không mất dữ liệu.",
        "A machine's disk was copied, or an old backup was written on. Both continuations are kept; nothing is lost."
      ),
      next: Text(
        "tìm xem máy nào của trung tâm ấy đã được sao chép hoặc khôi phục, chỉ để một máy chạy, rồi đăng ký lại máy kia.",
        "find which of that center's machines was copied or restored, leave one running, and enrol the other anew."
      ))
    private let amnesia = AlarmWords(
      title: Text("Máy này đã được khôi phục hoặc sao chép", "This machine was restored or copied"),
      means: Text(
        "Dữ liệu trên máy cũ hơn những gì máy đã ghi. Máy tự bắt đầu một nhật ký mới; những gì tỉnh đang giữ được lấy về.",
        "What the machine holds is older than what it has written. It has begun a new log, and takes back what the province holds."
      ),
      next: Text(
        "xác nhận nếu chính bạn đã khôi phục máy; nếu không, báo ngay cho quản trị viên của tỉnh.",
        "acknowledge it if you restored the machine; if not, tell the province's administrator at once."))
    private let clone = AlarmWords(
      title: Text("Hai máy dùng chung một chứng thư", "Two machines speak under one certificate"),
      means: Text(
        "Thay đổi của cả hai máy đều được nhận, nhưng tỉnh không cấp số hồ sơ cho chứng thư này nữa.",
        "The changes of both are taken, but the province leases no numbers to this certificate any more."),
      next: Text(
        "tắt một máy, đăng ký lại máy còn lại bằng mã mời mới, rồi xác nhận.",
        "stop one of the machines, enrol the other with a new invitation, then acknowledge."))
    private let secondKey = AlarmWords(
      title: Text(
        "Có thêm khóa đăng ký dưới tên trung tâm", "A second key is enrolled under the center's name"),
      means: Text(
        "Ai giữ khóa ấy viết được dưới tên trung tâm này.",
        "Whoever holds that key can write in this center's name."),
      next: Text(
        "hỏi tỉnh xem có phải máy mới của trung tâm không; nếu không, yêu cầu thu hồi ngay.",
        "ask the province whether it is a new machine of the center; if not, have it revoked at once."))
    private let otherBirth = AlarmWords(
      title: Text("Một nhật ký có hai lời khai sinh", "A log has two births"),
      means: Text(
        "Có người ký hai lần cho cùng một nhật ký; gói dữ liệu mang lời thứ hai đã bị từ chối.",
        "Somebody signed the same log twice; what brought the second birth was refused."),
      next: Text(
        "báo cho quản trị viên của tỉnh: khóa của máy ấy có thể đã lộ.",
        "tell the province's administrator: that machine's key may be in other hands."))
    private let tampered = AlarmWords(
      title: Text("Tệp dữ liệu bị sửa từ bên ngoài", "The data file was altered from outside"),
      means: Text(
        "Một bản ghi không khớp với nhật ký đã ký; nó không được dùng để ghi tiếp.",
        "A record does not agree with the signed log; nothing is written on top of it."),
      next: Text(
        "chạy `tram verify`, tìm xem ai đã mở tệp dữ liệu, rồi khôi phục từ bản sao lưu.",
        "run `tram verify`, find who opened the data file, and restore from a backup."))
    private let divergence = AlarmWords(
      title: Text("Dữ liệu khác với tỉnh", "The data differs from the province's"),
      means: Text(
        "Hai bên giữ cùng những thay đổi mà ra kết quả khác nhau: tệp hỏng hoặc lỗi phần mềm.",
        "Both hold the same changes and yet another state: damage, or a fault of the program."),
      next: Text(
        "chạy `tram verify` ở cả hai bên và báo cho quản trị viên.",
        "run `tram verify` on both sides and tell the administrator."))
    private let hubLost = AlarmWords(
      title: Text("Máy chủ tỉnh giữ ít hơn đã xác nhận", "The hub holds less than it acknowledged"),
      means: Text(
        "Máy chủ tỉnh đã được khôi phục từ bản cũ; máy này gửi lại những gì nó đã mất.",
        "The hub was restored from an older copy; this machine sends again what it lost."),
      next: Text(
        "báo cho quản trị viên của tỉnh nếu họ chưa biết; rồi xác nhận.",
        "tell the province's administrator if they do not know, then acknowledge."))
    private let recovering = AlarmWords(
      title: Text("Máy chủ tỉnh đang phục hồi", "The hub is recovering"),
      means: Text(
        "Máy chủ giữ ít hơn những gì nó từng xác nhận. Nó nhận mọi thứ được gửi lên, nhưng chưa mời, chưa cấp số, chưa cấp quyền.",
        "The hub holds less than it once acknowledged. It takes whatever is offered, but admits, leases and grants nothing."
      ),
      next: Text(
        "chờ các máy trạm gửi lại, xem `tram hub nodes`, rồi `tram hub release`.",
        "wait for the nodes to send again, see `tram hub nodes`, then `tram hub release`."))
    private let tainted = AlarmWords(
      title: Text(
        "Có thay đổi sau mốc tin cậy của máy bị thu hồi", "Changes beyond a revoked log's last good one"),
      means: Text(
        "Chúng đã được áp dụng ở máy khác trước khi biết lệnh thu hồi, nên được nhận vào và thay bằng giá trị trước đó.",
        "Others had applied them before they learned of the revocation, so they are taken and replaced by the values before."
      ),
      next: Text(
        "xem lại các bản ghi ấy trong lịch sử và hàng đợi xung đột.",
        "look at those records in the history and in the queue of conflicts."))
    private let forged = AlarmWords(
      title: Text("Có thay đổi giả bị từ chối", "Forged changes were refused"),
      means: Text(
        "Chữ ký hoặc chuỗi không đúng với khóa của tác giả; không có gì được nhận.",
        "Signature or chain is not by the author's key; nothing of it was taken."),
      next: Text(
        "hỏi xem ai đưa dữ liệu này; kiểm tra máy ấy.",
        "ask who handed it over, and have that machine looked at."))
    private let damaged = AlarmWords(
      title: Text("Dữ liệu trên máy bị hỏng", "The data on this machine is damaged"),
      means: Text(
        "Một lần kiểm tra thấy tệp, nhật ký hoặc bản ghi không nguyên vẹn.",
        "A verification found file, logs or records not intact."),
      next: Text(
        "chạy `tram verify` để xem chỗ hỏng; khôi phục từ bản sao lưu.",
        "run `tram verify` to see where; restore from a backup."))

    private let lookUps = AlarmWords(
      title: Text("Tra cứu quá nhiều công dân", "Too many people looked at"),
      means: Text(
        "Một tài khoản tra cứu trong một giờ nhiều người hơn mức một quầy phục vụ; các lượt sau đã bị chặn.",
        "One account looked at more people within an hour than a counter serves; further looks were stopped."),
      next: Text(
        "hỏi người dùng tài khoản; xem ai đã bị tra cứu bằng `tram access extract`.",
        "ask whoever uses the account; see who was looked at with `tram access extract`."))

    package func words(of kind: AlarmKind) -> AlarmWords {
      switch kind {
      case .fork: fork
      case .amnesia: amnesia
      case .clone: clone
      case .secondKey: secondKey
      case .otherBirth: otherBirth
      case .tampered: tampered
      case .divergence: divergence
      case .hubLost: hubLost
      case .recovering: recovering
      case .tainted: tainted
      case .forged: forged
      case .damaged: damaged
      case .lookUps: lookUps
      }
    }
  }
}

/// What is said of one kind of alarm.
package struct AlarmWords: Sendable {
  package let title: Text
  package let means: Text
  package let next: Text
}
