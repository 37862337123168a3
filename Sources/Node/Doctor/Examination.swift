import Crypto
import Foundation
import Glibc
import HTTP
import Records
import Store

/// Gathers the doctor's facts: from the replica, the folder, the machine and the hub. Changes nothing.
package struct Examination: Sendable {
  let home: NodeHome
  let now: Int64

  package init(_ home: NodeHome, now: Int64) {
    self.home = home
    self.now = now
  }

  /// Of a node that is open.
  ///
  /// - Parameters:
  ///   - sync: the running loop; nil where no service runs.
  ///   - isServed: whether this is the service's process.
  ///   - full: also read every change and fold every record anew.
  package func facts(
    _ node: NodeContext, sync: SyncLoop?, isServed: Bool, full: Bool,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> DoctorFacts {
    var facts = surroundings(isServed: isServed)
    let (key, authority) = (node.identity.key, node.authority)
    let (held, verification) = try await node.replica.read {
      reader -> (DoctorFacts.Held, DoctorFacts.Verification?) in
      var held = DoctorFacts.Held()
      held.health = try reader.health(key: key, hub: SyncSession.hubPeer, full: full)
      held.openConflicts = try reader.openConflictCount()
      held.oldestConflict = try reader.oldestOpenConflict()
      held.quarantine = try reader.quarantineCounts()
      held.alarms = try reader.alarms().map(\.word)
      guard full else { return (held, nil) }
      let report = try reader.verify(
        authority: CertificateJudge(authority: authority), hashing: CryptoHashing(), progress: progress)
      return (held, DoctorFacts.Verification(report))
    }
    facts.held = held
    facts.verification = verification
    guard node.configuration.role == .center else { return facts }
    let status = sync?.status ?? SyncStatus.lastKnown(home)
    facts.link = .known(lastSuccess: status.lastSuccess)
    switch status.link {
    case .refused: facts.link = .refused
    case .untrusted: facts.link = .untrusted
    default: break
    }
    facts.diverged = status.diverged
    facts.hubLost = status.hubLost
    if let offset = status.clockOffset {
      facts.clock = .offset(offset)
    } else {
      facts.clock = await hubClock(node)
    }
    return facts
  }

  /// Of a node whose replica cannot be opened.
  ///
  /// - Parameter failure: a word for whoever looks after the machine.
  package func facts(unopened failure: String) -> DoctorFacts {
    var facts = surroundings(isServed: false)
    facts.unopened = failure
    return facts
  }

  private func surroundings(isServed: Bool) -> DoctorFacts {
    let configuration = try? NodeConfiguration(reading: home)
    var facts = DoctorFacts(now: now, createdAt: configuration?.createdAt ?? now)
    facts.role = configuration?.role ?? .center
    if facts.role == .hub { facts.clock = .isDisciplined(Machine.isClockDisciplined) }
    facts.room = Machine.room(at: home.path)
    facts.certificate = validity(home.certificate)
    facts.authority = validity(home.authorityCertificate)
    if facts.role == .hub {
      facts.safeKeys = [home.authorityKey, home.recoveryKey].filter { access($0, F_OK) == 0 }
    }
    facts.secrets = secrets(facts)
    facts.encryption = BlockDevice.encryption(under: home.path)
    facts.swaps = BlockDevice.swaps(Machine.text("/proc/swaps"))
    facts.dumpsCore = Machine.dumpsCore
    facts.strangers = Machine.strangers(holding: home.path + "/replica.sqlite")
    facts.sandbox = isServed ? Machine.sandbox(Machine.text("/proc/self/status")) : nil
    facts.backup = BackupRecord(reading: home)
    if facts.role == .center { facts.font = VietnameseFont.find() }
    return facts
  }

  private func validity(_ path: String) -> DoctorFacts.Validity? {
    guard let certificate = try? Certificate(file: path) else { return nil }
    return DoctorFacts.Validity(notBefore: certificate.notBefore, notAfter: certificate.notAfter)
  }

  private func secrets(_ facts: DoctorFacts) -> [DoctorFacts.Secret] {
    let own = [home.key, home.path, home.path + "/keys", home.path + "/replica.sqlite"]
    let paths = own + facts.safeKeys
    return paths.map { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return DoctorFacts.Secret(path: path, isThere: false) }
      return DoctorFacts.Secret(
        path: path, isOwn: status.st_uid == geteuid() || geteuid() == 0,
        permissions: UInt32(status.st_mode) & 0o777)
    }
  }

  /// Asks the hub for its time; whoever cannot reach it does not know.
  private func hubClock(_ node: NodeContext) async -> DoctorFacts.Clock {
    var request = Request(url: node.configuration.hub.path(HubRoute.health))
    request.timeouts = Request.Timeouts(connectMs: 3_000, totalMs: 6_000, stalledMs: 6_000)
    let before = node.now()
    guard let response = try? await HubLink(node).send(request),
      let hub = response.header(HubRoute.timeHeader).flatMap({ Int64($0) })
    else { return .unknown }
    return .offset(hub.subtractingReportingOverflow(before / 2 + node.now() / 2).partialValue)
  }
}

extension DoctorFacts.Verification {
  init(_ report: VerificationReport) {
    self.init(changes: report.partitions.reduce(0) { $0 + $1.changes })
    for fault in report.faults {
      switch fault {
      case .digest: digestFaults += 1
      case .file, .birth, .chain, .head, .checkpoint, .unsigned, .record, .stray: logFaults += 1
      }
    }
  }
}

/// What the kernel says of the machine and of this process.
enum Machine {
  static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  static func room(at path: String) -> DoctorFacts.Room? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let block = UInt64(status.f_frsize)
    return DoctorFacts.Room(
      free: Int64(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: block).partialValue),
      total: Int64(clamping: UInt64(status.f_blocks).multipliedReportingOverflow(by: block).partialValue))
  }

  /// Whether a time server leads the clock: what systemd-timesyncd, chrony and ntpsec leave in `/run` while one does.
  static var isClockDisciplined: Bool {
    let signs = ["/run/systemd/timesync/synchronized", "/run/chrony/chronyd.pid", "/run/ntpd.pid"]
    return signs.contains {
      access($0, F_OK) == 0
    }
  }

  static var dumpsCore: Bool {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 && limit.rlim_cur > 0
  }

  /// The confinement that `/proc/self/status` tells of.
  static func sandbox(_ status: String) -> DoctorFacts.Sandbox {
    func field(_ name: String) -> Substring? {
      status.split(separator: "\n").first { $0.hasPrefix(name + ":") }?.dropFirst(name.count + 1)
        .split(whereSeparator: \.isWhitespace).first
    }
    return DoctorFacts.Sandbox(
      isRoot: field("Uid") == "0", gainsNoPrivileges: field("NoNewPrivs") == "1",
      filtersCalls: field("Seccomp") == "2")
  }

  /// Other processes that have a file open, as far as this account may look.
  static func strangers(holding path: String) -> Int {
    let own = "\(getpid())"
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { process in
      guard process != own, process.allSatisfy(\.isNumber),
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
      else { return false }
      return open.contains { target(of: "/proc/\(process)/fd/\($0)") == path }
    }.count
  }

  private static func target(of link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink(link, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
