import Records
import Store

/// Judges facts. Pure: the same facts give the same checks, always in the same order.
package enum Checkup {
  static let day: Int64 = 86_400_000

  /// Every check that concerns a node of this role.
  package static func checks(_ facts: DoctorFacts) -> [Check] {
    var checks = [
      file(facts), logs(facts), digests(facts), sequence(facts), link(facts), clock(facts), disk(facts),
      certificate(facts), authority(facts),
    ]
    if facts.role == .hub { checks.append(authorityKey(facts)) }
    checks += [
      keys(facts), encryption(facts), swap(facts), cores(facts), sqlite(facts), sandbox(facts), backup(facts),
      drill(facts), conflicts(facts), quarantine(facts), alarms(facts),
    ]
    // A hub prints nothing.
    if facts.role == .center { checks.append(fonts(facts)) }
    return checks.compactMap { $0 }
  }

  // MARK: The data

  static func file(_ facts: DoctorFacts) -> Check {
    guard let held = facts.held else { return Check(.file, .fail, .fileUnopened, .text(facts.unopened)) }
    let faults = held.health.fileFaults.count + held.health.danglingRows
    guard faults > 0 else { return Check(.file, .ok, .fileIntact) }
    return Check(.file, .fail, .fileDamaged, .count(faults))
  }

  /// Chains and signatures: heads always, everything after a full examination.
  static func logs(_ facts: DoctorFacts) -> Check? {
    guard let held = facts.held else { return nil }
    let faults = held.health.brokenHeads + (facts.verification?.logFaults ?? 0)
    if faults > 0 { return Check(.logs, .fail, .logsBroken, .count(faults)) }
    if let verification = facts.verification {
      return Check(.logs, .ok, .logsVerified, .count(verification.changes))
    }
    return Check(.logs, .ok, .logsStand, .count(held.health.logs))
  }

  static func digests(_ facts: DoctorFacts) -> Check? {
    guard facts.held != nil else { return nil }
    if let first = facts.diverged.first {
      return Check(
        .digests, .fail, .digestsDiverged, .count(facts.diverged.count), .text(first.text))
    }
    guard let verification = facts.verification else { return Check(.digests, .ok, .digestsUncontested) }
    return verification.digestFaults == 0
      ? Check(.digests, .ok, .digestsVerified)
      : Check(.digests, .fail, .digestsWrong, .count(verification.digestFaults))
  }

  /// What the hub acknowledged of this node's own logs must be here: else this is an older copy of the disk.
  static func sequence(_ facts: DoctorFacts) -> Check? {
    guard facts.role == .center, let health = facts.held?.health else { return nil }
    if let (partition, missing) = health.lost.min(by: { $0.key < $1.key }) {
      return Check(
        .sequence, .fail, .sequenceLost, .count(Int(clamping: missing)), .text(partition.text))
    }
    if let partition = facts.hubLost.first {
      return Check(.sequence, .warn, .sequenceHubLost, .text(partition.text))
    }
    return health.knowsHub
      ? Check(.sequence, .ok, .sequenceAgrees) : Check(.sequence, .warn, .sequenceUnknown)
  }

  // MARK: The link and the time

  /// Days without a link are ordinary; a week is worth a question.
  static func link(_ facts: DoctorFacts) -> Check? {
    switch facts.link {
    case .none: return nil
    case .refused: return Check(.link, .fail, .linkRefused)
    case .untrusted: return Check(.link, .fail, .linkUntrusted)
    case .known(lastSuccess: nil): return Check(.link, .warn, .linkNever)
    case .known(let last?):
      let age = age(of: last, facts)
      return age > 7 * day
        ? Check(.link, .warn, .linkOld, .span(age)) : Check(.link, .ok, .linkRecent, .span(age))
    }
  }

  /// Ten minutes is the tolerance of the hybrid clock: beyond it, stamps say that they are suspect.
  static func clock(_ facts: DoctorFacts) -> Check {
    switch facts.clock {
    case .unknown: return Check(.clock, .warn, .clockUnknown)
    case .isDisciplined(let isSo):
      return isSo ? Check(.clock, .ok, .clockDisciplined) : Check(.clock, .warn, .clockFree)
    case .offset(let offset):
      let off = Int64(clamping: offset.magnitude)
      if off > 600_000 { return Check(.clock, .fail, .clockWrong, .span(off)) }
      return off > 60_000
        ? Check(.clock, .warn, .clockOff, .span(off)) : Check(.clock, .ok, .clockAgrees)
    }
  }

  static func disk(_ facts: DoctorFacts) -> Check {
    guard let room = facts.room else { return Check(.disk, .warn, .diskUnknown) }
    let free = Check.Value.bytes(room.free)
    if room.free < 1 << 30 { return Check(.disk, .fail, .diskFull, free) }
    // A tenth of a small disk, ten gigabytes of a large one.
    return room.free < min(room.total / 10, 10 << 30)
      ? Check(.disk, .warn, .diskLow, free) : Check(.disk, .ok, .diskRoom, free)
  }

  // MARK: Keys

  /// The service renews a certificate of 90 days from its 30th day on, so one with less than 30 left was not renewed.
  static func certificate(_ facts: DoctorFacts) -> Check {
    guard let dates = facts.certificate else { return Check(.certificate, .fail, .certificateUnreadable) }
    let now = facts.now / 1_000
    if now > dates.notAfter { return Check(.certificate, .fail, .certificateExpired) }
    if now < dates.notBefore { return Check(.certificate, .fail, .certificateEarly) }
    let days = Int(clamping: (dates.notAfter - now) / 86_400)
    guard days < 30 else { return Check(.certificate, .ok, .certificateValid, .count(days)) }
    return facts.role == .hub
      ? Check(.certificate, .warn, .certificateNeedsAuthority, .count(days))
      : Check(.certificate, .warn, .certificateEnding, .count(days))
  }

  static func authority(_ facts: DoctorFacts) -> Check {
    guard let dates = facts.authority else { return Check(.authority, .fail, .authorityUnreadable) }
    let now = facts.now / 1_000
    if now > dates.notAfter { return Check(.authority, .fail, .authorityExpired) }
    let days = Int(clamping: (dates.notAfter - now) / 86_400)
    return days < 365
      ? Check(.authority, .warn, .authorityEnding, .count(days))
      : Check(.authority, .ok, .authorityValid, .count(days))
  }

  /// Whoever takes over the hub should not find the key that makes nodes, nor the one that opens every backup.
  static func authorityKey(_ facts: DoctorFacts) -> Check {
    guard let key = facts.safeKeys.first else { return Check(.authorityKey, .ok, .authorityKeyAway) }
    return Check(.authorityKey, .warn, .authorityKeyHere, .text(key))
  }

  static func keys(_ facts: DoctorFacts) -> Check {
    for secret in facts.secrets {
      let path = Check.Value.text(secret.path)
      guard secret.isThere else { return Check(.keys, .fail, .keysMissing, path) }
      guard secret.permissions & 0o077 == 0 else {
        return Check(.keys, .fail, .keysOpen, path, .text("0" + String(secret.permissions, radix: 8)))
      }
      guard secret.isOwn else { return Check(.keys, .fail, .keysForeign, path) }
    }
    return Check(.keys, .ok, .keysPrivate)
  }

  // MARK: The machine

  static func encryption(_ facts: DoctorFacts) -> Check {
    switch facts.encryption {
    case .on: Check(.encryption, .ok, .encryptionOn)
    case .off: Check(.encryption, .fail, .encryptionOff)
    case .unknown: Check(.encryption, .warn, .encryptionUnknown)
    }
  }

  static func swap(_ facts: DoctorFacts) -> Check {
    if let open = facts.swaps.first(where: { $0.encryption != .on }) {
      return Check(.swap, .warn, .swapOpen, .text(open.name))
    }
    return facts.swaps.isEmpty ? Check(.swap, .ok, .swapNone) : Check(.swap, .ok, .swapEncrypted)
  }

  static func cores(_ facts: DoctorFacts) -> Check {
    facts.dumpsCore ? Check(.cores, .warn, .coresOn) : Check(.cores, .ok, .coresOff)
  }

  /// Before 3.51.3, two connections that write or checkpoint at one moment can corrupt the file (release notes of
  /// 3.51.3). One process owns it here and one connection writes, so it takes a stranger to do harm.
  static func sqlite(_ facts: DoctorFacts) -> Check? {
    guard let text = facts.held?.health.sqliteVersion else { return nil }
    let version = text.split(separator: ".").map { Int($0) ?? 0 }
    let shown = Check.Value.text(text)
    // STRICT tables.
    if version.lexicographicallyPrecedes([3, 37]) { return Check(.sqlite, .fail, .sqliteOld, shown) }
    guard version.lexicographicallyPrecedes([3, 51, 3]) else {
      return Check(.sqlite, .ok, .sqliteFixed, shown)
    }
    return facts.strangers > 0
      ? Check(.sqlite, .fail, .sqliteExposed, shown, .count(facts.strangers))
      : Check(.sqlite, .ok, .sqliteGuarded, shown)
  }

  static func sandbox(_ facts: DoctorFacts) -> Check {
    guard let sandbox = facts.sandbox else { return Check(.sandbox, .warn, .sandboxNotServed) }
    if sandbox.isRoot { return Check(.sandbox, .warn, .sandboxRoot) }
    return sandbox.gainsNoPrivileges && sandbox.filtersCalls
      ? Check(.sandbox, .ok, .sandboxTight) : Check(.sandbox, .warn, .sandboxOpen)
  }

  /// What a center wrote and has not sent is nowhere else.
  static func backup(_ facts: DoctorFacts) -> Check {
    guard let last = facts.backup.last else {
      return age(of: facts.createdAt, facts) < 2 * day
        ? Check(.backup, .warn, .backupNotYet) : Check(.backup, .fail, .backupNever)
    }
    let age = age(of: last, facts)
    if age > 14 * day { return Check(.backup, .fail, .backupOverdue, .span(age)) }
    return age > 2 * day
      ? Check(.backup, .warn, .backupOld, .span(age)) : Check(.backup, .ok, .backupRecent, .span(age))
  }

  static func drill(_ facts: DoctorFacts) -> Check {
    guard let last = facts.backup.drill else { return Check(.drill, .warn, .drillNever) }
    let age = age(of: last, facts)
    return age > 90 * day
      ? Check(.drill, .warn, .drillOld, .span(age)) : Check(.drill, .ok, .drillRecent, .span(age))
  }

  // MARK: What waits for a person

  static func conflicts(_ facts: DoctorFacts) -> Check? {
    guard let held = facts.held else { return nil }
    let count = Check.Value.count(held.openConflicts)
    guard held.openConflicts > 0, let oldest = held.oldestConflict else {
      return Check(.conflicts, .ok, .conflictsNone)
    }
    let age = age(of: oldest, facts)
    return age > 3 * day
      ? Check(.conflicts, .warn, .conflictsOld, count, .span(age))
      : Check(.conflicts, .ok, .conflictsYoung, count, .span(age))
  }

  static func quarantine(_ facts: DoctorFacts) -> Check? {
    guard let counts = facts.held?.quarantine else { return nil }
    if counts.notKept > 0 { return Check(.quarantine, .fail, .quarantineOverflowed, .count(counts.notKept)) }
    return counts.entries > 0
      ? Check(.quarantine, .warn, .quarantineHolds, .count(counts.changes), .count(counts.entries))
      : Check(.quarantine, .ok, .quarantineEmpty)
  }

  static func alarms(_ facts: DoctorFacts) -> Check? {
    guard let alarms = facts.held?.alarms else { return nil }
    guard let first = alarms.first else { return Check(.alarms, .ok, .alarmsNone) }
    return Check(.alarms, .fail, .alarmsStand, .count(alarms.count), .text(first))
  }

  static func fonts(_ facts: DoctorFacts) -> Check {
    guard let font = facts.font else { return Check(.fonts, .warn, .fontsMissing) }
    return Check(.fonts, .ok, .fontsPresent, .text(font))
  }

  /// A moment ahead of a clock that was set back is no age.
  private static func age(of moment: Int64, _ facts: DoctorFacts) -> Int64 {
    max(0, facts.now.subtractingReportingOverflow(moment).partialValue)
  }
}
