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
    package let purposes: [String: Text] = [
      "reception": Text("Tiếp nhận tại quầy", "Reception at the counter"),
      "verification": Text("Xác minh", "Verification"),
      "correction": Text("Cải chính dữ liệu", "Correction of data"),
      "citizen-request": Text("Công dân yêu cầu", "At the citizen's request"),
      "supervision": Text("Kiểm tra, giám sát", "Supervision"),
    ]

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
    package let before = Text("trước", "before")
    package let after = Text("sau", "after")
  }
}
