extension Texts {
  package static let forms = Forms()

  /// The forms of Circular 03/2025/TT-VPCP, Appendix I, by their official titles.
  package struct Forms: TextGroup {
    package let nation = Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
    package let motto = Text("Độc lập – Tự do – Hạnh phúc", "Independence – Freedom – Happiness")

    /// Form 01 first.
    package let titles = [
      Text("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "RECEIPT OF DOSSIER AND APPOINTMENT FOR THE RESULT"),
      Text("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "REQUEST TO SUPPLEMENT THE DOSSIER"),
      Text("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", "REFUSAL OF THE DOSSIER"),
      Text("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "APOLOGY AND NEW DATE"),
      Text("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "NOTICE THAT PROCESSING STOPS"),
      Text("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "CONTROL SHEET OF PROCESSING"),
      Text("SỔ THEO DÕI HỒ SƠ", "REGISTER OF DOSSIERS"),
    ]

    package let footer = Text(
      "Mẫu số {0}, Phụ lục I, Thông tư số 03/2025/TT-VPCP. In lúc {1}.",
      "Form {0}, Appendix I, Circular 03/2025/TT-VPCP. Printed at {1}.")
    package let reprint = Text("Bản in lại lần {0}", "Reprint {0}")
    package let center = Text("Trung tâm Phục vụ hành chính công", "Public administration service center")

    package let owner = Text("Chủ hồ sơ", "Subject")
    package let procedure = Text("Thủ tục hành chính", "Procedure")
    package let receivedAt = Text("Thời gian nhận hồ sơ", "Received at")
    package let dueAt = Text("Thời gian trả kết quả", "Result on")
    package let promisedAt = Text("Thời gian đã hẹn", "Promised for")
    package let newDueAt = Text("Thời gian hẹn lại", "New appointment")
    package let channel = Text("Hình thức nộp", "Submitted")
    package let resultBy = Text("Trả kết quả", "Result")
    package let electronic = Text(
      "Bản điện tử qua VNeID; bản giấy chỉ khi công dân đề nghị, không thu phí",
      "Electronically through VNeID; on paper only at the citizen's request, free of charge")
    package let secret = Text("Mã tra cứu", "Look-up secret")
    package let components = Text("Thành phần hồ sơ", "Components")
    package let number = Text("TT", "No.")
    package let component = Text("Tên thành phần", "Component")
    package let howSatisfied = Text("Hình thức", "How")
    package let deficient = Text("Cần bổ sung", "To be supplemented")
    package let content = Text("Nội dung yêu cầu", "What is asked")
    package let ground = Text("Căn cứ, lý do", "Ground")
    package let cause = Text("Lý do chậm", "Cause of the delay")
    package let apology = Text(
      "Trung tâm xin lỗi Ông/Bà vì đã không trả kết quả đúng hẹn và xin hẹn lại thời gian trả kết quả như trên.",
      "The center apologizes for not having returned the result as promised and asks for the new appointment above."
    )
    package let guidance = Text(
      "Khi bổ sung, Ông/Bà mang theo phiếu này hoặc nộp trên Cổng Dịch vụ công quốc gia. Giấy tờ đã có trên VNeID hoặc trong cơ sở dữ liệu thì không phải nộp.",
      "Bring this sheet, or submit on the National Public Service Portal. What is in VNeID or in a database need not be handed in."
    )
    package let stage = Text("Đang ở bước", "Stage")
    package let money = Text("Phí, lệ phí đã nộp", "Fees paid")
    package let refund = Text("Đã hoàn trả", "Refunded")
    package let noMoney = Text("Chưa thu", "None taken")
    package let giver = Text("Người giao", "From")
    package let receiver = Text("Người nhận", "To")
    package let timely = Text("Tiến độ", "Pace")
    package let early = Text("Trước hạn", "Early")
    package let onTime = Text("Đúng hạn", "On time")
    package let late = Text("Quá hạn", "Late")
    package let notCounted = Text("Không tính", "Not counted")
    package let state = Text("Trạng thái", "State")
    package let returnedAt = Text("Trả kết quả lúc", "Returned at")
    package let signReceiver = Text("Người tiếp nhận hồ sơ", "Officer")
    package let signCitizen = Text("Người nộp hồ sơ", "Applicant")
    package let signHead = Text("Lãnh đạo trung tâm", "Head of the center")
    package let printed = Text(
      "Đã in mẫu {0} của hồ sơ {1}, lần {2}.", "Printed form {0} of dossier {1}, time {2}.")
    package let assigned = Text("Đã giao hồ sơ {0} cho {1}.", "Dossier {0} was handed to {1}.")

    package let trackTitle = Text("Tra cứu hồ sơ {0}", "Dossier {0}")
    package let asked = Text("Cần bổ sung: {0}", "To be supplemented: {0}")
  }
}
