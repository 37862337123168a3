package import Procedures
import Records
import Store

/// What a center reports about a period, by service: the shape that localities report for Project 06. Counts only.
package struct DeskReport: Sendable {
  package struct Row: Hashable, Sendable {
    /// Number of the service; 0 for procedures of none of the 25.
    package var service: Int
    package var center: String
    package var dossiers = 0
    package var online = 0
    /// Without a paper: every component by data, by VNeID, by an electronic form or not at all, and no scan.
    package var paperless = 0
    package var ended = 0
    package var endedInTime = 0
    package var overdue = 0
    /// By reason.
    package var exceptions: [GuardException.Reason: Int] = [:]
    package var openConflicts = 0
  }

  package let from: CivilDate
  package let to: CivilDate
  package let rows: [Row]
  /// When this replica last heard from the province about the oldest of its communes; nil at the province and for never.
  package let oldestAsOf: Int64?
}

extension DeskView {
  /// Dossiers received from the first day through the last, by service and center.
  package func report(from: CivilDate, to: CivilDate, center: String? = nil) throws -> DeskReport {
    let catalogue = try published()
    var services: [String: Int] = [:]
    for service in catalogue.catalogue.services.reversed() {
      for code in service.relatedProcedures where services[code] == nil { services[code] = service.number }
    }
    for service in catalogue.catalogue.services.reversed() {
      for code in service.procedures { services[code] = service.number }
    }
    let range =
      HanoiTime(from)
      .millisecondsSinceEpoch..<max(
        HanoiTime(from).millisecondsSinceEpoch, HanoiTime(to.adding(days: 1)).millisecondsSinceEpoch)
    var filter = DossierFilter()
    filter.center = center
    filter.limit = .max
    var rows: [String: DeskReport.Row] = [:]
    for dossier in try dossiers(filter) where range.contains(dossier.int("received_at") ?? .min) {
      guard case .center(let agency) = dossier.partition else { continue }
      let service = dossier.text("procedure").flatMap { services[$0] } ?? 0
      let key = "\(agency)/\(service)"
      var row = rows[key] ?? DeskReport.Row(service: service, center: agency)
      try add(dossier, to: &row)
      rows[key] = row
    }
    let units = try reader.partitions().filter { if case .unit = $0 { true } else { false } }
    let ages = home.isProvince ? [] : try units.map { try asOf($0) }
    return DeskReport(
      from: from, to: to, rows: rows.values.sorted { ($0.center, $0.service) < ($1.center, $1.service) },
      oldestAsOf: ages.min().flatMap { $0 > 0 ? $0 : nil })
  }

  private func add(_ dossier: Sheet, to row: inout DeskReport.Row) throws {
    row.dossiers += 1
    if dossier.text("channel") == Channel.Kind.online.rawValue { row.online += 1 }
    let isOnPaper = try children(of: dossier, "requirement").contains {
      $0.text("state") == Satisfaction.State.provided.rawValue
    }
    if try !isOnPaper && children(of: dossier, "attachment").isEmpty { row.paperless += 1 }
    for exception in try children(of: dossier, "exception") {
      guard let reason = exception.text("reason").flatMap({ GuardException.Reason(rawValue: $0) }) else {
        continue
      }
      row.exceptions[reason, default: 0] += 1
    }
    let hand = DossierInHand(
      dossier: dossier, events: try children(of: dossier, "event"), procedure: nil, calendar: nil,
      lists: .none(on: day))
    switch hand.timeliness(at: time) {
    case .endedEarly, .endedOnTime:
      row.ended += 1
      row.endedInTime += 1
    case .endedLate: row.ended += 1
    case .overdue: row.overdue += 1
    case .running, .paused, .notRunning: break
    }
    row.openConflicts += try openConflicts(of: dossier.record).count
  }
}
