internal import Node
package import Records

extension Texts {
  package static let common = Common()
  package static let ages = Ages()
  package static let exitCodes = ExitCodes()
  package static let help = Help()
  package static let places = Places()

  package struct Common: TextGroup {
    package let error = Text("Lỗi {0}:", "Error {0}:")
    package let meaning = Text("Nghĩa là:", "Meaning:")
    package let todo = Text("Hãy:", "Next:")
    package let yesNo = Text("[c/K]", "[y/N]")
    package let yes = Text("có", "yes")
    package let no = Text("không", "no")
    package let none = Text("không có", "none")
    package let unknown = Text("chưa rõ", "unknown")
    package let nothing = Text("Không có mục nào.", "Nothing to show.")
    package let more = Text("… còn {0} mục nữa", "… {0} more")
    package let cancelled = Text("Đã dừng; chưa thay đổi gì.", "Stopped; nothing was changed.")
    package let dryRun = Text("Chạy thử: chưa thay đổi gì.", "Dry run: nothing was changed.")
    package let reason = Text("Lý do", "Reason")
    package let code = Text("Mã", "Code")
    package let name = Text("Tên", "Name")
    package let time = Text("Thời gian", "Time")
    package let author = Text("Người thực hiện", "By")
    package let source = Text("Nguồn", "Source")
    package let center = Text("Trung tâm", "Center")
    package let unit = Text("Xã, phường", "Unit")
    package let status = Text("Trạng thái", "Status")
    package let number = Text("Số lượng", "Count")
    package let provisional = Text("tạm tính", "provisional")
    package let pending = Text("chờ đồng bộ", "waiting to be synchronized")
    package let total = Text("Tổng cộng: {0}", "Total: {0}")
    package let suspectClock = Text("đồng hồ chưa tin cậy", "clock suspect")
  }

  package struct Ages: TextGroup {
    package let now = Text("vừa xong", "just now")
    package let minutesAgo = Text("{0} phút trước", "{0} {0:minute|minutes} ago")
    package let hoursAgo = Text("{0} giờ trước", "{0} {0:hour|hours} ago")
    package let daysAgo = Text("{0} ngày trước", "{0} {0:day|days} ago")
    package let inMinutes = Text("sau {0} phút nữa", "in {0} {0:minute|minutes}")
    package let inHours = Text("sau {0} giờ nữa", "in {0} {0:hour|hours}")
    package let inDays = Text("sau {0} ngày nữa", "in {0} {0:day|days}")
    package let seconds = Text("{0} giây", "{0} {0:second|seconds}")
    package let minutes = Text("{0} phút", "{0} {0:minute|minutes}")
    package let hours = Text("{0} giờ", "{0} {0:hour|hours}")
    package let days = Text("{0} ngày", "{0} {0:day|days}")
    package let never = Text("chưa lần nào", "never")
  }

  package struct ExitCodes: TextGroup {
    package let ok = Text("Xong.", "Done.")
    package let failed = Text("Không thực hiện được.", "Failed.")
    package let usage = Text("Câu lệnh sai.", "The command is wrong.")
    package let notFound = Text("Không tìm thấy.", "Not found.")
    package let conflict = Text(
      "Có xung đột, hoặc cần người quyết định.", "A conflict, or a person must decide.")
    package let daemonUnreachable = Text(
      "Dịch vụ tram trên máy này không trả lời.", "The tram service on this machine does not answer.")
    package let permission = Text("Không có quyền.", "Not permitted.")
    package let integrity = Text(
      "Kiểm tra toàn vẹn không đạt.", "A verification of integrity failed.")
    package let diskFull = Text("Hết dung lượng hoặc tài nguyên.", "Disk or other resource exhausted.")
    package let offline = Text(
      "Đang ngoại tuyến; trung tâm vẫn làm việc.", "Offline; the center goes on working.")
    package let versionMismatch = Text("Phiên bản không phù hợp.", "Versions do not fit.")
    package let notABundle = Text("Không phải gói dữ liệu.", "Not a bundle.")
    package let bundleTruncated = Text("Gói dữ liệu bị cụt.", "The bundle is cut short.")
    package let bundleAltered = Text("Gói dữ liệu đã bị thay đổi.", "The bundle was altered.")
    package let bundleMisaddressed = Text(
      "Gói dữ liệu gửi cho nơi khác.", "The bundle is for somebody else.")
    package let bundleForged = Text(
      "Chữ ký của gói dữ liệu không được chấp nhận.", "The bundle's signature counts for nothing.")
    package let bundleTooLarge = Text(
      "Gói dữ liệu lớn quá giới hạn.", "The bundle is larger than is allowed.")
    package let bundleGap = Text(
      "Gói dữ liệu bắt đầu sau chỗ máy này đang có.", "The bundle begins beyond what is held here.")
    package let temporary = Text("Tạm thời chưa được; hãy thử lại.", "Temporary; try again.")
    package let interrupted = Text("Bị người dùng ngắt.", "Interrupted by the user.")
  }

