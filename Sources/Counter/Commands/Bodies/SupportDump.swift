internal import Node
internal import Records

extension StationCommands {
  static let support: [(words: [String], body: Body)] = [(["support-dump"], supportDump)]

  /// For whoever helps from afar: the doctor's findings, the figures and the counts, in one file that holds nobody's data.
  @Sendable static func supportDump(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node else { return session.fail(Texts.problems.daemonUnreachable) }
    let path = invocation.path("FILE") ?? ""
    let facts = try await Examination(node.home, now: session.now()).facts(
      node, sync: station.sync, isServed: station.sync != nil || station.hub != nil, full: false)
    let figures = try await Metrics.text(node, sync: station.sync, hub: station.hub)
    let document: JSONValue = [
      "schema": "tram.support/1", "made_at": .time(session.now()),
      "node": try await SupportFacts.document(node),
      "doctor": DoctorView.document(Checkup.checks(facts), .en),
      "metrics": .array(figures.split(separator: "\n").map { .string(String($0)) }),
    ]
    try SupportFile.write(document, to: path)
    if session.isJSON {
      session.answer(["schema": "node.support-dump/1", "file": .string(path)])
    } else {
      session.say(Texts.support.written, SafeText(path))
      session.remark(Texts.support.review)
    }
    return .ok
  }
}
