import Causality
import Records
import Store

/// The workload of the peers: N changes on 12-field records of about 300 bytes, N/2 inserts and then N/2 updates, 1,000 a
/// transaction. Deterministic.
struct Workload {
  static let perTransaction = 1_000
  let partition = Partition.unit("06184")
  let entity: Entity

  init(entity name: String) {
    guard let entity = Schema.current.entity(named: name) else { preconditionFailure("no entity \(name)") }
    self.entity = entity
  }

  private static let surnames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ"]
  private static let given = ["An", "Bình", "Châu", "Dũng", "Hà", "Hùng", "Linh", "Phương", "Quân", "Trang"]

  /// Twelve fields in seven groups, about 300 bytes of values.
  func insert(_ index: Int, _ id: RecordID) -> Draft {
    var writes: [GroupDraft] = []
    func add(_ group: String, _ values: [Value]) {
      guard let group = entity.group(named: group) else { preconditionFailure("no group \(group)") }
      writes.append(GroupDraft(group: group.number, values: GroupValues(values)))
    }
    switch entity.name {
    case "person":
      add("name", [.text(Self.surnames[index % 8]), .text("Thị"), .text("\(Self.given[index % 10])")])
      add("birth", [.text("19\(10 + index % 90)-0\(1 + index % 9)-1\(index % 10)")])
      add("identity", [.text("020\(100_000_000 + index)")])
      add("origin", [.text("Nùng"), .text("Việt Nam"), .text("Lạng Sơn, xã số \(index % 65)")])
      add("phone", [.text("09\(10_000_000 + index)")])
      add(
        "residence",
        [
          .text("06184"),
          .text(
            "Số \(index) đường Trần Hưng Đạo, khối \(index % 20), " + String(repeating: "ghi chú ", count: 8)),
          .text("permanent"), .null, .text("head"),
        ])
    default:
      add(
        "request",
        [
          .text("1.001193"), .text("2025-07-01"), .null, .text("direct"),
          .int(1_700_000_000_000 + Int64(index)),
          .text(
            "Số \(index) đường Trần Hưng Đạo, khối \(index % 20), " + String(repeating: "ghi chú ", count: 12)
          ),
        ])
      add("state", [.int(2), .null, .text("\(Self.surnames[index % 8]) Thị \(Self.given[index % 10])")])
      add("due", [.int(1_700_000_000_000 + Int64(index)), .int(1_700_000_000_000 + Int64(index))])
      add("assignment", [.text("can-bo-\(index % 8)")])
    }
    return Draft(
      partition: partition, record: id, entity: entity.number, writes: writes, author: "can-bo-\(index % 8)",
      source: "counter", reason: "", isCreation: true)
  }

  var updatedGroup: Group {
    guard let group = entity.group(named: entity.name == "person" ? "phone" : "due") else {
      preconditionFailure("no group to update")
    }
    return group
  }

  func update(_ index: Int, _ shown: RecordState, side: Int = 0) -> Draft {
    let values: [Value] =
      entity.name == "person"
      ? [.text("03\(20_000_000 + index * 2 + side)")]
      : [.int(1_800_000_000_000 + Int64(index * 2 + side)), .int(1_700_000_000_000 + Int64(index))]
    return Draft(
      partition: partition, record: shown.record, entity: entity.number, lifeShown: shown.shown(0),
      writes: [shown.draft(updatedGroup, values)], author: "can-bo-\(index % 8)", source: "counter",
      reason: "",
      whenStale: .stand)
  }
}
