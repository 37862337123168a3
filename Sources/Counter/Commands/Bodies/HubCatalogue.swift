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
    let path = invocation.path("FOLDER") ?? station.config ?? "Config"
    if let fault = SystemFault.obstacle(toFolder: path) { return session.fail(file: path, fault) }
    let folder = try CatalogueFolder(config: path)
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
      let name =
        count.entity == PublicationReport.head
        ? views.heads(language) : Texts.fields.entity(count.entity)?(language) ?? SafeText(count.entity)
      table.append(
        [name] + [count.new, count.changed, count.removed, count.unchanged].map { grouped($0, language) })
    }
    session.show(table)
    if isDryRun { session.say(Texts.common.dryRun) }
    session.say(
      Texts.hub.published, grouped(folder.entries.count, language), grouped(report.written, language))
    return .ok
  }
}

extension Session {
  /// Names every mistake in the files that were to be published.
  func fail(_ refused: CatalogueRefused) -> ExitCode {
    for problem in refused.problems {
      remark(Texts.catalogueProblems.sentence(problem, language))
      if case .unfit(let words) = problem.what { detail(SafeText(words)) }
    }
    let first = refused.problems.first
    return fail(
      Texts.problems.catalogueRefused, SafeText(refused.problems.count),
      SafeText(first?.file ?? "?"))
  }
}
