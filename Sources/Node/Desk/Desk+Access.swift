package import Causality
import Conflicts
import Exchange
package import Procedures
package import Records
import Store

/// Every look at a person's data has a purpose and leaves a record in the partition `access`, append only.
extension Desk {
  /// The purpose as it was said, checked: a dossier must be one that is here.
  ///
  /// - Throws: `DeskRefusal.purposeMissing`, `.purposeUnknown`.
  package func checkedPurpose(_ text: String?) async throws -> Purpose {
    guard let text, !text.isEmpty else { throw DeskRefusal.purposeMissing }
    guard let purpose = Purpose(text) else { throw DeskRefusal.purposeUnknown }
    if case .dossier(let code) = purpose {
      guard try await ask({ try !$0.find("dossier", code).isEmpty }) else { throw DeskRefusal.purposeUnknown }
    }
    return purpose
  }

  /// Writes down that somebody looked at these people, before they are shown; a dry run writes it too, for it shows the
  /// same. Beyond the limit of an hour nothing is shown, and an alarm stands.
  ///
  /// - Throws: `DeskRefusal.tooManyLookUps`.
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

  /// How many looks a member of staff took since a moment, as this node wrote them down.
  private static func lookUps(
    by staff: String, since: Int64, in partition: Partition, _ reader: Reader
  ) throws -> Int {
    guard let entity = Schema.current.entity(named: "look_up") else { return 0 }
    var count = 0
    try reader.forEachLatest(in: partition, entity: entity.number) { record in
      guard let look = LookUp(record, entity, in: partition) else { return true }
      if look.at >= since, look.who == staff { count += 1 }
      return look.at >= since
    }
    return count
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
  /// Whose data.
  package let person: RecordID
  /// Agency code of the center, or `province`.
  package let place: String
  /// A dossier's code, or the name of a purpose.
  package let purpose: String

  init?(_ record: RecordState, _ entity: Entity, in partition: Partition) {
    guard case .access(let place) = partition, let group = entity.group(named: "looked"),
      let values = record[group.number].entries.first?.content.values, let person = values[1].record
    else { return nil }
    at = values[2].int ?? 0
    who = values[0].text ?? "–"
    self.person = person
    self.place = place
    purpose = values[3].text ?? "–"
  }
}

extension DeskView {
  /// Who looked at a person, when and for what, latest first, as far as this node holds the records: the extract that the
  /// citizen may ask for.
  package func lookUps(of person: RecordID) throws -> [LookUp] {
    guard let entity = rules.schema.entity(named: "look_up") else { return [] }
    return try reader.find(.looked, hexText(person.bits.bytes), limit: .max).compactMap { record in
      try reader.partition(of: record.record).flatMap { LookUp(record, entity, in: $0) }
    }
    .sorted { ($0.at, $0.who) > ($1.at, $1.who) }
  }
}

extension DeskView {
  /// Every look from the first day through the last, oldest first, as far as this node holds the records: what is reported
  /// after a breach (Law 91/2025/QH15; the notice is due within 72 hours).
  ///
  /// - Parameter who: the staff account; nil for all.
  package func lookUps(from: CivilDate, to: CivilDate, by who: String? = nil) throws -> [LookUp] {
    guard let entity = rules.schema.entity(named: "look_up") else { return [] }
    let first = HanoiTime(from).millisecondsSinceEpoch
    let end = HanoiTime(to.adding(days: 1)).millisecondsSinceEpoch
    var found: [LookUp] = []
    for partition in try reader.partitions() {
      guard case .access = partition else { continue }
      try reader.forEachLatest(in: partition, entity: entity.number) { record in
        if let look = LookUp(record, entity, in: partition), look.at >= first, look.at < end,
          who == nil || look.who == who
        {
          found.append(look)
        }
        return true
      }
    }
    return found.sorted { ($0.at, $0.who, $0.person) < ($1.at, $1.who, $1.person) }
  }
}
