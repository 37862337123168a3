/// Which status of a dossier may follow which. Data (`transitions.json`), because no official table was found.
package struct TransitionTable: Hashable, Sendable, Codable {
  package struct Transition: Hashable, Sendable, Codable {
    package var from: DossierStatus
    package var to: DossierStatus
    package var nameVi: String
    package var nameEn: String

    package init(from: DossierStatus, to: DossierStatus, nameVi: String, nameEn: String) {
      self.from = from
      self.to = to
      self.nameVi = nameVi
      self.nameEn = nameEn
    }

    private enum CodingKeys: String, CodingKey {
      case from, to, nameVi = "name_vi", nameEn = "name_en"
    }
  }

  /// What the table says of one step.
  package enum Verdict: Hashable, Sendable {
    case legal
    /// The dossier has that status already.
    case unchanged
    /// Nothing may follow the status it has.
    case ended
    /// Other steps are open from here, in the order of their codes.
    case notAmong([DossierStatus])
  }

  package var source: String
  package var certainty: String
  package var validFrom: CivilDate
  package var validTo: CivilDate?
  /// The statuses with which a dossier may begin: registered (online) or accepted (at the counter).
  package var initial: [DossierStatus]
  package var transitions: [Transition]

  package init(
    source: String, certainty: String, validFrom: CivilDate, validTo: CivilDate?, initial: [DossierStatus],
    transitions: [Transition]
  ) {
    self.source = source
    self.certainty = certainty
    self.validFrom = validFrom
    self.validTo = validTo
    self.initial = initial
    self.transitions = transitions
  }

  /// The statuses that may follow, in the order of their codes.
  package func next(after status: DossierStatus) -> [DossierStatus] {
    Set(transitions.filter { $0.from == status }.map(\.to)).sorted { $0.rawValue < $1.rawValue }
  }

  package func verdict(from: DossierStatus, to: DossierStatus) -> Verdict {
    if from == to { return .unchanged }
    let open = next(after: from)
    if open.contains(to) { return .legal }
    return open.isEmpty ? .ended : .notAmong(open)
  }

  package func isTerminal(_ status: DossierStatus) -> Bool {
    next(after: status).isEmpty
  }

  /// Every status that some chain of steps leads to, not counting the status itself unless a chain returns to it.
  package func reachable(from status: DossierStatus) -> Set<DossierStatus> {
    var found: Set<DossierStatus> = []
    var open = [status]
    while let last = open.popLast() {
      for following in next(after: last) where found.insert(following).inserted { open.append(following) }
    }
    return found
  }
}
