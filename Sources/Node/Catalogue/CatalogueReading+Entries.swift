import Procedures
import Records

/// From a file to its entries: each keeps the file's own JSON, so that what is published is what was read.
extension CatalogueReading {
  mutating func enter(_ file: CatalogueFile, _ catalogue: Catalogue) {
    enter(
      "service", CatalogueEntry.head, nil, nil,
      file.json.without("services", "procedures", "documentTypes", "otherAgencies"))
    for (json, service) in zip(file.json.list("services"), catalogue.services) {
      enter("service", String(service.number), service.validFrom, service.validTo, json)
    }
    for (json, procedure) in zip(file.json.list("procedures"), catalogue.procedures) {
      enter("procedure", procedure.code, procedure.validFrom, procedure.validTo, json)
    }
    for (json, type) in zip(file.json.list("documentTypes"), catalogue.documentTypes) {
      enter("document_type", type.slug, nil, nil, json)
    }
    for (json, agency) in zip(file.json.list("otherAgencies"), catalogue.otherAgencies) {
      enter("agency", otherAgencyPrefix + agency.slug, nil, nil, json)
    }
  }

  mutating func enter(_ file: CatalogueFile, _ list: UnitList) {
    enter("unit", CatalogueEntry.head, nil, nil, file.json.without("units"))
    for (json, unit) in zip(file.json.list("units"), list.units) {
      enter("unit", unit.code, unit.validFrom, unit.validTo, json)
    }
  }

  mutating func enter(_ file: CatalogueFile, _ list: FormerUnitList) {
    enter("unit_mapping", CatalogueEntry.head, nil, nil, file.json.without("successions"))
    for (json, succession) in zip(file.json.list("successions"), list.successions) {
      // A unit that was split has several successors.
      let code = "\(succession.formerCode)-\(succession.code)"
      enter("unit_mapping", code, list.validTo.adding(days: 1), nil, json)
    }
  }

  mutating func enter(_ file: CatalogueFile, _ list: AgencyList) {
    enter("agency", CatalogueEntry.head, nil, nil, file.json.without("agencies"))
    for (json, agency) in zip(file.json.list("agencies"), list.agencies) {
      enter("agency", agency.code, agency.validFrom, agency.validTo, json)
    }
  }

  mutating func enter(_ file: CatalogueFile, _ integration: IntegrationLists) {
    enter("integration", CatalogueEntry.head, nil, nil, file.json.without("lists", "ages"))
    for (json, list) in zip(file.json.list("lists"), integration.lists) {
      enter("integration", list.code, list.validFrom, list.validTo, json)
    }
    for (json, age) in zip(file.json.list("ages"), integration.ages) {
      enter("integration", acceptableAgePrefix + age.source, age.validFrom, age.validTo, json)
    }
  }

  mutating func enter(_ file: CatalogueFile, _ calendar: WorkingCalendar) {
    enter("calendar_day", CatalogueEntry.head, nil, nil, file.json.without("days"))
    for (json, day) in zip(file.json.list("days"), calendar.days) {
      enter("calendar_day", day.date.description, day.date, day.date, json)
    }
  }

  /// A status bears the moves from it; the head of both lists is one.
  mutating func enter(
    statuses file: CatalogueFile, _ list: StatusList, transitions moves: CatalogueFile,
    _ table: TransitionTable
  ) {
    enter(
      "status", CatalogueEntry.head, nil, nil,
      ["statuses": file.json.without("statuses"), "transitions": moves.json.without("transitions")])
    let all = moves.json.list("transitions")
    for (json, status) in zip(file.json.list("statuses"), list.statuses) {
      let from = zip(all, table.transitions).filter { $1.from == status.code }.map(\.0)
      enter(
        "status", String(status.code.rawValue), list.validFrom, list.validTo,
        ["status": json, "transitions": .array(from)])
    }
  }
}

/// Before the source of an acceptable age, in the code of its entry.
let acceptableAgePrefix = "age:"

/// Before the slug of an agency that is no center, in the code of its entry.
let otherAgencyPrefix = "other:"

extension JSONValue {
  func list(_ name: String) -> [JSONValue] { self[name]?.elements ?? [] }

  func without(_ names: String...) -> JSONValue {
    var rest = self
    for name in names { rest[name] = nil }
    return rest
  }
}
