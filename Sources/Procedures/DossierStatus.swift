/// The ten official states of a dossier, by the code of `TrangThaiHoSo` that the National Portal exchanges.
///
/// What staff and citizens read comes from the table of texts (`statuses.json` holds the official words).
package enum DossierStatus: Int, Hashable, Sendable, Codable, CaseIterable {
  /// Mới đăng ký.
  case registered = 1
  /// Được tiếp nhận.
  case accepted = 2
  /// Không được tiếp nhận.
  case notAccepted = 3
  /// Đang xử lý.
  case inProcess = 4
  /// Yêu cầu bổ sung giấy tờ.
  case supplementRequested = 5
  /// Yêu cầu thực hiện nghĩa vụ tài chính.
  case paymentRequested = 6
  /// Công dân yêu cầu rút hồ sơ.
  case withdrawn = 7
  /// Dừng xử lý.
  case stopped = 8
  /// Đã xử lý xong.
  case finished = 9
  /// Đã trả kết quả.
  case returned = 10

  /// The clock stands still while the citizen is waited for.
  package var pausesClock: Bool { self == .supplementRequested || self == .paymentRequested }
}

/// A status as `statuses.json` describes it.
package struct StatusDescription: Hashable, Sendable, Codable {
  package var code: DossierStatus
  /// The name of the case in code: `"supplementRequested"`.
  package var id: String
  package var nameVi: String
  package var nameEn: String
  package var isTerminal: Bool
  /// Statistics count it among "tạm dừng xử lý".
  package var isPaused: Bool

  package init(
    code: DossierStatus, id: String, nameVi: String, nameEn: String, isTerminal: Bool, isPaused: Bool
  ) {
    self.code = code
    self.id = id
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.isTerminal = isTerminal
    self.isPaused = isPaused
  }

  private enum CodingKeys: String, CodingKey {
    case code, id, nameVi = "name_vi", nameEn = "name_en", isTerminal, isPaused
  }
}

/// `statuses.json`.
package struct StatusList: Hashable, Sendable, Codable {
  package var source: String
  package var certainty: String
  package var validFrom: CivilDate
  package var validTo: CivilDate?
  package var statuses: [StatusDescription]
}
