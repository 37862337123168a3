import Causality
import Records

/// One sibling as the rules see it: decoded, with composed letters, because "Hoà" typed in one normal form and "Hoà"
/// typed in another are no conflict to anybody who reads them.
struct Rival {
  let id: ChangeID
  let stamp: Stamp
  let values: [Value]

  init(_ entry: Siblings<GroupContent>.Entry) {
    id = entry.id
    stamp = entry.content.stamp
    values = entry.content.values.values.map(\.composed)
  }

  func value(_ field: FieldPlace) -> Value {
    field.index < values.count ? values[field.index] : .null
  }

  /// Order of standing where nothing else decides: whoever can be trusted, then the later, then the greater hash.
  /// Total, and the same on every replica.
  static func stands(_ a: Rival, behind b: Rival) -> Bool {
    if a.stamp.isSuspect != b.stamp.isSuspect { return a.stamp.isSuspect }
    if a.stamp.time != b.stamp.time { return a.stamp.time < b.stamp.time }
    return a.id < b.id
  }
}

extension [Rival] {
  /// All show one value.
  var agree: Bool {
    guard let first else { return true }
    return allSatisfy { $0.values == first.values }
  }

  /// The foremost in the order of standing. The caller has at least one.
  var foremost: Rival {
    var best = self[0]
    for rival in self.dropFirst() where Rival.stands(best, behind: rival) { best = rival }
    return best
  }
}

extension Value {
  /// Texts with composed letters, everything else as it is.
  var composed: Value {
    if case .text(let text) = self { .text(Records.composed(text)) } else { self }
  }
}
