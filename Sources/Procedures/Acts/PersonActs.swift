package import Causality
package import Records

/// Somebody who is entered for the first time.
package struct NewPerson: Hashable, Sendable {
  package var surname: String
  package var middle: String?
  package var given: String
  package var birthDate: PartialDate
  package var sex: Sex
  package var personalID: String?
  package var ethnicity: String?
  package var nationality: String?
  package var birthPlace: String?
  package var phone: String?
  package var mother: RecordID?
  package var father: RecordID?
  package var residenceUnit: String?
  package var residenceAddress: String?
  package var household: RecordID?
  package var relationToHead: String?

  package init(surname: String, middle: String? = nil, given: String, birthDate: PartialDate, sex: Sex) {
    self.surname = surname
    self.middle = middle
    self.given = given
    self.birthDate = birthDate
    self.sex = sex
  }

  /// Fails with `.unfitValue` where a name is missing or a number has another shape.
  package func draft(
    in unit: String, _ id: RecordID, by acting: Acting
  ) throws(DeskRefusal) -> Draft {
    let name = [typedValue(surname), typedValue(middle), typedValue(given)]
    if name[0].isNull { throw .unfitValue(field: "surname", .text) }
    if name[2].isNull { throw .unfitValue(field: "given", .text) }
    if let personalID, PersonalID(personalID) == nil { throw .unfitValue(field: "personal_id", .text) }
    if let phone, PhoneNumber(phone) == nil { throw .unfitValue(field: "phone", .text) }
    return newRecord(
      id, "person",
      [
        ("name", name),
        ("birth", [.text(birthDate.description)]),
        ("sex", [.text(sex.rawValue)]),
        ("identity", [.optional(personalID)]),
        ("origin", [typedValue(ethnicity), typedValue(nationality), .null]),
        ("birth_place", [typedValue(birthPlace)]),
        ("phone", [typedValue(phone)]),
        (
          "residence",
          [
            .optional(residenceUnit), typedValue(residenceAddress),
            residenceUnit == nil ? .null : .text("permanent"), .record(household), .optional(relationToHead),
          ]
        ),
        ("parents", [.record(mother), .record(father)]),
        ("vital", [.text("alive"), .null, .null]),
      ], in: .unit(unit), by: acting)
  }
}

/// A move of a person to another place of residence.
package struct Move: Hashable, Sendable {
  /// Commune code of the new residence.
  package var unit: String
  package var address: String
  /// `permanent`, `temporary`.
  package var kind: String
  /// The household moved into; `nil` when it is not known.
  package var household: RecordID?
  package var relationToHead: String?

  package init(unit: String, address: String, kind: String = "permanent") {
    self.unit = unit
    self.address = address
    self.kind = kind
  }
}

package struct Death: Hashable, Sendable {
  package var date: PartialDate
  package var place: String?

  package init(date: PartialDate, place: String? = nil) {
    self.date = date
    self.place = place
  }
}

extension Sheet {
  /// Changes of a person's fields.
  package func edit(
    _ inputs: [FieldInput], finding: ReferenceFinder, by acting: Acting
  ) throws(DeskRefusal) -> [Draft] {
    try checkUsable()
    guard !trimmed(acting.reason).isEmpty else { throw .reasonMissing }
    return drafts(try writes(inputs, finding: finding), by: acting)
  }

  /// A person's new residence, and a notice to the commune that is left. The record itself stays in its partition until
  /// the province moves it.
  package func move(_ move: Move, notice: RecordID, by acting: Acting) throws(DeskRefusal) -> [Draft] {
    try checkUsable()
    guard text("vital_status") != "dead" else { throw .diedBefore(record) }
    guard ["permanent", "temporary"].contains(move.kind) else {
      throw .unfitValue(field: "residence_kind", .choice(["permanent", "temporary"]))
    }
    guard Partition.isCode(move.unit) else { throw .unfitValue(field: "residence_unit", .text) }
    guard let group = entity.group(named: "residence") else { throw .unknownField("residence") }
    let values: [Value] = [
      .text(move.unit), typedValue(move.address), .text(move.kind), .record(move.household),
      .optional(move.relationToHead),
    ]
    guard values != self.values(group) else { throw .nothingToChange }
    var drafts = drafts([write(group, values)], by: acting)
    if partition != .unit(move.unit) {
      drafts.append(self.notice(notice, "moved-out", "\(move.unit)", by: acting))
    }
    return drafts
  }

