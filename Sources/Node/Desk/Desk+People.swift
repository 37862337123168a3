package import Causality
package import Procedures
import Store

/// Every act names the staff account that acts; edits carry the version that was seen, if one was.
extension Desk {
  package func findPersons(
    _ text: String, born: Int? = nil, unit: String? = nil, limit: Int = 50
  ) async throws -> [Sheet] {
    try await ask { try $0.findPersons(text, born: born, unit: unit, limit: limit) }
  }

  /// By id or number.
  package func person(_ text: String) async throws -> PersonView { try await ask { try $0.person(text) } }

  package func personHistory(_ text: String, limit: Int = 50) async throws -> HistoryView {
    try await ask { try $0.history(.person, text, limit: limit) }
  }

  package func documents(of text: String) async throws -> [Sheet] {
    try await ask { view in try view.children(of: view.one(.person, text), "document") }
  }

  package func editPerson(
    _ text: String, set inputs: [FieldInput], reason: String, staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.PersonEdited> {
    let acting = acting(staff, reason)
    return try await act { try $0.planEdit(text, inputs, seen: seen, by: acting) }
  }

  package func registerMove(
    _ text: String, _ move: Move, reason: String, staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.PersonEdited> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planMove(text, move, seen: seen, by: acting, using: &chance)
    }
  }

  package func registerDeath(
    _ text: String, _ death: Death, reason: String, staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.PersonEdited> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planDeath(text, death, seen: seen, by: acting, using: &chance)
    }
  }

  package func addPerson(
    _ person: NewPerson, in unit: String, isAnother: Bool = false, reason: String, staff: String
  ) async throws -> Done<RecordID> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planNewPerson(person, in: unit, isAnother: isAnother, by: acting, using: &chance)
    }
  }

  package func addDocument(
    of text: String, _ document: NewDocument, exception: GuardException? = nil, reason: String, staff: String
  ) async throws -> Done<RecordID> {
    let acting = acting(staff, reason)
    return try await act { view in
      var chance = SystemRandomNumberGenerator()
      return try view.planNewDocument(
        of: text, document, exception: exception, by: acting, using: &chance)
    }
  }

  /// - Parameter status: `revoked`, `expired`, `lost`, or `valid` again.
  package func setDocument(
    _ text: String, status: String, reason: String, staff: String, seen: String? = nil
  ) async throws -> Done<RecordID> {
    let acting = acting(staff, reason)
    return try await act { try $0.planDocumentStatus(text, status, seen: seen, by: acting) }
  }
}
