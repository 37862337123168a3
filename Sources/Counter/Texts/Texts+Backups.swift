extension Texts {
  package static let backups = Backups()

  /// Backups, and coming back from one.
  package struct Backups: TextGroup {
    package let working = Text("Đang xử lý bản sao lưu", "Working on the backup")
    package let made = Text(
      "Đã sao lưu vào {0} ({1}), và đã thử khôi phục được.",
      "Backed up to {0} ({1}), and restored once to prove it.")
    package let forProvince = Text(
      "Tỉnh mở được bằng khóa phục hồi. Cất một bản ở nơi khác.",
      "The province opens it with its recovery key. Keep a copy in another place.")
    package let notForProvince = Text(
      "Tỉnh không mở được tệp này: máy chưa có chứng thư phục hồi của tỉnh.",
      "The province cannot open it: this node has not got the province's recovery certificate yet.")
    package let proven = Text(
      "Bản sao lưu của {0} lúc {1} khôi phục được: {2} thay đổi đúng chuỗi và chữ ký.",
      "The backup of {0} of {1} can be restored: {2} changes verified, chain and signature.")
    package let restored = Text(
      "Đã khôi phục {0} từ bản sao lưu lúc {1}; máy ghi tiếp trong một nhật ký mới.",
      "Restored {0} from the backup of {1}; the node goes on in a new log.")
    package let tookBack = Text(
      "Lấy từ tỉnh {0} thay đổi, trong đó {1} là của chính trung tâm này.",
      "Took {0} changes from the province, {1} of them this center's own.")
    package let lostAfter = Text(
      "Những gì trung tâm ghi sau {0} mà chưa gửi lên tỉnh thì đã mất; hãy đối chiếu với giấy biên nhận.",
      "Whatever the center wrote after {0} and had not sent is lost; compare with the receipts.")
    package let syncLater = Text(
      "Chưa liên lạc được tỉnh; lần đồng bộ tới sẽ lấy lại những gì tỉnh đang giữ.",
      "The province was not reached; the next sync takes back what it holds.")
    package let lostUnlessSent = Text(
      "Những gì trung tâm ghi sau {0} mà chưa gửi lên tỉnh thì đã mất.",
      "Whatever the center wrote after {0} and had not sent is lost.")
    package let serveNext = Text(
      "Không để máy cũ chạy lại. Bắt đầu: tram serve",
      "Do not let the old machine run again. Begin: tram serve")
    package let keepRecovery = Text(
      "Khóa phục hồi của tỉnh nằm tại {0}: cất cùng tệp .crt vào két; không có nó thì không mở được bản sao lưu nào.",
      "The province's recovery key is {0}: keep it and its .crt in a safe; no backup opens without it.")
  }
}
