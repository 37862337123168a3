import Foundation
import Procedures
import Testing

private let shipped = Result { try ShippedConfig.decode(Catalogue.self, "catalogue/catalogue.json") }

@Suite struct `The shipped catalogue` {
  @Test func `decodes, and encodes to what it was`() throws {
    let catalogue = try shipped.get()
    #expect(catalogue.services.count == 25)
    #expect(catalogue.procedures.count == 46)
    #expect(catalogue.documentTypes.count == 13)
    let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(catalogue))
    let original = try JSONSerialization.jsonObject(with: ShippedConfig.data("catalogue/catalogue.json"))
    #expect(withoutNulls(encoded) == withoutNulls(original))
  }

  @Test func `names only what it holds`() throws {
    let catalogue = try shipped.get()
    let codes = Set(catalogue.procedures.map(\.code))
    let agencies = Set(catalogue.otherAgencies.map(\.slug))
    for service in catalogue.services {
      #expect(
        Set(service.procedures + service.relatedProcedures).isSubset(of: codes), "service \(service.number)")
      for step in service.linked?.steps ?? [] {
        #expect(step.procedure.map(codes.contains) ?? true)
        #expect(step.dependsOn.allSatisfy { $0 < step.order })
      }
    }
    for procedure in catalogue.procedures {
      for component in procedure.cases.flatMap(\.components) {
        for source in [component.satisfiedBy] + component.alternatives {
          switch source {
          case .vneidDocument(let slug): #expect(catalogue.documentType(slug)?.inVNeID == true, "\(slug)")
          case .otherAgency(let slug): #expect(agencies.contains(slug), "\(slug)")
          default: break
          }
          #expect(ComponentSource(source.description) == source)
        }
      }
    }
  }

  @Test func `knows limits, cut-offs and fees`() throws {
    let catalogue = try shipped.get()
    let day = try #require(CivilDate("2026-11-24"))
    let birth = try #require(catalogue.procedure("1.001193", on: day)?.channels.first)
    #expect(birth.timeLimit.unit == .sameDay && birth.timeLimit.cutOff == "15:00")
    let vehicle = try #require(catalogue.procedure("1.012575", on: day)?.channels.first)
    #expect(vehicle.timeLimit.startsAfterPayment)
    let plate = try #require(vehicle.timeLimit.variant(when: "auctioned or identification plate"))
    #expect(plate.value == 7 && plate.startsAfterPayment)
    let card = try #require(catalogue.procedure("1.014063", on: day)?.channels.first)
    #expect(card.feeAmount(on: day) == 25_000)
    #expect(card.feeAmount(on: try #require(CivilDate("2027-01-01"))) == 50_000)
    #expect(catalogue.procedure("1.001193", on: try #require(CivilDate("2024-01-01"))) == nil)
    #expect(catalogue.service(9, on: day)?.procedures.first == "1.001193")
  }
}

@Suite struct `The shipped units and agencies` {
  @Test func `are 65, each with one center`() throws {
    let units = try ShippedConfig.decode(UnitList.self, "catalogue/units.json").units
    let agencies = try ShippedConfig.decode(AgencyList.self, "catalogue/agencies.json").agencies
    #expect(units.count == 65)
    #expect(units.count { $0.kind == .ward } == 4)
    #expect(Set(agencies.compactMap(\.unit)) == Set(units.map(\.code)))
    #expect(Set(agencies.map(\.code)).count == 66)
    for agency in agencies where agency.unit != nil {
      let day = agency.validFrom
      #expect(throws: Never.self) { try DossierCode.make(agency: agency.code, on: day, serial: 1) }
    }
  }

  @Test func `follow from 194 former ones, of which two were split`() throws {
    let list = try ShippedConfig.decode(FormerUnitList.self, "catalogue/former-units.json")
    let units = Set(try ShippedConfig.decode(UnitList.self, "catalogue/units.json").units.map(\.code))
    #expect(Set(list.successions.map(\.formerCode)).count == 194)
    #expect(Set(list.successions.map(\.code)) == units)
    #expect(Set(list.successions.filter { $0.kind == .split }.map(\.formerCode)) == ["06622", "06625"])
    #expect(list.successions(of: "06622").map(\.code) == ["06613", "06625"])
    #expect(list.successions(of: "05977").map(\.name) == ["Phường Đông Kinh"])
  }
}

/// JSON without members that are null, which an encoder leaves out.
private func withoutNulls(_ value: Any) -> NSObject {
  switch value {
  case let object as [String: Any]:
    NSDictionary(dictionary: object.filter { !($0.value is NSNull) }.mapValues(withoutNulls))
  case let array as [Any]: NSArray(array: array.map(withoutNulls))
  case let other as NSObject: other
  default: NSString(string: "\(value)")
  }
}