  package struct Help: TextGroup {
    package let product = Text(
      "tram: máy trạm giúp Trung tâm Phục vụ hành chính công làm việc cả khi mất mạng",
      "tram: the node that keeps a public-service center at work when its link is down")
    package let usage = Text("Cách dùng:", "Usage:")
    package let commands = Text("Lệnh:", "Commands:")
    package let arguments = Text("Tham số:", "Arguments:")
    package let options = Text("Tùy chọn:", "Options:")
    package let globalOptions = Text("Tùy chọn chung:", "Global options:")
    package let examples = Text("Ví dụ:", "Examples:")
    package let exitCodes = Text("Mã kết thúc:", "Exit codes:")
    package let commandWord = Text("LỆNH", "COMMAND")
    package let optionsWord = Text("TÙY CHỌN", "OPTIONS")
    package let byDefault = Text("(mặc định: {0})", "(default: {0})")
    package let oneOf = Text("(một trong: {0})", "(one of: {0})")
    package let repeatable = Text("(dùng được nhiều lần)", "(may be repeated)")
    package let required = Text("(bắt buộc)", "(required)")
    package let more = Text(
      "`tram LỆNH --help` giải thích từng lệnh.", "`tram COMMAND --help` explains each command.")
    package let version = Text("Phiên bản {0}", "Version {0}")

    /// What stands for a value in a usage line. The table of commands has the English words.
    let placeholders: [String: Text] = [
      "CENTER": Text("TRUNG_TÂM", "CENTER"), "CODE": Text("MÃ", "CODE"), "COMMAND": Text("LỆNH", "COMMAND"),
      "CONDITION": Text("ĐIỀU_KIỆN", "CONDITION"), "DAY": Text("NGÀY", "DAY"), "DIR": Text("THƯ_MỤC", "DIR"),
      "FIELD": Text("TRƯỜNG", "FIELD"), "FILE": Text("TỆP", "FILE"), "FOLDER": Text("THƯ_MỤC", "FOLDER"),
      "GROUP": Text("NHÓM", "GROUP"), "ID": Text("MÃ", "ID"), "KIND": Text("LOẠI", "KIND"),
      "LANG": Text("NGÔN_NGỮ", "LANG"), "LEVEL": Text("MỨC", "LEVEL"), "N": Text("SỐ", "N"),
      "NAME": Text("TÊN", "NAME"), "NODE": Text("MÁY", "NODE"), "WHY": Text("LÝ_DO", "WHY"),
      "FORM": Text("MẪU", "FORM"), "HOW": Text("CÁCH", "HOW"), "PAPER": Text("KHỔ_GIẤY", "PAPER"),
      "SECRET": Text("MÃ_TRA_CỨU", "SECRET"), "CERTIFICATE": Text("CHỨNG_THƯ", "CERTIFICATE"),
      "NUMBER": Text("SỐ", "NUMBER"), "OFFICE": Text("CƠ_QUAN", "OFFICE"),
      "PORT": Text("CỔNG", "PORT"), "SEX": Text("GIỚI_TÍNH", "SEX"), "SHELL": Text("SHELL", "SHELL"),
      "SPAN": Text("KHOẢNG", "SPAN"), "STAFF": Text("CÁN_BỘ", "STAFF"), "STATE": Text("TRẠNG_THÁI", "STATE"),
      "TEXT": Text("NỘI_DUNG", "TEXT"), "TOKEN": Text("MÃ_MỜI", "TOKEN"), "URL": Text("ĐỊA_CHỈ", "URL"),
      "V": Text("GIÁ_TRỊ", "V"), "VALUE": Text("GIÁ_TRỊ", "VALUE"), "VERSION": Text("PHIÊN_BẢN", "VERSION"),
      "PURPOSE": Text("MỤC_ĐÍCH", "PURPOSE"), "WAY": Text("HÌNH_THỨC", "WAY"),
      "WHAT": Text("TIÊU_CHÍ", "WHAT"), "WORD": Text("VIỆC", "WORD"),
      "ADDRESS": Text("ĐỊA_CHỈ", "ADDRESS"), "ROLE": Text("VAI_TRÒ", "ROLE"), "LOG": Text("NHẬT_KÝ", "LOG"),
      "WORDS": Text("TỪ", "WORDS"), "YEAR": Text("NĂM", "YEAR"),
    ]

    /// A usage with its placeholders in the language: `--set GROUP.FIELD=VALUE`, `CODE,CODE`.
    package func usage(_ text: String, _ language: Language) -> String {
      var result = ""
      var word = ""
      func flush() {
        result += placeholders[word]?[language] ?? word
        word = ""
      }
      for letter in text {
        if letter.isLetter || letter == "-" {
          word.append(letter)
        } else {
          flush()
          result.append(letter)
        }
      }
      flush()
      return result
    }
  }

