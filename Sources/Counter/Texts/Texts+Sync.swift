extension Texts {
  package static let sync = Sync()
  package static let hub = Hub()

  /// The link and what waits for it. Offline is a way of working, not an error.
  package struct Sync: TextGroup {
    package let link = Text("Đường truyền", "Link")
    package let online = Text("Trực tuyến", "Online")
    package let offline = Text("Ngoại tuyến – trung tâm vẫn làm việc", "Offline – the center goes on working")
    package let syncing = Text("Đang đồng bộ", "Synchronizing")
    package let inAgreement = Text("Đã đồng bộ", "Synchronized")
    package let waitingForHub = Text("Tỉnh hẹn lại sau {0}", "The hub asks to come back in {0}")
    package let refused = Text("Tỉnh từ chối kết nối", "The hub refuses the connection")
    package let unknownState = Text("Chưa rõ", "Unknown")
    package let lastSuccess = Text("Đồng bộ lần cuối", "Last synchronized")
    package let lastFailure = Text("Lần thử gần nhất chưa được", "Last attempt did not succeed")
    package let unacknowledged = Text("Thay đổi chờ tỉnh nhận", "Changes not yet received by the province")
    package let waiting = Text("{0} thay đổi chờ đồng bộ", "{0} {0:change|changes} waiting")
    package let partition = Text("Phần dữ liệu", "Partition")
    package let records = Text("Bản ghi", "Records")
    package let changes = Text("Thay đổi", "Changes")
    package let toSend = Text("Chờ gửi", "To send")
    package let toReceive = Text("Chờ nhận", "To receive")
    package let digest = Text("Mã kiểm", "Digest")
    package let quarantined = Text("Bị giữ lại", "In quarantine")
    package let sent = Text("Đã gửi", "Sent")
    package let received = Text("Đã nhận", "Received")
    package let done = Text(
      "Đồng bộ xong: gửi {0}, nhận {1} thay đổi.", "Synchronized: sent {0}, received {1} changes.")
    package let nothingNew = Text("Đồng bộ xong: không có gì mới.", "Synchronized: nothing new.")
    package let sending = Text("Đang gửi", "Sending")
    package let receiving = Text("Đang nhận", "Receiving")
    package let node = Text("Máy trạm", "Node")
    package let role = Text("Vai trò", "Role")
    package let goOn = Text(
      "Cứ tiếp tục làm việc; dữ liệu sẽ tự gửi khi có mạng.",
      "Go on working; changes are sent when the link is back.")
    package let state = Text("Tình trạng", "State")
    package let open = Text("Xung đột chờ quyết định", "Conflicts that await a decision")
    package let clock = Text("Lệch giờ so với tỉnh", "Clock against the province's")
    package let never = Text("chưa lần nào", "never")
    package let refusedChange = Text("{0}: thay đổi {1}, lý do: {2}", "{0}: change {1}, reason: {2}")
    package let untrusted = Text("Máy chủ không phải của tỉnh này", "The server is not this province's")
    package let versions = Text("Phiên bản không khớp", "Versions do not fit")
    package let failing = Text("Có trục trặc tại máy này", "Something does not work here")
    package let notServed = Text("Dịch vụ không chạy", "The service is not running")
    package let centerRole = Text("trung tâm", "center")
    package let hubRole = Text("máy chủ tỉnh", "hub")
    package let rounds = Text(
      "{0} lượt, {1} trên đường truyền, {2}", "{0} {0:round|rounds}, {1} on the wire, {2}")
    package let contentsMissing = Text("Tệp đính kèm chờ tải về", "Attachment contents to fetch")
    package let contentsToSend = Text("Tệp đính kèm chờ gửi", "Attachment contents to send")
    package let serving = Text("Đang phục vụ tại {0}.", "Serving at {0}.")
    package let stopped = Text("Đã dừng an toàn.", "Stopped cleanly.")
    package let verified = Text(
      "Đã kiểm tra: dữ liệu toàn vẹn.", "Verified: the data is intact.")
    package let sameAsHub = Text("Giống hệt dữ liệu tại tỉnh.", "Identical to the province's data.")
    package let differsFromHub = Text(
      "Khác với dữ liệu tại tỉnh ở {0} phần.",
      "Differs from the province's data in {0} {0:partition|partitions}.")
  }

  /// The administrator's work at the province, and joining it.
  package struct Hub: TextGroup {
    package let created = Text(
      "Đã lập máy chủ tỉnh {0} tại {1}.", "Created the hub {0} at {1}.")
    package let invited = Text(
      "Mã mời cho {0}, dùng một lần, đến {1}:", "Invitation for {0}, for one use, until {1}:")
    package let joinWith = Text("Trên máy trạm, chạy:", "On the node, run:")
    package let keepAuthority = Text(
      "Khóa gốc của tỉnh nằm tại {0}; hãy cất ngoài mạng, chỉ đưa vào khi mời hoặc gia hạn máy trạm.",
      "The province's authority key is {0}: keep it offline, and bring it only to admit nodes.")
    package let noNodes = Text(
      "Chưa mời máy trạm nào: tram hub invite", "No node is invited yet: tram hub invite")
    package let joined = Text(
      "Đã gia nhập {0} với tên {1}.", "Joined {0} as {1}.")
    package let fetching = Text("Đang lấy dữ liệu ban đầu", "Fetching the first copy")
    package let fetched = Text("Đã lấy {0} bản ghi.", "Fetched {0} records.")
    package let published = Text(
      "Đã công bố danh mục: {0} bản ghi, {1} thay đổi.", "Published the catalogue: {0} records, {1} changed.")
    package let importing = Text("Đang nhập", "Importing")
    package let imported = Text(
      "Đã nhập {0} dòng, từ chối {1}, bỏ qua {2} dòng đã có.",
      "Imported {0} lines, refused {1}, skipped {2} that were there.")
    package let refusedLine = Text("dòng {0}: {1}", "line {0}: {1}")
    package let nodes = Text("Máy trạm", "Nodes")
    package let lastSeen = Text("Liên lạc lần cuối", "Last seen")
    package let behind = Text("Còn thiếu", "Behind")
    package let version = Text("Phiên bản", "Version")
    package let active = Text("đang hoạt động", "active")
    package let invitedState = Text("đã mời, chưa gia nhập", "invited, has not joined")
    package let revoked = Text("Đã thu hồi {0}: {1} khóa.", "Revoked {0}: {1} {1:key|keys}.")
    package let revokedNext = Text(
      "Lệnh thu hồi đi cùng dữ liệu; xem tram alarms list.",
      "The revocation travels with the data; see tram alarms list.")
    package let log = Text("Nhật ký", "Log")
    package let head = Text("Thay đổi cuối", "Last change")
    package let latestChange = Text("Lúc", "At")
    package let lastGood = Text("Mốc tin cậy", "Last good")
    package let final = Text("Mốc cuối", "Final")
    package let released = Text(
      "Máy chủ tỉnh đã làm việc bình thường trở lại.", "The hub works as before again.")
    package let notSeenYet = Text(
      "Chưa liên lạc lại từ khi phục hồi: {0}.", "Not seen since the restore: {0}.")
    package let revokedState = Text("đã thu hồi", "revoked")
  }
}
