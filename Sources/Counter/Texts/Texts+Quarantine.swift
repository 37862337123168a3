extension Texts {
  package static let quarantine = Quarantine()

  /// What was refused and is kept.
  package struct Quarantine: TextGroup {
    package let entry = Text("Mã", "Id")
    package let from = Text("Nơi ghi", "Written by")
    package let unknownNode = Text("chưa rõ", "unknown")
    package let kind = Text("Loại dữ liệu", "Kind of record")
    package let at = Text("Thời điểm", "When")
    package let cause = Text("Lý do từ chối", "Why it was refused")
    package let place = Text("Vị trí trong nhật ký", "Place in the log")
    package let size = Text("Dung lượng", "Size")
    package let since = Text("Từ chối lần đầu", "First refused")
    package let latest = Text("Lần gần nhất", "Last refused")
    package let times = Text("Số lần", "Times")
    package let none = Text("Không có gì bị giữ lại.", "Nothing is in quarantine.")
    package let count = Text("{0} mục bị giữ lại.", "{0} {0:entry|entries} in quarantine.")
    package let standing = Text(
      "{0} thay đổi trong {1} mục", "{0} {0:change|changes} in {1} {1:entry|entries}")
    package let notKept = Text(
      "Có {0} lần không giữ được vì đã đầy; nơi gửi vẫn giữ và sẽ gửi lại.",
      "{0} {0:time|times} something was not kept because it was full; whoever sent it has it and sends it again."
    )
    package let look = Text("Xem: tram quarantine list", "See: tram quarantine list")
    package let discardedBy = Text("Người loại bỏ", "Discarded by")
    package let discardedAt = Text("Loại bỏ lúc", "Discarded at")
    package let discardedState = Text("đã loại bỏ", "discarded")
    package let discarded = Text("Đã loại bỏ {0}.", "Discarded {0}.")
    package let settled = Text(
      "{0}: đã nhận {1} thay đổi.", "{0}: {1} {1:change|changes} taken in.")
    package let nothingLeft = Text(
      "{0}: mọi thay đổi đã có sẵn.", "{0}: every change is here already.")
    package let stillRefused = Text(
      "{0}: nhận {1} thay đổi, phần còn lại vẫn bị từ chối: {2}",
      "{0}: {1} {1:change|changes} taken in, the rest is still refused: {2}")
    package let moreChanges = Text("… và {0} thay đổi nữa.", "… and {0} more.")
    package let unreadable = Text(
      "không đọc được bằng phiên bản này", "cannot be read by this version")
    package let tryNext = Text(
      "Nhận lại: tram quarantine retry {0}; loại bỏ: tram quarantine discard {0} --reason \"…\" --as …",
      "Take it in: tram quarantine retry {0}; discard it: tram quarantine discard {0} --reason \"…\" --as …")

    package let unknownReason = Text(
      "lý do của phiên bản mới hơn", "a reason of a newer version")
    package let fork = Text("nhật ký có hai nhánh khác nhau", "the log goes on in two ways")
    package let unknownOrigin = Text(
      "không rõ ai ghi: thiếu chứng thư hợp lệ", "nobody certified vouches for who wrote it")
    package let notVouched = Text(
      "chữ ký hoặc chuỗi không đúng", "the signature or the chain is false")
    package let missingDependency = Text(
      "dựa trên thay đổi chưa có ở đây", "it builds on a change that is not here")
    package let unknownKey = Text(
      "khóa ký không có trong sổ đăng ký", "the registry does not know the key")
    package let revoked = Text("khóa ký đã bị thu hồi", "the key is revoked")
    package let noGrant = Text(
      "nơi ghi không có quyền với phần dữ liệu này", "its writer has no right to this partition")
    package let entityNotGranted = Text(
      "nơi ghi không có quyền với loại dữ liệu này", "its writer has no right to this kind of record")
    package let sourceNotGranted = Text(
      "nơi ghi không được nhân danh nguồn này", "its writer may not speak for this source")
    package let kindNotGranted = Text(
      "nơi ghi không được làm loại thay đổi này", "its writer may not make this kind of change")
    package let provinceOnly = Text("chỉ tỉnh được ghi phần này", "only the province may write this")
  }
}
