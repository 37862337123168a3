import Foundation
import Glibc

/// The program as it is shipped, run with its own folder: a province that serves, and a center that joined it.
final class HubProcess {
  struct Failure: Error { let words: [String], said: String }

  let port: Int
  let hub: String
  let center: String
  private let program: String
  private var process: Process?

  /// The program beside this one; `nil` where it is not built.
  static var program: String? {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let path = URL(filePath: own).deletingLastPathComponent().appending(path: "tram").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// A hub with the published catalogue, serving on a free port of the loopback, and a center that fetched everything.
  init(program: String, folder: String) throws {
    self.program = program
    port = try Self.freePort()
    (hub, center) = (folder + "/hub", folder + "/center")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try run(hub, "hub", "init", "--url", "https://localhost:\(port)", "--name", "Bench")
    _ = try run(hub, "hub", "publish")
    try serve()
    let invitation = try run(hub, "hub", "invite", "H37.08", "--units", "06040,06046", "--json")
    let json = try JSONSerialization.jsonObject(with: Data(invitation.utf8)) as? [String: Any]
    guard let token = json?["token"] as? String else { throw Failure(words: ["invite"], said: invitation) }
    _ = try run(center, "join", "https://localhost:\(port)", token)
    for _ in 0..<3 { _ = try run(center, "sync") }
  }

  /// Its processor seconds, and those of the nginx in front of it.
  var processorSeconds: (hub: Double, nginx: Double) {
    guard let pid = process?.processIdentifier else { return (0, 0) }
    var sums = (hub: 0.0, nginx: 0.0)
    for (id, parent, used) in Self.processes() {
      if id == pid { sums.hub = used } else if descends(parent, from: pid) { sums.nginx += used }
    }
    return sums
  }

  func stop() {
    guard let process, process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  private func serve() throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["--data", hub, "serve", "--listen", "\(port)"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let log = hub + ".log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    self.process = process
    for _ in 0..<600 {
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      if text.contains("\"node.started\"") { return }
      guard process.isRunning else { throw Failure(words: ["serve"], said: text) }
      usleep(50_000)
    }
    throw Failure(words: ["serve"], said: "it did not start within 30 seconds")
  }

  private func run(_ home: String, _ words: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["--data", home, "--lang", "en", "--as", "bench"] + words
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: words, said: said) }
    return said
  }

  private func descends(_ id: Int32, from ancestor: Int32) -> Bool {
    var id = id
    let parents = Dictionary(Self.processes().map { ($0.id, $0.parent) }) { first, _ in first }
    for _ in 0..<8 {
      if id == ancestor { return true }
      guard let parent = parents[id] else { return false }
      id = parent
    }
    return false
  }

  /// From /proc: id, parent, processor seconds.
  private static func processes() -> [(id: Int32, parent: Int32, used: Double)] {
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
      guard let id = Int32(name),
        let text = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        // The name of the program stands in brackets and may hold anything.
        let end = text.lastIndex(of: ")")
      else { return nil }
      let fields = text[text.index(after: end)...].split(separator: " ")
      guard fields.count > 12, let parent = Int32(fields[1]), let user = Double(fields[11]),
        let system = Double(fields[12])
      else { return nil }
      return (id, parent, (user + system) / ticks)
    }
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(words: ["bind"], said: String(cString: strerror(errno))) }
    return Int(UInt16(bigEndian: name.sin_port))
  }
}
