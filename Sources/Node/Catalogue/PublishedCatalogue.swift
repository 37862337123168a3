package import Causality
import Exchange
import Foundation
package import Procedures
import Records
package import Store

/// The catalogue as this replica holds it, in the words of `Procedures`. Entries keep their validity; whoever asks says
/// for which day.
package struct PublishedCatalogue: Sendable {
  /// Digest of the partition that it was read from.
  package let digest: Hash256
  package let catalogue: Catalogue
  package let calendar: WorkingCalendar?
  package let statuses: [StatusDescription]
  package let transitions: TransitionTable?
  package let units: UnitList?
  package let formerUnits: FormerUnitList?
  package let agencies: [Agency]
  /// What is integrated; `nil` where nothing was published about it.
  package let integration: IntegrationLists?
  /// Texts that were published once and are in no file any more: a dossier keeps the one of its day of receipt.
  package let withdrawnProcedures: [Procedure]

  /// Reads the partition; `nil` where no catalogue has arrived yet. An entry that cannot be read (a newer version wrote
  /// it) is passed over.
  package init?(_ reader: Reader) throws {
    var shelf = Shelf()
    for record in try reader.records(in: .catalogue) { shelf.add(record) }
    guard !shelf.procedures.isEmpty else { return nil }
    digest = try reader.state(of: .catalogue).digest
    catalogue = Catalogue(
      asOf: shelf.head?.asOf ?? .first, compiledOn: shelf.head?.compiledOn ?? .first,
      enums: shelf.head?.enums ?? [:],
      services: shelf.services.sorted { ($0.number, $0.validFrom) < ($1.number, $1.validFrom) },
      procedures: shelf.procedures.sorted { ($0.code, $0.validFrom) < ($1.code, $1.validFrom) },
      documentTypes: shelf.types.sorted { $0.slug < $1.slug },
      otherAgencies: shelf.others.sorted { $0.slug < $1.slug })
    withdrawnProcedures = shelf.withdrawn
    calendar = shelf.calendarHead.map { head in
      WorkingCalendar(
        validFrom: head.validFrom, validTo: head.validTo, source: head.source,
        workingWeekdays: head.workingWeekdays, days: shelf.days.sorted { $0.date < $1.date })
    }
    statuses = shelf.statuses.sorted { $0.code.rawValue < $1.code.rawValue }
    transitions = shelf.statusHead.map { head in
      TransitionTable(
        source: head.transitions.source, certainty: head.transitions.certainty,
        validFrom: head.transitions.validFrom, validTo: head.transitions.validTo,
        initial: head.transitions.initial,
        transitions: shelf.moves.sorted {
          ($0.from.rawValue, $0.to.rawValue) < ($1.from.rawValue, $1.to.rawValue)
        })
    }
    units = shelf.unitHead.map { head in
      var list = head
      list.units = shelf.units.sorted { ($0.code, $0.validFrom) < ($1.code, $1.validFrom) }
      return list
    }
    formerUnits = shelf.formerHead.map { head in
      var list = head
      list.successions = shelf.successions.sorted { ($0.formerCode, $0.code) < ($1.formerCode, $1.code) }
      return list
    }
    agencies = shelf.agencies.sorted { ($0.code, $0.validFrom) < ($1.code, $1.validFrom) }
    integration = shelf.integrationHead.map { head in
      IntegrationLists(
        source: head.source, certainty: head.certainty,
        lists: shelf.lists.sorted { ($0.code, $0.validFrom) < ($1.code, $1.validFrom) },
        ages: shelf.ages.sorted { ($0.source, $0.validFrom) < ($1.source, $1.validFrom) })
    }
  }

  /// The version of a procedure that a dossier names; also one that was withdrawn.
  package func procedure(_ code: String, validFrom: CivilDate) -> Procedure? {
    (catalogue.procedures + withdrawnProcedures).first { $0.code == code && $0.validFrom == validFrom }
  }

  package func unit(_ code: String, on day: CivilDate) -> AdministrativeUnit? {
    units?.units.first { $0.code == code && $0.validFrom <= day && day <= ($0.validTo ?? .last) }
  }

  package func agency(_ code: String, on day: CivilDate) -> Agency? {
    agencies.first { $0.code == code && $0.validFrom <= day && day <= ($0.validTo ?? .last) }
  }

  /// The lists in force on a day; none where nothing was published.
  package func lists(on day: CivilDate) -> ListsOfDay {
    integration?.inForce(on: day) ?? .none(on: day)
  }

  package func status(_ status: DossierStatus) -> StatusDescription? {
    statuses.first { $0.code == status }
  }
}

