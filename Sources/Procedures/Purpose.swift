import Records

/// For what somebody looks at a person's data: a dossier, or one of few named purposes (Law 91/2025/QH15 on personal data:
/// no collection or use beyond the purpose). There is no looking without one.
package enum Purpose: Hashable, Sendable {
  package enum Named: String, Hashable, Sendable, CaseIterable {
    /// Receiving whoever stands at the counter, before there is a dossier.
    case reception
    /// Checking what another agency asked about.
    case verification
    /// Correcting wrong data, or settling a conflict.
    case correction
    /// The citizen asked what is held, or who looked.
    case citizenRequest = "citizen-request"
    /// Supervision and audit.
    case supervision
  }

  /// Its code.
  case dossier(String)
  case named(Named)

  /// Reads a purpose as typed; nil for anything that is neither a named purpose nor shaped like a dossier's code.
  package init?(_ text: String) {
    if let named = Named(rawValue: text) {
      self = .named(named)
    } else if DossierCode(text) != nil {
      self = .dossier(text)
    } else {
      return nil
    }
  }

  package var text: String {
    switch self {
    case .dossier(let code): code
    case .named(let named): named.rawValue
    }
  }
}

/// How many people one member of staff looks at within an hour before it is stopped and an alarm is raised. A busy counter
/// serves some twenty citizens an hour, each found among a list.
package enum LookUpLimit {
  package static let personsPerHour = 600
}
