import Causality
import Crypto
import Exchange
import Foundation
import Records
import Store

/// What a program measured on the peers' workload (`common.py` of the folder): 100,000 changes, half inserts, half updates of
/// two fields, 1,000 a transaction, and 10,000 edits of one field on each side, merged both ways.
private struct PeerFigures {
  var name: String
  var isDurable: Bool
  var produce: Double?
  var merge: Double?
  var conflicts: Double?
  var bytes: Double?
}

/// Ours and raw SQLite, and then each peer of the folder, one after another in one run.
func peers(_ folder: String, _ options: Options, _ report: inout Report) throws {
  guard let place = options.peers, FileManager.default.fileExists(atPath: place) else {
    return report.add("peers", "not measured: --peers names no folder")
  }
  let raw = try RawBaseline(path: folder + "/peers-raw.sqlite").write(changes: options.changes)
  let our = try ours(folder, options)
  let rawRate = Double(options.changes) / raw.wall
  report.add(
    "raw SQLite: written, no merge", "\(Int(rawRate))/s", ratio: our.merge.map { $0 / rawRate })
  func show(_ row: PeerFigures) {
    func figure(_ name: String, _ value: Double?, _ ours: Double?) {
      guard let value else { return }
      report.add(
        "\(row.name): \(name)", "\(Int(value))/s", ratio: ours.map { $0 / value })
    }
    figure("merged", row.merge, our.merge)
    figure("produced", row.produce, our.produce)
    figure("conflicts merged", row.conflicts, our.conflicts)
    if let bytes = row.bytes { report.add("\(row.name): on the wire", "\(rounded(bytes)) bytes a change") }
    if !row.isDurable { report.add("\(row.name)", "in memory only: nothing of it is durable") }
  }
  show(our)
  for peer in Peer.all {
    let found = peer.run(in: place, scratch: folder, options)
    for row in found.rows { show(row) }
    if let reason = found.reason { report.add(peer.script, "not measured: \(reason)") }
  }
  report.add("(ratio: ours to that one; above 1 we are faster)", "")
}

/// From the bytes of a message to durable, on one thread: what the others' merge is.
private func ours(_ folder: String, _ options: Options) throws -> PeerFigures {
  var runs: [PeerFigures] = []
  let workload = Workload(entity: "dossier")
  for round in 0..<options.rounds {
    let world = try World(folder: folder + "/peers-\(round)")
    var ids: [RecordID] = []
    let produced = try measure { ids = try world.produce(workload, options.changes, on: world.a) }
    let messages = try world.batches(workload.partition, from: world.a).map(\.encoded)
    func merge(_ messages: [[UInt8]], into replica: ReplicaFile) throws {
      for message in messages {
        _ = try replica.absorb(try Batch(encoded: message, hashing: CryptoHashing()))
      }
    }
    let merged = try measure { try merge(messages, into: world.b) }
    let count = options.changes / 10
    for (side, replica) in [world.a, world.b].enumerated() {
      try world.edit(workload, ids.prefix(count), side: side, on: replica)
    }
    let fromA = try world.batches(workload.partition, from: world.a, beyond: world.b).map(\.encoded)
    let fromB = try world.batches(workload.partition, from: world.b, beyond: world.a).map(\.encoded)
    let both = try measure {
      try merge(fromA, into: world.b)
      try merge(fromB, into: world.a)
    }
    let states = try [world.a, world.b].map { try $0.reader.state(of: workload.partition).digest }
    precondition(states[0] == states[1], "both sides hold the same")
    runs.append(
      PeerFigures(
        name: "tram", isDurable: true, produce: Double(options.changes) / produced.wall,
        merge: Double(options.changes) / merged.wall, conflicts: Double(2 * count) / both.wall,
        bytes: Double(messages.reduce(0) { $0 + $1.count }) / Double(options.changes)))
  }
  return runs.sorted { ($0.merge ?? 0) < ($1.merge ?? 0) }[runs.count / 2]
}