  /// The offices and roles.
  package struct Places: TextGroup {
    package let center = Text("Trung tâm Phục vụ hành chính công", "Public administration service center")
    package let oneStop = Text("Bộ phận Một cửa", "One-stop counter")
    package let hub = Text("Máy chủ tỉnh", "Provincial hub")
    package let node = Text("Máy trạm", "Node")
    package let province = Text("Tỉnh", "Province")
    package let staff = Text("Cán bộ, công chức", "Staff member")
    package let citizen = Text("Công dân", "Citizen")
    package let administrator = Text("Quản trị viên", "Administrator")
    package let populationRegister = Text(
      "Cơ sở dữ liệu quốc gia về dân cư", "National population database")
    package let civilRegister = Text(
      "Cơ sở dữ liệu hộ tịch điện tử", "Electronic civil status database")
    package let residenceRegister = Text("Cơ sở dữ liệu về cư trú", "Residence database")
    package let healthInsuranceRegister = Text("Cơ sở dữ liệu bảo hiểm y tế", "Health insurance database")
    package let counter = Text("Quầy tiếp nhận", "Counter")
    package let portal = Text("Cổng Dịch vụ công quốc gia", "National public service portal")

    // Where what a component states can come from, beside the registers above.
    let electronicForm = Text("biểu mẫu điện tử", "electronic form")
    let citizenProvides = Text("công dân nộp", "the citizen provides it")
    let vneid = Text("VNeID: {0}", "VNeID: {0}")
    let otherAgency = Text("cơ quan khác", "another agency")

    let importer = Text("Nhập từ tệp", "Import from a file")
    let numbering = Text("Cấp số tự động", "Automatic numbering")
    let residents = Text("Dân cư {0}", "Residents {0}")
    let dossiers = Text("Hồ sơ {0}", "Dossiers {0}")
    let lookUps = Text("Tra cứu {0}", "Look-ups {0}")
    let catalogue = Text("Danh mục", "Catalogue")
    let registry = Text("Sổ đăng ký máy", "Registry of nodes")

    /// Who acted: a person's account as it is; what the program itself does, in words.
    package func account(_ account: String, _ language: Language) -> SafeText {
      switch account {
      case PopulationImport.author: importer(language)
      case Renumbering.author: numbering(language)
      case "hub": hub(language)
      case "province": province(language)
      default: SafeText(account)
      }
    }

    /// A part of the data, short: `Dân cư 06040`. Programs read `unit/06040`.
    package func partition(_ partition: Partition, _ language: Language) -> SafeText {
      switch partition {
      case .unit(let code): residents(language, SafeText(code))
      case .center(let code): dossiers(language, SafeText(code))
      case .access(let code): lookUps(language, SafeText(code))
      case .catalogue: catalogue(language)
      case .registry: registry(language)
      }
    }

    /// The name of a source of data as a change carries it: `counter`, `population-register`, `civil-register`,
    /// `province`; nil for any other.
    package func source(_ code: String) -> Text? {
      switch code {
      case "counter": counter
      case "population-register": populationRegister
      case "civil-register": civilRegister
      case "province": province
      case "portal": portal
      default: nil
      }
    }
  }
}
