/// One thing that the doctor looked at.
///
///     disk  fail  disk.full  [bytes 83,886,080]
package struct Check: Equatable, Sendable {
  package enum State: String, CaseIterable, Comparable, Sendable {
    case ok
    /// A person should look, and the node goes on.
    case warn
    /// Something is wrong, or will be before somebody happens to look.
    case fail

    package static func < (a: State, b: State) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What was looked at. The words are a promise to programs: they are added to, never changed.
  package enum Subject: String, CaseIterable, Sendable {
    case file, logs, digests, sequence, link, clock, disk, certificate, authority, keys, encryption, swap
    case cores, sqlite, sandbox, backup, drill, conflicts, quarantine, alarms, fonts
    case authorityKey = "authority-key"
  }

  /// What was found. One sentence each, and for what is not in order the next step; they stand in the table of texts.
  package enum Finding: String, CaseIterable, Sendable {
    case fileIntact = "file.intact"
    case fileDamaged = "file.damaged"
    case fileUnopened = "file.unopened"
    case logsStand = "logs.stand"
    case logsVerified = "logs.verified"
    case logsBroken = "logs.broken"
    case digestsUncontested = "digests.uncontested"
    case digestsVerified = "digests.verified"
    case digestsWrong = "digests.wrong"
    case digestsDiverged = "digests.diverged"
    case sequenceAgrees = "sequence.agrees"
    case sequenceUnknown = "sequence.unknown"
    case sequenceLost = "sequence.lost"
    case sequenceHubLost = "sequence.hub-lost"
    case linkRecent = "link.recent"
    case linkOld = "link.old"
    case linkNever = "link.never"
    case linkRefused = "link.refused"
    case linkUntrusted = "link.untrusted"
    case clockAgrees = "clock.agrees"
    case clockOff = "clock.off"
    case clockWrong = "clock.wrong"
    case clockUnknown = "clock.unknown"
    case clockDisciplined = "clock.disciplined"
    case clockFree = "clock.free"
    case diskRoom = "disk.room"
    case diskLow = "disk.low"
    case diskFull = "disk.full"
    case diskUnknown = "disk.unknown"
    case certificateValid = "certificate.valid"
    case certificateEnding = "certificate.ending"
    case certificateNeedsAuthority = "certificate.needs-authority"
    case certificateExpired = "certificate.expired"
    case certificateEarly = "certificate.early"
    case certificateUnreadable = "certificate.unreadable"
    case authorityValid = "authority.valid"
    case authorityEnding = "authority.ending"
    case authorityExpired = "authority.expired"
    case authorityUnreadable = "authority.unreadable"
    case authorityKeyAway = "authority-key.away"
    case authorityKeyHere = "authority-key.here"
    case keysPrivate = "keys.private"
    case keysOpen = "keys.open"
    case keysForeign = "keys.foreign"
    case keysMissing = "keys.missing"
    case encryptionOn = "encryption.on"
    case encryptionOff = "encryption.off"
    case encryptionUnknown = "encryption.unknown"
    case swapNone = "swap.none"
    case swapEncrypted = "swap.encrypted"
    case swapOpen = "swap.open"
    case coresOff = "cores.off"
    case coresOn = "cores.on"
    case sqliteFixed = "sqlite.fixed"
    case sqliteGuarded = "sqlite.guarded"
    case sqliteExposed = "sqlite.exposed"
    case sqliteOld = "sqlite.old"
    case sandboxTight = "sandbox.tight"
    case sandboxOpen = "sandbox.open"
    case sandboxRoot = "sandbox.root"
    case sandboxNotServed = "sandbox.not-served"
    case backupRecent = "backup.recent"
    case backupNotYet = "backup.not-yet"
    case backupNever = "backup.never"
    case backupOld = "backup.old"
    case backupOverdue = "backup.overdue"
    case drillRecent = "drill.recent"
    case drillNever = "drill.never"
    case drillOld = "drill.old"
    case conflictsNone = "conflicts.none"
    case conflictsYoung = "conflicts.young"
    case conflictsOld = "conflicts.old"
    case quarantineEmpty = "quarantine.empty"
    case quarantineHolds = "quarantine.holds"
    case quarantineOverflowed = "quarantine.overflowed"
    case alarmsNone = "alarms.none"
    case alarmsStand = "alarms.stand"
    case fontsPresent = "fonts.present"
    case fontsMissing = "fonts.missing"
  }

  /// A value in the sentence. Names files, partitions and counts; never anything of a citizen.
  package enum Value: Equatable, Sendable {
    case count(Int)
    case bytes(Int64)
    /// Milliseconds.
    case span(Int64)
    case text(String)
  }

  package let subject: Subject
  package let state: State
  package let finding: Finding
  package let values: [Value]

  package init(_ subject: Subject, _ state: State, _ finding: Finding, _ values: Value...) {
    self.subject = subject
    self.state = state
    self.finding = finding
    self.values = values
  }
}
