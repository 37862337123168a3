import Crypto
package import Records
import Store
import Synchronization

/// How a center's node says it is, beside each sync: for the province's view of its machines, never a condition of
/// anything. It travels as a header, which a hub that does not know it passes over.
///
///     Tram-Node: {"version":"0.1.0","conflicts":3,"alarms":0,"quarantine":0,"disk_free":81604378624,"backup":1790000000000}
package struct NodeReport: Equatable, Sendable {
  package static let bytesMax = 512

  package var version: String
  package var conflicts: Int
  package var alarms: Int
  package var quarantine: Int
  /// Bytes.
  package var diskFree: Int64?
  /// When it was last backed up, milliseconds since 1970-01-01 UTC.
  package var backup: Int64?
  /// When the hub heard it, by the hub's clock.
  package var heardAt: Int64?

  package var document: JSONValue {
    [
      "version": .string(version), "conflicts": JSONValue(conflicts), "alarms": JSONValue(alarms),
      "quarantine": JSONValue(quarantine), "disk_free": diskFree.map { .int($0) } ?? .null,
      "backup": backup.map { .int($0) } ?? .null, "heard_at": heardAt.map { .int($0) } ?? .null,
    ]
  }

  /// `nil` for what no node says; figures that are absent are zero.
  init?(_ document: JSONValue) {
    guard let version = document["version"]?.text, (1...32).contains(version.utf8.count),
      version.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    func count(_ name: String) -> Int { Int(clamping: max(0, document[name]?.integer ?? 0)) }
    self.version = version
    (conflicts, alarms, quarantine) = (count("conflicts"), count("alarms"), count("quarantine"))
    diskFree = document["disk_free"]?.integer
    backup = document["backup"]?.integer
    heardAt = document["heard_at"]?.integer
  }

  init?(header: String) {
    guard header.utf8.count <= Self.bytesMax, let document = try? JSONValue.parse(header) else { return nil }
    self.init(document)
  }

  init(_ context: NodeContext) async throws {
    let counts = try await context.replica.read { reader in
      (
        try reader.openConflictCount(), try reader.alarms(limit: 1_000).count,
        try reader.quarantineCounts().entries
      )
    }
    version = ProgramVersion.text
    (conflicts, alarms, quarantine) = counts
    diskFree = Machine.room(at: context.home.path)?.free
    backup = BackupRecord(reading: context.home).last
    heardAt = nil
  }
}

/// What each node last said of itself, kept over a restart.
final class NodeReports: Sendable {
  private static let nodesMax = 10_000

  private struct State {
    var reports: [String: NodeReport]
    var isFresh = false
  }

  private let path: String
  private let state: Mutex<State>

  init(_ home: NodeHome) {
    path = home.nodeReports
    state = Mutex(State(reports: Self.read(home)))
  }

  func note(_ node: String, _ header: String?, at now: Int64) {
    guard let header, var report = NodeReport(header: header) else { return }
    report.heardAt = now
    state.withLock { state in
      guard state.reports[node] != nil || state.reports.count < Self.nodesMax else { return }
      state.reports[node] = report
      state.isFresh = true
    }
  }

  /// A file that cannot be written costs what nodes said, until they say it again.
  func write() {
    let reports: [String: NodeReport]? = state.withLock { state in
      guard state.isFresh else { return nil }
      state.isFresh = false
      return state.reports
    }
    guard let reports else { return }
    let document = JSONValue.object(
      reports.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value.document) })
    try? writeAtomically(document.bytes(), to: path, mode: 0o600)
  }

  static func read(_ home: NodeHome) -> [String: NodeReport] {
    guard let bytes = try? readFile(home.nodeReports, bytesMax: 8 << 20),
      let members = (try? JSONValue.parse(bytes))?.members
    else { return [:] }
    var reports: [String: NodeReport] = [:]
    for member in members { reports[member.name] = NodeReport(member.value) }
    return reports
  }
}
