package import Procedures

extension Texts {
  package static let dossier = Dossier()

  /// Receiving, following and returning a dossier, in the words of Decree 118/2025/NĐ-CP's one-stop counters.
  package struct Dossier: TextGroup {
    package let title = Text("Hồ sơ {0}", "Dossier {0}")
    package let code = Text("Mã hồ sơ", "Dossier code")
    package let procedure = Text("Thủ tục", "Procedure")
    package let applicant = Text("Người nộp hồ sơ", "Applicant")
    package let owner = Text("Chủ hồ sơ", "Subject")
    package let received = Text("Ngày tiếp nhận", "Received")
    package let due = Text("Ngày hẹn trả", "Due")
    package let returned = Text("Ngày trả kết quả", "Returned")
    package let channel = Text("Hình thức nộp", "Channel")
    package let components = Text("Thành phần hồ sơ", "Components")
    package let fee = Text("Phí, lệ phí", "Fees")
    package let progress = Text("Quá trình giải quyết", "Progress")
    package let note = Text("Ghi chú", "Note")
    package let linkedCase = Text("Hồ sơ liên thông", "Linked case")
    package let overdue = Text("quá hạn {0}", "overdue by {0}")
    package let early = Text("trước hạn", "ahead of time")
    package let onTime = Text("đúng hạn", "on time")
    package let provisionalCode = Text(
      "Mã tạm, tỉnh sẽ cấp mã chính thức", "Provisional code; the province assigns the official one")
    package let receipt = Text(
      "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt of dossier and appointment for the result")
    package let provisionalReceipt = Text("TẠM – chờ đồng bộ", "PROVISIONAL – waiting to be synchronized")
    package let opened = Text(
      "Đã tiếp nhận hồ sơ {0}, {1}.", "Received dossier {0}, {1}.")
    package let dueAt = Text("hẹn trả lúc {0} ngày {1}", "due at {0} on {1}")
    package let dueAfterPayment = Text(
      "ngày hẹn trả tính từ khi nộp phí", "due date counted from the payment")
    package let duePaused = Text("tạm dừng tính thời gian", "with the clock paused")
    package let dueNotStated = Text("không quy định thời hạn", "without a time limit")
    package let caseAssumed = Text(
      "  Chưa nói trường hợp nào, tạm theo “{0}”; lần sau nói rõ bằng --case {1}:SỐ.",
      "  No case was said, so “{0}” was taken; say it with --case {1}:NUMBER.")
    package let paid = Text(
      "Đã ghi nhận “{1}” {2} đ, biên lai {3}, cho hồ sơ {0}.",
      "Recorded “{1}”, {2} đ, receipt {3}, for dossier {0}.")
    package let part = Text("{0}: {1}, {2}", "{0}: {1}, {2}")
    package let added = Text("Đã bổ sung thành phần vào hồ sơ {0}.", "Added a component to dossier {0}.")
    package let advanced = Text("Hồ sơ {0}: {1} → {2}.", "Dossier {0}: {1} → {2}.")
    package let withdrawn = Text(
      "Đã ghi nhận công dân rút hồ sơ {0}.", "Recorded that the citizen withdrew dossier {0}.")
    package let handedOver = Text("Đã trả kết quả hồ sơ {0}.", "Returned the result of dossier {0}.")
    package let present = Text("đã nộp", "submitted")
    package let missing = Text("còn thiếu", "missing")
    package let awaited = Text(
      "chờ dữ liệu hoặc VNeID, không yêu cầu bản giấy", "awaits data or VNeID, no paper is asked for")
    package let reused = Text("lấy từ dữ liệu đã có", "taken from data already held")

    /// The ten official statuses (TrangThaiHoSo), code 1 first.
    package let statuses = [
      Text("Mới đăng ký", "Newly registered"),
      Text("Được tiếp nhận", "Accepted"),
      Text("Không được tiếp nhận", "Not accepted"),
      Text("Đang xử lý", "Being processed"),
      Text("Yêu cầu bổ sung giấy tờ", "Further documents required"),
      Text("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment due"),
      Text("Công dân yêu cầu rút hồ sơ", "Withdrawn at the citizen's request"),
      Text("Dừng xử lý", "Processing stopped"),
      Text("Đã xử lý xong", "Processed"),
      Text("Đã trả kết quả", "Result returned"),
    ]

    /// The ways to submit (KenhThucHien), code 1 first.
    package let channels = [
      Text("Trực tiếp", "In person"),
      Text("Trực tuyến", "Online"),
      Text("Bưu chính công ích", "Public postal service"),
    ]

    /// The name of a status by its official code 1…10; nil outside.
    package func status(_ code: Int) -> Text? { 1...statuses.count ~= code ? statuses[code - 1] : nil }

    package func status(_ status: DossierStatus) -> Text { statuses[status.rawValue - 1] }

    /// The name of a channel by its official code 1…3; nil outside.
    package func channel(_ code: Int) -> Text? { 1...channels.count ~= code ? channels[code - 1] : nil }
  }
}
