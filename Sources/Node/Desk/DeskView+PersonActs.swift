package import Causality
package import Procedures
import Records
import Store

/// Plans of what staff do to people and their documents.
extension DeskView {
  /// What was changed, and what looks odd about it; a warning, never a reason to refuse.
  package struct PersonEdited: Sendable {
    package let record: RecordID
    /// Groups that were written.
    package let groups: [String]
    package let warnings: [PersonalID.Finding]
    /// The edit attached to a conflict that waits for a decision.
    package let attaches: Bool
  }

  package func planEdit(
    _ text: String, _ inputs: [FieldInput], seen: String?, by acting: Acting
  ) throws -> DeskPlan<PersonEdited> {
    let person = try one(.person, text)
    try check(seen: seen, person)
    let drafts = try person.edit(inputs, finding: finder, by: acting)
    return plan(person, drafts)
  }

  package func planMove(
    _ text: String, _ move: Move, seen: String?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<PersonEdited> {
    let person = try one(.person, text)
    try check(seen: seen, person)
    if let catalogue, catalogue.unit(move.unit, on: acting.day) == nil { throw DeskRefusal.notFound(.unit) }
    let drafts = try person.move(
      move, notice: RecordID(milliseconds: acting.now, using: &chance), by: acting)
    return plan(person, drafts)
  }

  package func planDeath(
    _ text: String, _ death: Death, seen: String?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<PersonEdited> {
    let person = try one(.person, text)
    try check(seen: seen, person)
    let drafts = try person.death(
      death, notice: RecordID(milliseconds: acting.now, using: &chance), by: acting)
    return plan(person, drafts)
  }

  private func plan(_ person: Sheet, _ drafts: [Draft]) -> DeskPlan<PersonEdited> {
    let own = drafts.filter { $0.record == person.record }
    let groups = own.flatMap(\.writes).map(\.group)
    var after = person.state
    // Only to look at: the values as they will be, beside each other.
    for write in own.flatMap(\.writes) {
      after.groups.removeAll { $0.group == write.group }
      after.groups.append(
        GroupState(
          group: write.group,
          siblings: Siblings(entries: [
            .init(
              id: ChangeID(origin: home.origin, sequence: 0, hash: .zero),
              content: GroupContent(
                stamp: Stamp(time: HybridTime(raw: 0), author: "", source: ""), values: write.values))
          ])))
    }
    after.groups.sort { $0.group < $1.group }
    let shown = sheet(after, in: person.partition)
    return DeskPlan(
      drafts, from: [person],
      answer: PersonEdited(
        record: person.record,
        groups: groups.compactMap { person.entity.group($0)?.name },
        warnings: shown.map(Self.findings) ?? [],
        attaches: own.contains { $0.whenStale == .stand }))
  }

  /// What does not fit in a person's number.
  package static func findings(_ person: Sheet) -> [PersonalID.Finding] {
    guard let number = person.text("personal_id") else { return [] }
    return PersonalID.findings(
      in: number, sex: person.text("sex").flatMap(Sex.init(rawValue:)),
      birth: person.text("birth_date").flatMap { PartialDate($0) })
  }

  /// A new person of a commune. People with the same number, or with the same folded name and a date of birth that may
  /// be the same day, are named first; `isAnother` says that it is somebody else.
  package func planNewPerson(
    _ person: NewPerson, in unit: String, isAnother: Bool = false, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<RecordID> {
    let id = RecordID(milliseconds: acting.now, using: &chance)
    let draft = try person.draft(in: unit, id, by: acting)
    if !isAnother {
      let same = try likenesses(of: person)
      guard same.isEmpty else { throw DeskRefusal.duplicatePersons(same) }
    }
    return DeskPlan([draft], from: [], answer: id)
  }

  private func likenesses(of person: NewPerson) throws -> [RecordID] {
    if let number = person.personalID {
      let found = try reader.find(.personalID, number).filter { $0.life != .deleted }
      if !found.isEmpty { return found.map(\.record) }
    }
    let name = [person.surname, person.middle, person.given].compactMap { $0 }.joined(separator: " ")
    let found = try reader.persons(
      PersonQuery(name: name, birth: String(person.birthDate.year), limit: 50))
    return try sheets(found).filter { sheet in
      let other = ["surname", "middle", "given"].compactMap { sheet.text($0) }.joined(separator: " ")
      let born = sheet.text("birth_date").flatMap { PartialDate($0) }
      return sheet.state.life != .deleted && sheet.mergedInto == nil && folded(other) == folded(name)
        && (born.map { $0.agrees(with: person.birthDate) } ?? true)
    }.map(\.record)
  }

  /// A document is typed in. One that the lists of the day say is integrated comes from its source and is not typed, but
  /// by the exception that the law allows.
  package func planNewDocument(
    of text: String, _ document: NewDocument, exception: GuardException? = nil, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<RecordID> {
    let person = try one(.person, text)
    if let catalogue, catalogue.catalogue.documentType(document.type) == nil {
      throw DeskRefusal.unfitValue(field: "type", .text)
    }
    if case .forbidden(let listing)? = catalogue?.lists(on: acting.day).rule(forDocument: document.type) {
      guard let exception else {
        throw DeskRefusal.documentListed(document.type, list: listing.list)
      }
      guard !exception.note.isEmpty else { throw DeskRefusal.reasonMissing }
      let id = RecordID(milliseconds: acting.now, using: &chance)
      let request = person.correctionRequest(
        RecordID(milliseconds: acting.now, using: &chance), exception, of: listing.source, for: "", by: acting
      )
      return DeskPlan([try person.document(document, id, by: acting), request], from: [person], answer: id)
    }
    let id = RecordID(milliseconds: acting.now, using: &chance)
    return DeskPlan([try person.document(document, id, by: acting)], from: [person], answer: id)
  }

  /// - Parameter status: `revoked`, `expired`, `lost`, `valid`.
  package func planDocumentStatus(
    _ text: String, _ status: String, seen: String?, by acting: Acting
  ) throws -> DeskPlan<RecordID> {
    let document = try one(.document, text)
    try check(seen: seen, document)
    guard let holder = try document.state.root.flatMap(sheet) else { throw DeskRefusal.notFound(.person) }
    let drafts = try document.setStatus(status, of: holder, by: acting)
    return DeskPlan(drafts, from: [document], answer: document.record)
  }
}
