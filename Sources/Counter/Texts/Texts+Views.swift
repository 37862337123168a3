extension Texts {
  package static let views = Views()

  /// Words of the terminal's views that belong to no single subject.
  package struct Views: TextGroup {
    package let decideWith = Text("Quyết định bằng một trong các lệnh:", "Decide with one of:")
    package let reopenWith = Text("Mở lại bằng:", "Reopen with:")
    package let id = Text("Mã", "Id")
    package let person = Text("Họ và tên", "Name")
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
    package let standing = Text("Nơi đã lưu", "Kept at")
    package let ruleOf = Text("{0} ({1})", "{0} ({1})")
    package let fieldValue = Text("TRƯỜNG=GIÁ_TRỊ", "FIELD=VALUE")
    package let inConflict = Text(
      "Có xung đột: {0} (tram conflicts show {1})", "In conflict: {0} (tram conflicts show {1})")
    package let editWith = Text(
      "Sửa: tram person edit {0} --set NHÓM.TRƯỜNG=GIÁ_TRỊ --seen {1} --reason \"…\" --as …",
      "Change: tram person edit {0} --set GROUP.FIELD=VALUE --seen {1} --reason \"…\" --as …")
    package let merged = Text("Đã gộp vào {0}.", "Merged into {0}.")
    package let actPart = Text("phần {0} của {1}", "part {0} of {1}")
    package let deletedWord = Text("xóa bản ghi", "deleted the record")
    package let restoredWord = Text("khôi phục bản ghi", "restored the record")
    package let noHistory = Text(
      "Không có thay đổi nào trong nhật ký tại đây.", "No changes in the log here.")
    package let wouldSave = Text("Sẽ lưu:", "Would save:")
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
    package let importGoesOn = Text(
      "Lần trước đã làm xong đến dòng {0}; đi tiếp từ đó.",
      "An earlier run came as far as line {0}; going on from there.")
    package let moreRefused = Text(
      "… và {0} dòng nữa bị từ chối.", "… and {0} more refused.")

    package let noDossiers = Text("Không có hồ sơ nào phù hợp.", "No dossier fits.")
    package let dossierCount = Text("{0} hồ sơ.", "{0} {0:dossier|dossiers}.")
    package let noProcedures = Text("Không có thủ tục nào phù hợp.", "No procedure fits.")
    package let savedHere = Text("Đã lưu tại đây, chờ tỉnh nhận", "Saved here, waiting for the province")
    package let refusedByHub = Text("Tỉnh không nhận ({0})", "Refused by the province ({0})")
    package let savedGroups = Text("Đã lưu thông tin của {0}: {1}.", "Saved for {0}: {1}.")
    package let attached = Text(
      "Nội dung này đang có xung đột: bản sửa được gắn vào xung đột, chưa giải quyết nó.",
      "This is in conflict: the edit was attached to the conflict and does not settle it.")
    package let idShape = Text(
      "Số định danh không đủ 12 chữ số.", "The personal number does not have 12 digits.")
    package let idProvince = Text(
      "Mã tỉnh trong số định danh không có trong danh mục.", "The personal number names an unknown province.")
    package let idSex = Text(
      "Giới tính không khớp với số định danh.", "The sex does not fit the personal number.")
    package let idYear = Text(
      "Năm sinh không khớp với số định danh.", "The year of birth does not fit the personal number.")
    package let change = Text("Thay đổi", "Change")
    package let act = Text("Lượt", "Act")
    package let copies = Text("{0} bản", "{0} {0:copy|copies}")
    package let nextSteps = Text("Có thể chuyển sang: {0}", "May go on to: {0}")
    package let openSteps = Text("Các bước được phép: {0}", "Steps that are open: {0}")
    package let advanceWith = Text(
      "Chuyển bước: tram dossier advance {0} --to N --seen {1} --as …",
      "Move it: tram dossier advance {0} --to N --seen {1} --as …")
    package let waitsForID = Text(
      "Chờ số định danh cá nhân của {0}", "Waits for the personal number of {0}")
    package let wantsDate = Text(
      "ngày như 09/03/2026, hoặc chỉ 03/2026, 2026", "a date such as 2026-03-09, 2026-03 or 2026")
    package let wantsNumber = Text("số nguyên", "a whole number")
    package let wantsChoice = Text("`{0}` ({1})", "`{0}` ({1})")
    package let wantsPhone = Text(
      "số di động 10 chữ số (03, 05, 07, 08, 09…), hoặc số cố định 11 chữ số (02…); viết được cả +84",
      "a mobile number of 10 digits (03, 05, 07, 08, 09…) or a landline of 11 (02…); +84 may stand before it")
    package let wantsPersonalID = Text("12 chữ số", "12 digits")
    package let candidate = Text("{0}: tram {1} show {2}", "{0}: tram {1} show {2}")
    package let born = Text("Ngày sinh", "Born")
    package let heads = Text("Thông tin chung của các tệp", "General facts of the files")
    package let timeLeft = Text("còn {0}", "{0} left")
    package let paused = Text("tạm dừng tính thời gian", "the clock is paused")
    package let endedLate = Text("xong sau hạn", "ended late")
    package let afterPayment = Text("tính sau khi nộp phí", "counted from the payment")
    package let noLimit = Text("không quy định thời hạn", "no time limit")
    package let timeLimit = Text("Thời hạn", "Time limit")
    package let notStated = Text("không quy định", "not stated")
    package let inForce = Text("Có hiệu lực từ", "In force from")
    package let until = Text("Đến", "Until")
    package let executingAgency = Text("Cơ quan thực hiện", "Agency")
    package let decision = Text("Quyết định", "Decision")
    package let workingDays = Text("{0} ngày làm việc", "{0} working {0:day|days}")
    package let calendarDays = Text("{0} ngày", "{0} {0:day|days}")
    package let hoursLong = Text("{0} giờ", "{0} {0:hour|hours}")
    package let months = Text("{0} tháng", "{0} {0:month|months}")
    package let sameDay = Text("trong ngày", "the same day")

    package let acknowledged = Text("Tỉnh đã nhận", "Acknowledged")
    package let tryConflicts = Text("Xem: tram conflicts list", "See: tram conflicts list")
    package let alreadyEnrolled = Text(
      "Chú ý: tên này đã có {0} khóa đang dùng. Mã mời này thêm một khóa nữa.",
      "Mind: {0} {0:key is|keys are} enrolled under this name already. This invitation adds one more.")
    package let keys = Text("{0} khóa", "{0} keys")
    package let stage = Text("Bước tiếp: {0}", "Then: {0}")
    package let ordersDiffer = Text(
      "Thứ tự {0} cho kết quả khác.", "The order {0} gives another outcome.")
    package let shownMark = Text("đang dùng", "shown")
  }
}
