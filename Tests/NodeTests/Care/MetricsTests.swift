import Foundation
import HTTP
import Records
import Store
import Testing

@testable import Node

/// Reads the text exposition format, version 0.0.4, and refuses what it does not allow. Written from the format's
/// description, not from the writer.
struct ExpositionReader {
  struct Family {
    var type: String
    var samples: [(name: String, labels: [String: String], value: Double)] = []
  }

  private(set) var families: [String: Family] = [:]

  struct Malformed: Error {
    let line: Substring
    init(_ line: Substring) { self.line = line }
  }

  init(_ text: String) throws {
    guard text.last == "\n" else { throw Malformed("no newline at the end") }
    var helped: Set<String> = []
    var seen: Set<String> = []
    var current = ""
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      if line.hasPrefix("# HELP ") {
        guard words.count == 4, Self.isName(words[2]), helped.insert(String(words[2])).inserted else {
          throw Malformed(line)
        }
      } else if line.hasPrefix("# TYPE ") {
        guard words.count == 4, ["counter", "gauge", "histogram"].contains(words[3]),
          families[String(words[2])] == nil
        else { throw Malformed(line) }
        current = String(words[2])
        families[current] = Family(type: String(words[3]))
      } else {
        let (name, labels, value) = try Self.sample(line)
        let suffixes = families[current]?.type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        // All lines of a family are one group.
        guard suffixes.contains(where: { current + $0 == name }),
          seen.insert("\(name) \(labels.sorted { $0.key < $1.key })").inserted
        else { throw Malformed(line) }
        families[current]?.samples.append((name, labels, value))
      }
    }
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    let isStart: (Unicode.Scalar) -> Bool = {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "_"
    }
    return isStart(first) && text.unicodeScalars.allSatisfy { isStart($0) || ("0"..."9").contains($0) }
  }

  private static func sample(_ line: Substring) throws -> (String, [String: String], Double) {
    var labels: [String: String] = [:]
    guard let end = line.firstIndex(where: { $0 == "{" || $0 == " " }), isName(line[..<end]) else {
      throw Malformed(line)
    }
    var rest = line[end...]
    if rest.first == "{" {
      rest.removeFirst()
      while rest.first != "}" {
        guard let sign = rest.firstIndex(of: "="), isName(rest[..<sign]) else { throw Malformed(line) }
        let name = String(rest[..<sign])
        rest = rest[rest.index(after: sign)...]
        guard rest.popFirst() == "\"" else { throw Malformed(line) }
        var value = ""
        while let letter = rest.popFirst(), letter != "\"" {
          guard letter == "\\" else {
            value.append(letter)
            continue
          }
          switch rest.popFirst() {
          case "n": value.append("\n")
          case "\\": value.append("\\")
          case "\"": value.append("\"")
          default: throw Malformed(line)
          }
        }
        guard labels.updateValue(value, forKey: name) == nil else { throw Malformed(line) }
        if rest.first == "," { rest.removeFirst() } else if rest.first != "}" { throw Malformed(line) }
      }
      rest.removeFirst()
    }
    guard rest.popFirst() == " ", let value = number(rest) else { throw Malformed(line) }
    return (String(line[..<end]), labels, value)
  }

  private static func number(_ text: Substring) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    case "NaN": .nan
    default: Double(text)
    }
  }

  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    families.values.flatMap(\.samples).first { sample in
      sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
    }?.value
  }
}

@Suite struct `The text of figures` {
  @Test func `escapes what would break a line`() throws {
    var family = MetricFamily("odd", .gauge, "A \\ and\na line.")
    family.add(1.5, ("name", "a\"b\\c\nd"))
    family.add(-.infinity, ("name", "x"))
    let text = MetricFamily.text([family, MetricFamily("empty", .gauge, "Nothing.")])
    #expect(!text.contains("empty"))
    let read = try ExpositionReader(text)
    #expect(read.value("tram_odd", ["name": "a\"b\\c\nd"]) == 1.5)
    #expect(read.value("tram_odd", ["name": "x"]) == -.infinity)
  }

  @Test func `of a histogram grows towards its count`() throws {
    let (bounds, within) = ([0.001, 0.01], [1, 3])
    var family = MetricFamily("t_seconds", .histogram, "Time.")
    family.add(bounds: bounds, within: within, count: 4, sum: 0.5)
    let read = try ExpositionReader(MetricFamily.text([family]))
    #expect(read.value("tram_t_seconds_bucket", ["le": "0.01"]) == 3)
    #expect(read.value("tram_t_seconds_bucket", ["le": "+Inf"]) == 4)
    #expect(read.value("tram_t_seconds_sum") == 0.5)
  }

