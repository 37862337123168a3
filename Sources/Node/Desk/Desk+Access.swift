package import Causality
import Conflicts
import Exchange
package import Procedures
package import Records
import Store

/// Every look at a person's data has a purpose and leaves a record in the partition `access`, append only.
extension Desk {
  /// Answers a question about people: checks the purpose, answers, and writes down who was looked at before the answer is
  /// given out. A dry run writes it too, for it shows the same.
  ///
  /// - Parameter body: the answer, and whose records it shows.
  /// - Throws: `DeskRefusal.purposeMissing`, `.purposeUnknown`, `.tooManyLookUps`.
  package func look<Answer: Sendable>(
    for purpose: String?, staff: String,
    _ body: @escaping @Sendable (DeskView) throws -> (answer: Answer, persons: [RecordID])
  ) async throws -> Answer {
    let purpose = try await checkedPurpose(purpose)
    let found = try await ask(body)
    try await note(found.persons, for: purpose, staff: staff)
    return found.answer
  }

  /// The purpose as it was said, checked: a dossier must be one that is here.
  package func checkedPurpose(_ text: String?) async throws -> Purpose {
    guard let text, !text.isEmpty else { throw DeskRefusal.purposeMissing }
    guard let purpose = Purpose(text) else { throw DeskRefusal.purposeUnknown }
    if case .dossier(let code) = purpose {
      guard try await ask({ try !$0.find("dossier", code).isEmpty }) else { throw DeskRefusal.purposeUnknown }
    }
    return purpose
  }

  /// Writes down that somebody looked at these people. Beyond the limit of an hour nothing is shown, and an alarm stands.
  package func note(_ persons: [RecordID], for purpose: Purpose, staff: String) async throws {
    guard !persons.isEmpty else { return }
    let acting = acting(staff, purpose.text)
    let partition = home.accessPartition
    let isAllowed = try await replica.write { file -> Bool in
      let before = try Self.lookUps(by: staff, since: acting.now - 3_600_000, in: partition, file.reader)
      guard before + persons.count <= LookUpLimit.personsPerHour else {
        try file.raise(
          .lookUps, staff, ["persons": JSONValue(before + persons.count), "minutes": 60])
        return false
      }
      var chance = SystemRandomNumberGenerator()
      let drafts = persons.map { person in
        newRecord(
          RecordID(milliseconds: acting.now, using: &chance), "look_up",
          [("looked", [.text(staff), .record(person), .int(acting.now), .text(purpose.text)])], in: partition,
          by: acting)
      }
      // A long list is more than one act; each is durable before anything is shown.
      for start in stride(from: 0, to: drafts.count, by: Act.draftsMax) {
        _ = try file.commit(Act(Array(drafts[start..<min(start + Act.draftsMax, drafts.count)])))
      }
      return true
    }
    guard isAllowed else { throw DeskRefusal.tooManyLookUps }
  }

  private static func lookUps(
    by staff: String, since: Int64, in partition: Partition, _ reader: Reader
  ) throws -> Int {
    guard let entity = Schema.current.entity(named: "look_up"), let group = entity.group(named: "looked")
    else {
      return 0
    }
    return try reader.latestRecords(
      in: partition, entity: entity.number, limit: 4 * LookUpLimit.personsPerHour
    )
    .count { record in
      guard let values = record[group.number].entries.first?.content.values else { return false }
      return values[0].text == staff && (values[2].int ?? 0) >= since
    }
  }
}

extension DeskHome {
  /// Where this node writes down who looked at whom.
  package var accessPartition: Partition { .access(agency ?? "province") }
}

/// One look at a person's data.
package struct LookUp: Hashable, Sendable {
  package let at: Int64
  package let who: String
  /// Agency code of the center, or `province`.
  package let place: String
  package let purpose: String
}

extension DeskView {
  /// Who looked at a person, when and for what, latest first, as far as this node holds the records: the extract that the
  /// citizen may ask for.
  package func lookUps(of person: RecordID) throws -> [LookUp] {
    guard let entity = rules.schema.entity(named: "look_up"), let group = entity.group(named: "looked") else {
      return []
    }
    var found: [LookUp] = []
    for partition in try reader.partitions() {
      guard case .access(let place) = partition else { continue }
      for record in try reader.records(in: partition, entity: entity.number) {
        guard let values = record[group.number].entries.first?.content.values, values[1].record == person
        else { continue }
        found.append(
          LookUp(
            at: values[2].int ?? 0, who: values[0].text ?? "–", place: place, purpose: values[3].text ?? "–"))
      }
    }
    return found.sorted { ($0.at, $0.who) > ($1.at, $1.who) }
  }
}