/// One script of the folder, and how it is run.
private struct Peer {
  let script: String
  let environment: [String: String]
  /// Module that it imports, besides `common`.
  let module: String?

  static let all = [
    Peer(script: "sess.c", environment: [:], module: nil),
    Peer(script: "sqlite_session.py", environment: [:], module: "apsw"),
    Peer(script: "sqlite_rsync_peer.py", environment: [:], module: "apsw"),
    Peer(script: "loro_peer.py", environment: [:], module: "loro"),
    Peer(script: "pycrdt_peer.py", environment: [:], module: "pycrdt"),
    Peer(script: "pg_logical.py", environment: [:], module: nil),
  ]

  func run(in folder: String, scratch: String, _ options: Options) -> (rows: [PeerFigures], reason: String?) {
    let path = folder + "/" + script
    guard FileManager.default.fileExists(atPath: path) else { return ([], "the folder has no \(script)") }
    if script.hasSuffix(".c") { return compiled(path, folder, scratch) }
    if let module, shell([options.python, "-c", "import \(module)"], in: folder) == nil {
      return ([], "\(options.python) has no module \(module)")
    }
    let isPostgres = script == "pg_logical.py"
    if isPostgres,
      getuid() != 0 || !FileManager.default.fileExists(atPath: "/usr/lib/postgresql/15/bin/initdb")
    {
      return ([], "it needs PostgreSQL 15 and root")
    }
    let variables = [
      "N": "\(options.changes)", "C": "\(options.changes / 10)", "RUNS": "\(isPostgres ? 1 : options.rounds)",
      "DIR": scratch, "PYTHONDONTWRITEBYTECODE": "1",
    ]
    guard let text = shell([options.python, path], in: folder, variables) else { return ([], "it failed") }
    let rows = text.split(separator: "\n").compactMap { line -> PeerFigures? in
      guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let name = json["peer"] as? String
      else { return nil }
      func number(_ key: String) -> Double? { (json[key] as? NSNumber)?.doubleValue }
      return PeerFigures(
        name: name, isDurable: json["durable"] as? String != "memory", produce: number("produce_per_s"),
        merge: number("merge_per_s"), conflicts: number("conflict_merge_per_s"),
        bytes: number("wire_bytes_per_change"))
    }
    return (rows, rows.isEmpty ? "it printed no figures" : nil)
  }

  /// Five rounds of its own for each kind of key; 100,000 changes whatever we were asked for.
  private func compiled(
    _ path: String, _ folder: String, _ scratch: String
  ) -> (rows: [PeerFigures], reason: String?) {
    let binary = scratch + "/peer-sess"
    guard shell(["cc", "-O2", "-o", binary, path, "-lsqlite3"], in: folder) != nil else {
      return ([], "it does not compile here")
    }
    var rows: [PeerFigures] = []
    for keys in ["rand", "seq"] {
      guard let text = shell([binary, keys, "FULL"], in: scratch) else { return (rows, "it failed") }
      func median(after word: String) -> Double? {
        let values = text.split(separator: "\n").compactMap { line -> Double? in
          guard let range = line.range(of: word + " ") else { return nil }
          return Double(line[range.upperBound...].prefix { $0.isNumber || $0 == "." })
        }.sorted()
        return values.isEmpty ? nil : values[values.count / 2]
      }
      rows.append(
        PeerFigures(
          name: "SQLite session, C, \(keys == "seq" ? "ordered" : "random") keys", isDurable: true,
          produce: median(after: "produce"), merge: median(after: " merge"),
          conflicts: median(after: "conflict merges"), bytes: median(after: "bytes/change")))
    }
    return (rows, nil)
  }

  /// What a command printed; `nil` where it did not succeed.
  private func shell(
    _ words: [String], in folder: String, _ variables: [String: String] = [:]
  ) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
