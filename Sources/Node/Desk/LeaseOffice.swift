package import Causality
import Exchange
package import Procedures
package import Records
package import Store

/// The province's side of dossier numbers: every incarnation that writes for a center holds a range of its own, always
/// with enough ahead for an outage.
package enum LeaseOffice {
  /// Serials of one lease. A busy center receives some 160 dossiers a working day, so three weeks without a link use up
  /// 2,400; a year has 999,999 serials a center, enough for 200 incarnations.
  package static let size: Int64 = 5_000
  /// A new lease is made when fewer are left.
  package static let lowWater: Int64 = 2_500

  /// An origin that speaks for a center.
  package struct Speaker: Hashable, Sendable {
    package let agency: String
    package let origin: OriginID

    package init(agency: String, origin: OriginID) {
      self.agency = agency
      self.origin = origin
    }
  }

  /// The leases to make now. The hub calls it after each batch that it absorbed, and when a node opens a session; a second
  /// call makes the same records, so nothing is leased twice.
  ///
  /// - Parameters:
  ///   - year: of the numbers, by the calendar of Vietnam.
  ///   - speakers: origins that are known although they have written nothing yet: the one that opens a session.
  ///   - only: the center that is looked at; nil for all.
  package static func leasesDue(
    _ reader: Reader, year: Int, speakers: [Speaker] = [], of only: String? = nil, hashing: any Hashing
  ) throws -> [Draft] {
    var all = Set(speakers)
    for case .center(let agency) in try reader.partitions() where only == nil || agency == only {
      for entry in try reader.state(of: .center(agency)).vector.entries
      where try reader.node(of: entry.log.origin) == agency {
        all.insert(Speaker(agency: agency, origin: entry.log.origin))
      }
    }
    var drafts: [Draft] = []
    for (agency, speakers) in Dictionary(grouping: all, by: \.agency).sorted(by: { $0.key < $1.key }) {
      drafts += try leasesDue(
        reader, agency, speakers.map(\.origin).sorted(), year: year, hashing: hashing)
    }
    return drafts
  }

  /// The years of which a center needs numbers on a day: this one; the next one in December, for the link may be down on
  /// New Year's Day; the one before while its dossiers still bear provisional codes.
  package static func years(of agency: String, on day: CivilDate, _ reader: Reader) throws -> [Int] {
    let year = day.year
    let prefix = "\(agency)-\(format2((year - 1) % 100))"
    let keys = try reader.keys(.dossierCode, from: prefix, to: prefix + "~")
    let isOpen = try keys.contains { key in
      guard let code = DossierCode(key), code.isProvisional, code.date.year == year - 1 else { return false }
      return try reader.find(.dossierCode, key).contains { state in
        Schema.current.entity(state.entity).flatMap { state.text("code", in: $0) } == key
      }
    }
    return (isOpen ? [year - 1] : []) + [year] + (day.parts.month == 12 ? [year + 1] : [])
  }

  private static func leasesDue(
    _ reader: Reader, _ agency: String, _ origins: [OriginID], year: Int, hashing: any Hashing
  ) throws -> [Draft] {
    let leases = try DossierNumbers.leases(of: agency, reader).filter { $0.year == year }
    let used = try serials(of: agency, year: year, reader)
    var next = max(leases.map(\.range.upperBound).max() ?? 0, used.last ?? 0) + 1
    var drafts: [Draft] = []
    for origin in origins {
      let own = leases.filter { $0.origin == origin.description }.map(\.range)
      // Serials are used in order, so what lies above the highest one used is left.
      let highest = used.last { serial in own.contains { $0.contains(serial) } } ?? 0
      let left = own.reduce(Int64(0)) { sum, range in
        sum + max(0, range.upperBound - max(highest, range.lowerBound - 1))
      }
      guard left < lowWater, next + size - 1 <= 999_999 else { continue }
      drafts.append(lease(agency, origin, year, next...(next + size - 1), hashing))
      next += size
    }
    return drafts
  }

  private static func lease(
    _ agency: String, _ origin: OriginID, _ year: Int, _ range: ClosedRange<Int64>, _ hashing: any Hashing
  ) -> Draft {
    var out = CBORWriter(capacity: 96)
    out.array(4)
    out.text("tram/lease/1")
    out.text(agency)
    out.int(Int64(year))
    out.int(range.lowerBound)
    return newRecord(
      RecordID(hashOf: hashing.hash(out.bytes)), "lease",
      [
        (
          "range",
          [.text(origin.description), .int(Int64(year)), .int(range.lowerBound), .int(range.upperBound)]
        )
      ], in: .center(agency),
      by: Acting(account: "hub", source: "province", reason: "numbers of dossiers", now: 0))
  }

  /// Official serials that dossiers of a center bear in a year, in order.
  private static func serials(of agency: String, year: Int, _ reader: Reader) throws -> [Int64] {
    let prefix = "\(agency)-\(format2(year % 100))"
    let keys = try reader.keys(.dossierCode, from: prefix, to: prefix + "~")
    return keys.compactMap { key in
      guard let code = DossierCode(key), !code.isProvisional, code.date.year == year else { return nil }
      return Int64(code.serial)
    }.sorted()
  }

  private static func format2(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
