import Causality
package import Procedures
import Records
import Store

/// What anybody sees who holds the receipt: no name, no number, no officer.
package struct PublicView: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package let at: HanoiTime
    package let status: DossierStatus
  }

  package let code: String
  package let isProvisional: Bool
  package let procedure: String?
  package let status: DossierStatus
  package let received: HanoiTime?
  package let promised: HanoiTime?
  package let due: HanoiTime?
  /// Changes of status, oldest first.
  package let steps: [Step]
  /// What the citizen is asked for now: names of components of a dossier that waits for a supplement.
  package let asked: [String]
}

extension DeskView {
  /// The public view; nil for a code that is not here and for a secret that is not its own, which nobody can tell apart.
  package func track(_ code: String, secret typed: String) throws -> PublicView? {
    guard let secret = LookUpSecret(typed), DossierCode(code) != nil else { return nil }
    let found = try find("dossier", code).filter { $0.mergedInto == nil && $0.state.life != .deleted }
    guard let dossier = found.first(where: { secret.matches($0.text("secret") ?? "") }) else { return nil }
    let hand = try hand(dossier)
    var steps: [PublicView.Step] = []
    for event in hand.events {
      guard let at = event.int("at"), let status = event.int("to_status").flatMap({ Int(exactly: $0) }),
        let status = DossierStatus(rawValue: status), steps.last?.status != status
      else { continue }
      steps.append(.init(at: HanoiTime(millisecondsSinceEpoch: at), status: status))
    }
    let moment = { (field: String) in dossier.int(field).map(HanoiTime.init(millisecondsSinceEpoch:)) }
    return PublicView(
      code: dossier.text("code") ?? code, isProvisional: dossier.value("is_provisional").bool ?? false,
      procedure: dossier.text("procedure"), status: hand.status, received: moment("received_at"),
      promised: moment("promised_at"), due: moment("due_at"), steps: steps,
      asked: hand.status == .supplementRequested
        ? hand.requirements.filter { $0.text("state") == "missing" }.compactMap { $0.text("name") } : [])
  }
}

extension Desk {
  package func track(_ code: String, secret: String) async throws -> PublicView? {
    try await ask { try $0.track(code, secret: secret) }
  }
}
