internal import Foundation
internal import Node
internal import Records
internal import Synchronization

/// The terminal's end of a command that the daemon carries out.
struct Relay {
  let words: [String]
  let environment: [String: String]
  let session: Session
  let home: NodeHome

  /// Hands the command over and relays what the daemon says. Throws `.notRunning` where none runs.
  func run(_ invocation: Invocation) async throws(NodeError) -> ExitCode {
    if invocation.first("FILE") == "-" {
      // The daemon's standard input is not the terminal's.
      _ = try await send(["version"], out: { _ in }, err: { _ in })
      return session.fail(Texts.problems.needsFile)
    }
    if session.ask != nil, invocation.command.words == ["conflicts", "resolve"], invocation.has("--all"),
      !invocation.globals.agrees, !invocation.globals.isDryRun
    {
      return try await resolveAll(invocation)
    }
    return try await relay(words)
  }

  private func relay(_ words: [String]) async throws(NodeError) -> ExitCode {
    try await send(
      words, out: { ProcessOutput.standard.write(bytes: $0) }, err: { ProcessOutput.error.write(bytes: $0) })
  }

  private func send(
    _ words: [String], out: @Sendable ([UInt8]) -> Void, err: @Sendable ([UInt8]) -> Void
  ) async throws(NodeError) -> ExitCode {
    let request = ControlRequest(
      arguments: words, language: session.language.rawValue, columns: session.width,
      isTerminal: session.showsProgress, usesColor: session.outStyle.hasColors,
      staff: environment["USER"] ?? "", folder: FileManager.default.currentDirectoryPath)
    return ExitCode(rawValue: try await ControlClient.run(request, at: home, out: out, err: err)) ?? .failed
  }

  /// A daemon cannot ask. So it says what it would do, the terminal asks, and the daemon does that and nothing else: the
  /// version of what was shown travels along.
  private func resolveAll(_ invocation: Invocation) async throws(NodeError) -> ExitCode {
    let heard = Heard()
    let planned = try await send(
      adding(["--dry-run", "--json"]), out: { heard.append($0) },
      err: { ProcessOutput.error.write(bytes: $0) })
    guard planned == .ok else { return planned }
    let plan = try? JSONValue.parse(heard.bytes)
    guard let version = plan?["version"]?.text, let count = plan?["would_resolve"]?.integer else {
      throw .badReply
    }
    let seen = invocation["--seen"] == nil ? ["--seen=\(version)"] : []
    let shown = try await relay(adding(["--dry-run"] + seen))
    guard shown == .ok, count > 0 else { return shown }
    let question = session.text(Texts.conflicts.askAll, SafeText(count))
    guard await session.confirm(question, yes: false) else {
      session.remark(Texts.common.cancelled)
      return .failed
    }
    return try await relay(adding(["--yes"] + seen))
  }

  /// The words with options more, before whatever ends the options.
  private func adding(_ options: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words[..<end] + options + words[end...]
  }
}

/// What a daemon answered to the terminal itself.
private final class Heard: Sendable {
  private let held = Mutex<[UInt8]>([])
  var bytes: [UInt8] { held.withLock { $0 } }
  func append(_ bytes: [UInt8]) { held.withLock { $0 += bytes } }
}
