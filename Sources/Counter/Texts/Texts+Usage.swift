extension Texts {
  package static let usage = Usage()

  /// What is wrong with the words of a command.
  package struct Usage: TextGroup {
    package let unknownCommand = Text("Không có lệnh “{0}”.", "There is no command “{0}”.")
    package let unknownCommandNearest = Text(
      "Không có lệnh “{0}”. Có phải “{1}”?", "There is no command “{0}”. Did you mean “{1}”?")
    package let incompleteCommand = Text(
      "Lệnh chưa đủ; tiếp theo là một trong: {0}.", "The command is incomplete; one of these follows: {0}.")
    package let unknownOption = Text("Không có tùy chọn {0}.", "There is no option {0}.")
    package let unknownOptionNearest = Text(
      "Không có tùy chọn {0}. Có phải {1}?", "There is no option {0}. Did you mean {1}?")
    package let missingValue = Text("Tùy chọn {0} thiếu giá trị.", "The option {0} lacks its value.")
    package let unexpectedValue = Text("Tùy chọn {0} không nhận giá trị.", "The option {0} takes no value.")
    package let badValue = Text("{0} phải là {1}.", "{0} must be {1}.")
    package let repeated = Text("Tùy chọn {0} chỉ dùng một lần.", "The option {0} can be given once.")
    package let missingArgument = Text("Thiếu {0}.", "{0} is missing.")
    package let missingOption = Text("Thiếu tùy chọn {0}.", "The option {0} is missing.")
    package let extraArgument = Text("Thừa tham số.", "There is an argument too many.")
    package let exactlyOne = Text(
      "Cần đúng một trong: {0}.", "Exactly one of these is needed: {0}.")
    package let needs = Text("{0} phải đi cùng {1}.", "{0} needs {1}.")
    package let notInOrder = Text(
      "Ngày ở {0} không được sau ngày ở {1}.", "The day of {0} must not be after the day of {1}.")
    package let nothingDone = Text("Chưa có gì được lưu.", "Nothing was saved.")
    package let tooManyWords = Text("Câu lệnh quá dài.", "The command is too long.")

    package let wantsText = Text("một đoạn chữ không rỗng", "a text that is not empty")
    package let wantsInteger = Text("số nguyên từ {0} đến {1}", "a whole number from {0} to {1}")
    package let wantsOneOf = Text("một trong: {0}", "one of: {0}")
    package let wantsFile = Text("đường dẫn đến tệp, hoặc -", "a path to a file, or -")
    package let wantsFolder = Text("đường dẫn đến thư mục", "a path to a folder")
    package let wantsAddress = Text("địa chỉ https://…", "an address https://…")
    package let wantsCodes = Text("các mã cách nhau bằng dấu phẩy", "codes with commas between them")
    package let wantsAssignment = Text("NHÓM.TRƯỜNG=GIÁ_TRỊ", "GROUP.FIELD=VALUE")
    package let wantsCondition = Text(
      "điều kiện như entity=person hoặc age>3d", "a condition such as entity=person or age>3d")
    package let wantsSpan = Text("khoảng thời gian như 30m, 12h, 3d", "a span of time such as 30m, 12h, 3d")
    package let wantsDay = Text(
      "ngày như 09/03/2026 hoặc 2026-03-09", "a day such as 2026-03-09 or 09/03/2026")
    package let wantsSide = Text(
      "số của một bên, hoặc provisional, latest, source:MÃ, center:MÃ",
      "the number of a side, or provisional, latest, source:CODE, center:CODE")
  }
}