/// Collects records by entity.
private struct Shelf {
  struct Head: Decodable {
    let asOf: CivilDate
    let compiledOn: CivilDate
    let enums: [String: [String]]
  }
  struct CalendarHead: Decodable {
    let validFrom: CivilDate
    let validTo: CivilDate
    let source: String
    let workingWeekdays: Set<Int>
  }
  struct StatusHead: Decodable {
    struct Transitions: Decodable {
      let source: String
      let certainty: String
      let validFrom: CivilDate
      let validTo: CivilDate?
      let initial: [DossierStatus]
    }
    let transitions: Transitions
  }
  struct StatusEntry: Decodable {
    let status: StatusDescription
    let transitions: [TransitionTable.Transition]
  }
  struct UnitHead: Decodable {
    let province: Province
    let source: String
    let certainty: String
  }
  struct IntegrationHead: Decodable {
    let source: String
    let certainty: String
  }
  struct FormerHead: Decodable {
    let validTo: CivilDate
    let source: String
    let certainty: String
  }

  var head: Head?
  var services: [Service] = []
  var procedures: [Procedure] = []
  var withdrawn: [Procedure] = []
  var types: [DocumentType] = []
  var others: [OtherAgency] = []
  var calendarHead: CalendarHead?
  var days: [WorkingCalendar.Day] = []
  var statusHead: StatusHead?
  var statuses: [StatusDescription] = []
  var moves: [TransitionTable.Transition] = []
  var unitHead: UnitList?
  var units: [AdministrativeUnit] = []
  var formerHead: FormerUnitList?
  var successions: [Succession] = []
  var agencies: [Agency] = []
  var integrationHead: IntegrationHead?
  var lists: [IntegrationList] = []
  var ages: [AcceptableAge] = []
  private let decoder = JSONDecoder()

  mutating func add(_ record: RecordState) {
    guard let entity = Schema.current.entity(record.entity), let code = record.text("code", in: entity),
      let text = record.text("definition", in: entity)
    else { return }
    let isHead = code == CatalogueEntry.head
    guard record.life != .deleted else {
      if entity.name == "procedure", let procedure = decode(Procedure.self, text) {
        withdrawn.append(procedure)
      }
      return
    }
    switch entity.name {
    case "service" where isHead: head = decode(Head.self, text)
    case "service": append(text, to: &services)
    case "procedure": append(text, to: &procedures)
    case "document_type": append(text, to: &types)
    case "agency" where isHead: break
    case "agency" where code.hasPrefix(otherAgencyPrefix): append(text, to: &others)
    case "agency": append(text, to: &agencies)
    case "calendar_day" where isHead: calendarHead = decode(CalendarHead.self, text)
    case "calendar_day": append(text, to: &days)
    case "status" where isHead: statusHead = decode(StatusHead.self, text)
    case "status":
      guard let entry = decode(StatusEntry.self, text) else { return }
      statuses.append(entry.status)
      moves += entry.transitions
    case "unit" where isHead:
      unitHead = decode(UnitHead.self, text).map {
        UnitList(province: $0.province, source: $0.source, certainty: $0.certainty)
      }
    case "unit": append(text, to: &units)
    case "unit_mapping" where isHead:
      formerHead = decode(FormerHead.self, text).map {
        FormerUnitList(validTo: $0.validTo, source: $0.source, certainty: $0.certainty)
      }
    case "unit_mapping": append(text, to: &successions)
    case "integration" where isHead: integrationHead = decode(IntegrationHead.self, text)
    case "integration" where code.hasPrefix(acceptableAgePrefix): append(text, to: &ages)
    case "integration": append(text, to: &lists)
    default: break
    }
  }

  private func decode<Content: Decodable>(_ type: Content.Type, _ text: String) -> Content? {
    // What a newer version published is not for this one to judge; it stays in the replica.
    try? decoder.decode(type, from: Data(text.utf8))
  }

  private func append<Content: Decodable>(_ text: String, to list: inout [Content]) {
    if let content = decode(Content.self, text) { list.append(content) }
  }
}
