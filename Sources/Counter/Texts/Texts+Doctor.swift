package import Node

extension Texts {
  package static let doctor = Doctor()

  /// What the doctor looked at, what it found, and what to do about it.
  package struct Doctor: TextGroup {
    package let examining = Text("Đang kiểm tra", "Examining")
    package let next = Text("Hãy: {0}", "Next: {0}")
    package let allWell = Text("Mọi thứ đều ổn.", "All is well.")
    package let summary = Text(
      "{0} mục tốt, {1} mục cần xem, {2} mục hỏng.",
      "{0} in order, {1} to look at, {2} failed.")
    package let fullHint = Text(
      "Kiểm tra từng thay đổi và chữ ký: tram doctor --full",
      "To check every change and signature: tram doctor --full")

    private let states = [
      "ok": Text("tốt", "ok"), "warn": Text("xem lại", "look"), "fail": Text("HỎNG", "FAIL"),
    ]
    private let subjects = [
      "file": Text("Tệp dữ liệu", "Data file"), "logs": Text("Nhật ký", "Logs"),
      "digests": Text("Mã kiểm", "Digests"), "sequence": Text("Số thứ tự so với tỉnh", "Sequence at the hub"),
      "link": Text("Liên lạc với tỉnh", "Link"), "clock": Text("Đồng hồ", "Clock"),
      "disk": Text("Chỗ trống trên đĩa", "Disk space"), "certificate": Text("Chứng thư", "Certificate"),
      "authority": Text("Chứng thư gốc của tỉnh", "Province's authority"),
      "authority-key": Text("Khóa cất trong két", "Keys for the safe"),
      "keys": Text("Quyền đọc khóa", "Keys"),
      "encryption": Text("Mã hóa đĩa", "Disk encryption"), "swap": Text("Vùng hoán đổi", "Swap"),
      "cores": Text("Tệp kết xuất bộ nhớ", "Core dumps"), "sqlite": Text("Thư viện SQLite", "SQLite"),
      "sandbox": Text("Giới hạn của dịch vụ", "Confinement"), "backup": Text("Sao lưu", "Backup"),
      "drill": Text("Diễn tập khôi phục", "Restore drill"), "conflicts": Text("Xung đột", "Conflicts"),
      "quarantine": Text("Bị giữ lại", "Quarantine"), "alarms": Text("Cảnh báo", "Alarms"),
      "fonts": Text("Phông chữ để in", "Fonts for printing"),
    ]
    private let found = [
      "file.intact": Text("Tệp toàn vẹn.", "The file is intact."),
      "file.damaged": Text("Tệp hỏng ở {0} chỗ.", "The file is damaged in {0} {0:place|places}."),
      "file.unopened": Text("Không mở được dữ liệu ({0}).", "The data cannot be opened ({0})."),
      "logs.stand": Text(
        "{0} nhật ký, đầu nào cũng khớp thay đổi cuối.", "{0} {0:log|logs}, each ends at its head."),
      "logs.verified": Text(
        "{0} thay đổi đúng chuỗi và chữ ký.", "{0} changes verified, chain and signature."),
      "logs.broken": Text(
        "{0} chỗ không đúng chuỗi hoặc chữ ký.", "{0} {0:place|places} where chain or signature fails."),
      "digests.uncontested": Text(
        "Tỉnh chưa báo khác biệt nào.", "The hub has reported no difference."),
      "digests.verified": Text("Khớp với dữ liệu được tính lại.", "They agree with the data, computed anew."),
      "digests.wrong": Text(
        "{0} phần không khớp dữ liệu của chính nó.",
        "{0} {0:partition does|partitions do} not agree with their own data."),
      "digests.diverged": Text(
        "{0} phần khác với tỉnh, đầu tiên là {1}.",
        "{0} {0:partition differs|partitions differ} from the hub's, first {1}."),
      "sequence.agrees": Text(
        "Mọi điều tỉnh đã nhận đều có ở đây.", "Everything that the hub acknowledged is here."),
      "sequence.unknown": Text("Chưa từng đồng bộ với tỉnh.", "Never synchronized with the hub."),
      "sequence.lost": Text(
        "Máy này thiếu {0} thay đổi của chính nó mà tỉnh đã nhận, ở {1}.",
        "This machine lacks {0} of its own changes that the hub acknowledged, in {1}."),
      "sequence.hub-lost": Text(
        "Tỉnh giữ ít hơn đã xác nhận, ở {0}.", "The hub holds less than it acknowledged, in {0}."),
      "link.recent": Text("Đồng bộ lần cuối cách đây {0}.", "Last synchronized {0} ago."),
      "link.old": Text("Đã {0} chưa đồng bộ được.", "Not synchronized for {0}."),
      "link.never": Text("Chưa đồng bộ lần nào.", "Never synchronized."),
      "link.refused": Text("Tỉnh từ chối máy này.", "The hub refuses this machine."),
      "link.untrusted": Text(
        "Máy chủ trả lời không phải của tỉnh này.", "What answers is not this province's hub."),
      "clock.agrees": Text("Khớp với giờ của tỉnh.", "It agrees with the hub's."),
      "clock.off": Text("Lệch {0} so với tỉnh.", "It differs from the hub's by {0}."),
      "clock.wrong": Text(
        "Lệch {0} so với tỉnh; giờ ghi trên thay đổi bị coi là đáng ngờ.",
        "It differs from the hub's by {0}; what is written now is marked as suspect."),
      "clock.unknown": Text(
        "Không liên lạc được tỉnh để so giờ.", "The hub was not reached to compare with."),
      "clock.disciplined": Text("Theo máy chủ thời gian.", "It follows a time server."),
      "clock.free": Text("Không theo máy chủ thời gian nào.", "It follows no time server."),
      "disk.room": Text("Còn trống {0}.", "{0} free."),
      "disk.low": Text("Chỉ còn trống {0}.", "Only {0} free."),
      "disk.full": Text("Gần đầy: còn {0}.", "Almost full: {0} free."),
      "disk.unknown": Text("Không xem được đĩa.", "The disk cannot be asked."),
      "certificate.valid": Text("Còn hiệu lực {0} ngày.", "Valid for {0} more {0:day|days}."),
      "certificate.ending": Text(
        "Chỉ còn {0} ngày mà chưa được gia hạn.", "Only {0} {0:day|days} left, and not renewed."),
      "certificate.needs-authority": Text("Chỉ còn {0} ngày.", "Only {0} {0:day|days} left."),
      "certificate.expired": Text(
        "Đã hết hạn; chỉ còn xin gia hạn được.", "Expired; this node can only ask for a renewal."),
      "certificate.early": Text("Chưa có hiệu lực.", "Not valid yet."),
      "certificate.unreadable": Text("Không đọc được.", "It cannot be read."),
      "authority.valid": Text("Còn hiệu lực {0} ngày.", "Valid for {0} more {0:day|days}."),
      "authority.ending": Text("Chỉ còn {0} ngày.", "Only {0} {0:day|days} left."),
      "authority.expired": Text("Đã hết hạn.", "Expired."),
      "authority.unreadable": Text("Không đọc được.", "It cannot be read."),
      "authority-key.away": Text("Không nằm trên máy này.", "None lies on this machine."),
      "authority-key.here": Text("{0} đang nằm trên máy này.", "{0} lies on this machine."),
      "keys.private": Text("Chỉ chủ sở hữu đọc được.", "Readable by their owner alone."),
      "keys.open": Text("Người khác đọc được {0} (quyền {1}).", "Others may read {0} (mode {1})."),
      "keys.foreign": Text("{0} thuộc tài khoản khác.", "{0} belongs to another account."),
      "keys.missing": Text("Thiếu {0}.", "{0} is missing."),
      "encryption.on": Text("Đĩa được mã hóa.", "The disk is encrypted."),
      "encryption.off": Text("Đĩa không được mã hóa.", "The disk is not encrypted."),
      "encryption.unknown": Text(
        "Không xác định được đĩa có mã hóa hay không.", "Whether the disk is encrypted cannot be told."),
      "swap.none": Text("Không dùng.", "None in use."),
      "swap.encrypted": Text("Được mã hóa.", "Encrypted."),
      "swap.open": Text("{0} không được mã hóa.", "{0} is not encrypted."),
      "cores.off": Text("Đã tắt.", "Off."),
      "cores.on": Text("Đang bật: bộ nhớ có thể bị ghi ra đĩa.", "On: memory may be written to the disk."),
      "sqlite.fixed": Text("Phiên bản {0}.", "Version {0}."),
      "sqlite.guarded": Text(
        "Phiên bản {0} có lỗi đã biết khi hai tiến trình cùng ghi; ở đây chỉ có một.",
        "Version {0} has a known fault when two processes write; here only one does."),
      "sqlite.exposed": Text(
        "Phiên bản {0} có lỗi đã biết, và {1} tiến trình khác đang mở tệp.",
        "Version {0} has a known fault, and {1} other {1:process has|processes have} the file open."),
      "sqlite.old": Text("Phiên bản {0} quá cũ.", "Version {0} is too old."),
      "sandbox.tight": Text("Dịch vụ chạy trong giới hạn.", "The service is confined."),
      "sandbox.open": Text("Dịch vụ chạy không có giới hạn.", "The service is not confined."),
      "sandbox.root": Text("Dịch vụ chạy bằng tài khoản quản trị máy.", "The service runs as root."),
      "sandbox.not-served": Text("Dịch vụ không chạy.", "The service is not running."),
      "backup.recent": Text("Sao lưu cách đây {0}.", "Backed up {0} ago."),
      "backup.not-yet": Text("Máy mới, chưa sao lưu.", "A new machine, not backed up yet."),
      "backup.never": Text("Chưa sao lưu lần nào.", "Never backed up."),
      "backup.old": Text("Đã {0} chưa sao lưu.", "Not backed up for {0}."),
      "backup.overdue": Text("Đã {0} chưa sao lưu.", "Not backed up for {0}."),
      "drill.recent": Text("Diễn tập cách đây {0}.", "Last drill {0} ago."),
      "drill.never": Text("Chưa diễn tập lần nào.", "No drill yet."),
      "drill.old": Text("Đã {0} chưa diễn tập.", "No drill for {0}."),
      "conflicts.none": Text("Không có xung đột nào chờ.", "None waits."),
      "conflicts.young": Text("{0} xung đột chờ, cũ nhất {1}.", "{0} {0:waits|wait}, the oldest for {1}."),
      "conflicts.old": Text("{0} xung đột chờ, cũ nhất đã {1}.", "{0} {0:waits|wait}, the oldest for {1}."),
      "quarantine.empty": Text("Không có gì.", "Nothing."),
      "quarantine.holds": Text(
        "{0} thay đổi trong {1} mục.", "{0} {0:change|changes} in {1} {1:entry|entries}."),
      "quarantine.overflowed": Text(
        "Đã đầy: {0} lần không giữ được.", "Full: {0} {0:time|times} something was not kept."),
      "alarms.none": Text("Không có cảnh báo nào.", "None stands."),
      "alarms.stand": Text(
        "{0} cảnh báo chưa xác nhận, mới nhất: {1}.", "{0} {0:stands|stand}, the latest: {1}."),
      "fonts.present": Text("Có đủ chữ tiếng Việt ({0}).", "Every Vietnamese letter is there ({0})."),
      "fonts.missing": Text(
        "Không có phông nào đủ chữ tiếng Việt.", "No font has every Vietnamese letter."),
    ]
    private let steps = [
      "file.damaged": Text(
        "ngừng ghi, sao chép cả thư mục dữ liệu, rồi khôi phục: tram restore.",
        "stop writing, copy the whole data folder, then restore: tram restore."),
      "file.unopened": Text(
        "xem nhật ký hệ thống; nếu tệp hỏng, khôi phục: tram restore.",
        "see the system's log; if the file is damaged, restore: tram restore."),
      "logs.broken": Text(
        "chạy tram verify để biết chỗ nào; báo quản trị viên của tỉnh.",
        "run tram verify to see where; tell the province's administrator."),
      "digests.wrong": Text(
        "chạy tram verify; khôi phục từ bản sao lưu.", "run tram verify; restore from a backup."),
      "digests.diverged": Text(
        "chạy tram verify ở cả hai bên và báo quản trị viên.",
        "run tram verify on both sides and tell the administrator."),
      "sequence.unknown": Text("chạy tram sync khi có mạng.", "run tram sync when there is a link."),
      "sequence.lost": Text(
        "đĩa này là bản cũ: chạy tram sync để lấy lại, và không để máy kia chạy cùng lúc.",
        "this disk is an older copy: run tram sync to take it back, and do not let the other machine run as well."
      ),
      "sequence.hub-lost": Text(
        "báo quản trị viên của tỉnh; máy này sẽ tự gửi lại.",
        "tell the province's administrator; this machine sends again by itself."),
      "link.old": Text(
        "kiểm tra mạng, rồi tram sync; nếu lâu không có mạng, mang dữ liệu bằng thẻ nhớ.",
        "check the network, then tram sync; if it stays away, carry the data on a stick."),
      "link.never": Text("chạy tram sync khi có mạng.", "run tram sync when there is a link."),
      "link.refused": Text(
        "gọi quản trị viên của tỉnh; xem tram status.", "call the province's administrator; see tram status."),
      "link.untrusted": Text(
        "kiểm tra địa chỉ máy chủ và đồng hồ của cả hai máy.",
        "check the hub's address and the clocks of both machines."),
      "clock.off": Text(
        "bật đồng bộ giờ (timedatectl set-ntp true).",
        "turn on time synchronization (timedatectl set-ntp true)."),
      "clock.wrong": Text(
        "chỉnh lại giờ; nếu hay lệch, thay pin đồng hồ của máy.",
        "set the clock; if it drifts again, replace the machine's battery."),
      "clock.unknown": Text("chạy lại khi có mạng.", "run this again when there is a link."),
      "clock.free": Text(
        "bật đồng bộ giờ (timedatectl set-ntp true).",
        "turn on time synchronization (timedatectl set-ntp true)."),
      "disk.low": Text("dọn đĩa hoặc thêm đĩa.", "make room, or add a disk."),
      "disk.full": Text(
        "dọn đĩa ngay: khi đầy, máy chỉ còn đọc được.",
        "make room now: on a full disk the node can only read."),
      "disk.unknown": Text("kiểm tra thư mục dữ liệu.", "check the data folder."),
      "certificate.ending": Text(
        "nối mạng để máy tự gia hạn; nếu vẫn không được, gọi tỉnh.",
        "connect, so that it is renewed by itself; if it is not, call the province."),
      "certificate.needs-authority": Text(
        "cắm vật lưu có khóa gốc của tỉnh trong một giờ; máy chủ tự gia hạn.",
        "bring the medium with the authority's key for an hour; the hub renews by itself."),
      "certificate.expired": Text(
        "nối mạng để máy tự gia hạn; nếu bị từ chối, gia nhập lại bằng mã mời mới.",
        "connect, so that it is renewed by itself; if that is refused, join again with a new invitation."),
      "certificate.early": Text("chỉnh lại giờ của máy.", "set this machine's clock."),
      "certificate.unreadable": Text(
        "khôi phục thư mục keys từ bản sao lưu.", "restore the folder keys from a backup."),
      "authority.ending": Text(
        "tỉnh cần lập chứng thư gốc mới trong năm nay.", "the province has to make a new authority this year."
      ),
      "authority.expired": Text("gọi quản trị viên của tỉnh.", "call the province's administrator."),
      "authority.unreadable": Text(
        "khôi phục thư mục keys từ bản sao lưu.", "restore the folder keys from a backup."),
      "authority-key.here": Text(
        "chuyển khóa ra vật lưu cất trong két, cùng tệp .crt của nó; chỉ cắm vào khi cần.",
        "move it to a medium in a safe, its .crt with it; bring it only when it is needed."),
      "keys.open": Text("chmod go-rwx {0}", "chmod go-rwx {0}"),
      "keys.foreign": Text("chown tram {0}", "chown tram {0}"),
      "keys.missing": Text(
        "khôi phục từ bản sao lưu, hoặc gia nhập lại bằng mã mời mới.",
        "restore from a backup, or join again with a new invitation."),
      "encryption.off": Text(
        "chuyển thư mục dữ liệu sang đĩa mã hóa (LUKS).", "move the data folder to an encrypted disk (LUKS)."),
      "encryption.unknown": Text(
        "hỏi người cài máy; nếu chưa, dùng LUKS.",
        "ask whoever installed the machine; if it is not, use LUKS."),
      "swap.open": Text(
        "tắt (swapoff {0}) hoặc mã hóa vùng hoán đổi.", "turn it off (swapoff {0}) or encrypt it."),
      "cores.on": Text(
        "chạy dịch vụ bằng systemd với LimitCORE=0.", "run the service by systemd with LimitCORE=0."),
      "sqlite.exposed": Text(
        "tìm và dừng các tiến trình ấy; không mở tệp dữ liệu bằng công cụ khác.",
        "find and stop them; never open the data file with another tool."),
      "sqlite.old": Text("nâng cấp hệ điều hành.", "upgrade the system."),
      "sandbox.open": Text(
        "chạy dịch vụ bằng tệp đơn vị systemd của gói cài.", "run the service by the package's systemd unit."),
      "sandbox.root": Text("chạy dịch vụ bằng tài khoản tram.", "run the service as the account tram."),
      "sandbox.not-served": Text("systemctl start tram", "systemctl start tram"),
      "backup.not-yet": Text("chạy tram backup TỆP.", "run tram backup FILE."),
      "backup.never": Text("chạy tram backup TỆP ngay hôm nay.", "run tram backup FILE today."),
      "backup.old": Text("chạy tram backup TỆP.", "run tram backup FILE."),
      "backup.overdue": Text(
        "chạy tram backup TỆP ngay hôm nay, và xem vì sao lịch sao lưu không chạy.",
        "run tram backup FILE today, and see why the timer does not."),
      "drill.never": Text(
        "thử khôi phục: tram backup TỆP --drill.", "try a restore: tram backup FILE --drill."),
      "drill.old": Text(
        "thử khôi phục: tram backup TỆP --drill.", "try a restore: tram backup FILE --drill."),
      "conflicts.old": Text("tram conflicts list", "tram conflicts list"),
      "quarantine.holds": Text("tram quarantine list", "tram quarantine list"),
      "quarantine.overflowed": Text(
        "xử lý hoặc loại bỏ bớt: tram quarantine list.", "settle or discard some: tram quarantine list."),
      "alarms.stand": Text("tram alarms list", "tram alarms list"),
      "fonts.missing": Text("apt install fonts-dejavu-core", "apt install fonts-dejavu-core"),
    ]

    package func state(_ state: Check.State) -> Text? { states[state.rawValue] }
    package func subject(_ subject: Check.Subject) -> Text? { subjects[subject.rawValue] }
    package func sentence(_ finding: Check.Finding) -> Text? { found[finding.rawValue] }
    /// `nil` for what is in order.
    package func step(_ finding: Check.Finding) -> Text? { steps[finding.rawValue] }
  }
}
