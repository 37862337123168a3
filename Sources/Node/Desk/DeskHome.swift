package import Causality
import Records
package import Store

/// Whose desk it is.
package struct DeskHome: Hashable, Sendable {
  /// Agency code of the center; `nil` at the province.
  package let agency: String?
  /// The incarnation that writes here.
  package let origin: OriginID

  package init(agency: String?, origin: OriginID) {
    self.agency = agency
    self.origin = origin
  }

  package init(_ file: ReplicaFile) {
    self.init(agency: file.identity.role == .center ? file.identity.name : nil, origin: file.origin)
  }

  package var isProvince: Bool { agency == nil }

  /// On whose word staff here write: `counter` at a center, `province` at the province.
  package var source: String { isProvince ? "province" : "counter" }

  /// Name under which the hub is known among the peers.
  static let hub = "hub"
}
