import Causality
import Conflicts
import Exchange
import Records
import Simulation
import Store

let unit = Partition.unit("06184")

/// A province with a few centers under the rules it ships, and the words in which its histories are told.
struct Story {
  let world: TestWorld

  init(centers count: Int = 2) throws {
    world = try TestWorld(centers: count, rules: ShippedRules.book)
  }

  var hub: ReplicaFile { world.hub }
  var a: ReplicaFile { world.centers[0] }
  var b: ReplicaFile { world.centers[1] }
  var c: ReplicaFile { world.centers[2] }
  var everyone: [ReplicaFile] { [hub] + world.centers }

  /// The link is up: everybody gives the hub what it lacks and gets what the others had.
  func sync(_ partition: Partition = unit) throws {
    for center in world.centers { try TestWorld.send([partition], from: center, to: hub) }
    for center in world.centers { try TestWorld.send([partition], from: hub, to: center) }
  }

  /// A person of whom everybody knows.
  func person(_ groups: [(String, [Value])] = [("phone", [.text("0912 000 001")])]) throws -> RecordID {
    let id = try a.write("person", groups, in: unit)
    try sync()
    return id
  }

  /// The values that stand in a group of a record at a replica.
  func standing(_ id: RecordID, _ group: UInt64, at replica: ReplicaFile) throws -> Set<Value> {
    Set(try replica.show(id)[group].entries.map { $0.content.values[0] })
  }

  /// Everybody holds the same to the byte, under one digest, with one queue.
  func agrees(_ partition: Partition = unit) throws -> Bool {
    let state = try hub.reader.state(of: partition)
    let bytes = try hub.reader.records(in: partition).map(\.encoded).sorted {
      $0.lexicographicallyPrecedes($1)
    }
    let queue = try hub.reader.conflicts(QueueFilter(isOpen: nil))
    return try world.centers.allSatisfy { center in
      let mine = try center.reader.records(in: partition).map(\.encoded).sorted {
        $0.lexicographicallyPrecedes($1)
      }
      return try center.reader.state(of: partition) == state && mine == bytes
        && center.reader.conflicts(QueueFilter(isOpen: nil)) == queue
    }
  }

  /// The queue's entry about a group, at the hub.
  func entry(_ id: RecordID, _ group: UInt64) throws -> QueueEntry? {
    try hub.reader.conflicts(QueueFilter(isOpen: nil)).first { $0.subject == .group(id, group) }
  }

  /// An administrator at `replica` looks at a conflict and takes one side.
  @discardableResult
  func resolve(
    _ id: RecordID, _ group: UInt64, taking value: Value, at replica: ReplicaFile, shown: RecordState? = nil
  ) throws -> Committed {
    let shown = try shown ?? replica.show(id)
    guard let side = shown[group].entries.first(where: { $0.content.values[0] == value }) else {
      throw TestFailure("no such side")
    }
    return try replica.commit(
      try replica.rules.resolution(
        of: shown, group: group, taking: .sibling(side.id), shown: shown[group].names,
        by: Decision(partition: unit, author: "admin", source: "counter", reason: "looked at the papers")))
  }

  @discardableResult
  func delete(_ id: RecordID, at replica: ReplicaFile, _ act: LifeAct = .delete) throws -> Committed {
    let shown = try replica.show(id)
    return try replica.commit(
      Draft(
        partition: unit, record: id, entity: shown.entity, lifeAct: act, lifeShown: shown.shown(0),
        writes: [],
        author: "clerk", source: "counter", reason: "entered twice"))
  }
}

extension ReplicaFile {
  /// Everything of a partition, as it would travel.
  func wholeLog(_ partition: Partition) throws -> Batch {
    try reader.batch(for: [PartitionVector(partition: partition, vector: VersionVector())]).batch
  }

  func changeCount(_ partition: Partition) throws -> UInt64 {
    try reader.state(of: partition).vector.count(missingFrom: VersionVector())
  }
}

/// Numbers of groups of `person`.
enum PersonGroup {
  static let life: UInt64 = 0
  static let name: UInt64 = 1
  static let birth: UInt64 = 2
  static let phone: UInt64 = 8
  static let email: UInt64 = 9
}
