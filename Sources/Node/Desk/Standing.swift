import Causality
package import Exchange
package import Procedures
package import Records
import Store

/// Where a record stands between this desk and the province, derived from what the hub said it holds.
package enum Standing: Hashable, Sendable {
  /// Durable here; the province does not have all of it yet.
  case savedHere
  /// All of it is durable at the province.
  case knownToProvince
  /// The province did not take a change of ours.
  case refused(SyncRefusal.Code)
  /// A person must decide about something in it.
  case inConflict

  /// One word for `--json`: `saved-here`.
  package var word: String {
    switch self {
    case .savedHere: "saved-here"
    case .knownToProvince: "known-to-province"
    case .refused: "refused"
    case .inConflict: "in-conflict"
    }
  }
}

extension DeskView {
  /// The most urgent word about records that belong together: a dossier with its events, a person with documents.
  package func standing(of sheets: [Sheet]) throws -> Standing {
    let refusals = try reader.refusals(by: DeskHome.hub).map(\.refusal)
    for sheet in sheets {
      for id in sheet.ids {
        let refused = refusals.first {
          $0.partition == sheet.partition && $0.log?.origin == id.origin && $0.sequence <= id.sequence
            && $0.sequence > 0
        }
        if let refused { return .refused(refused.code) }
      }
    }
    if sheets.contains(where: {
      $0.marks.values.contains(where: \.isProvisional) || $0.state.life == .disputed
    }) {
      return .inConflict
    }
    guard !home.isProvince else { return .knownToProvince }
    let held = try reader.peerStates(of: DeskHome.hub)
    let isKnown = try sheets.allSatisfy { sheet in
      guard let vector = held.first(where: { $0.partition == sheet.partition })?.vector else { return false }
      return try sheet.ids.allSatisfy { id in
        guard let log = try reader.log(of: id, in: sheet.partition) else { return false }
        return id.sequence <= vector[log]
      }
    }
    return isKnown ? .knownToProvince : .savedHere
  }

  /// When this replica last heard from the province about a partition; now at the province itself, 0 for never.
  package func asOf(_ partition: Partition) throws -> Int64 {
    guard !home.isProvince else { return now }
    return try reader.peerStates(of: DeskHome.hub).first { $0.partition == partition }?.at ?? 0
  }
}

extension Sheet {
  /// The changes that its shown state consists of.
  fileprivate var ids: [ChangeID] { state.groups.flatMap { $0.siblings.entries.map(\.id) } }
}
