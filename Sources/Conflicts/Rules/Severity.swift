/// How much an open conflict matters; says in which order the queue shows it.
package enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
  case low, normal, high, critical

  package static func < (a: Severity, b: Severity) -> Bool { a.place < b.place }

  private var place: Int {
    switch self {
    case .low: 0
    case .normal: 1
    case .high: 2
    case .critical: 3
    }
  }
}

/// What may not go on while a conflict is open. Everything else may: work goes on with the provisional value.
package enum Block: String, Hashable, Sendable, CaseIterable {
  /// No certificate, extract or decision is issued from it.
  case issue
  /// The dossier does not move to another state.
  case advance
  /// The result is not handed over.
  case `return`
  /// No fee is taken for it.
  case collect
  /// The node, grant or number range is not used.
  case use
}

/// Who decides what the rules leave open; an office, never a person.
package enum Owner: String, Hashable, Sendable, CaseIterable {
  /// The justice and civil status officer of the commune.
  case civilStatus = "civil-status"
  /// The commune police, who keep residence and identification.
  case police
  /// The head of the service center.
  case center
  /// The accountant of the center.
  case accounts
  /// The administrator of the province.
  case province
}
