internal import Node
internal import Records
internal import Store

/// For whoever looks after machines.
extension StationCommands {
  static let care: [(words: [String], body: Body)] = [(["doctor"], doctor), (["metrics"], metrics)]

  @Sendable static func doctor(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node else { return session.fail(Texts.problems.daemonUnreachable) }
    let progress = SharedProgress(session, Texts.doctor.examining)
    let facts = try await Examination(node.home, now: session.now()).facts(
      node, sync: station.sync, isServed: station.sync != nil || station.hub != nil,
      full: invocation.has("--full")
    ) { done, total in progress.show(done: done, of: total, at: session.now()) }
    progress.clear()
    return tell(Checkup.checks(facts), invocation, session)
  }

  /// Where the replica cannot be opened, which is when a doctor is called.
  static func doctor(
    unopened error: NodeError, _ invocation: Invocation, _ session: Session, _ home: NodeHome
  ) -> ExitCode {
    let facts = Examination(home, now: session.now()).facts(unopened: word(error))
    return tell(Checkup.checks(facts), invocation, session)
  }

  private static func tell(_ checks: [Check], _ invocation: Invocation, _ session: Session) -> ExitCode {
    DoctorView.show(checks, in: session)
    if !invocation.has("--full"), checks.allSatisfy({ $0.finding != .fileUnopened }) {
      session.remark(Texts.doctor.fullHint)
    }
    return checks.contains { $0.state == .fail } ? .integrity : .ok
  }

  private static func word(_ error: NodeError) -> String {
    switch error {
    case .damagedHome(let file): file
    case .alreadyServed(let process): process.map { "pid \($0)" } ?? "replica.lock"
    case .replica(let error): error.ailment.map { "\($0)" } ?? "replica.sqlite"
    case .crypto, .file: error.failedFile?.path ?? "keys"
    default: "\(error.category)"
    }
  }

  @Sendable static func metrics(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node else { return session.fail(Texts.problems.daemonUnreachable) }
    let families = try await Metrics.families(
      node, sync: station.sync, hub: station.hub)
    guard session.isJSON else {
      // Not `say`: a program reads it, and its letters are escaped by the format.
      session.out.write(MetricFamily.text(families))
      return .ok
    }
    session.answer([
      "schema": "node.metrics/1",
      "metrics": .array(
        families.flatMap { family in
          family.samples.map { sample in
            [
              "name": .string(family.name + sample.suffix),
              "labels": .object(sample.labels.map { JSONValue.Member($0.name, .string($0.value)) }),
              "value": .string(MetricFamily.number(sample.value)),
            ]
          }
        }),
    ])
    return .ok
  }
}
