internal import Foundation
internal import Node
internal import Records
internal import Store

extension StationCommands {
  static let hub: [(words: [String], body: Body)] = [
    (["hub", "publish"], publishCatalogue), (["hub", "import"], importPopulation),
  ]

  @Sendable static func publishCatalogue(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard station.isHub else { return session.fail(Texts.problems.notAHub) }
    let folder = try CatalogueFolder(config: invocation.path("FOLDER") ?? station.config ?? "Config")
    let author = invocation.globals.staff ?? "province"
    let reason = Texts.views.publishReason[session.language]
    let isDryRun = invocation.globals.isDryRun
    let report = try await station.replica.write { file in
      try CataloguePublisher.publish(folder, into: file, author: author, reason: reason, isDryRun: isDryRun)
    }
    if session.isJSON {
      session.answer([
        "schema": "hub.publish/1", "dry_run": .bool(isDryRun), "entries": JSONValue(folder.entries.count),
        "written": JSONValue(report.written),
        "counts": .array(
          report.counts.map { count in
            [
              "entity": .string(count.entity), "new": JSONValue(count.new),
              "changed": JSONValue(count.changed), "removed": JSONValue(count.removed),
              "unchanged": JSONValue(count.unchanged),
            ]
          }),
      ])
      return .ok
    }
    let language = session.language
    let views = Texts.views
    var table = Table([
      .init(views.entries(language)), .init(views.new(language), .right),
      .init(views.changed(language), .right), .init(views.removed(language), .right),
      .init(views.same(language), .right),
    ])
    for count in report.counts {
      let name = Texts.fields.entity(count.entity)?(language) ?? SafeText(count.entity)
      table.append(
        [name] + [count.new, count.changed, count.removed, count.unchanged].map { grouped($0, language) })
    }
    session.show(table)
    if isDryRun { session.say(Texts.common.dryRun) }
    session.say(
      Texts.hub.published, grouped(folder.entries.count, language), grouped(report.written, language))
    return .ok
  }

  /// Refused lines that are named one by one; all of them go to the file of `--refused`.
  private static let refusedShownMax = 20

  @Sendable static func importPopulation(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard station.isHub else { return session.fail(Texts.problems.notAHub) }
    let path = invocation.path("FILE") ?? "-"
    let source: PopulationImport
    do {
      source = try PopulationImport(path: path)
    } catch {
      return session.fail(
        Texts.problems.fileUnreadable, SafeText(path), SafeText(String(describing: error)))
    }
    var refused = try RefusedLines(invocation.path("--refused"))
    var progress = Progress(session, Texts.hub.importing)
    var first: Int?
    let total: ImportStep
    do {
      total = try await source.run(into: station.replica) { step in
        try Task.checkCancellation()
        first = first ?? step.line
        for line in step.refused {
          try refused.append(line)
          if refused.count <= refusedShownMax {
            session.remark(
              Texts.hub.refusedLine, SafeText(line.line), SafeText(line.reason.description))
          }
        }
        progress.advance(to: step.line, at: session.now())
      }
    } catch let error as CocoaError {
      return session.fail(Texts.problems.fileUnreadable, SafeText(path), SafeText(error.localizedDescription))
    }
    progress.clear()
    if refused.count > refusedShownMax {
      session.remark(Texts.views.moreRefused, SafeText(refused.count - refusedShownMax))
    }
    let counts = total.counts
    if session.isJSON {
      session.answer([
        "schema": "hub.import/1", "line": JSONValue(total.line), "new": JSONValue(counts.new),
        "changed": JSONValue(counts.changed), "unchanged": JSONValue(counts.unchanged),
        "refused": JSONValue(counts.refused),
      ])
    } else {
      let language = session.language
      session.say(
        Texts.views.importCounts, grouped(total.line, language), grouped(counts.new, language),
        grouped(counts.changed, language), grouped(counts.unchanged, language),
        grouped(counts.refused, language))
    }
    return .ok
  }
}

/// The lines that an import refused: how many, and all of them in a file where one was named.
private struct RefusedLines {
  private(set) var count = 0
  private let file: FileHandle?

  init(_ path: String?) throws {
    guard let path else {
      file = nil
      return
    }
    _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    file = try FileHandle(forWritingTo: URL(filePath: path))
  }

  mutating func append(_ line: RefusedLine) throws {
    count += 1
    guard let file else { return }
    let document: JSONValue = ["line": JSONValue(line.line), "reason": .string(line.reason.description)]
    try file.write(contentsOf: Data(document.written().utf8 + [UInt8(ascii: "\n")]))
  }
}

extension Session {
  /// Names every mistake in the files that were to be published.
  func fail(_ refused: CatalogueRefused) -> ExitCode {
    for problem in refused.problems { remark(SafeText(problem.description)) }
    let first = refused.problems.first
    return fail(
      Texts.problems.catalogueRefused, SafeText(refused.problems.count),
      SafeText(first?.file ?? "?"))
  }
}
