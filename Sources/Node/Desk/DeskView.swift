package import Causality
package import Conflicts
package import Procedures
package import Records
package import Store

/// What staff see, read from one snapshot: everything that the desk's commands show and plan.
///
/// Synchronous, over whichever connection. `Desk` makes one for each question.
package struct DeskView {
  package let reader: Reader
  package let rules: RuleBook
  package let home: DeskHome
  /// `nil` where the province's catalogue has not arrived.
  package let catalogue: PublishedCatalogue?
  /// Milliseconds since 1970-01-01 UTC.
  package let now: Int64
  let hashing: any Hashing

  package init(
    _ reader: Reader, rules: RuleBook, home: DeskHome, catalogue: PublishedCatalogue?, now: Int64
  ) {
    self.reader = reader
    self.rules = rules
    self.home = home
    self.catalogue = catalogue
    self.now = now
    hashing = CryptoHashing()
  }

  package var time: HanoiTime { HanoiTime(millisecondsSinceEpoch: now) }
  package var day: CivilDate { time.date }

  /// The record as it is shown, with the rules' marks; `nil` where it is not held or its kind is not known.
  package func sheet(_ id: RecordID) throws -> Sheet? {
    guard let state = try reader.record(id), let partition = try reader.partition(of: id) else { return nil }
    return sheet(state, in: partition)
  }

  package func sheet(_ state: RecordState, in partition: Partition) -> Sheet? {
    guard let entity = rules.schema.entity(state.entity) else { return nil }
    var marks: [UInt64: Sheet.Mark] = [:]
    for verdict in rules.verdicts(for: state) where verdict.group != RecordState.lifeGroup {
      marks[verdict.group] = Sheet.Mark(shown: verdict.shown, isProvisional: verdict.isReferred)
    }
    return Sheet(
      state: state, entity: entity, partition: partition, marks: marks, version: version(of: state))
  }

  package func sheets(_ states: [RecordState]) throws -> [Sheet] {
    try states.compactMap { state in
      try reader.partition(of: state.record).flatMap { sheet(state, in: $0) }
    }
  }

  /// Children of a root that live, of one entity, oldest first.
  package func children(of root: Sheet, _ entityName: String) throws -> [Sheet] {
    guard let entity = rules.schema.entity(named: entityName) else { return [] }
    return try reader.children(of: root.record, entity: entity.number).compactMap {
      sheet($0, in: root.partition)
    }
  }

  /// Eight hexadecimal digits over the siblings of all groups. A touch is no change of the record; a delete is.
  package func version(of state: RecordState) -> String {
    var bytes: [UInt8] = []
    for group in state.groups {
      appendWord(group.group, to: &bytes)
      for entry in group.siblings.entries
      where group.group != RecordState.lifeGroup || entry.content.lifeAct != .touch {
        entry.id.hash.append(to: &bytes)
      }
    }
    return String(hashing.hash(bytes).description.prefix(8))
  }

  /// Refuses a form that showed another version.
  func check(seen: String?, _ sheet: Sheet) throws {
    guard let seen, seen.lowercased() != sheet.version else { return }
    throw DeskRefusal.changed(sheet.record, now: sheet.version)
  }

  /// The record that a text names: an id, a person's number, a dossier's or household's code.
  package func find(_ entity: String, _ text: String) throws -> [Sheet] {
    if let id = RecordID(text: text) {
      return try sheet(id).map { $0.entity.name == entity ? [$0] : [] } ?? []
    }
    switch entity {
    case "person":
      let digits = text.filter { $0.isASCII && $0.isNumber }
      guard digits.count == text.count else { return [] }
      return try sheets(try reader.find(digits.count == 12 ? .personalID : .oldNumber, digits)).filter {
        $0.entity.name == "person" && $0.state.life != .deleted
      }
    case "dossier": return try sheets(try reader.find(.dossierCode, text))
    case "household": return try sheets(try reader.find(.householdCode, text))
    case "document": return try sheets(try reader.find(.documentNumber, text))
    default: return []
    }
  }

  /// Exactly one; fails with `.notFound` or `.ambiguous`. Of records that were merged, the survivor.
  package func one(_ subject: DeskRefusal.Subject, _ text: String) throws -> Sheet {
    var found = try find(subject.rawValue, text)
    if found.count > 1 { found.removeAll { $0.mergedInto != nil } }
    guard let first = found.first else { throw DeskRefusal.notFound(subject) }
    guard found.count == 1 else { throw DeskRefusal.ambiguous(subject, found.map(\.record)) }
    return first
  }

  /// Finds what a text refers to, for fields that hold a reference.
  package var finder: ReferenceFinder {
    { entity, text in
      // A reference that cannot be read is not found; the refusal names the field.
      let found = (try? find(entity, text)) ?? []
      return found.count == 1 ? found[0].record : nil
    }
  }

  func published() throws -> PublishedCatalogue {
    guard let catalogue else { throw DeskRefusal.catalogueNotHere }
    return catalogue
  }
}
