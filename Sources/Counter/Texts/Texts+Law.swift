extension Texts {
  package static let law = Law()

  /// Data in place of papers: what is asked for, what is not, by which list.
  package struct Law: TextGroup {
    package let data = Text(
      "Lấy từ {0}, dữ liệu tính đến {1}; không yêu cầu bản giấy.",
      "Taken from {0}, data as of {1}; no paper is asked for.")
    package let dataTooOld = Text(
      "Lấy từ {0}, dữ liệu tính đến {1}, cũ hơn mức cho phép; phải tra cứu lại khi có mạng.",
      "Taken from {0}, data as of {1}, older than acceptable; look it up again when the link is back.")
    package let vneid = Text(
      "Công dân cho xem {0} trên VNeID; không yêu cầu bản giấy.",
      "The citizen shows {0} in VNeID; no paper is asked for.")
    package let vneidAssumed = Text(
      "Có thể cho xem {0} trên VNeID; danh sách chính thức chưa có, nên chưa cấm nhận bản giấy.",
      "{0} may be shown in VNeID; the official list is not here, so that a paper is not forbidden.")
    package let form = Text("Công dân điền biểu mẫu.", "The citizen fills in a form.")
    package let citizen = Text(
      "Công dân nộp; văn bản không nêu dữ liệu nào thay thế.",
      "The citizen provides it; the text names no data that replace it.")
    package let agency = Text("Lấy từ {0}.", "Comes from {0}.")
    package let condition = Text(
      "Chỉ cần trong trường hợp riêng mà thủ tục nêu; cán bộ xem có thuộc trường hợp đó không.",
      "Asked only in a case that the procedure names; an officer judges whether it applies.")
    package let notHeld = Text(
      "Tra cứu tại {0}; máy này chưa có dữ liệu của công dân này.",
      "Looked up at {0}; this node does not hold this citizen's data.")
    package let instead = Text("Nếu không tra cứu được: {0}.", "If it cannot be looked up: {0}.")

    package let forbidden = Text(
      "Danh sách “{0}” có hiệu lực ngày {1} ghi là đã tích hợp: không được yêu cầu bản giấy.",
      "The list “{0}” in force on {1} says that it is integrated: no paper may be asked for.")
    package let advised = Text(
      "Danh sách “{0}” ngày {1} mới là giả định hoặc văn bản chưa nêu rõ: nên dùng dữ liệu, chưa cấm nhận bản giấy.",
      "The list “{0}” of {1} is assumed, or the text does not say so: use data where possible; a paper is not forbidden."
    )
    package let free = Text(
      "Không danh sách nào có hiệu lực ngày {0} ghi giấy tờ này là đã tích hợp: được yêu cầu.",
      "No list in force on {0} says that it is integrated: it may be asked for.")

    package let whyTitle = Text(
      "Vì sao hồ sơ {0} yêu cầu như vậy, theo danh sách ngày {1}",
      "Why dossier {0} asks for what it asks, by the lists of {1}")
    package let judgeTitle = Text(
      "{0}: cần gì, theo danh sách ngày {1}", "{0}: what is needed, by the lists of {1}")
    package let asked = Text("Đã yêu cầu bản giấy", "A paper was asked for")
    package let notAsked = Text("Không yêu cầu bản giấy", "No paper was asked for")
    package let neverAsked = Text("Hồ sơ này không cần đến", "Not part of this dossier")
    package let evidenceLine = Text(
      "Chứng cứ: {0}, tra cứu lúc {1} bởi {2}, dữ liệu tính đến {3}, dấu vân {4}",
      "Evidence: {0}, looked up at {1} by {2}, data as of {3}, hash {4}")
    package let exceptionLine = Text(
      "Ngoại lệ: {0}; {1}; {2}, {3}; đã gửi đề nghị cải chính",
      "Exception: {0}; {1}; {2}, {3}; a request for correction was sent")
    package let notReproduced = Text(
      "Khi tiếp nhận ghi khác: danh sách của ngày đó đã được công bố lại với nội dung khác.",
      "At receipt it was recorded otherwise: the lists of that day were published again with other entries.")
    package let citation = Text("Danh sách dùng để trả lời: {0}", "Lists that the answer is by: {0}")
    package let cited = Text("Danh sách ghi khi tiếp nhận: {0}", "Lists recorded at receipt: {0}")
    package let noLists = Text(
      "Chưa có danh sách nào được công bố cho ngày này.", "No list has been published for that day.")

    package let groundShifted = Text(
      "Dữ liệu đã thay đổi từ khi tra cứu: {0}. Xem lại trước khi ra kết quả: tram dossier recheck {1} --as …",
      "The data has changed since it was looked up: {0}. Look again before the result: tram dossier recheck {1} --as …"
    )
    package let groundTooOld = Text(
      "Dữ liệu cũ hơn mức cho phép: {0}. Đồng bộ rồi kiểm tra lại.",
      "Data older than acceptable: {0}. Synchronize, then look again.")
    package let rechecked = Text(
      "Đã kiểm tra lại dữ liệu của hồ sơ {0}.", "Looked again at the data of dossier {0}.")
    package let supplementAsked = Text(
      "Đã yêu cầu bổ sung hồ sơ {0}.", "Asked for a supplement of dossier {0}.")
  }
}
