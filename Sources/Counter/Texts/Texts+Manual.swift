extension Texts {
  package static let manual = Manual()

  /// The headings of a manual page, as man-pages(7) orders them.
  package struct Manual: TextGroup {
    package let name = Text("TÊN", "NAME")
    package let synopsis = Text("CÚ PHÁP", "SYNOPSIS")
    package let description = Text("MÔ TẢ", "DESCRIPTION")
    package let commands = Text("CÁC LỆNH", "COMMANDS")
    package let arguments = Text("THAM SỐ", "ARGUMENTS")
    package let options = Text("TÙY CHỌN", "OPTIONS")
    package let everywhere = Text("TÙY CHỌN CHUNG", "OPTIONS OF EVERY COMMAND")
    package let exits = Text("MÃ KẾT THÚC", "EXIT STATUS")
    package let environment = Text("BIẾN MÔI TRƯỜNG", "ENVIRONMENT")
    package let files = Text("TỆP", "FILES")
    package let examples = Text("VÍ DỤ", "EXAMPLES")
    package let seeAlso = Text("XEM THÊM", "SEE ALSO")
    package let product = Text(
      "trạm dữ liệu của trung tâm phục vụ hành chính công", "the node of a public-service center")
    package let title = Text("Sổ tay tram", "tram manual")
    package let dataFolder = Text(
      "Thư mục dữ liệu khi không có --data.", "The data folder where --data is not given.")
    package let configFolder = Text(
      "Thư mục chứa danh mục và cấu hình mẫu của sản phẩm.",
      "The folder with the product's catalogue and templates.")
    package let dataFiles = Text(
      "Dữ liệu của máy: bản sao, tệp đính kèm, khóa.", "The node's data: replica, attachments, keys.")
    package let sharedFiles = Text(
      "Danh mục, lịch, đơn vị hành chính, mẫu nginx.", "Catalogue, calendars, units, nginx templates.")
  }
}
