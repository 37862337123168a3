package import Node
internal import Records

extension Texts {
  package static let imports = Imports()

  /// Why a line of a population file was not taken in. What stands between backticks is written so in the file.
  package struct Imports: TextGroup {
    let tooLong = Text("dài quá {0} byte", "longer than {0} bytes")
    let malformed = Text("không đọc được từ cột {0}: {1}", "cannot be read from column {0} on: {1}")
    let notAnObject = Text("không phải một đối tượng JSON", "not one JSON object")
    let cutShort = Text(
      "tệp dừng giữa dòng này; có thể tệp chép chưa hết",
      "the file ends in the middle of this line; it may not have been copied whole")
    let unknownKind = Text(
      "không rõ loại: `kind` phải là `household`, `person` hoặc `document`",
      "of no known kind: `kind` must be `household`, `person` or `document`")
    let missing = Text("thiếu {0}", "{0} is missing")
    let unknownMember = Text("có mục lạ `{0}`", "there is an unknown member `{0}`")
    let unfit = Text("{0} không đúng dạng; cần {1}", "{0} is not well formed; wanted: {1}")
    let hidden = Text(
      "{0} có ký tự ẩn hoặc ký tự điều khiển", "{0} holds hidden or control characters")
    let holderUnknown = Text(
      "chưa có công dân giữ giấy tờ này, ở đây cũng như ở các dòng trước",
      "the holder of this document is neither here nor in the lines before")
    let repeatedKey = Text("trùng `key` với một dòng ngay trước", "the same `key` as a line just before")
    let deleted = Text(
      "bản ghi đã bị xóa tại đây; phải khôi phục trước",
      "the record was deleted here; it must be restored first")
    let elsewhere = Text(
      "bản ghi đang ở phần dữ liệu của nơi khác", "the record is kept in the data of another unit")
    let tooLarge = Text("nội dung quá dài", "the content is too long")

    let member = Text("“{0}” (`{1}`)", "“{0}” (`{1}`)")
    let wantsText = Text("chữ, không quá {0} byte", "a text of at most {0} bytes")
    let wantsDate = Text(
      "ngày như `1957-03-05`, `1957-03` hoặc `1957`", "a date such as `1957-03-05`, `1957-03` or `1957`")
    let wantsUnit = Text("mã xã, phường như `06184`", "a unit's code such as `06184`")
    let wantsKey = Text("`key` của dòng được nói đến", "the `key` of the line that is meant")

    let endsEarly = Text("dòng dừng giữa chừng", "the line ends too early")
    let unexpected = Text("sai cú pháp JSON", "not as JSON is written")
    let trailing = Text("thừa chữ sau đối tượng", "more text after the object")
    let notUTF8 = Text("không phải UTF-8", "not UTF-8")
    let control = Text("có ký tự điều khiển", "a control character")
    let escape = Text("ký tự sau dấu \\ không hợp lệ", "a backslash before something else")
    let number = Text("số không hợp lệ", "a number that is no whole number")
    let duplicateName = Text("một tên đứng hai lần", "a name that is there twice")
    let tooMuch = Text("quá nhiều hoặc lồng quá sâu", "too much, or too deep inside each other")

    /// The reason as a sentence that follows the number of the line.
    package func sentence(_ refusal: ImportRefusal, _ language: Language) -> SafeText {
      switch refusal {
      case .tooLong: tooLong(language, grouped(ImportLimits.lineBytesMax, language))
      case .malformed(nil, _): notAnObject(language)
      case .malformed(let reason?, let column):
        malformed(language, SafeText(column), words(reason)(language))
      case .cutShort: cutShort(language)
      case .unknownKind: unknownKind(language)
      case .missing(let name): missing(language, named(name, language))
      case .unknownMember(let name): unknownMember(language, SafeText(name))
      case .unfit(let name): unfit(language, named(name, language), wanted(name, language))
      case .hidden(let name): hidden(language, named(name, language))
      case .holderUnknown: holderUnknown(language)
      case .repeatedKey: repeatedKey(language)
      case .deleted: deleted(language)
      case .elsewhere: elsewhere(language)
      case .tooLarge: tooLarge(language)
      }
    }

    /// What is wrong with the writing of a JSON document.
    func words(_ reason: JSONError.Reason) -> Text {
      switch reason {
      case .endsEarly: endsEarly
      case .unexpected: unexpected
      case .trailing: trailing
      case .notUTF8: notUTF8
      case .control: control
      case .escape, .surrogate: escape
      case .notAnInteger, .integerRange: number
      case .duplicateName: duplicateName
      case .tooManyBytes, .tooDeep, .tooManyValues: tooMuch
      }
    }

    /// A member as staff call it, with the name under which it stands in the file.
    private func named(_ name: String, _ language: Language) -> SafeText {
      guard let (entity, _) = place(of: name), let label = Texts.fields.field(name, of: entity.name) else {
        return "`\(name)`"
      }
      return member(language, label(language), SafeText(name))
    }

    private func wanted(_ name: String, _ language: Language) -> SafeText {
      if name == "unit" || name == "residence_unit" { return wantsUnit(language) }
      return switch place(of: name)?.field.type {
      case .partialDate: wantsDate(language)
      case .choice(let words):
        Texts.usage.wantsOneOf(language, SafeText(words.map { "`\($0)`" }.joined(separator: ", ")))
      case .reference: wantsKey(language)
      default: wantsText(language, grouped(ImportLimits.textBytesMax, language))
      }
    }

    private func place(of name: String) -> (entity: Entity, field: Field)? {
      for entity in ["person", "household", "document"].compactMap({ Schema.current.entity(named: $0) }) {
        if let (group, index) = entity.field(named: name) { return (entity, group.fields[index]) }
      }
      return nil
    }
  }
}
