package import Causality
package import Procedures
import Store

extension Desk {
  package func dossiers(_ filter: DossierFilter = DossierFilter()) async throws -> [Sheet] {
    try await ask { try $0.dossiers(filter) }
  }

  /// By code or id.
  package func dossier(_ text: String) async throws -> DossierView { try await ask { try $0.dossier(text) } }

  /// Receives a dossier: number, requirements, due date and event, one act.
  package func open(
    _ request: DossierRequest, reason: String = "", staff: String
  ) async throws -> Done<[DossierReceipt]> {
    let acting = acting(staff, reason)
    return try await open(try await ask { try $0.prepare(request, by: acting) }, by: acting)
  }

  /// Receives a linked request: its parts, and the child of a birth, one act.
  package func open(
    _ request: LinkedRequest, reason: String = "", staff: String
  ) async throws -> Done<[DossierReceipt]> {
    let acting = acting(staff, reason)
    let prepared = try await ask { view in
      var chance = SystemRandomNumberGenerator()
      return try view.prepare(request, by: acting, using: &chance)
    }
    return try await open(prepared, by: acting)
  }

  private func open(_ prepared: PreparedDossiers, by acting: Acting) async throws -> Done<[DossierReceipt]> {
    let codes = try await codes(prepared.codeCount, on: acting.day)
    var chance = SystemRandomNumberGenerator()
    return try await commit(
      try prepared.plan(as: codes, hashing: CryptoHashing(), by: acting, using: &chance))
  }

  package func step(
    _ step: DeskView.Step, of text: String, reason: String = "", staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.plan(step, of: text, seen: seen, by: acting, using: &chance)
    }
  }

  package func advance(
    _ text: String, to status: DossierStatus, note: String? = nil, result: String? = nil, reason: String = "",
    staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    try await step(
      .advance(to: status, note: note, result: result), of: text, reason: reason, staff: staff, seen: seen)
  }

  package func requestSupplement(
    _ text: String, components: [String] = [], note: String, exception: GuardException? = nil,
    staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    try await step(
      .requestSupplement(components: components, note: note, exception: exception), of: text, reason: note,
      staff: staff, seen: seen)
  }

  package func withdraw(
    _ text: String, reason: String, staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    try await step(.withdraw, of: text, reason: reason, staff: staff, seen: seen)
  }

  /// The result is handed over: status 10.
  package func handOver(
    _ text: String, note: String? = nil, staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    try await step(.handOver(note: note), of: text, reason: note ?? "", staff: staff, seen: seen)
  }

  package func pay(
    _ text: String, purpose: String, amount: Int64, receipt: String, staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    try await step(
      .pay(purpose: purpose, amount: amount, receipt: receipt), of: text, staff: staff, seen: seen)
  }

  /// A component is provided, relied on as data, waived, or missing after all.
  package func setRequirement(
    _ component: String, of text: String, _ state: Satisfaction.State, document: String? = nil,
    note: String? = nil, exception: GuardException? = nil, reason: String = "", staff: String,
    seen: String? = nil
  ) async throws -> Done<RecordID> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planRequirement(
        component, of: text, state, document: document, note: note, exception: exception, seen: seen,
        by: acting, using: &chance)
    }
  }

  /// Adds a file whose content was put into the content store before.
  package func attach(
    _ file: AttachedFile, to text: String, for component: String?, note: String? = nil,
    exception: GuardException? = nil, reason: String = "", staff: String, seen: String? = nil
  ) async throws -> Done<RecordID> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planAttachment(
        file, to: text, for: component, note: note, exception: exception, seen: seen, by: acting,
        using: &chance)
    }
  }
}
