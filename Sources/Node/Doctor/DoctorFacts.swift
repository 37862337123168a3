package import Records
package import Store

/// What the doctor judges by, gathered at the rim: everything that needs a clock, a disk or a hub is here as a value.
package struct DoctorFacts: Equatable, Sendable {
  /// When the node last agreed with its hub, and how the link is.
  package enum Link: Equatable, Sendable {
    /// Of a hub.
    case none
    case known(lastSuccess: Int64?)
    case refused
    case untrusted
  }

  package enum Clock: Equatable, Sendable {
    /// The hub's clock less ours, milliseconds.
    case offset(Int64)
    /// The hub was not reached.
    case unknown
    /// Of a hub: whether the system says that its clock follows another.
    case isDisciplined(Bool)
  }

  package enum Encryption: String, Equatable, Sendable {
    case on, off, unknown
  }

  package struct Room: Equatable, Sendable {
    package var free: Int64
    package var total: Int64
    package init(free: Int64, total: Int64) {
      self.free = free
      self.total = total
    }
  }

  /// Seconds since 1970-01-01 UTC.
  package struct Validity: Equatable, Sendable {
    package var notBefore: Int64
    package var notAfter: Int64
    package init(notBefore: Int64, notAfter: Int64) {
      self.notBefore = notBefore
      self.notAfter = notAfter
    }
  }

  /// A file that only its owner may read.
  package struct Secret: Equatable, Sendable {
    package var path: String
    package var isThere: Bool
    package var isOwn: Bool
    /// Permissions, the lower nine bits of the mode.
    package var permissions: UInt32
    package init(path: String, isThere: Bool = true, isOwn: Bool = true, permissions: UInt32 = 0o600) {
      self.path = path
      self.isThere = isThere
      self.isOwn = isOwn
      self.permissions = permissions
    }
  }

  package struct Swap: Equatable, Sendable {
    package var name: String
    package var encryption: Encryption
    package init(name: String, encryption: Encryption) {
      self.name = name
      self.encryption = encryption
    }
  }

  /// How the service's process is confined (`/proc/self/status`).
  package struct Sandbox: Equatable, Sendable {
    package var isRoot: Bool
    package var gainsNoPrivileges: Bool
    package var filtersCalls: Bool
    package init(isRoot: Bool, gainsNoPrivileges: Bool, filtersCalls: Bool) {
      self.isRoot = isRoot
      self.gainsNoPrivileges = gainsNoPrivileges
      self.filtersCalls = filtersCalls
    }
  }

  /// What a verification of everything found.
  package struct Verification: Equatable, Sendable {
    package var changes: Int
    package var logFaults: Int
    package var digestFaults: Int
    package init(changes: Int, logFaults: Int = 0, digestFaults: Int = 0) {
      self.changes = changes
      self.logFaults = logFaults
      self.digestFaults = digestFaults
    }
  }

  /// What only an open replica can say.
  package struct Held: Equatable, Sendable {
    package var health = ReplicaHealth()
    package var openConflicts = 0
    package var oldestConflict: Int64?
    package var quarantine = QuarantineCounts()
    /// Kinds of the alarms that stand, the latest first.
    package var alarms: [String] = []
    package init() {}
  }

  /// Milliseconds since 1970-01-01 UTC.
  package var now: Int64
  package var role = NodeRole.center
  package var createdAt: Int64
  /// `nil` where the replica could not be opened.
  package var held: Held?
  /// Why it could not: a word for people who look after machines.
  package var unopened = ""
  /// Only after a full examination.
  package var verification: Verification?
  package var link = Link.none
  package var diverged: [Partition] = []
  package var hubLost: [Partition] = []
  package var clock = Clock.unknown
  package var room: Room?
  package var certificate: Validity?
  package var authority: Validity?
  /// Of a hub: the province's keys that lie on it and belong in a safe.
  package var safeKeys: [String] = []
  package var secrets: [Secret] = []
  package var encryption = Encryption.unknown
  package var swaps: [Swap] = []
  package var dumpsCore = false
  /// Processes other than the node's own that have the replica's file open.
  package var strangers = 0
  /// `nil` where no service runs.
  package var sandbox: Sandbox?
  package var backup = BackupRecord()
  /// A font that has every letter of Vietnamese; `nil` where none was found.
  package var font: String?

  package init(now: Int64, createdAt: Int64) {
    self.now = now
    self.createdAt = createdAt
  }
}
