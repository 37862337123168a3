import Foundation
import Records
import Store
import Testing

@testable import Node

private let day: Int64 = 86_400_000
private let now: Int64 = 1_790_000_000_000

/// A node in the best of health; each test spoils one thing.
private func healthy(_ role: NodeRole = .center) -> DoctorFacts {
  var facts = DoctorFacts(now: now, createdAt: now - 100 * day)
  facts.role = role
  var held = DoctorFacts.Held()
  held.health.knowsHub = true
  held.health.logs = 3
  held.health.sqliteVersion = "3.40.1"
  facts.held = held
  facts.link = role == .center ? .known(lastSuccess: now - 60_000) : .none
  facts.clock = role == .center ? .offset(200) : .isDisciplined(true)
  facts.room = DoctorFacts.Room(free: 50 << 30, total: 100 << 30)
  facts.certificate = .init(notBefore: now / 1_000 - 86_400, notAfter: now / 1_000 + 60 * 86_400)
  facts.authority = .init(notBefore: now / 1_000 - 86_400, notAfter: now / 1_000 + 3_000 * 86_400)
  facts.secrets = [DoctorFacts.Secret(path: "/keys/node.key")]
  facts.encryption = .on
  facts.sandbox = DoctorFacts.Sandbox(isRoot: false, gainsNoPrivileges: true, filtersCalls: true)
  facts.backup = BackupRecord(last: now - day, drill: now - 10 * day)
  facts.font = "DejaVuSans.ttf"
  return facts
}

/// One thing that is wrong, and what must be said of it.
private struct Spoilt: CustomTestStringConvertible, Sendable {
  let finding: Check.Finding
  let state: Check.State
  let role: NodeRole
  let spoil: @Sendable (inout DoctorFacts) -> Void

  init(
    _ finding: Check.Finding, _ state: Check.State, _ role: NodeRole = .center,
    _ spoil: @escaping @Sendable (inout DoctorFacts) -> Void
  ) {
    self.finding = finding
    self.state = state
    self.role = role
    self.spoil = spoil
  }

  var testDescription: String { finding.rawValue }

