import Foundation

@main
struct Main {
  static func main() throws {
    let options = Options(CommandLine.arguments.dropFirst())
    guard let options else { exit(2) }
    let folder = NSTemporaryDirectory() + "tram-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var report = Report(isJSON: options.isJSON)
    for part in options.parts {
      switch part {
      case .commits: try commits(folder, options, &report)
      case .absorb: try absorb(folder, options, &report)
      case .conflicts: try conflicts(folder, options, &report)
      case .idle: try idle(folder, options, &report)
      case .search: try search(folder, options, &report)
      }
    }
    report.finish()
  }
}

struct Options {
  enum Part: String, CaseIterable { case commits, absorb, conflicts, idle, search }

  static let help = """
    usage: Tools/bench [PART…] [--changes N] [--persons N] [--rounds N] [--json]

    Measures against raw SQLite in the same run; every figure is a ratio, or states the machine's own number. Parts:
      commits    durable commits a second, one by one and in groups
      absorb     changes taken from another replica a second, bytes on the wire, size on disk, a partition of persons
      conflicts  conflicting changes taken a second
      idle       idle syncs a second at the hub, without HTTP
      search     look-up and name search over a large replica, resident memory
    Without parts, all. --changes 100000, --persons 1000000 (search; 80000 for the partition), --rounds 3 (the median counts),
    --entity dossier|person (absorb: only that one, and no partition).
    """

  var parts: [Part] = []
  var changes = 100_000
  var persons = 1_000_000
  var rounds = 3
  /// `dossier` or `person`: the one that absorbing is measured with; both where it is `nil`.
  var entity: String?
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
      case "--changes", "--persons", "--rounds":
        guard let value = words.first.flatMap(Int.init), value > 0 else {
          FileHandle.standardError.write(Data("error: \(word) needs a number\n".utf8))
          return nil
        }
        words.removeFirst()
        if word == "--changes" { changes = max(2_000, value / 2_000 * 2_000) }
        if word == "--persons" { persons = value }
        if word == "--rounds" { rounds = value }
      default:
        guard let part = Part(rawValue: word) else {
          FileHandle.standardError.write(Data("error: unknown \(word)\n\(Self.help)\n".utf8))
          return nil
        }
        parts.append(part)
      }
    }
    if parts.isEmpty { parts = Part.allCases }
  }
}