  /// A death, on the word of the civil status register, and a notice of it.
  package func death(_ death: Death, notice: RecordID, by acting: Acting) throws(DeskRefusal) -> [Draft] {
    try checkUsable()
    guard text("vital_status") != "dead" else { throw .diedBefore(record) }
    guard death.date.earliest <= acting.day else { throw .dayToCome(field: "death_date") }
    if let birth = text("birth_date").flatMap({ PartialDate($0) }), death.date.latest < birth.earliest {
      throw .beforeBirth(field: "death_date")
    }
    guard let group = entity.group(named: "vital") else { throw .unknownField("vital") }
    let values: [Value] = [.text("dead"), .text(death.date.description), typedValue(death.place)]
    return drafts([write(group, values)], by: acting.asRegistrar)
      + [self.notice(notice, "death-reported", death.date.description, by: acting)]
  }

  private func notice(_ id: RecordID, _ kind: String, _ text: String, by acting: Acting) -> Draft {
    newRecord(
      id, "notice",
      [("about", [.record(record), .text(kind), .text(text)]), ("status", [.text("open")])], in: partition,
      by: acting)
  }
}

/// A document that a person holds.
package struct NewDocument: Hashable, Sendable {
  /// Slug of the catalogue's document type.
  package var type: String
  package var number: String
  package var issuedOn: PartialDate?
  package var expiresOn: PartialDate?
  package var issuer: String?

  package init(
    type: String, number: String, issuedOn: PartialDate? = nil, expiresOn: PartialDate? = nil,
    issuer: String? = nil
  ) {
    self.type = type
    self.number = number
    self.issuedOn = issuedOn
    self.expiresOn = expiresOn
    self.issuer = issuer
  }
}

extension Sheet {
  /// A document of this person.
  package func document(_ document: NewDocument, _ id: RecordID, by acting: Acting) throws(DeskRefusal)
    -> Draft
  {
    try checkUsable()
    guard !typedValue(document.number).isNull else { throw .unfitValue(field: "number", .text) }
    return newRecord(
      id, "document",
      [
        (
          "issue",
          [
            .record(record), .text(document.type), typedValue(document.number),
            .optional(document.issuedOn?.description), .optional(document.expiresOn?.description),
            typedValue(document.issuer),
          ]
        ),
        ("status", [.text("valid"), .null]),
      ], in: partition, root: (record, state.shown(RecordState.lifeGroup)), by: acting)
  }

  /// This document holds no longer: `revoked`, `expired`, `lost`; or again: `valid`.
  package func setStatus(_ status: String, of holder: Sheet, by acting: Acting) throws(DeskRefusal) -> [Draft]
  {
    guard let (group, _) = entity.field(named: "status_reason"),
      case .choice(let words) = group.fields[0].type
    else { throw .unknownField("status") }
    guard words.contains(status) else { throw .unfitValue(field: "status", .choice(words)) }
    guard !trimmed(acting.reason).isEmpty else { throw .reasonMissing }
    guard text("status") != status else { throw .nothingToChange }
    let values: [Value] = [.text(status), status == "valid" ? .null : typedValue(acting.reason)]
    return drafts([write(group, values)], root: holder, by: acting)
  }

  /// Whether this document holds on a day, undisputed.
  package func holds(on day: CivilDate) -> Bool {
    guard state.life != .deleted, text("status") == "valid", !isProvisional("status") else { return false }
    guard let text = text("expires_on") else { return true }
    return PartialDate(text).map { day <= $0.latest } ?? false
  }
}
