import Causality
import Crypto
import Exchange
import Foundation
import Glibc
import Node
import Records
import Store
import Testing

/// Nodes that never meet on a network. Enrolment alone needs both ends: here it is done in this process, on the files that
/// the program then works on.
struct Carried {
  let folder: TestFolder
  let hub: URL

  init(people: Int = 20) throws {
    folder = try TestFolder()
    hub = try folder.hub(people: people)
  }

  func center(_ name: String) async throws -> URL {
    let invited = try TramRun(["hub", "invite", name, "--units", "06184", "--json"], home: hub)
    let token = try JoinToken(try #require(try invited.document["token"]?.text))
    let context = try NodeContext.open(NodeHome(hub.path))
    let key = try SigningKey.generate()
    let joined = try await HubEnrolment.admit(
      JoinRequest(
        token: token.secret, signingRequest: try CertificateRequest.make(key: key, commonName: "tram").der),
      context)
    let address = context.configuration.hub
    await context.close()
    let url = folder.url.appending(path: name)
    for path in ["keys", "content", "run"] {
      try FileManager.default.createDirectory(
        at: url.appending(path: path), withIntermediateDirectories: true)
    }
    let home = NodeHome(url.path)
    try key.save(to: home.key)
    try Data(Certificate(der: joined.certificate).pem()).write(to: URL(filePath: home.certificate))
    try Data(Certificate(der: joined.authorityCertificate).pem())
      .write(to: URL(filePath: home.authorityCertificate))
    try NodeConfiguration(role: .center, name: name, label: name, hub: address, createdAt: 0).write(to: home)
    return url
  }

  func stick(_ name: String) -> String { folder.url.appending(path: name).path }

  /// Runs a command, which must succeed; its answer.
  @discardableResult
  func tram(_ words: [String], at home: URL, staff: String? = nil) throws -> JSONValue {
    let run = try TramRun(words + ["--json"], home: home, staff: staff)
    try #require(run.code == 0, "\(words): \(run)")
    return try run.document
  }

  /// Writes, carries, takes in.
  @discardableResult
  func carry(_ name: String, from: URL, to: String, at: URL) throws -> JSONValue {
    try tram(["bundle", "export", "--to", to, stick(name)], at: from)
    return try tram(["bundle", "import", stick(name)], at: at)
  }

  func digests(_ home: URL) throws -> [JSONValue?] {
    try tram(["status"], at: home)["partitions"]?.elements?
      .filter { ["registry", "catalogue", "unit/06184"].contains($0["partition"]?.text) }
      .map { $0["digest"] } ?? []
  }
}

@Suite struct `Bundles with the program itself` {
  @Test func `bring two centers and a province to one state that never meet on the network`() async throws {
    let world = try Carried()
    let (a, b) = (try await world.center("H37.11"), try await world.center("H37.12"))
    for (name, home) in [("H37.11", a), ("H37.12", b)] {
      let taken = try world.carry("first-\(name)", from: world.hub, to: name, at: home)
      #expect(taken["nothing_new"] == false && taken["acknowledgement"] == "taken")
    }
    for (home, name) in [(a, "Hạnh"), (b, "Hạng")] {
      try world.tram(
        ["person", "edit", "020157000001", "--set", "name.given=\(name)", "--reason", "r"], at: home,
        staff: "hoa.ntt")
    }
    try world.carry("up-a", from: a, to: "hub", at: world.hub)
    try world.carry("up-b", from: b, to: "hub", at: world.hub)
    for (name, home) in [("H37.11", a), ("H37.12", b)] {
      try world.carry("second-\(name)", from: world.hub, to: name, at: home)
      #expect(try world.digests(home) == world.digests(world.hub))
      #expect(try world.tram(["status"], at: home)["changes_to_send"] == 0)
      #expect(try world.tram(["status"], at: home)["conflicts_open"] == 1)
      #expect(try world.tram(["verify"], at: home)["intact"] == true)
    }
    // By hand, from one center to the other, without the province.
    try world.tram(
      ["person", "edit", "020157000002", "--set", "phone.phone=0914000100", "--reason", "r"], at: a,
      staff: "hoa.ntt")
    let across = try TramRun(["bundle", "export", "--to", "H37.12", world.stick("across")], home: a)
    #expect(across.code == 0 && across.err.contains("tram bundle import"), "\(across)")
    let verified = try TramRun(["bundle", "verify", world.stick("across")], home: b)
    #expect(verified.code == 0 && verified.out.contains("H37.11"), "\(verified)")
    #expect(try world.tram(["bundle", "import", world.stick("across")], at: b)["changes"] == 1)
    let again = try TramRun(["bundle", "import", world.stick("across")], home: b)
    #expect(again.code == 0 && again.out.contains("Nothing new"), "\(again)")
  }

