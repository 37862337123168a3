internal import Causality
internal import Exchange
internal import Node
internal import Records
internal import Store
internal import Synchronization

/// What is carried where no link goes.
extension StationCommands {
  static let bundles: [(words: [String], body: Body)] = [
    (["bundle", "export"], exportBundle), (["bundle", "show"], showBundle),
    (["bundle", "verify"], verifyBundle), (["bundle", "import"], importBundle),
  ]

  private static func node(_ session: Session, _ station: Station) throws -> NodeContext {
    guard let node = station.node else { throw Told(session.fail(Texts.problems.daemonUnreachable)) }
    return node
  }

  @Sendable static func exportBundle(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let node = try node(session, station)
    let name = invocation.required("--to")
    let path = invocation.path("FILE") ?? ""
    let recipient = try await BundleRecipient.find(name, node)
    let place = try await station.read(session) { try $0.center(recipient.identity.name) }
    guard !invocation.globals.isDryRun else {
      session.say(Texts.common.dryRun)
      return .ok
    }
    let progress = BundleLine(session)
    let receipt: BundleReceipt
    do {
      defer { progress.clear() }
      receipt = try await BundleExport.write(to: name, path: path, node) {
        progress.show($0, at: session.now())
      }
    }
    if session.isJSON {
      session.answer([
        "schema": "bundle.export/1", "bundle": .string("\(receipt.id)"), "to": .string(receipt.to.name),
        "file": .string(path), "changes": JSONValue(receipt.sum.changes),
        "contents": JSONValue(receipt.sum.contents), "content_bytes": JSONValue(receipt.sum.contentBytes),
        "contents_missing": JSONValue(receipt.contentsMissing), "bytes": JSONValue(receipt.bytes),
      ])
      return .ok
    }
    let language = session.language
    session.say(
      Texts.bundles.written, SafeText(place), grouped(receipt.sum.changes, language),
      grouped(receipt.sum.contents, language), bytesText(receipt.bytes, language))
    if receipt.sum.changes == 0, receipt.sum.contents == 0 { session.say(Texts.bundles.nothingToSend) }
    if receipt.contentsMissing > 0 {
      session.remark(Texts.bundles.contentsMissing, grouped(receipt.contentsMissing, language))
    }
    session.remark(Texts.bundles.carry, SafeText(place))
    return .ok
  }

  @Sendable static func showBundle(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let node = try node(session, station)
    let report = try await BundleImport.show(invocation.path("FILE") ?? "", node)
    try await tell(report, schema: "bundle.show/1", session, station)
    return .ok
  }

  @Sendable static func verifyBundle(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let node = try node(session, station)
    let progress = BundleLine(session)
    let report: BundleReport
    do {
      defer { progress.clear() }
      report = try await BundleImport.verify(invocation.path("FILE") ?? "", node) {
        progress.show($0, at: session.now())
      }
    }
    try await tell(report, schema: "bundle.verify/1", session, station)
    if !session.isJSON { session.say(Texts.bundles.whole) }
    return .ok
  }

  private static func tell(
    _ report: BundleReport, schema: String, _ session: Session, _ station: Station
  ) async throws {
    let page = try await station.read(session) { labels in
      try BundleView(labels).page(report, schema: schema)
    }
    session.show(page)
  }

  @Sendable static func importBundle(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let node = try node(session, station)
    let path = invocation.path("FILE") ?? ""
    guard !invocation.globals.isDryRun else {
      let report = try await BundleImport.verify(path, node)
      try await tell(report, schema: "bundle.verify/1", session, station)
      if !session.isJSON { session.say(Texts.common.dryRun) }
      return .ok
    }
    let progress = BundleLine(session)
    let outcome: BundleOutcome
    do {
      defer { progress.clear() }
      outcome = try await BundleImport.take(path, answerPath: invocation.path("--answer"), node) {
        progress.show($0, at: session.now())
      }
    }
    let kept = outcome.kept
    let place = try await station.read(session) { try $0.center(outcome.report.manifest.from.identity.name) }
    if session.isJSON {
      session.answer(document(outcome, kept))
    } else {
      tell(outcome, kept, SafeText(place), session)
    }
    guard let first = kept.first else { return .ok }
    return session.fail(
      Texts.problems.bundleInPart, grouped(kept.count, session.language),
      QuarantineView.reason(of: first, session.language))
  }