  static let all: [Spoilt] = [
    .init(.fileUnopened, .fail) { $0.held = nil },
    .init(.fileDamaged, .fail) { $0.held?.health.fileFaults = ["row 3 missing from index"] },
    .init(.fileDamaged, .fail) { $0.held?.health.danglingRows = 1 },
    .init(.logsBroken, .fail) { $0.held?.health.brokenHeads = 1 },
    .init(.logsBroken, .fail) { $0.verification = .init(changes: 5, logFaults: 1) },
    .init(.logsVerified, .ok) { $0.verification = .init(changes: 5) },
    .init(.digestsWrong, .fail) { $0.verification = .init(changes: 5, digestFaults: 1) },
    .init(.digestsDiverged, .fail) { $0.diverged = [.unit("06184")] },
    .init(.sequenceLost, .fail) { $0.held?.health.lost = [.unit("06184"): 4] },
    .init(.sequenceHubLost, .warn) { $0.hubLost = [.unit("06184")] },
    .init(.sequenceUnknown, .warn) { $0.held?.health.knowsHub = false },
    .init(.linkOld, .warn) { $0.link = .known(lastSuccess: now - 8 * day) },
    .init(.linkNever, .warn) { $0.link = .known(lastSuccess: nil) },
    .init(.linkRefused, .fail) { $0.link = .refused },
    .init(.linkUntrusted, .fail) { $0.link = .untrusted },
    .init(.clockOff, .warn) { $0.clock = .offset(-61_000) },
    .init(.clockWrong, .fail) { $0.clock = .offset(601_000) },
    .init(.clockWrong, .fail) { $0.clock = .offset(.min) },
    .init(.clockUnknown, .warn) { $0.clock = .unknown },
    .init(.clockFree, .warn, .hub) { $0.clock = .isDisciplined(false) },
    .init(.diskLow, .warn) { $0.room?.free = 5 << 30 },
    .init(.diskFull, .fail) { $0.room?.free = 500 << 20 },
    .init(.diskUnknown, .warn) { $0.room = nil },
    .init(.certificateEnding, .warn) { $0.certificate?.notAfter = now / 1_000 + 29 * 86_400 },
    .init(.certificateNeedsAuthority, .warn, .hub) { $0.certificate?.notAfter = now / 1_000 + 29 * 86_400 },
    .init(.certificateExpired, .fail) { $0.certificate?.notAfter = now / 1_000 - 1 },
    .init(.certificateEarly, .fail) { $0.certificate?.notBefore = now / 1_000 + 1 },
    .init(.certificateUnreadable, .fail) { $0.certificate = nil },
    .init(.authorityEnding, .warn) { $0.authority?.notAfter = now / 1_000 + 300 * 86_400 },
    .init(.authorityExpired, .fail) { $0.authority?.notAfter = now / 1_000 - 1 },
    .init(.authorityUnreadable, .fail) { $0.authority = nil },
    .init(.authorityKeyHere, .warn, .hub) { $0.safeKeys = ["/a/authority.key"] },
    .init(.keysOpen, .fail) { $0.secrets[0].permissions = 0o640 },
    .init(.keysForeign, .fail) { $0.secrets[0].isOwn = false },
    .init(.keysMissing, .fail) { $0.secrets[0].isThere = false },
    .init(.encryptionOff, .fail) { $0.encryption = .off },
    .init(.encryptionUnknown, .warn) { $0.encryption = .unknown },
    .init(.swapOpen, .warn) { $0.swaps = [.init(name: "/dev/sda3", encryption: .off)] },
    .init(.swapEncrypted, .ok) { $0.swaps = [.init(name: "/dev/zram0", encryption: .on)] },
    .init(.coresOn, .warn) { $0.dumpsCore = true },
    .init(.sqliteExposed, .fail) { $0.strangers = 1 },
    .init(.sqliteOld, .fail) { $0.held?.health.sqliteVersion = "3.34.1" },
    .init(.sqliteFixed, .ok) { $0.held?.health.sqliteVersion = "3.51.3" },
    .init(.sandboxNotServed, .warn) { $0.sandbox = nil },
    .init(.sandboxRoot, .warn) { $0.sandbox?.isRoot = true },
    .init(.sandboxOpen, .warn) { $0.sandbox?.filtersCalls = false },
    .init(.backupNotYet, .warn) {
      $0.backup.last = nil
      $0.createdAt = now - day
    },
    .init(.backupNever, .fail) { $0.backup.last = nil },
    .init(.backupOld, .warn) { $0.backup.last = now - 3 * day },
    .init(.backupOverdue, .fail) { $0.backup.last = now - 15 * day },
    .init(.drillNever, .warn) { $0.backup.drill = nil },
    .init(.drillOld, .warn) { $0.backup.drill = now - 91 * day },
    .init(.conflictsYoung, .ok) {
      $0.held?.openConflicts = 2
      $0.held?.oldestConflict = now - day
    },
    .init(.conflictsOld, .warn) {
      $0.held?.openConflicts = 2
      $0.held?.oldestConflict = now - 4 * day
    },
    .init(.quarantineHolds, .warn) { $0.held?.quarantine.entries = 1 },
    .init(.quarantineOverflowed, .fail) { $0.held?.quarantine.notKept = 1 },
    .init(.alarmsStand, .fail) { $0.held?.alarms = ["fork"] },
    .init(.fontsMissing, .warn) { $0.font = nil },
  ]
}

@Suite struct `A checkup` {
  @Test(arguments: [NodeRole.center, .hub]) func `of a node in good health finds nothing`(role: NodeRole) {
    let checks = Checkup.checks(healthy(role))
    #expect(checks.allSatisfy { $0.state == .ok }, "\(checks.filter { $0.state != .ok })")
    #expect(Set(checks.map(\.subject)).count == checks.count)
    #expect(checks.count == (role == .center ? 21 : 19))
  }

  @Test(arguments: Spoilt.all) fileprivate func `says what is wrong, and only that`(row: Spoilt) {
    var facts = healthy(row.role)
    row.spoil(&facts)
    let found = Checkup.checks(facts).first { $0.finding == row.finding }
    #expect(found?.state == row.state)
    // One thing was spoilt, so nothing else is worse than before; without a replica what it knows cannot be told.
    #expect(Checkup.checks(facts).filter { $0.state != .ok }.count == (row.state == .ok ? 0 : 1))
  }

  @Test func `can say everything that it has a word for`() {
    var said = Set(Checkup.checks(healthy()).map(\.finding) + Checkup.checks(healthy(.hub)).map(\.finding))
    for row in Spoilt.all {
      var facts = healthy(row.role)
      row.spoil(&facts)
      said.formUnion(Checkup.checks(facts).map(\.finding))
    }
    var verified = healthy()
    verified.verification = .init(changes: 1)
    said.formUnion(Checkup.checks(verified).map(\.finding))
    #expect(Set(Check.Finding.allCases).subtracting(said) == [])
  }

