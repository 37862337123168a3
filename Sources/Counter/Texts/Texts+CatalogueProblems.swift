package import Conflicts
package import Node
internal import Records

extension Texts {
  package static let catalogueProblems = CatalogueProblems()

  /// What is wrong in the files that the province publishes, and in files of rules and cases. Names that stand in a file
  /// are between backticks.
  package struct CatalogueProblems: TextGroup {
    let place = Text("{0}: {1}", "{0}: {1}")
    let line = Text("{0}, dòng {1}", "{0}, line {1}")
    let at = Text("{0}, tại `{1}`", "{0}, at `{1}`")

    let notThere = Text("không có tệp này", "there is no such file")
    let notPermitted = Text("không có quyền đọc tệp này", "no permission to read this file")
    let notAFile = Text("đây là thư mục, không phải tệp", "this is a folder, not a file")
    let tooBig = Text("tệp quá lớn", "the file is too large")
    let unreadable = Text(
      "không đọc được; hệ điều hành báo lỗi số {0}", "cannot be read; the system answers with error {0}")
    let noRules = Text("thư mục không có tệp quy tắc nào", "the folder has no file of rules")
    let malformed = Text("{0} (cột {1})", "{0} (column {1})")
    let missing = Text("thiếu `{0}`", "`{0}` is missing")
    let unfit = Text(
      "giá trị không đúng loại hoặc không đúng dạng", "a value of another kind or form is wanted")
    let unknownMember = Text(
      "phiên bản này không biết tên đó; có thể gõ nhầm",
      "this version does not know that name; it may be misspelt")
    let overlaps = Text(
      "mã {0} có hai bản cùng hiệu lực trong một ngày", "two entries of {0} are in force on one day")
    let endsBeforeItBegins = Text("ngày cuối đứng trước ngày đầu", "the last day is before the first")
    let refersTo = Text("không có {0} {1} trong các tệp", "no file has the {0} {1}")
    let mustBe = Text("phải là {0}", "must be {0}")

    let procedure = Text("thủ tục", "procedure")
    let documentType = Text("loại giấy tờ", "document type")
    let agency = Text("cơ quan", "agency")
    let unit = Text("đơn vị hành chính", "unit")
    let source = Text("nguồn dữ liệu", "source of data")

    let earlierSteps = Text("số thứ tự của các bước đứng trước", "the orders of steps that come before")
    let onlyOneOfItsId = Text("mã mà không thành phần nào khác có", "an id that no other component has")
    let onlyOneOfItsChannel = Text("hình thức nộp chỉ đứng một lần", "a channel that stands once")
    let agencyCode = Text("mã cơ quan như H37.05", "an agency's code such as H37.05")
    let dayOfCalendar = Text("một ngày trong phạm vi của lịch", "a day within the calendar")
    let weekdays = Text("các ngày trong tuần từ 1 đến 7", "days of the week from 1 to 7")
    let allTenStatuses = Text("đủ mười trạng thái", "all ten statuses")
    let atLeastOne = Text("ít nhất một", "at least one")
    let announcedOrMore = Text(
      "không nhỏ hơn số mục trong danh sách", "no less than the number of entries")
    let sourcedOrAssumed = Text("sourced hoặc assumed", "sourced or assumed")
    let oneOrMore = Text("từ 1 trở lên", "1 or more")
    let thereOnce = Text("mục chỉ đứng một lần", "an entry that stands once")

    let unknownName = Text("phiên bản này không biết tên đó", "this version does not know that name")
    let isMissing = Text("còn thiếu", "it is missing")
    let wantsShape = Text("phải là {0}", "should be {0}")
    let object = Text("một đối tượng", "an object")
    let array = Text("một danh sách", "a list")
    let text = Text("chữ", "a text")
    let integer = Text("số nguyên", "a whole number")
    let truth = Text("`true` hoặc `false`", "`true` or `false`")
    let unknownWord = Text("không biết từ `{0}`", "the word `{0}` is not known")
    let duplicate = Text("`{0}` đứng hai lần", "`{0}` is there twice")
    let tooMany = Text("nhiều hơn {0}", "more than {0}")
    let notFitting = Text(
      "không hợp với loại dữ liệu hoặc quy tắc ở chỗ này",
      "it does not fit the kind of record or the rule here")
    let decisionRefused = Text(
      "không thể quyết định như tệp ghi", "the decision cannot be made as the file has it")

    package func sentence(_ problem: CatalogueProblem, _ language: Language) -> SafeText {
      var place = SafeText(problem.file)
      if let number = problem.line { place = line(language, place, SafeText(number)) }
      if !problem.path.isEmpty { place = at(language, place, SafeText(problem.path)) }
      return self.place(language, place, words(problem.what, language))
    }

    package func sentence(_ error: RuleError, _ language: Language) -> SafeText {
      let file = SafeText(error.file)
      let place = error.path.isEmpty ? file : at(language, file, SafeText(error.path))
      return self.place(language, place, words(error.problem, language))
    }

    package func sentence(_ error: CaseError, _ language: Language) -> SafeText {
      let file = SafeText(error.file)
      let place = error.path.isEmpty ? file : at(language, file, SafeText(error.path))
      let words: SafeText =
        switch error.problem {
        case .shape(let wanted): shape(wanted, language)
        case .unknownWord(let word, _): unknownWord(language, SafeText(word))
        case .duplicate(let word): duplicate(language, SafeText(word))
        case .unfit(let why): unfit(why, language)
        case .tooMany(let limit): tooMany(language, SafeText(limit))
        case .refused: decisionRefused(language)
        }
      return self.place(language, place, words)
    }

    private func words(_ what: CatalogueProblem.What, _ language: Language) -> SafeText {
      switch what {
      case .unreadable(let code):
        switch SystemFault(errno: code) {
        case .missing: notThere(language)
        case .forbidden: notPermitted(language)
        case .folder: notAFile(language)
        case .large: tooBig(language)
        default: unreadable(language, SafeText(code))
        }
      case .noRules: noRules(language)
      case .malformed(let reason, let column):
        malformed(language, Texts.imports.words(reason)(language), SafeText(column))
      case .missing(let member): missing(language, SafeText(member))
      case .unfit: unfit(language)
      case .rule(let problem): words(problem, language)
      case .unknownMember: unknownMember(language)
      case .overlaps(let code): overlaps(language, SafeText(code))
      case .endsBeforeItBegins: endsBeforeItBegins(language)
      case .refersToNothing(let kind, let code): refersTo(language, text(kind)(language), SafeText(code))
      case .mustBe(let demand): mustBe(language, text(demand)(language))
      }
    }

    private func words(_ problem: RuleError.Problem, _ language: Language) -> SafeText {
      switch problem {
      case .shape(let wanted): shape(wanted, language)
      case .unknownEntity(let word), .unknownGroup(let word), .unknownField(let word),
        .unknownWord(let word, _):
        unknownWord(language, SafeText(word))
      case .unfit(let why): unfit(why, language)
      case .duplicate(let word): duplicate(language, SafeText(word))
      case .tooMany(let limit): tooMany(language, SafeText(limit))
      }
    }

    private func shape(_ wanted: String, _ language: Language) -> SafeText {
      switch wanted {
      case "unknown": unknownName(language)
      case "missing": isMissing(language)
      case "object": wantsShape(language, object(language))
      case "array": wantsShape(language, array(language))
      case "text": wantsShape(language, text(language))
      case "integer": wantsShape(language, integer(language))
      case "truth": wantsShape(language, truth(language))
      default: notFitting(language)
      }
    }

    /// The reader's own words are English; `Conflicts/README.md` says in Vietnamese what fits where.
    private func unfit(_ why: String, _ language: Language) -> SafeText {
      switch language {
      case .vi: notFitting(language)
      case .en: SafeText(why)
      }
    }

    private func text(_ kind: CatalogueProblem.Referred) -> Text {
      switch kind {
      case .procedure: procedure
      case .documentType: documentType
      case .agency: agency
      case .unit: unit
      case .source: source
      }
    }

    private func text(_ demand: CatalogueProblem.Demand) -> Text {
      switch demand {
      case .earlierSteps: earlierSteps
      case .onlyOneOfItsId: onlyOneOfItsId
      case .onlyOneOfItsChannel: onlyOneOfItsChannel
      case .agencyCode: agencyCode
      case .dayOfCalendar: dayOfCalendar
      case .weekdays: weekdays
      case .allTenStatuses: allTenStatuses
      case .atLeastOne: atLeastOne
      case .thereOnce: thereOnce
      case .announcedOrMore: announcedOrMore
      case .sourcedOrAssumed: sourcedOrAssumed
      case .oneOrMore: oneOrMore
      }
    }
  }
}
