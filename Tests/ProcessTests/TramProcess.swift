import Foundation
import Glibc
import Testing

/// The built program, which lies beside the test bundle.
func builtProgram(_ name: String) throws -> URL {
  let bundle = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
  return bundle.deletingLastPathComponent().appending(path: name)
}

/// The checkout, for its Config.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// One run of `tram` to its end.
struct TramRun {
  let code: Int32
  let out: String
  let err: String

  init(_ words: [String], home: URL, staff: String? = nil) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tram-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = try builtProgram("tram")
    process.arguments = ["--data", home.path, "--lang", "en"] + (staff.map { ["--as", $0] } ?? []) + words
    process.environment = ProcessInfo.processInfo.environment.merging([
      "TRAM_CONFIG": checkout.appending(path: "Config").path, "SWIFT_BACKTRACE": "enable=no",
    ]) { $1 }
    let (out, err) = (folder.appending(path: "out"), folder.appending(path: "err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    self.out = String(decoding: try Data(contentsOf: out), as: UTF8.self)
    self.err = String(decoding: try Data(contentsOf: err), as: UTF8.self)
  }
}

/// A `tram serve` that the test starts, kills and starts again, by its process id only.
final class Served: @unchecked Sendable {
  // Only the killer's task touches it.
  private let home: URL
  private let port: Int?
  private var process: Process?
  private(set) var starts = 0

  init(home: URL, port: Int? = nil) {
    self.home = home
    self.port = port
  }

  func start() throws {
    let process = Process()
    process.executableURL = try builtProgram("tram")
    process.arguments = ["--data", home.path, "serve"] + (port.map { ["--listen", "\($0)"] } ?? [])
    process.environment = ProcessInfo.processInfo.environment.merging([
      "TRAM_CONFIG": checkout.appending(path: "Config").path, "SWIFT_BACKTRACE": "enable=no",
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let log = home.appendingPathExtension("log")
    if !FileManager.default.fileExists(atPath: log.path) {
      _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    }
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    process.standardError = handle
    try process.run()
    starts += 1
    self.process = process
  }

  /// Returns when the latest start answers everything: the service says so in its log.
  func untilStarted() async throws {
    let log = home.appendingPathExtension("log")
    for _ in 0..<6_000 {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if text.components(separatedBy: "\"node.started\"").count > starts { return }
      if let process, !process.isRunning { throw Unserved(log: String(text.suffix(600))) }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw Unserved(log: "it took longer than two minutes")
  }

  /// SIGKILL: no handler, no farewell.
  func kill() {
    guard let process, process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// SIGTERM; returns the exit code.
  func stop() -> Int32 {
    guard let process, process.isRunning else { return process?.terminationStatus ?? 0 }
    process.terminate()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}

struct Unserved: Error {
  let log: String
}

func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let bound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
  }
  try #require(bound == 0)
  _ = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
  }
  return Int(UInt16(bigEndian: address.sin_port))
}
