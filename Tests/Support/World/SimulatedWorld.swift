package import Causality
package import Conflicts
import Exchange
package import Records
import SQLite
import Store

/// Why a world is not as it must be.
package struct WorldFailure: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

/// What a run of a seed came to.
package struct WorldOutcome: Sendable {
  package let seed: UInt64
  package let nodes: Int
  /// `nil` when everything is as it must be.
  package var failure: String?
  /// Over all events and the states at the end; the same for two runs of one seed.
  package var trace: Hash256
  package var events: EventTable
  package var acknowledged = 0
  /// Sync rounds, hub and all nodes, until nothing moved any more.
  package var healingRounds = 0
  package var siblingsAtEnd = 0
  package var strikes: [Faults.Kind: Int] = [:]
  package var reached: [Reached: Int] = [:]
}

/// A hub and its nodes, their clerks, the mail between them and all that goes wrong, from one seed. Single-threaded, without
/// a clock and without waiting; the replicas are real files and the messages real bytes.
package final class SimulatedWorld {
  /// So few that clerks meet.
  static let recordsWanted = 7
  package static let unit = Partition.unit("06184")
  /// What a batch may carry here: small, so that sessions have many rounds.
  static let limits = BatchLimits(changes: 12, bytes: 1 << 16)

  let seed: UInt64
  var chance: SplitMix64
  var faults: Faults
  var events = EventTable()
  var oracle = Oracle()
  let time = WorldTime()
  let province = TestProvince()
  let hashing = CryptoHashing()
  /// The hub is the first.
  var nodes: [SimulatedNode] = []
  var mail: [Mail] = []
  /// Records that somebody made, with the partition that they live in.
  var records: [(id: RecordID, entity: Entity, partition: Partition)] = []
  var nextToken = 1
  var nextSession = 1
  /// How the last session ended that ended well.
  var lastSummary: SyncSummary?
  var strikes: [Faults.Kind: Int] = [:]
  var reached: [Reached: Int] = [:]
  /// A program with a center's true key that believes itself the province.
  var forger: ReplicaFile?
  private let folder: WorldFolder
  private let echo: ((String) -> Void)?

  var hub: SimulatedNode { nodes[0] }
  var step: Int { events.step }

  /// - Parameters:
  ///   - centers: how many nodes beside the hub; by chance 3 to 8 where it is not given.
  ///   - faults: by chance where they are not given.
  package init(
    seed: UInt64, centers: Int? = nil, faults: Faults? = nil, rules: RuleBook = ShippedRules.book,
    echo: ((String) -> Void)? = nil
  ) throws {
    self.seed = seed
    var chance = SplitMix64(seed: seed)
    let count = centers ?? 3 + chance.below(6)
    let byChance = Faults.swarm(using: &chance)
    self.faults = faults ?? byChance
    self.chance = chance
    folder = try WorldFolder()
    self.echo = echo
    try add(name: "province", role: .province, rules: rules)
    for number in 1...count { try add(name: "H37.\(number)", role: .center, rules: rules) }
    for node in nodes.dropFirst() {
      try hub.file.enrol(node.signer.identity)
      try hub.file.grant(node.name, Self.unit)
      try hub.file.grant(node.name, .center(node.name))
    }
    // A node has the registry before it has anything else: joining gives it.
    for node in nodes.dropFirst() { try TestWorld.send([.registry], from: hub.file, to: node.file) }
    note("world", "\(count) nodes, \(self.faults)")
  }

  private func add(name: String, role: NodeIdentity.Role, rules: RuleBook) throws {
    let number = nodes.count
    nodes.append(
      try SimulatedNode(
        number: number, name: name, role: role, folder: folder.make("\(number)"), province: province,
        rules: rules, time: time, seed: chance.next()))
  }

  /// The troubled time: clerks work, messages travel, things break.
  package func run(steps: Int) throws {
    for _ in 0..<steps {
      events.step += 1
      time.milliseconds += Int64(chance.below(6 * 3_600_000))
      try trouble()
      try work(at: chance.pick(nodes))
      for _ in 0..<2 { try exchange() }
    }
  }

  /// What breaks by itself.
  private func trouble() throws {
    let node = chance.pick(nodes)
    if strikes(.partition, faults.partition) {
      node.isCutUntil = step + 5 + chance.below(40)
      note(node.name, "link cut until step \(node.isCutUntil)")
    }
    if strikes(.clock, faults.clock) {
      let year: Int64 = 365 * 86_400_000
      node.skew = chance.pick([
        0, 60_000, -60_000, 3_600_000, -3_600_000, 86_400_000 * 30, -26 * year, 73 * year,
      ])
      // Sometimes the node finds out, and says so in its stamps.
      node.file.clockIsSuspect = abs(node.skew) > HybridClock.toleranceMilliseconds && chance.chance(60)
      note(
        node.name, "clock off by \(node.skew / 1_000) s\(node.file.clockIsSuspect ? ", and knows it" : "")")
    }
    if strikes(.forgery, faults.forgery) { try forge() }
    if chance.chance(faults.crash / 3) {
      note(node.name, "power fails while nothing is under way")
      try restart(node)
    }
    if chance.chance(3) { _ = try? node.file.db.checkpoint(truncate: chance.chance(50)) }
  }

  /// Runs an operation in which, or after which, the power may fail. `nil`: it did, and nobody heard the answer.
  func underPower<Value>(
    _ node: SimulatedNode, _ what: String, _ body: () throws -> Value
  ) throws -> Value? {
    if strikes(.crashInside, faults.crash) { node.power.arm(after: 1 + chance.below(30)) }
    let answer = Result { try body() }
    node.power.disarm()
    if node.power.kept != nil {
      note(node.name, "power fails during \(what)")
      try restart(node)
      return nil
    }
    if strikes(.crashAfter, faults.crash) {
      note(node.name, "power fails after \(what), before the answer")
      try restart(node)
      return nil
    }
    return try answer.get()
  }

  func restart(_ node: SimulatedNode) throws {
    let torn = strikes(.tornLog, faults.tornLog) ? chance.bytes(1 + chance.below(9_000)) : []
    let wasSuspect = node.file.clockIsSuspect
    try node.restart(tornLog: torn)
    if node.number == 0 { reach(.hubRestarted) }
    node.file.clockIsSuspect = wasSuspect
    guard !node.file.beganOriginAtOpening else {
      throw WorldFailure("\(node.name) began a new origin after a mere crash")
    }
  }

  func strikes(_ kind: Faults.Kind, _ percent: Int) -> Bool {
    guard percent > 0, chance.chance(percent) else { return false }
    strikes[kind, default: 0] += 1
    return true
  }

  func reach(_ point: Reached) { reached[point, default: 0] += 1 }

  func note(_ place: String, _ text: String) {
    events.add(place, text)
    if let echo, let event = events.events.last { echo(EventTable.line(event)) }
  }
}
