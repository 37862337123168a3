import Causality
import Procedures
import Records
package import Store

/// What the staff's commands do, over the replica of a node.
///
/// Questions are answered from one snapshot. An act is planned on one snapshot by a pure function, carries what its author
/// was shown, and is committed: what changed in between refuses it with `ReplicaError.changedMeanwhile`, and nothing is
/// lost. Refusals are `DeskRefusal`, `ReplicaError` and, of decisions, `ResolutionError`.
package struct Desk: Sendable {
  package let replica: Replica
  package let home: DeskHome
  /// Plans and answers, and commits nothing.
  package let isDryRun: Bool
  private let shelf: CatalogueShelf
  private let clock: @Sendable () -> Int64

  /// - Parameters:
  ///   - shelf: shared by the desks of a node, so that the catalogue is read once.
  ///   - clock: milliseconds since 1970-01-01 UTC.
  package init(
    _ replica: Replica, shelf: CatalogueShelf = CatalogueShelf(), isDryRun: Bool = false,
    clock: @escaping @Sendable () -> Int64
  ) async throws {
    self.replica = replica
    self.shelf = shelf
    self.isDryRun = isDryRun
    self.clock = clock
    home = try await replica.inspect { DeskHome($0) }
  }

  /// Answers a question from one snapshot.
  package func ask<Answer: Sendable>(
    _ body: @escaping @Sendable (DeskView) throws -> Answer
  ) async throws -> Answer {
    let rules = try await replica.inspect(\.rules)
    let (home, shelf, now) = (home, shelf, clock())
    return try await replica.read { reader in
      try body(
        DeskView(reader, rules: rules, home: home, catalogue: try shelf.catalogue(reader), now: now))
    }
  }

  /// Plans on one snapshot and commits.
  package func act<Answer: Sendable>(
    _ body: @escaping @Sendable (DeskView) throws -> DeskPlan<Answer>
  ) async throws -> Done<Answer> {
    try await commit(try await ask(body))
  }

  func commit<Answer: Sendable>(_ plan: DeskPlan<Answer>) async throws -> Done<Answer> {
    guard !isDryRun else { return Done(answer: plan.answer, changes: []) }
    let changes =
      plan.basis.isEmpty
      ? try await replica.commit(plan.act)
      : try await replica.write { file in try plan.commit(into: file) }
    return Done(answer: plan.answer, changes: changes)
  }

  func acting(_ staff: String, _ reason: String) -> Acting {
    Acting(account: staff, source: home.source, reason: reason, now: clock())
  }

  /// Codes for new dossiers, durable before they are used; a dry run takes none.
  func codes(_ count: Int, on day: CivilDate) async throws -> [DossierCode] {
    guard let agency = home.agency else { throw DeskRefusal.notACenter }
    if isDryRun {
      return try (1...max(1, count)).map {
        try DossierCode.makeProvisional(agency: agency, on: day, originLetters: "XXX", serial: $0)
      }
    }
    return try await replica.write { file in
      try (0..<count).map { _ in try DossierNumbers.next(for: agency, on: day, file) }
    }
  }
}
