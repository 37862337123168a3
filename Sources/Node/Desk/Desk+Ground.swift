import Causality
package import Procedures
import Records
import Store

extension Desk {
  /// The account that writes what the program saw by itself.
  package static let program = "tram"

  /// Holds the evidence of all open dossiers against the data as it is now and writes down what moved. Gives the number of
  /// dossiers whose ground moved. One that changes meanwhile is looked at the next time.
  package func reverify() async throws -> Int {
    let acting = acting(Self.program, "")
    let plans = try await ask { view -> [DeskPlan<RecordID>] in
      guard view.catalogue != nil, !view.home.isProvince else { return [] }
      var chance = SystemRandomNumberGenerator()
      return try view.planReverification(by: acting, using: &chance)
    }
    var moved = 0
    for plan in plans {
      do {
        _ = try await commit(plan)
        moved += 1
      } catch ReplicaError.changedMeanwhile { continue }
    }
    return moved
  }

  /// Looks again at ground that has moved: each component is judged anew.
  package func renewGround(
    _ text: String, reason: String = "", staff: String, seen: String? = nil
  ) async throws -> Done<DeskView.Stepped> {
    try await step(.renewGround, of: text, reason: reason, staff: staff, seen: seen)
  }

  /// Why each component of a dossier was asked for or not, by the lists of a day.
  package func why(_ text: String, on day: CivilDate? = nil, component: String? = nil) async throws -> Why {
    try await ask { try $0.why(text, on: day, component: component) }
  }
}
