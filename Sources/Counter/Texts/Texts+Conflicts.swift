package import Conflicts

extension Texts {
  package static let conflicts = Conflicts()

  /// The queue of what rules could not decide.
  package struct Conflicts: TextGroup {
    package let title = Text("Xung đột dữ liệu {0}", "Data conflict {0}")
    package let open = Text(
      "{0} xung đột chờ quyết định", "{0} {0:conflict awaits|conflicts await} a decision")
    package let noneOpen = Text("Không có xung đột nào chờ quyết định.", "No conflict awaits a decision.")
    package let severity = Text("Mức độ", "Severity")
    package let what = Text("Nội dung", "What")
    package let place = Text("Nơi phát sinh", "Where")
    package let since = Text("Từ lúc", "Since")
    package let rule = Text("Quy tắc", "Rule")
    package let blocks = Text("Tạm dừng", "Blocks")
    package let why = Text("Vì sao cần người quyết định", "Why a person must decide")
    package let base = Text("Giá trị trước", "Value before")
    package let side = Text("[{0}] {1}", "[{0}] {1}")
    package let provisionalValue = Text("Giá trị dùng tạm: {0}", "Provisional value: {0}")
    package let seen = Text("Khi đó đã thấy: {0}", "Had seen: {0}")
    package let staffAt = Text("{0}, {1}", "{0}, {1}")
    package let decided = Text("Đã quyết định", "Decided")
    package let decidedBy = Text("{0} quyết định lúc {1}", "Decided by {0} at {1}")
    package let automatic = Text("Quy tắc đã quyết định", "Decided by rule")
    package let resolved = Text(
      "Đã giải quyết xung đột {0}. Quyết định sẽ được gửi đến mọi nơi.",
      "Resolved conflict {0}. The decision travels everywhere.")
    package let reopened = Text("Đã mở lại xung đột {0}.", "Reopened conflict {0}.")
    package let merged = Text(
      "Đã gộp {0} vào {1}; không có gì bị xóa.", "Merged {0} into {1}; nothing was deleted.")
    package let distinct = Text(
      "Đã ghi nhận là hai đối tượng khác nhau; không hỏi lại.",
      "Recorded as two different ones; not asked again.")
    package let wouldResolve = Text(
      "Sẽ giải quyết {0} xung đột theo cách này.", "Would resolve {0} {0:conflict|conflicts} this way.")
    package let askAll = Text(
      "Giải quyết {0} xung đột này?", "Resolve {0:this|these} {0} {0:conflict|conflicts}?")
    package let byRule = Text("Theo quy tắc", "By rule")
    package let byCenter = Text("Theo trung tâm", "By center")
    package let byAge = Text("Theo thời gian chờ", "By age")
    package let checkedAtProvince = Text(
      "Tính duy nhất: được kiểm tra tại tỉnh", "Uniqueness: checked at the province")
    package let tryShow = Text(
      "Xem: tram conflicts show {0}", "See: tram conflicts show {0}")
    package let tryResolve = Text(
      "Quyết định: tram conflicts resolve {0} --take N --reason \"…\"",
      "Decide: tram conflicts resolve {0} --take N --reason \"…\"")
    package let replayHolds = Text(
      "Tình huống cho kết quả như đã ghi trong mọi thứ tự.", "The case gives what it says, in every order.")
    package let replayFails = Text(
      "Tình huống cho kết quả khác với điều đã ghi.", "The case does not give what it says.")

    package let authority = Text("Theo thẩm quyền của nguồn", "By authority of the source")
    package let latest = Text("Lấy lần ghi mới nhất", "The latest write")
    package let furthest = Text("Lấy bước đi xa nhất", "The furthest step")
    package let maximum = Text("Lấy giá trị lớn nhất", "The greatest value")
    package let minimum = Text("Lấy giá trị nhỏ nhất", "The least value")
    package let union = Text("Giữ tất cả", "Keep all")
    package let person = Text("Người quyết định", "A person decides")
    package let unique = Text("Không được trùng", "Must be unique")
    package let together = Text("Không thể cùng có", "Cannot both stand")
    package let life = Text("Xóa hay giữ", "Delete or keep")
    package let owner = Text("Người có thẩm quyền", "Who decides")

    package let critical = Text("Khẩn cấp", "Critical")
    package let high = Text("Cao", "High")
    package let normal = Text("Thường", "Normal")
    package let low = Text("Thấp", "Low")

    /// What the rules across records are about, by the words of `Conflicts/rules`; a test checks that each has one.
    package let acrossRules: [String: Text] = [
      "personal-id-once": Text("Một số định danh cho hai người", "One personal number on two people"),
      "birth-registered-once": Text("Một cháu khai sinh hai lần", "One child registered twice"),
      "spouse-once": Text("Hai người cùng một vợ hoặc chồng", "Two people married to one"),
      "one-head-of-household": Text("Một hộ có hai chủ hộ", "Two heads of one household"),
      "merged-in-a-circle": Text("Gộp người ngược chiều nhau", "People merged both ways"),
      "moving-after-death": Text("Chuyển cư trú sau khi chết", "Moving after death"),
      "document-number-once": Text("Một số cho hai giấy tờ", "One number on two documents"),
      "relied-on-revoked": Text("Dựa vào giấy tờ đã thu hồi", "Relying on a revoked document"),
      "dossier-code-once": Text("Một mã cho hai hồ sơ", "One code on two dossiers"),
      "one-birth-dossier": Text("Hai hồ sơ khai sinh cùng mở", "Two open dossiers of a birth"),
      "one-death-dossier": Text("Hai hồ sơ khai tử cùng mở", "Two open dossiers of a death"),
      "one-residence-dossier": Text(
        "Đăng ký thường trú ở hai nơi", "Residence registered at two places"),
      "dossiers-merged-in-a-circle": Text("Gộp hồ sơ ngược chiều nhau", "Dossiers merged both ways"),
      "lease-once": Text("Một dải số cấp hai lần", "One range of numbers leased twice"),
      "node-name-once": Text("Hai khóa cùng tên trung tâm", "Two keys under one center's name"),
      "fee-paid-once": Text("Một khoản thu hai lần", "One fee taken twice"),
      "receipt-number-once": Text("Một biên lai cho hai khoản", "One receipt for two payments"),
    ]

    /// The name of a rule by its word in `Conflicts/rules`; nil for one that this version does not know.
    package func ruleName(_ word: String) -> Text? {
      switch RuleKind(rawValue: word) {
      case .authority: authority
      case .latest: latest
      case .furthest: furthest
      case .maximum: maximum
      case .minimum: minimum
      case .union: union
      case .person: person
      case nil: word == "unique" ? unique : word == "together" ? together : word == "life" ? life : nil
      }
    }

    package func severityName(_ severity: Severity) -> Text {
      switch severity {
      case .critical: critical
      case .high: high
      case .normal: normal
      case .low: low
      }
    }
  }
}