  @Test func `are refused each with its own exit code, and nothing is changed`() async throws {
    let world = try Carried(people: 3)
    let (a, b) = (try await world.center("H37.11"), try await world.center("H37.12"))
    try world.tram(["bundle", "export", "--to", "H37.11", world.stick("x")], at: world.hub)
    let whole = try Data(contentsOf: URL(filePath: world.stick("x")))
    try whole.prefix(whole.count - 600).write(to: URL(filePath: world.stick("cut")))
    var altered = whole
    altered[whole.count / 2] ^= 1
    try altered.write(to: URL(filePath: world.stick("altered")))
    try Data("x".utf8).write(to: URL(filePath: world.stick("note")))
    for (file, home, code, word) in [
      ("note", a, 20, "E-BUND-001"), ("cut", a, 21, "E-BUND-002"), ("altered", a, 22, "E-BUND-003"),
      ("x", b, 23, "E-BUND-004"),
    ] as [(String, URL, Int32, String)] {
      for verb in ["verify", "import"] {
        let run = try TramRun(["bundle", verb, world.stick(file)], home: home)
        #expect(run.code == code && run.err.contains(word) && run.out.isEmpty, "\(run)")
      }
      #expect(try world.digests(home).allSatisfy { $0?.text?.allSatisfy { $0 == "0" } == true })
    }
    let unknown = try TramRun(["bundle", "export", "--to", "H37.99", world.stick("y")], home: world.hub)
    #expect(unknown.code == 3 && unknown.err.contains("E-BUND-010"), "\(unknown)")
    let exists = try TramRun(["bundle", "export", "--to", "H37.11", world.stick("x")], home: world.hub)
    #expect(exists.code == 2 && exists.err.contains("E-BUND-012"), "\(exists)")
    // A stick of a node whose key the province has since revoked is an impostor's.
    try world.tram(["bundle", "import", world.stick("x")], at: a)
    try world.tram(["bundle", "export", "--to", "hub", world.stick("up")], at: a)
    let context = try NodeContext.open(NodeHome(world.hub.path))
    _ = try await HubRegistry.revoke("H37.11", reason: "stolen", context)
    await context.close()
    let forged = try TramRun(["bundle", "import", world.stick("up")], home: world.hub)
    #expect(forged.code == 24 && forged.err.contains("E-BUND-005"), "\(forged)")
  }

