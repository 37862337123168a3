extension Texts {
  package static let records = Records()

  /// What is said about people's records; the names of their fields stand in `Texts.fields`.
  package struct Records: TextGroup {
    package let history = Text("Lịch sử thay đổi", "History of changes")
    package let documentsOf = Text("Giấy tờ đang có", "Documents held")
    package let found = Text("Tìm thấy {0} người.", "Found {0} {0:person|people}.")
    package let saved = Text("Đã lưu.", "Saved.")
    package let savedHere = Text(
      "Đã lưu tại trung tâm; chờ đồng bộ về tỉnh.", "Saved at the center; waiting to reach the province.")
    package let atProvince = Text("Tỉnh đã nhận", "Received by the province")
    package let awaitsDecision = Text("Có xung đột chờ quyết định", "A conflict awaits a decision")
    package let version = Text("Phiên bản đã xem", "Version shown")
    package let recordNamed = Text("bản ghi {0}", "the record {0}")
    package let present = Text("đang có", "present")
    package let deleted = Text("đã xóa", "deleted")
    package let replaced = Text("thay cho: {0}", "in place of: {0}")
  }
}
