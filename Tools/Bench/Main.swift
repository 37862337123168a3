import Foundation

@main
struct Main {
  static func main() async {
    guard let options = Options(CommandLine.arguments.dropFirst()) else { exit(2) }
    let folder = NSTemporaryDirectory() + "tram-bench-\(getpid())"
    var report = Report(isJSON: options.isJSON)
    var code: Int32 = 0
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for part in options.parts { try await run(part, folder, options, &report) }
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      code = 1
    }
    report.finish()
    try? FileManager.default.removeItem(atPath: folder)
    exit(code)
  }

  private static func run(
    _ part: Options.Part, _ folder: String, _ options: Options, _ report: inout Report
  ) async throws {
    switch part {
    case .commits: try commits(folder, options, &report)
    case .absorb: try absorb(folder, options, &report)
    case .conflicts: try conflicts(folder, options, &report)
    case .idle:
      try idle(folder, options, &report)
      try await idleThroughTheDoor(folder, options, &report)
    case .search: try search(folder, options, &report)
    case .peers: try peers(folder, options, &report)
    }
  }
}

struct Options {
  enum Part: String, CaseIterable { case commits, absorb, conflicts, idle, search, peers }

  static let help = """
    usage: Tools/bench [PART…] [--changes N] [--persons N] [--rounds N] [--json]

    Measures against raw SQLite in the same run; every figure is a ratio, or states the machine's own number. Parts:
      commits    durable commits a second, one by one and in groups
      absorb     changes taken from another replica a second, bytes on the wire, size on disk, a partition of persons
      conflicts  conflicting changes taken a second
      idle       idle syncs a second: the hub's core alone, and a whole hub behind nginx, TLS and client certificates
      search     look-up and name search over a large replica, resident memory
      peers      the programs in --peers DIR on their own workload, beside ours; only when asked for
    Without parts, all but peers. --changes 100000, --persons 1000000 (search; 80000 for the partition), --rounds 3 (the median counts),
    --entity dossier|person (absorb: only that one, and no partition), --seconds 8 and --clients 32 (idle),
    --peers DIR: a folder of peers' scripts; --python PATH: an interpreter that has what they import.
    """

  var parts: [Part] = []
  var changes = 100_000
  var persons = 1_000_000
  var rounds = 3
  /// `dossier` or `person`: the one that absorbing is measured with; both where it is `nil`.
  var entity: String?
  var seconds = 8
  var clients = 32
  var peers: String?
  var python = "python3"
  var isJSON = false

  init?(_ words: some Sequence<String>) {
    var words = Array(words)
    while !words.isEmpty {
      let word = words.removeFirst()
      switch word {
      case "-h", "--help":
        print(Self.help)
        exit(0)
      case "--json": isJSON = true
      case "--entity":
        guard let value = words.first, ["dossier", "person"].contains(value) else {
          FileHandle.standardError.write(Data("error: --entity takes dossier or person\n".utf8))
          return nil
        }
        words.removeFirst()
        entity = value
      case "--peers", "--python":
        guard let value = words.first else {
          FileHandle.standardError.write(Data("error: \(word) needs a path\n".utf8))
          return nil
        }
        words.removeFirst()
        if word == "--peers" { peers = value } else { python = value }
      case "--changes", "--persons", "--rounds", "--seconds", "--clients":
        guard let value = words.first.flatMap(Int.init), value > 0 else {
          FileHandle.standardError.write(Data("error: \(word) needs a number\n".utf8))
          return nil
        }
        words.removeFirst()
        if word == "--changes" { changes = max(2_000, value / 2_000 * 2_000) }
        if word == "--persons" { persons = value }
        if word == "--rounds" { rounds = value }
        if word == "--seconds" { seconds = min(60, value) }
        if word == "--clients" { clients = min(64, value) }
      default:
        guard let part = Part(rawValue: word) else {
          FileHandle.standardError.write(Data("error: unknown \(word)\n\(Self.help)\n".utf8))
          return nil
        }
        parts.append(part)
      }
    }
    if parts.isEmpty { parts = Part.allCases.filter { $0 != .peers } }
    if peers != nil, !parts.contains(.peers) { parts.append(.peers) }
  }
}
