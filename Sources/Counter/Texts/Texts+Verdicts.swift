package import Conflicts
internal import Records

extension Texts {
  package static let verdicts = Verdicts()

  /// How the rules judged, as `tram conflicts show` and `explain` say it.
  package struct Verdicts: TextGroup {
    let authority = Text("Nguồn có thẩm quyền cao nhất: {0}.", "The source of the highest rank: {0}.")
    let latest = Text("Lần ghi mới nhất có giờ tin cậy.", "The latest write whose time can be trusted.")
    let furthest = Text("Trạng thái “{0}” đi xa nhất.", "The status “{0}” is the furthest.")
    let maximum = Text("{0} lớn nhất.", "The greatest {0}.")
    let minimum = Text("{0} nhỏ nhất.", "The least {0}.")
    let union = Text("Giữ tất cả; không cần quyết định.", "All are kept; nothing to decide.")
    let life = Text(
      "Một nơi đã xóa, nơi khác vẫn dùng mà chưa biết.",
      "Deleted at one place, used at another that did not know.")
    let resolutionStands = Text(
      "Đã có người quyết định; không quy tắc nào vượt qua quyết định đó.",
      "A person has decided; no rule outranks that.")
    let always = Text("Nội dung này luôn do người quyết định.", "This is always decided by a person.")
    let sameAuthority = Text(
      "Các bên có nguồn ngang thẩm quyền: {0}.", "The sides stand on sources of one rank: {0}.")
    let suspectClocks = Text(
      "Không bên nào có giờ tin cậy.", "No side has a time that can be trusted.")
    let statesApart = Text(
      "Các trạng thái rẽ theo hướng khác nhau.", "The statuses went different ways.")
    let sameState = Text(
      "Cùng trạng thái “{0}” nhưng nội dung khác nhau.", "One status “{0}”, but other values differ.")
    let unknownState = Text(
      "Có trạng thái không nằm trong quy định.", "A status that the regulations do not know.")
    let sameOrder = Text(
      "{0} như nhau hoặc chưa rõ, nhưng nội dung khác nhau.",
      "{0} is equal or unknown, but other values differ.")
    let incomparable = Text("{0} không so sánh được.", "{0} cannot be compared.")
    let unknownToSchema = Text(
      "Dữ liệu của phiên bản mới hơn: chỉ hiển thị.", "Data of a newer version: shown only.")

    let civilStatus = Text("Công chức tư pháp – hộ tịch", "Civil status officer")
    let police = Text("Công an xã, phường", "Commune police")
    let center = Text("Lãnh đạo trung tâm", "Head of the center")
    let accounts = Text("Kế toán trung tâm", "Accountant of the center")
    let province = Text("Quản trị viên tỉnh", "Administrator of the province")

    let issue = Text("cấp giấy tờ", "issuing documents")
    let advance = Text("chuyển bước hồ sơ", "moving the dossier on")
    let `return` = Text("trả kết quả", "handing over the result")
    let collect = Text("thu phí, lệ phí", "taking fees")
    let use = Text("sử dụng", "using it")

    package let step = Text("Bước {0}: {1}", "Step {0}: {1}")
    package let stays = Text("còn lại", "stays")
    package let leaves = Text("bị loại", "leaves")
    package let rank = Text("{0}, hạng {1}", "{0}, rank {1}")
    package let noRank = Text("{0}, không có hạng", "{0}, no rank")
    package let suspect = Text("{0}, giờ chưa tin cậy", "{0}, clock suspect")
    package let resolution = Text("quyết định của người", "a person's decision")
    package let write = Text("lần ghi thường", "an ordinary write")
    package let settled = Text("Quy tắc đã quyết định.", "The rules decided.")
    package let referred = Text("Chuyển người quyết định.", "Referred to a person.")
    package let rulesVersion = Text("Theo quy tắc phiên bản {0}", "By version {0} of the rules")
    package let lookForResolution = Text(
      "Tìm quyết định đã có", "Look for a decision that stands")

    package func owner(_ owner: Owner) -> Text {
      switch owner {
      case .civilStatus: civilStatus
      case .police: police
      case .center: center
      case .accounts: accounts
      case .province: province
      }
    }

    package func block(_ block: Block) -> Text {
      switch block {
      case .issue: issue
      case .advance: advance
      case .return: `return`
      case .collect: collect
      case .use: use
      }
    }

    /// Why a verdict is as it is, in a sentence. `entity` is the name of the record's entity, for the fields' names.
    package func sentence(_ reason: VerdictReason, of entity: String, _ language: Language) -> SafeText {
      func source(_ code: String) -> SafeText { Texts.places.source(code)?(language) ?? SafeText(code) }
      func field(_ name: String) -> SafeText {
        Texts.fields.field(name, of: entity)?(language) ?? SafeText(name)
      }
      func state(_ value: Value) -> SafeText { ValueText.status(value, language) }
      return switch reason {
      case .authority(let code): authority(language, source(code))
      case .latest: latest(language)
      case .furthest(let value): furthest(language, state(value))
      case .maximum(let name): maximum(language, field(name))
      case .minimum(let name): minimum(language, field(name))
      case .union: union(language)
      case .life: life(language)
      case .resolutionStands: resolutionStands(language)
      case .always: always(language)
      case .sameAuthority(let code): sameAuthority(language, source(code))
      case .suspectClocks: suspectClocks(language)
      case .statesApart: statesApart(language)
      case .sameState(let value): sameState(language, state(value))
      case .unknownState: unknownState(language)
      case .sameOrder(let name): sameOrder(language, field(name))
      case .incomparable(let name): incomparable(language, field(name))
      case .unknownToSchema: unknownToSchema(language)
      }
    }
  }
}
