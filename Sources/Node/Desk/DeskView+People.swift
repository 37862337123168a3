package import Causality
package import Procedures
import Records
package import Store

/// A person with what hangs on it.
package struct PersonView: Sendable {
  package let person: Sheet
  package let documents: [Sheet]
  package let household: Sheet?
  package let dossiers: [Sheet]
  /// Records that the person refers to, as far as they are held: spouse, parents, the survivor of a merge.
  package let related: [RecordID: Sheet]
  /// Entries of the queue that wait for a decision.
  package let conflicts: [QueueEntry]
  package let standing: Standing
}

/// A change of a record, with who made it where.
package struct HistoryView: Sendable {
  package let record: Sheet
  /// Latest first.
  package let entries: [HistoryEntry]
}

extension DeskView {
  /// Persons by whatever was typed: a number, or words of a name with perhaps a year of birth behind them.
  ///
  /// - Parameters:
  ///   - born: year of birth.
  ///   - unit: only of this commune.
  package func findPersons(
    _ text: String, born: Int? = nil, unit: String? = nil, limit: Int = 50
  ) throws -> [Sheet] {
    if let card = CardText(text) {
      let sheets = try find("person", card.personalID)
      return Array(
        (sheets.isEmpty ? try card.oldNumber.map { try find("person", $0) } ?? [] : sheets).prefix(limit))
    }
    // A few more are read, since some fall away.
    let isName = text.contains { $0.isLetter }
    let typed = isName ? born.map { "\(text) \($0)" } ?? text : text
    let found = try reader.persons(typed: typed, limit: unit == nil ? limit + 20 : 10_000)
    return Array(
      try sheets(found).filter { sheet in
        sheet.state.life != .deleted && (unit == nil || sheet.partition == .unit(unit ?? ""))
      }.prefix(limit))
  }

  package func person(_ text: String) throws -> PersonView {
    let person = try one(.person, text)
    let documents = try children(of: person, "document").filter { $0.state.life != .deleted }
    let dossiers = try sheets(try reader.find(.applicant, hexText(person.record.bits.bytes)))
    var related: [RecordID: Sheet] = [:]
    for field in ["spouse", "mother", "father", "merged_into"] {
      if let id = person.reference(field), let sheet = try sheet(id) { related[id] = sheet }
    }
    var filter = QueueFilter()
    filter.record = person.record
    return PersonView(
      person: person, documents: documents, household: try person.reference("household").flatMap(sheet),
      dossiers: dossiers, related: related, conflicts: try reader.conflicts(filter),
      standing: try standing(of: [person] + documents))
  }

  package func history(_ subject: DeskRefusal.Subject, _ text: String, limit: Int = 50) throws -> HistoryView
  {
    let record = try one(subject, text)
    return HistoryView(record: record, entries: try reader.history(of: record.record, limit: limit))
  }

  /// Data of a person that stand in place of papers.
  package func holdings(_ person: Sheet) throws -> Holdings {
    Holdings(
      person: person, documents: try children(of: person, "document"), asOf: try asOf(person.partition))
  }
}