  private static func tell(
    _ outcome: BundleOutcome, _ kept: [SyncRefusal], _ place: SafeText, _ session: Session
  ) {
    let language = session.language
    if outcome.isNothingNew {
      session.say(Texts.bundles.nothingNew)
    } else {
      session.say(
        Texts.bundles.taken, grouped(outcome.applied, language), grouped(outcome.contents, language), place)
    }
    let foreign = outcome.refusals.filter { $0.code == .notReadable }.compactMap(\.partition?.text)
    if !foreign.isEmpty {
      session.remark(Texts.bundles.notOurs, SafeText(Set(foreign).sorted().joined(separator: ", ")))
    }
    if outcome.isForked { session.say(Texts.bundles.forked, place) }
    switch outcome.word {
    case .void: session.say(Texts.bundles.void)
    case .adds, .replaces: session.remark(Texts.bundles.acknowledged, place)
    case nil: break
    }
    if let answer = outcome.answer { session.remark(Texts.bundles.answerWritten, SafeText(answer)) }
  }

  private static func document(_ outcome: BundleOutcome, _ kept: [SyncRefusal]) -> JSONValue {
    [
      "schema": "bundle.import/1", "bundle": .string("\(outcome.report.id)"),
      "from": .string(outcome.report.manifest.from.identity.name), "changes": JSONValue(outcome.applied),
      "contents": JSONValue(outcome.contents), "nothing_new": .bool(outcome.isNothingNew),
      "acknowledgement": .string(
        outcome.word.map { $0 == .void ? "void" : "taken" } ?? "none"),
      "answer": JSONValue(outcome.answer), "forked": .bool(outcome.isForked),
      "refused": .array(
        kept.map { refusal in
          [
            "partition": JSONValue(refusal.partition?.text), "sequence": JSONValue(refusal.sequence),
            "reason": .string(StatusView.word(of: refusal)),
          ]
        }),
    ]
  }
}

/// The progress line of a bundle, whose words change with what is done.
private final class BundleLine: Sendable {
  private struct State: ~Copyable {
    var stage: BundleProgress.Stage?
    var progress: Progress?
  }

  private let session: Session
  private let state = Mutex(State())

  init(_ session: Session) { self.session = session }

  func show(_ progress: BundleProgress, at nowMs: Int64) {
    state.withLock { state in
      if state.stage != progress.stage {
        state.stage = progress.stage
        let texts = Texts.bundles
        let label =
          switch progress.stage {
          case .writing: texts.writing
          case .checking: texts.checking
          case .taking: texts.taking
          }
        state.progress = Progress(session, label)
      }
      state.progress?.advance(to: progress.done, of: progress.total, at: nowMs)
    }
  }

  func clear() {
    state.withLock { state in
      if let progress = state.progress.take() { progress.clear() }
    }
  }
}

extension Session {
  /// What a person is told of a bundle that was refused or could not be written.
  func fail(_ error: BundleError, _ invocation: Invocation, folder: String) -> ExitCode {
    let problems = Texts.problems
    let file = SafeText(invocation.first("FILE") ?? "")
    switch error {
    case .notABundle: return fail(problems.notABundle, file)
    case .truncated: return fail(problems.bundleTruncated, file)
    case .altered: return fail(problems.bundleAltered, file)
    case .misaddressed: return fail(problems.bundleMisaddressed, file)
    case .forged(let forgery): return fail(problems.bundleForged, file, Self.reason(of: forgery, language))
    case .tooLarge: return fail(problems.bundleTooLarge, file)
    case .versionMismatch(_, let peer):
      return fail(problems.bundleFormat, file, "\(peer.lowest)–\(peer.highest)")
    case .unknownFormat(let number): return fail(problems.bundleFormat, file, SafeText(number))
    case .gap(let partition, let answer?):
      return fail(problems.bundleGap, file, SafeText(partition.text), SafeText(answer))
    case .gap(let partition, nil):
      return fail(problems.bundleGapUnanswered, file, SafeText(partition.text))
    case .unknownRecipient(let name): return fail(problems.unknownRecipient, SafeText(name))
    case .toItself: return fail(problems.bundleToItself)
    case .exists(let path): return fail(problems.fileExists, SafeText(path))
    case .file(let path, let code): return fail(.file(path: path, errno: code), folder: folder)
    case .node(let error): return fail(error, folder: folder)
    }
  }

  private static func reason(of forgery: BundleForgery, _ language: Language) -> SafeText {
    let texts = Texts.bundles
    return switch forgery {
    case .unsigned: texts.unsigned(language)
    case .notCertified: texts.notCertified(language)
    case .unknownKey: texts.unknownKey(language)
    case .revoked: texts.revoked(language)
    case .contradictory: texts.contradictory(language)
    }
  }
}
