extension Texts {
  package static let support = Support()

  /// What is written for whoever helps from afar.
  package struct Support: TextGroup {
    package let written = Text("Đã ghi tình trạng của máy vào {0}.", "Wrote how this node is into {0}.")
    package let review = Text(
      "Tệp không có dữ liệu của người dân; hãy đọc lại trước khi gửi đi.",
      "It holds no personal data; read it before you send it.")
  }
}
