internal import Foundation
internal import Glibc
internal import Node
internal import Records
internal import Store

extension StationCommands {
  /// Refused lines that are named one by one; all of them go to the file of `--refused`.
  private static let refusedShownMax = 20

  /// Takes in what can be taken in. Lines that were refused, by this run or by an earlier one of the same file, end it with
  /// the code that says that a person has to look.
  @Sendable static func importPopulation(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard station.isHub else { return session.fail(Texts.problems.notAHub) }
    let path = invocation.path("FILE") ?? "-"
    let source = try PopulationImport(path: path)
    let earlier = try await source.earlier(in: station.replica)
    if let file = invocation.path("--refused"), isSameFile(file, path) {
      return session.fail(Texts.problems.sameFile, SafeText(file))
    }
    var refused = try RefusedLines(invocation.path("--refused"), goesOn: earlier.line > 0, session.language)
    if earlier.line > 0 {
      session.remark(Texts.views.importGoesOn, grouped(earlier.line, session.language))
    }
    var progress = Progress(session, Texts.hub.importing)
    let total = try await source.run(into: station.replica) { step in
      try Task.checkCancellation()
      for line in step.refused {
        try refused.append(line)
        if refused.count <= refusedShownMax {
          session.remark(
            Texts.hub.refusedLine, SafeText(line.line),
            Texts.imports.sentence(line.reason, session.language))
        }
      }
      progress.advance(to: step.line, at: session.now())
    }
    progress.clear()
    return tell(total, shown: refused.count, in: invocation.path("--refused"), session)
  }

  private static func tell(
    _ total: ImportStep, shown: Int, in file: String?, _ session: Session
  ) -> ExitCode {
    let (language, counts) = (session.language, total.counts)
    if shown > refusedShownMax {
      session.remark(Texts.views.moreRefused, grouped(shown - refusedShownMax, language))
    }
    if session.isJSON {
      session.answer([
        "schema": "hub.import/1", "line": JSONValue(total.line), "new": JSONValue(counts.new),
        "changed": JSONValue(counts.changed), "unchanged": JSONValue(counts.unchanged),
        "refused": JSONValue(counts.refused), "earlier_lines": JSONValue(total.earlier.line),
        "earlier_refused": JSONValue(total.earlier.refused),
      ])
    } else {
      session.say(
        Texts.views.importCounts, grouped(total.line - total.earlier.line, language),
        grouped(counts.new, language), grouped(counts.changed, language), grouped(counts.unchanged, language),
        grouped(counts.refused, language))
    }
    let refused = counts.refused + total.earlier.refused
    guard refused > 0 else { return .ok }
    let count = grouped(refused, language)
    return file.map { session.fail(Texts.problems.linesRefusedInto, count, SafeText($0)) }
      ?? session.fail(Texts.problems.linesRefused, count)
  }

  private static func isSameFile(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }
}

/// The lines that an import refused: how many, and all of them in a file where one was named.
///
///     {"line":3,"reason":"unfit","member":"birth_date","says":"…","text":"{\"kind\":…}"}
///
/// The lines hold people's data, so the file is its owner's alone.
private struct RefusedLines: ~Copyable {
  private(set) var count = 0
  private let path: String
  private let descriptor: Int32?
  private let language: Language

  /// - Parameter goesOn: the import goes on where it stopped, so the file keeps what it has.
  init(_ path: String?, goesOn: Bool, _ language: Language) throws(NodeError) {
    self.language = language
    self.path = path ?? ""
    guard let path else {
      descriptor = nil
      return
    }
    let opened = open(
      path, O_WRONLY | O_CREAT | O_CLOEXEC | (goesOn ? O_APPEND : O_TRUNC), 0o600)
    guard opened >= 0 else { throw .file(path: path, errno: errno) }
    descriptor = opened
  }

  deinit { if let descriptor { close(descriptor) } }

  mutating func append(_ line: RefusedLine) throws(NodeError) {
    count += 1
    guard let descriptor else { return }
    let document: JSONValue = [
      "line": JSONValue(line.line), "reason": .string(line.reason.word),
      "member": JSONValue(line.reason.member),
      "says": .string(Texts.imports.sentence(line.reason, language).plain),
      "text": .string(String(decoding: line.bytes, as: UTF8.self)),
    ]
    var rest = Array(document.written().utf8) + [UInt8(ascii: "\n")]
    while !rest.isEmpty {
      let written = write(descriptor, rest, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .file(path: path, errno: errno) }
      rest.removeFirst(written)
    }
  }
}