  @Test func `bears moments ahead of a clock that was set back`() {
    var facts = healthy()
    facts.now = now - 365 * day
    facts.certificate?.notBefore = 0
    facts.held?.openConflicts = 1
    facts.held?.oldestConflict = .max
    #expect(Checkup.checks(facts).allSatisfy { $0.state == .ok })
  }
}

@Suite struct `What is gathered about a machine` {
  /// A folder that looks like sysfs: a volume on an encrypted partition, and a plain disk.
  private func sysfs() throws -> TestFolder {
    let folder = TestFolder()
    let files = FileManager.default
    for name in [
      "dev/block/253:1/dm", "dev/block/253:1/slaves/dm-0/dm", "dev/block/8:2", "dev/block/253:2/slaves/sda3",
      "dev/block/253:2/dm",
    ] {
      try files.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    func write(_ text: String, _ name: String) throws {
      try text.write(toFile: "\(folder.path)/dev/block/\(name)", atomically: true, encoding: .utf8)
    }
    try write("LVM-abc\n", "253:1/dm/uuid")
    try write("CRYPT-LUKS2-abc\n", "253:1/slaves/dm-0/dm/uuid")
    try write("LVM-def\n", "253:2/dm/uuid")
    return folder
  }

  private func device(_ major: UInt64, _ minor: UInt64) -> UInt64 { major << 8 | minor }

  @Test func `tells an encrypted disk from a plain one, through a volume group`() throws {
    let folder = try sysfs()
    #expect(BlockDevice.encryption(device: device(253, 1), sys: folder.path) == .on)
    #expect(BlockDevice.encryption(device: device(253, 2), sys: folder.path) == .off)
    #expect(BlockDevice.encryption(device: device(8, 2), sys: folder.path) == .off)
    #expect(BlockDevice.encryption(device: device(0, 42), sys: folder.path) == .unknown)
  }

  @Test func `knows each swap area`() throws {
    let folder = try sysfs()
    let text = """
      Filename\tType\tSize\tUsed\tPriority
      /dev/zram0 partition 1 0 -2
      /nowhere/swapfile file 1 0 -3

      """
    let swaps = BlockDevice.swaps(text, sys: folder.path)
    #expect(swaps.map(\.encryption) == [.on, .unknown])
    #expect(BlockDevice.swaps("Filename\tType\n").isEmpty)
  }

  @Test func `reads how a process is confined`() {
    let tight = "Name:\ttram\nUid:\t997\t997\t997\t997\nNoNewPrivs:\t1\nSeccomp:\t2\n"
    #expect(
      Machine.sandbox(tight)
        == DoctorFacts.Sandbox(isRoot: false, gainsNoPrivileges: true, filtersCalls: true))
    let open = "Name:\ttram\nUid:\t0\t0\t0\t0\nNoNewPrivs:\t0\nSeccomp:\t0\n"
    #expect(
      Machine.sandbox(open)
        == DoctorFacts.Sandbox(isRoot: true, gainsNoPrivileges: false, filtersCalls: false))
  }

  /// A `cmap` with one subtable of format 12 (OpenType 1.9).
  private func format12(_ groups: [ClosedRange<UInt32>]) -> [UInt8] {
    func four(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
    var table: [UInt8] = [0, 0, 0, 1, 0, 3, 0, 10] + four(12)
    table += [0, 12, 0, 0] + four(UInt32(16 + groups.count * 12)) + four(0) + four(UInt32(groups.count))
    for group in groups { table += four(group.lowerBound) + four(group.upperBound) + four(1) }
    return table
  }

  @Test func `knows a font that lacks a Vietnamese letter`() {
    #expect(VietnameseFont.covers(format12([0x20...0x1FFF])))
    #expect(!VietnameseFont.covers(format12([0x20...0x1B0, 0x1EA0...0x1EF8])))
    let whole = format12([0x20...0x1FFF])
    for count in whole.indices { #expect(!VietnameseFont.covers(Array(whole[..<count]))) }
    #expect(!VietnameseFont.covers([UInt8](repeating: 0xFF, count: 200)))
    #expect(VietnameseFont.find(in: ["/nowhere"]) == nil)
  }
}
