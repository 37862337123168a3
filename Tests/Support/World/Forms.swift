import Causality
import Records

/// Values that clerks type, entity by entity, out of few, so that they meet, and hostile ones.
extension SplitMix64 {
  mutating func values(of group: Group, records: [RecordID]) -> [Value] {
    group.fields.map { field in chance(15) ? .null : value(of: field, records) }
  }

  private mutating func value(of field: Field, _ records: [RecordID]) -> Value {
    switch field.type {
    case .text: .text(chance(40) ? pick(hostileTexts) : "\(field.name) \(below(3))")
    case .integer: .int(Int64(1 + below(10)))
    case .boolean: .bool(chance(50))
    case .partialDate: .text(pick(["1957", "1957-03", "1957-03-05", "1990-12-31"]))
    case .instant: .int(1_790_000_000_000 + Int64(below(5)) * 86_400_000)
    case .amount: .int(Int64(below(3)) * 8_000)
    case .reference: .record(records.isEmpty ? nil : pick(records))
    case .hash: .bytes([UInt8](repeating: UInt8(below(3)), count: 32))
    case .choice(let words): .text(pick(words))
    case .document: .text("{\"n\":\(below(3))}")
    }
  }
}

extension Schema {
  /// What is written in a simulated world: roots and children of both kinds of partition.
  static let simulatedRoots: [Entity] = ["person", "household", "dossier"].compactMap(current.entity(named:))
  static let simulatedChildren: [Entity] = ["document", "requirement", "event"].compactMap(
    current.entity(named:))
}
