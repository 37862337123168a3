import Causality
import Conflicts
import Exchange
import Records
import Store

/// The one time of a world, in milliseconds; every clock is this and an error. It passes by itself whenever somebody
/// looks, so that no two looks see the same.
final class WorldTime {
  var milliseconds: Int64 = 1_790_000_000_000
}

/// A node or the hub: a real replica on a disk of its own, its clock, its staff and the session under way.
final class SimulatedNode {
  let number: Int
  let name: String
  let folder: String
  let signer: TestSigner
  private let province: TestProvince
  private let rules: RuleBook
  private let time: WorldTime
  let power: PowerSwitch
  private var chance: SplitMix64
  private var opened: ReplicaFile?
  /// What the clock is wrong by.
  var skew: Int64 = 0
  var clerks: [Clerk]
  var session: LiveSession?
  /// No message passes before this step.
  var isCutUntil = 0

  init(
    number: Int, name: String, role: NodeIdentity.Role, folder: String, province: TestProvince,
    rules: RuleBook, time: WorldTime, seed: UInt64
  ) throws {
    self.number = number
    self.name = name
    self.folder = folder
    self.province = province
    self.rules = rules
    self.time = time
    signer = province.signer(name: name, role: role)
    power = PowerSwitch(folder: folder)
    chance = SplitMix64(seed: seed)
    clerks = [1, 2].map { Clerk(name: "\(name).clerk-\($0)") }
    try open()
  }

  var file: ReplicaFile {
    guard let opened else { preconditionFailure("a node without power was asked") }
    return opened
  }

  var reader: Reader { file.reader }

  /// The partitions that it subscribes to now.
  var partitions: [Partition] { file.registry.partitions(of: signer.identity) }

  func states() throws -> [PartitionState] { try reader.states(of: partitions) }

  /// The process dies and another one opens what lies on the disk. Forms on screens survive, as paper does; a session does
  /// not.
  func restart(tornLog: [UInt8] = []) throws {
    opened = nil
    power.restore(torn: tornLog)
    session = nil
    try open()
  }

  private func open() throws {
    let environment = ReplicaEnvironment(
      wallMilliseconds: { [unowned self] in
        time.milliseconds += 1
        return time.milliseconds + skew
      },
      randomBytes: { [unowned self] count in chance.bytes(count) },
      hashing: power, signer: signer, authority: province)
    opened = try ReplicaFile(
      folder: folder, environment: environment, identity: signer.identity, rules: rules, cacheKiB: 1_024)
  }
}

/// A conversation with the hub, and which answer it waits for.
final class LiveSession {
  var session: NodeSession
  let id: Int
  var round = 0
  let deadline: Int

  init(id: Int, origin: OriginID, deadline: Int) {
    self.id = id
    self.deadline = deadline
    session = NodeSession(origin: origin, schemaVersion: Schema.current.version, roundsMax: 500)
  }
}

/// Somebody at a screen: at most one form open, perhaps for a long time.
struct Clerk {
  let name: String
  var form: Form?
  /// How often the form was read anew since its first refusal.
  var retries = 0
}

/// What a screen shows: states as they were when they were read.
struct Form {
  enum Purpose {
    case edit
    case connector
    case delete
    case restore
    /// A decision over the rivals of a group; 0 for life.
    case resolve(group: UInt64)
    /// Several records by one act.
    case act
  }

  let partition: Partition
  let record: RecordState
  /// The root's state, for a child.
  let root: RecordState?
  let purpose: Purpose

  var lifeState: RecordState { root ?? record }
}
