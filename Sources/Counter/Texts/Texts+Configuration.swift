package import Node

extension Texts {
  package static let configuration = Configuration()

  /// The node's one file of settings.
  package struct Configuration: TextGroup {
    package let fine = Text("{0} hợp lệ.", "{0} is in order.")
    package let setting = Text("Thiết lập", "Setting")
    package let value = Text("Giá trị", "Value")
    package let from = Text("Lấy từ", "From")

    private let faults = [
      "syntax": Text("không phải văn bản JSON hợp lệ", "not a JSON document"),
      "missing": Text("còn thiếu", "missing"),
      "unknown": Text("không có thiết lập nào tên như vậy", "no setting has that name"),
      "kind": Text("sai loại giá trị", "a value of another kind is needed"),
      "value": Text("giá trị không dùng được", "not a value that is allowed"),
    ]
    private let origins = [
      "file": Text("tệp", "the file"), "option": Text("dòng lệnh", "the command line"),
      "environment": Text("biến môi trường", "the environment"), "default": Text("mặc định", "the default"),
    ]

    package func fault(_ fault: ConfigurationProblem.Fault) -> Text? { faults[fault.rawValue] }
    package func origin(_ word: String) -> Text? { origins[word] }
  }
}
