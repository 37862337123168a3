internal import Node
internal import Procedures
internal import Records

extension StationCommands {
  static let procedures: [(words: [String], body: Body)] = [
    (["procedure", "list"], listProcedures), (["procedure", "show"], showProcedure),
  ]

  @Sendable static func listProcedures(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let words = foldedWords(invocation.all("WORDS").joined(separator: " "))
    let asked = invocation.day("--on")
    session.show(
      try await station.view(session, catalogue: true) { view, labels in
        let day = asked ?? view.day
        let found = try view.catalogueHere().catalogue.procedures.filter { procedure in
          let names = foldedWords("\(procedure.code) \(procedure.nameVi) \(procedure.nameEn)")
          return procedure.validFrom <= day && day <= (procedure.validTo ?? .last)
            && words.allSatisfy { word in names.contains { $0.hasPrefix(word) } }
        }
        return ProcedurePages(labels).list(found)
      })
    return .ok
  }

  @Sendable static func showProcedure(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let code = invocation.required("CODE")
    let asked = invocation.day("--on")
    let page: Page? = try await station.view(session, catalogue: true) { view, labels in
      let day = asked ?? view.day
      return try view.catalogueHere().catalogue.procedure(code, on: day).map {
        try ProcedurePages(labels).show($0, on: day)
      }
    }
    guard let page else { return session.fail(Texts.problems.procedureNotFound, SafeText(code)) }
    session.show(page)
    return .ok
  }
}

extension DeskView {
  /// The catalogue, or the refusal that says that it has not arrived.
  func catalogueHere() throws -> PublishedCatalogue {
    guard let catalogue else { throw DeskRefusal.catalogueNotHere }
    return catalogue
  }
}
