extension Texts {
  package static let records = Records()

  /// What is kept about people, families and papers.
  package struct Records: TextGroup {
    package let person = Text("Công dân", "Person")
    package let household = Text("Hộ gia đình", "Household")
    package let document = Text("Giấy tờ", "Document")
    package let dossier = Text("Hồ sơ", "Dossier")
    package let requirement = Text("Thành phần hồ sơ", "Dossier component")
    package let attachment = Text("Tệp đính kèm", "Attachment")
    package let event = Text("Diễn biến hồ sơ", "Dossier event")
    package let notice = Text("Thông báo", "Notice")
    package let procedure = Text("Thủ tục hành chính", "Administrative procedure")
    package let documentType = Text("Loại giấy tờ", "Document type")
    package let calendar = Text("Lịch làm việc", "Working calendar")
    package let administrativeUnit = Text("Đơn vị hành chính", "Administrative unit")

    package let legalName = Text("Họ, chữ đệm và tên", "Full name")
    package let surname = Text("Họ", "Surname")
    package let middleName = Text("Chữ đệm", "Middle name")
    package let givenName = Text("Tên", "Given name")
    package let otherName = Text("Tên gọi khác", "Other name")
    package let birth = Text("Ngày, tháng, năm sinh", "Date of birth")
    package let yearOfBirth = Text("Năm sinh", "Year of birth")
    package let sex = Text("Giới tính", "Sex")
    package let male = Text("Nam", "Male")
    package let female = Text("Nữ", "Female")
    package let personalID = Text("Số định danh cá nhân", "Personal identification number")
    package let oldNumber = Text("Số CMND 9 số", "Old 9-digit ID number")
    package let ethnicity = Text("Dân tộc", "Ethnicity")
    package let religion = Text("Tôn giáo", "Religion")
    package let nationality = Text("Quốc tịch", "Nationality")
    package let hometown = Text("Quê quán", "Place of origin")
    package let placeOfBirth = Text("Nơi sinh", "Place of birth")
    package let residence = Text("Nơi thường trú", "Permanent residence")
    package let presentAddress = Text("Nơi ở hiện tại", "Present address")
    package let phone = Text("Số điện thoại", "Telephone")
    package let email = Text("Thư điện tử", "E-mail")
    package let contact = Text("Thông tin liên hệ", "Contact")
    package let father = Text("Cha", "Father")
    package let mother = Text("Mẹ", "Mother")
    package let spouse = Text("Vợ, chồng", "Spouse")
    package let marriage = Text("Tình trạng hôn nhân", "Marital status")
    package let head = Text("Chủ hộ", "Head of household")
    package let member = Text("Thành viên hộ", "Household member")
    package let relation = Text("Quan hệ với chủ hộ", "Relation to the head")
    package let death = Text("Khai tử", "Death")
    package let life = Text("Còn hiệu lực hay đã xóa", "Present or deleted")
    package let deleted = Text("đã xóa", "deleted")
    package let present = Text("đang có", "present")

    package let history = Text("Lịch sử thay đổi", "History of changes")
    package let documentsOf = Text("Giấy tờ đang có", "Documents held")
    package let number = Text("Số giấy tờ", "Document number")
    package let issued = Text("Ngày cấp", "Issued")
    package let expires = Text("Có giá trị đến", "Valid until")
    package let issuer = Text("Nơi cấp", "Issued by")
    package let revoked = Text("đã thu hồi", "revoked")
    package let found = Text("Tìm thấy {0} người.", "Found {0} {0:person|people}.")
    package let saved = Text("Đã lưu.", "Saved.")
    package let savedHere = Text(
      "Đã lưu tại trung tâm; chờ đồng bộ về tỉnh.", "Saved at the center; waiting to reach the province.")
    package let atProvince = Text("Tỉnh đã nhận", "Received by the province")
    package let awaitsDecision = Text("Có xung đột chờ quyết định", "A conflict awaits a decision")

    /// The name of an entity by its code in the schema; nil for one that this version does not know.
    package func entity(_ code: String) -> Text? {
      switch code {
      case "person": person
      case "household": household
      case "document": document
      case "dossier": dossier
      case "requirement": requirement
      case "attachment": attachment
      case "event": event
      case "notice": notice
      case "procedure": procedure
      default: nil
      }
    }
  }
}
