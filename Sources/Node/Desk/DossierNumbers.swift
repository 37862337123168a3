import Causality
package import Procedures
import Records
package import Store

/// Serial numbers of dossiers: from ranges that the province leased to this incarnation, else provisional ones.
package enum DossierNumbers {
  /// A range of serials of one year that one origin may use.
  package struct Lease: Hashable, Sendable {
    package let origin: String
    package let year: Int
    package let range: ClosedRange<Int64>
  }

  /// The leases of a center that the province made. A lease that anybody else wrote is none.
  package static func leases(of agency: String, _ reader: Reader) throws(ReplicaError) -> [Lease] {
    guard let entity = Schema.current.entity(named: "lease"), let group = entity.group(named: "range") else {
      return []
    }
    var leases: [Lease] = []
    for record in try reader.records(in: .center(agency), entity: entity.number) where record.life != .deleted
    {
      // Rivals are two claims on one range (a hub that was restored): nobody uses it.
      guard record[group.number].count == 1, let entry = record[group.number].entries.first,
        entry.content.stamp.source == "province", try reader.node(of: entry.id.origin) == "province"
      else { continue }
      let values = entry.content.values
      guard let origin = values[0].text, let year = values[1].int, let first = values[2].int,
        let last = values[3].int, first >= 1, first <= last, last <= 999_999
      else { continue }
      leases.append(Lease(origin: origin, year: Int(clamping: year), range: first...last))
    }
    return leases
  }

  /// The next code of a center on a day, its serial durable before it is returned. What a commit that is refused
  /// afterwards leaves unused stays unused.
  package static func next(
    for agency: String, on day: CivilDate, _ file: ReplicaFile
  ) throws -> DossierCode {
    let own = try leases(of: agency, file.reader).filter {
      $0.origin == file.origin.description && $0.year == day.year
    }
    if let serial = try file.takeNumber("dossier/\(day.year)", from: own.map(\.range)) {
      return try DossierCode.make(agency: agency, on: day, serial: Int(serial))
    }
    let serial = try file.takeNumber("provisional/\(day.year)", from: [1...999_999]) ?? 999_999
    return try DossierCode.makeProvisional(
      agency: agency, on: day, originLetters: DossierCode.originLetters(file.origin.bits.bytes),
      serial: Int(serial))
  }
}