  @Test func `killed at any moment of an import leave before or after, and the same command finishes (T35)`()
    async throws
  {
    let world = try Carried(people: 400)
    let file = world.stick("big")
    let reference = try await world.center("H37.12")
    try world.tram(["bundle", "export", "--to", "H37.12", world.stick("reference")], at: world.hub)
    let start = ContinuousClock.now
    try world.tram(["bundle", "import", world.stick("reference")], at: reference)
    let whole = Int(start.duration(to: .now) / .milliseconds(1))
    let home = try await world.center("H37.11")
    try world.tram(["bundle", "export", "--to", "H37.11", file], at: world.hub)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<12 {
      let process = Process()
      process.executableURL = try builtProgram("tram")
      process.arguments = ["--data", home.path, "bundle", "import", file]
      process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) {
        $1
      }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      try await Task.sleep(for: .milliseconds(Int.random(in: 1...max(2, whole), using: &generator)))
      if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      // Whatever is there is whole: chains, state, index, digests.
      #expect(try world.tram(["verify"], at: home)["intact"] == true)
    }
    try world.tram(["bundle", "import", file], at: home)
    #expect(try world.digests(home).dropFirst() == world.digests(reference).dropFirst())
    #expect(
      try world.tram(
        ["person", "find", "lan", "--limit", "1000", "--for", "reception", "--as", "a"], at: home)["persons"]?
        .elements?.count
        == 400)
  }

  /// A month of one busy center is 10,000 changes and 500 attachments of 200 KB: so much with `TRAM_MONTH=10`, a tenth of
  /// it else.
  @Test func `of a busy center stream: neither end holds more than a few pieces of them`() async throws {
    let tenths = ProcessInfo.processInfo.environment["TRAM_MONTH"].flatMap { Int($0) } ?? 1
    let world = try Carried(people: 2)
    let home = try await world.center("H37.11")
    try world.carry("first", from: world.hub, to: "H37.11", at: home)
    let context = try NodeContext.open(NodeHome(home.path))
    var chance = SystemRandomNumberGenerator()
    for _ in 0..<(tenths * 50) {
      let bytes = (0..<25_000).flatMap { _ in chance.next().littleEndianBytes }
      let hash = try context.content.store(bytes)
      let dossier = RecordID(milliseconds: context.now(), using: &chance)
      func draft(_ entity: UInt64, _ id: RecordID, _ root: RecordID?, _ values: [Value]) -> Draft {
        Draft(
          partition: .center("H37.11"), record: id, entity: entity, root: root,
          writes: [GroupDraft(group: 1, values: GroupValues(values))], author: "hoa.ntt", source: "counter",
          reason: "", isCreation: true)
      }
      var act = Act([draft(10, dossier, nil, [.text("x"), .bool(true)])])
      for number in 0..<18 {
        act.drafts.append(
          draft(
            10, RecordID(milliseconds: context.now() + Int64(number), using: &chance), nil,
            [.text("H37.11-\(chance.next())"), .bool(true)]))
      }
      act.drafts.append(
        draft(
          13, RecordID(milliseconds: context.now(), using: &chance), dossier,
          [.text("scan.pdf"), .text("application/pdf"), .int(Int64(bytes.count)), .bytes(hash.bytes)]))
      _ = try await context.replica.commit(act)
    }
    await context.close()
    let file = world.stick("month")
    let out = try PeakRun(["bundle", "export", "--to", "hub", file, "--json"], home: home)
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    let taken = try PeakRun(["bundle", "import", file, "--json"], home: world.hub)
    print("month/10 x \(tenths): \(size) bytes, export \(out), import \(taken)")
    #expect(out.code == 0 && taken.code == 0)
    #expect(size < tenths * 50 * 200_000 * 11 / 10)
    #expect(max(out.peakKiB, taken.peakKiB) < 300 << 10)
    #expect(try world.tram(["bundle", "import", file], at: world.hub)["nothing_new"] == true)
    let contents = world.hub.appending(path: "content")
    let count = try FileManager.default.subpathsOfDirectory(atPath: contents.path)
      .filter { $0.utf8.count == 67 }.count
    #expect(count == tenths * 50)
  }
}

/// A run of `tram` with the most memory that it held, as the kernel counts it.
private struct PeakRun {
  let code: Int32
  let peakKiB: Int
  let milliseconds: Int

  init(_ words: [String], home: URL) throws {
    let process = Process()
    process.executableURL = try builtProgram("tram")
    process.arguments = ["--data", home.path, "--lang", "en"] + words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    var peak = 0
    while process.isRunning {
      let status =
        (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      peak = max(peak, line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
      usleep(20_000)
    }
    process.waitUntilExit()
    code = process.terminationStatus
    peakKiB = peak
    milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
  }
}

extension UInt64 {
  fileprivate var littleEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}
