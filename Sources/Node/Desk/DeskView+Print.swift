import Causality
package import Procedures
import Records
import Store

/// The forms of Circular 03/2025/TT-VPCP that belong to a dossier; form 07, the register, is of the center.
package enum DossierForm: String, CaseIterable, Hashable, Sendable {
  case receipt = "01"
  case supplement = "02"
  case refusal = "03"
  case apology = "04"
  case stop = "05"
  case control = "06"

  /// Whether the occasion for it has come.
  func fits(_ status: DossierStatus, _ events: [Sheet]) -> Bool {
    func happened(_ what: DossierEvent.What) -> Bool { events.contains { $0.text("what") == what.rawValue } }
    return switch self {
    case .receipt: status != .notAccepted && status != .registered
    case .supplement: happened(.supplementRequested)
    case .refusal: status == .notAccepted
    case .apology: ![.notAccepted, .withdrawn, .returned].contains(status)
    case .stop: status == .stopped
    case .control: true
    }
  }
}

/// A form that is about to be printed, with all that stands on it.
package struct Printing: Sendable {
  package let view: DossierView
  package let form: DossierForm
  /// 1 for the first; each print is an event of the dossier.
  package let time: Int
  /// Of an apology: why, and the new appointment.
  package let cause: String?
  package let newDue: HanoiTime?
  package let printedAt: HanoiTime
  package let agency: String?
}

extension DeskView {
  /// Prints a form: what stands on it, and the event that counts it.
  ///
  /// - Parameter newDue: of an apology where the due date itself has not moved.
  package func planPrint(
    _ form: DossierForm, of text: String, cause: String? = nil, newDue: CivilDate? = nil, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<Printing> {
    let view = try dossier(text)
    let hand = try hand(view.dossier)
    guard form.fits(hand.status, hand.events) else {
      throw DeskRefusal.formNotNow(form.rawValue, hand.status)
    }
    var due: HanoiTime?
    if form == .apology {
      guard let cause, !cause.isEmpty else { throw DeskRefusal.reasonMissing }
      let promised = view.dossier.int("promised_at").map(HanoiTime.init(millisecondsSinceEpoch:))
      let counted = view.dossier.int("due_at").map(HanoiTime.init(millisecondsSinceEpoch:))
      due = newDue.map { HanoiTime($0, hour: 17) } ?? counted
      guard let due, due > acting.time, promised.map({ due > $0 }) ?? true else {
        throw DeskRefusal.unfitValue(field: "due_at", .instant)
      }
    }
    let time = hand.timesPrinted(form: form.rawValue) + 1
    let draft = hand.printed(form: form.rawValue, time: time, by: acting, using: &chance)
    return DeskPlan(
      [draft], from: [view.dossier],
      answer: Printing(
        view: view, form: form, time: time, cause: cause, newDue: due, printedAt: acting.time,
        agency: home.agency))
  }
}

extension Desk {
  package func print(
    _ form: DossierForm, of text: String, cause: String? = nil, newDue: CivilDate? = nil, staff: String
  ) async throws -> Done<Printing> {
    let acting = acting(staff, cause ?? "")
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planPrint(form, of: text, cause: cause, newDue: newDue, by: acting, using: &chance)
    }
  }
}
