package import Procedures

extension Texts {
  package static let access = Access()

  /// Who looked at whom; reports; what the catalogue holds.
  package struct Access: TextGroup {
    package let title = Text(
      "Các lượt tra cứu thông tin của {0}", "Who looked at the data of {0}")
    package let none = Text("Chưa có lượt tra cứu nào.", "Nobody has looked.")
    package let purpose = Text("Mục đích", "Purpose")
    package let note = Text(
      "Gồm các lượt tra cứu mà máy này giữ; trung tâm khác giữ nhật ký của mình.",
      "What this node holds; other centers hold their own records.")
    package let reception = Text("Tiếp nhận tại quầy", "Reception at the counter")
    package let verification = Text(
      "Xác minh theo yêu cầu của cơ quan khác", "Verification for another agency")
    package let correction = Text("Cải chính, giải quyết xung đột", "Correction, or a conflict")
    package let citizenRequest = Text(
      "Công dân hỏi về thông tin của mình", "The citizen asks about the own record")
    package let supervision = Text("Kiểm tra, giám sát", "Supervision")

    package func words(for named: Purpose.Named) -> Text {
      switch named {
      case .reception: reception
      case .verification: verification
      case .correction: correction
      case .citizenRequest: citizenRequest
      case .supervision: supervision
      }
    }

    /// A purpose as it was written down, in words: a dossier is named by its code.
    package func words(for written: String, _ language: Language) -> SafeText {
      Purpose.Named(rawValue: written).map { words(for: $0)(language) } ?? SafeText(written)
    }

    package let whoLooked = Text("Ai đã xem thông tin này", "Who looked at this record")
    package let latestShown = Text(
      "Chỉ hiện {0} lượt gần nhất trong {1} lượt.", "The latest {0} of {1} are shown.")

    package let breachTitle = Text(
      "Các lượt xem thông tin công dân từ {0} đến {1}", "Looks at people's data from {0} to {1}")
    package let looks = Text("Lượt xem", "Looks")
    package let people = Text("Số công dân", "People")
    package let first = Text("Lượt đầu", "First")
    package let last = Text("Lượt cuối", "Last")

    package let reportTitle = Text("Báo cáo từ {0} đến {1}", "Report from {0} to {1}")
    package let service = Text("Dịch vụ", "Service")
    package let dossiers = Text("Hồ sơ", "Dossiers")
    package let online = Text("Trực tuyến", "Online")
    package let paperless = Text("Không giấy", "Paperless")
    package let inTime = Text("Đúng hạn", "In time")
    package let overdue = Text("Quá hạn", "Overdue")
    package let exceptions = Text("Ngoại lệ", "Exceptions")
    package let conflicts = Text("Xung đột", "Conflicts")
    package let otherProcedures = Text("Ngoài 25 dịch vụ", "Beyond the 25 services")
    package let noDossiers = Text("Không có hồ sơ nào trong thời gian này.", "No dossiers in that time.")
    package let dataAsOf = Text("Dữ liệu dân cư tính đến {0}", "Population data as of {0}")

    package let coverageTitle = Text("Danh mục ngày {0}", "The catalogue on {0}")
    package let services = Text("25 dịch vụ công toàn trình", "The 25 full-process services")
    package let lists = Text("Danh sách theo quy định", "Lists that the law announced")
    package let list = Text("Danh sách", "List")
    package let announced = Text("Công bố", "Announced")
    package let held = Text("Đã có", "Held")
    package let missing = Text("Còn thiếu", "Missing")
    package let noCode = Text("chưa tìm được mã thủ tục", "no procedure code was found")
    package let textHeld = Text("có văn bản", "the text was read")
    package let textMissing = Text(
      "chưa có văn bản, theo nguồn thứ cấp", "without its text, from secondary sources")
    package let outdated = Text("văn bản đã lạc hậu", "the text is outdated")
    package let assumed = Text("{0} mục là giả định", "{0} {0:entry is|entries are} assumed")

    package let diffTitle = Text("{0}: thay đổi từ {1} đến {2}", "{0}: changes from {1} to {2}")
    package let same = Text("Không có gì thay đổi.", "Nothing changed.")
    /// What the parts of a procedure's text are called, by their names in `catalogue.json`. What is not here is an id or
    /// a name already.
    package let parts: [String: Text] = [
      "name_vi": Text("tên", "Vietnamese name"), "name_en": Text("tên tiếng Anh", "English name"),
      "name": Text("tên", "name"), "status": Text("tình trạng", "status"), "field": Text("lĩnh vực", "field"),
      "levels": Text("cấp thực hiện", "levels"), "levelListed": Text("cấp ghi trong văn bản", "level listed"),
      "decision": Text("quyết định công bố", "decision"),
      "executingAgency": Text("cơ quan thực hiện", "executing agency"),
      "competentAgency": Text("cơ quan có thẩm quyền", "competent agency"),
      "channels": Text("hình thức nộp", "channels"), "direct": Text("trực tiếp", "direct"),
      "online": Text("trực tuyến", "online"), "postal": Text("bưu chính công ích", "postal"),
      "timeLimit": Text("thời hạn giải quyết", "time limit"), "value": Text("số lượng", "number"),
      "unit": Text("đơn vị tính", "unit"), "note": Text("ghi chú", "note"), "notes": Text("ghi chú", "notes"),
      "variants": Text("trường hợp riêng", "variants"), "cutOff": Text("giờ chốt trong ngày", "cut-off"),
      "startsAfterPayment": Text("tính từ khi nộp lệ phí", "starts after payment"),
      "fee": Text("phí, lệ phí", "fee"), "amount": Text("mức thu", "amount"),
      "listed": Text("mức in trong văn bản", "amount listed"), "basis": Text("căn cứ của mục này", "basis"),
      "cases": Text("các trường hợp", "cases"), "components": Text("thành phần hồ sơ", "components"),
      "originals": Text("số bản chính", "originals"), "copies": Text("số bản sao", "copies"),
      "form": Text("mẫu", "form"), "mode": Text("cách nộp", "mode"),
      "condition": Text("điều kiện (tiếng Anh)", "condition"),
      "condition_vi": Text("điều kiện", "Vietnamese condition"),
      "oneOf": Text("thay thế cho nhau", "alternative to each other"),
      "satisfiedBy": Text("nguồn dữ liệu", "satisfied by"),
      "alternatives": Text("nguồn dữ liệu khác", "further sources"),
      "withEvidence": Text("khi đã có dữ liệu (tiếng Anh)", "with evidence"),
      "withEvidence_vi": Text("khi đã có dữ liệu", "with evidence, in Vietnamese"),
      "fallback": Text("khi không có dữ liệu (tiếng Anh)", "fallback"),
      "fallback_vi": Text("khi không có dữ liệu", "fallback, in Vietnamese"),
      "results": Text("kết quả", "results"), "code": Text("mã", "code"),
      "legalBasis": Text("căn cứ pháp lý", "legal basis"),
      "validFrom": Text("có hiệu lực từ", "in force from"),
      "validTo": Text("có hiệu lực đến", "in force through"),
      "validityBasis": Text("căn cứ về hiệu lực", "basis of the validity"),
      "sourceText": Text("đã có văn bản", "the text was read"),
    ]
    package let before = Text("trước", "before")
    package let after = Text("sau", "after")
  }
}
