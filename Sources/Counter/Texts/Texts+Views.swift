extension Texts {
  package static let views = Views()

  /// Words of the terminal's views that belong to no single subject.
  package struct Views: TextGroup {
    package let decideWith = Text("Quyết định bằng một trong các lệnh:", "Decide with one of:")
    package let reopenWith = Text("Mở lại bằng:", "Reopen with:")
    package let next = Text("Tiếp theo:", "Next:")
    package let id = Text("Mã", "Id")
    package let person = Text("Họ và tên", "Name")
    package let born = Text("Ngày sinh", "Born")
    package let sex = Text("Giới tính", "Sex")
    package let personalID = Text("Số định danh", "Personal number")
    package let residence = Text("Nơi cư trú", "Residence")
    package let noPerson = Text(
      "Không tìm thấy công dân nào phù hợp.", "No person fits.")
    package let tryFewerWords = Text(
      "Thử ít từ hơn, hoặc tìm theo số định danh.", "Try fewer words, or search by the personal number.")
    package let tryPersonShow = Text(
      "Xem: tram person show MÃ", "See: tram person show ID")
    package let noDocuments = Text(
      "Không có giấy tờ nào trong dữ liệu.", "No documents are held.")
    package let noneDecided = Text("Chưa có quyết định nào.", "No decision stands.")
    package let nothingMatches = Text(
      "Không có xung đột nào thỏa điều kiện.", "No conflict satisfies the conditions.")
    package let more = Text(
      "Còn {0} mục nữa; xem thêm với --limit.", "{0} more; see them with --limit.")
    package let inConflict = Text(
      "Có xung đột: {0} (tram conflicts show {1})", "In conflict: {0} (tram conflicts show {1})")
    package let editWith = Text(
      "Sửa: tram person edit {0} --set NHÓM.TRƯỜNG=GIÁ_TRỊ --seen {1} --reason \"…\" --as …",
      "Change: tram person edit {0} --set GROUP.FIELD=VALUE --seen {1} --reason \"…\" --as …")
    package let merged = Text("Đã gộp vào {0}.", "Merged into {0}.")
    package let changeOf = Text("Thay đổi {0}", "Change {0}")
    package let actPart = Text("phần {0} của {1}", "part {0} of {1}")
    package let created = Text("lập mới", "created")
    package let deletedWord = Text("xóa bản ghi", "deleted the record")
    package let restoredWord = Text("khôi phục bản ghi", "restored the record")
    package let noHistory = Text(
      "Không có thay đổi nào trong nhật ký tại đây.", "No changes in the log here.")
    package let saved = Text(
      "Đã lưu {0} thay đổi về {1}.", "Saved {0} {0:change|changes} to {1}.")
    package let wouldSave = Text("Sẽ lưu:", "Would save:")
    package let unchanged = Text(
      "Không có gì khác với dữ liệu đang có.", "Nothing differs from what is held.")
    package let fits = Text("Số xung đột", "Conflicts")
    package let examples = Text("Ví dụ", "For example")
    package let skippedSides = Text(
      "Bỏ qua {0} xung đột không có đúng một bên như yêu cầu.",
      "Skipped {0} {0:conflict|conflicts} without exactly one such side.")
    package let resolvedAll = Text("Đã giải quyết {0} xung đột.", "Resolved {0} {0:conflict|conflicts}.")
    package let movedMeanwhile = Text(
      "{0} xung đột vừa thay đổi, chưa quyết định; chạy lại để xem.",
      "{0} {0:conflict|conflicts} changed meanwhile and stay open; run it again to see.")
    package let reopenWhere = Text(
      "Nếu gộp nhầm: tram conflicts reopen {0} --reason \"…\" --as …",
      "If that was wrong: tram conflicts reopen {0} --reason \"…\" --as …")
    package let watching = Text(
      "Đang theo dõi; bấm Ctrl-C để dừng.", "Watching; Ctrl-C ends.")
    package let stepsNone = Text(
      "Nội dung này luôn do người quyết định; không có bước nào.",
      "This is always a person's to decide; there are no steps.")
    package let recordsTogether = Text(
      "Các bản ghi này không thể cùng đúng:", "These records cannot all be right:")
    package let scopePartition = Text(
      "Được kiểm tra ở mọi nơi giữ dữ liệu này.", "Checked wherever this data is held.")
    package let orders = Text(
      "Đã diễn {0} thứ tự.", "Played {0} {0:order|orders}.")
    package let arrives = Text("{0}. {1}, {2}, {3}", "{0}. {1}, {2}, {3}")
    package let opens = Text("mở: {0}", "opens: {0}")
    package let closes = Text("đóng: {0}", "closes: {0}")
    package let span = Text("Thời gian chờ", "Waiting")
    package let group = Text("Nhóm thông tin", "Group")
    package let oldest = Text("Lâu nhất", "Oldest")
    package let underHour = Text("dưới 1 giờ", "under an hour")
    package let underDay = Text("dưới 1 ngày", "under a day")
    package let underWeek = Text("dưới 7 ngày", "under a week")
    package let overWeek = Text("từ 7 ngày trở lên", "a week or more")

    package let verifying = Text("Đang kiểm tra", "Verifying")
    package let verified = Text(
      "Đã kiểm tra {0} thay đổi, {1} bản ghi: toàn vẹn.", "Verified {0} changes, {1} records: intact.")
    package let logs = Text("Nhật ký", "Logs")
    package let faultFile = Text("tệp dữ liệu: {0}", "the file: {0}")
    package let faultBirth = Text(
      "nguồn gốc {0} không được chứng thực", "origin {0} is not certified")
    package let faultChain = Text(
      "{0}, nhật ký {1}, thay đổi {2}: chuỗi băm đứt", "{0}, log {1}, change {2}: the hash chain is broken")
    package let faultHead = Text(
      "{0}, nhật ký {1}: thiếu thay đổi", "{0}, log {1}: changes are missing")
    package let faultCheckpoint = Text(
      "{0}, nhật ký {1}, thay đổi {2}: chữ ký sai", "{0}, log {1}, change {2}: the signature is wrong")
    package let faultUnsigned = Text(
      "{0}, nhật ký {1}: chưa được ký từ thay đổi {2}", "{0}, log {1}: unsigned from change {2}")
    package let faultRecord = Text(
      "{0}, bản ghi {1}: khác với nhật ký", "{0}, record {1}: differs from its log")
    package let faultStray = Text(
      "{0}: {1} thay đổi không thuộc bản ghi nào", "{0}: {1} {1:change|changes} of no record")
    package let faultDigest = Text("{0}: mã kiểm sai", "{0}: the digest is wrong")

    package let entries = Text("Loại", "Kind")
    package let new = Text("Mới", "New")
    package let changed = Text("Đã đổi", "Changed")
    package let removed = Text("Đã bỏ", "Removed")
    package let same = Text("Như cũ", "Unchanged")
    package let publishReason = Text("Công bố danh mục", "Publication of the catalogue")
    package let importCounts = Text(
      "Đã đọc {0} dòng: mới {1}, đổi {2}, như cũ {3}, từ chối {4}.",
      "Read {0} lines: {1} new, {2} changed, {3} unchanged, {4} refused.")
    package let moreRefused = Text(
      "… và {0} dòng nữa bị từ chối.", "… and {0} more refused.")
  }
}
