extension Texts {
  package static let bundles = Bundles()

  /// What a person carries where no link goes.
  package struct Bundles: TextGroup {
    package let writing = Text("Đang ghi gói", "Writing the bundle")
    package let checking = Text("Đang kiểm tra gói", "Checking the bundle")
    package let taking = Text("Đang nhận gói", "Taking the bundle in")
    package let id = Text("Gói dữ liệu", "Bundle")
    package let from = Text("Nơi gửi", "From")
    package let to = Text("Nơi nhận", "To")
    package let created = Text("Ghi lúc", "Written at")
    package let size = Text("Dung lượng", "Size")
    package let contents = Text("Tệp đính kèm", "Attachments")
    package let contentsOf = Text("{0}, {1}", "{0}, {1}")
    package let fromPlace = Text("Từ", "From")
    package let toPlace = Text("Đến", "Up to")
    package let refusedThere = Text("Nơi gửi đã từ chối", "Refused by the sender")
    package let written = Text(
      "Đã ghi gói cho {0}: {1} thay đổi, {2} tệp đính kèm, {3}.",
      "Wrote a bundle for {0}: {1} {1:change|changes}, {2} {2:attachment|attachments}, {3}.")
    package let nothingToSend = Text(
      "Nơi nhận đã có mọi thay đổi; gói chỉ mang xác nhận.",
      "The receiver has every change; the bundle carries the acknowledgement only.")
    package let contentsMissing = Text(
      "{0} tệp đính kèm chưa có tại đây nên chưa đi cùng gói.",
      "{0} {0:attachment is|attachments are} not here yet and did not go along.")
    package let carry = Text(
      "Mang tệp này đến {0} rồi chạy tại đó: tram bundle import TỆP",
      "Carry this file to {0} and run there: tram bundle import FILE")
    package let whole = Text(
      "Gói nguyên vẹn và đúng là gửi cho máy này.", "The bundle is whole and meant for this machine.")
    package let taken = Text(
      "Đã nhận {0} thay đổi và {1} tệp đính kèm từ {2}.",
      "Took in {0} {0:change|changes} and {1} {1:attachment|attachments} from {2}.")
    package let nothingNew = Text(
      "Không có gì mới: mọi thứ trong gói đã có ở đây.",
      "Nothing new: everything in the bundle is here already.")
    package let acknowledged = Text(
      "Đã ghi nhận xác nhận của {0}.", "The acknowledgement of {0} was taken down.")
    package let void = Text(
      "Xác nhận trong gói không còn giá trị: nơi gửi đã được khôi phục từ bản sao lưu sau đó.",
      "The acknowledgement in it is void: its sender was restored from a backup since.")
    package let notOurs = Text(
      "Bỏ qua phần không thuộc máy này: {0}.", "Passed over what is not this machine's: {0}.")
    package let forked = Text(
      "Một nhật ký có hai nhánh, ở đây và ở {0}. Mang một gói từ đây về đó, rồi nhận gói tiếp theo: cả hai nhánh đều được giữ.",
      "A log goes on in two ways, here and at {0}. Carry a bundle from here back, then take the next one in: both are kept."
    )
    package let answerWritten = Text(
      "Xác nhận để mang về: {0}", "The acknowledgement to carry back: {0}")

    package let unsigned = Text("nội dung không có chữ ký đúng", "what is inside is not signed")
    package let notCertified = Text(
      "chứng thư không do tỉnh này cấp", "the certificate is not this province's")
    package let unknownKey = Text(
      "sổ đăng ký không có khóa này dưới tên đó", "the registry does not have this key under that name")
    package let revoked = Text("khóa đã bị thu hồi", "the key is revoked")
    package let contradictory = Text(
      "nội dung mâu thuẫn với người ký", "what it says contradicts who signed it")
  }
}