  @Test(arguments: ["tram_x 1", "tram_x{a=1} 1\n", "# TYPE x unknown\n", "# TYPE x gauge\ny 1\n", "1x 1\n"])
  func `that is malformed is noticed by the reader of these tests`(text: String) {
    #expect(throws: ExpositionReader.Malformed.self) { _ = try ExpositionReader(text) }
  }
}

@Suite(.serialized, .timeLimit(.minutes(3))) struct `The figures of a node` {
  /// The names that the operators' rules and dashboards are written with.
  private static let promised = [
    "sync_last_success_timestamp_seconds", "outbox_ops", "conflicts_open", "conflict_oldest_seconds",
    "hub_rtt_seconds", "commit_seconds", "wal_pages", "db_bytes", "disk_free_bytes",
    "audit_checkpoint_age_seconds", "cert_expiry_timestamp_seconds", "alarms_standing",
  ]

  @Test func `keep the promised names, and count what waits for the link`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    let loop = SyncLoop(node)
    let running = Task { await loop.run() }
    _ = try await loop.syncNow()
    await hub.front.stop(gracePeriodMs: 0)
    for _ in 0..<3 { try await node.register("1") }
    let read = try ExpositionReader(try await Metrics.text(node, sync: loop, hub: nil))
    for name in Self.promised { #expect(read.families["tram_" + name] != nil, "\(name)") }
    #expect(read.value("tram_outbox_ops", ["partition": "unit/06184"]) == 3)
    #expect(read.value("tram_outbox_oldest_seconds", ["partition": "unit/06184"]) != nil)
    #expect(read.value("tram_acts_committed_total") == 3)
    #expect(read.value("tram_commit_seconds_count") ?? 0 >= 1)
    #expect(read.value("tram_build_info", ["role": "center"]) == 1)
    for family in read.families {
      #expect(family.value.type != "counter" || family.key.hasSuffix("_total"), "\(family.key)")
    }
    running.cancel()
    await running.value
    await node.close()
    await hub.stop()
  }

  @Test func `of a hub tell each node's lag by partition, its certificate and the requests`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    _ = try await node.sync()
    for _ in 0..<4 { try await hub.context.register("1") }
    let text = try await Metrics.text(hub.context, sync: nil, hub: hub.front.service)
    let read = try ExpositionReader(text)
    let labels = ["node": "H37.11", "partition": "unit/06184"]
    #expect(read.value("tram_node_partition_lag_ops", labels) == 4)
    #expect(read.value("tram_node_cert_expiry_timestamp_seconds", ["node": "H37.11"]) ?? 0 > 1_700_000_000)
    #expect(read.value("tram_http_requests_total", ["route": "sync", "status": "200"]) ?? 0 >= 2)
    #expect(read.value("tram_ops_applied_total") != nil)
    await node.close()
    await hub.stop()
  }

  @Test func `are told at a socket and on loopback, beside whether the node is alive and ready`() async throws
  {
    let hub = try await TestHub()
    let services = Services(context: hub.context, sync: nil, hub: hub.front.service, port: nil)
    let watchpost = Watchpost(services, port: 0)
    try await watchpost.start()
    let port = try #require(await watchpost.port)
    let client = Client(trust: Trust(server: .insecureForPinnedBootstrap))
    func get(_ path: String) async throws -> Response {
      try await client.send(Request(url: "http://127.0.0.1:\(port)\(path)"))
    }
    _ = try ExpositionReader(String(decoding: try await get("/metrics").body, as: UTF8.self))
    #expect(try await get("/healthz").status == 200)
    #expect(try await get("/readyz").body == Array("ready\n".utf8))
    #expect(try await get("/other").status == 404)
    #expect(FileManager.default.fileExists(atPath: hub.context.home.metricsSocket))
    // Behind nginx too, where a balancer asks.
    #expect(try await client.send(Request(url: hub.address.path("/readyz"))).status == 200)
    await watchpost.stop()
    #expect(!FileManager.default.fileExists(atPath: hub.context.home.metricsSocket))
    await hub.stop()
  }
}
