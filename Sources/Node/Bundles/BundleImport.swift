import Causality
import Crypto
package import Exchange
import Records
import Store

/// A bundle that was looked into, whole or only its first piece.
package struct BundleReport: Equatable, Sendable {
  package var id: BundleID
  package var manifest: BundleManifest
  /// Of the file.
  package var bytes: Int
  /// `nil` where only the first piece was read.
  package var sum: BundleSum?
}

/// What became of a bundle that was taken in.
package struct BundleOutcome: Equatable, Sendable {
  package var report: BundleReport
  /// Changes that are new here and durable.
  package var applied = 0
  /// What was not taken and lies in quarantine, and why.
  package var refusals: [SyncRefusal] = []
  package var contents = 0
  /// Contents that no record of a partition which is held here names.
  package var contentsUnnamed = 0
  /// What the acknowledgement in it counted for.
  package var word: BundlePeer.Word?
  /// The acknowledgement to carry back, where one was asked for.
  package var answer: String?

  package var isNothingNew: Bool { applied == 0 && contents == 0 && refusals.isEmpty }
  /// What lies in quarantine now.
  package var kept: [SyncRefusal] { refusals.filter { $0.code != .notReadable && $0.code != .fork } }
  /// The sender is on another continuation of a log; the next bundles, there and back, bring both sides both.
  package var isForked: Bool { refusals.contains { $0.code == .fork } }
}

/// Takes bundles in: open, verify, decode within bounds, all of it, and only then apply. What is applied goes through the
/// same checks as what comes over the network.
package enum BundleImport {
  /// From whom to whom, and what; nothing but the first piece is opened.
  package static func show(_ path: String, _ context: NodeContext) async throws(BundleError) -> BundleReport {
    let opener = try BundleOpener(path, context)
    guard case .manifest(let manifest)? = try await opener.next(), let id = await opener.bundle else {
      throw .altered
    }
    return BundleReport(id: id, manifest: manifest, bytes: opener.size)
  }

  /// Checks every byte and applies nothing.
  package static func verify(
    _ path: String, _ context: NodeContext,
    progress: @escaping @Sendable (BundleProgress) -> Void = { _ in }
  ) async throws(BundleError) -> BundleReport {
    let report = try await checked(try BundleOpener(path, context), progress)
    if let gap = try await gap(in: report.manifest, context) { throw .gap(gap, answer: nil) }
    return report
  }

  /// - Parameters:
  ///   - answerPath: where the acknowledgement goes; for a bundle that is refused for a gap, `path` with `.answer` where
  ///     none is named.
  /// - Throws: ``BundleError``. Where it is `.node`, what was durable by then stays and the same call finishes.
  package static func take(
    _ path: String, answerPath: String? = nil, _ context: NodeContext,
    progress: @escaping @Sendable (BundleProgress) -> Void = { _ in }
  ) async throws(BundleError) -> BundleOutcome {
    let opener = try BundleOpener(path, context)
    let report = try await checked(opener, progress)
    guard let signer = await opener.signer else { throw .altered }
    let sender = BundleRecipient(identity: report.manifest.from.identity, certificate: signer)
    if let partition = try await gap(in: report.manifest, context) {
      let target = answerPath ?? path + ".answer"
      // Where the stick cannot be written to, the refusal is told all the same.
      let written = try? await BundleExport.answer(to: sender, of: report.id, path: target, context)
      throw .gap(partition, answer: written == nil ? nil : target)
    }
    var outcome = BundleOutcome(report: report)
    await opener.rewind()
    while let part = try await opener.next() {
      guard await opener.bundle == report.id else { throw .altered }
      switch part {
      case .manifest, .sum: break
      case .changes(let batch): try await apply(batch, from: sender.identity, context, &outcome)
      case .contents(let contents): try await apply(contents, context, &outcome)
      }
      progress(BundleProgress(stage: .taking, done: await opener.position, total: opener.size))
      if Task.isCancelled { throw .node(.cancelled) }
    }
    try await hear(report, sender, context, &outcome)
    if let answerPath {
      _ = try await BundleExport.answer(to: sender, of: report.id, path: answerPath, context)
      outcome.answer = answerPath
    }
    return outcome
  }

  private static func checked(
    _ opener: BundleOpener, _ progress: @Sendable (BundleProgress) -> Void
  ) async throws(BundleError) -> BundleReport {
    var report: BundleReport?
    while let part = try await opener.next() {
      switch part {
      case .manifest(let manifest):
        guard let id = await opener.bundle else { throw .altered }
        report = BundleReport(id: id, manifest: manifest, bytes: opener.size)
      case .sum(let sum): report?.sum = sum
      case .changes, .contents: break
      }
      progress(BundleProgress(stage: .checking, done: await opener.position, total: opener.size))
      if Task.isCancelled { throw .node(.cancelled) }
    }
    guard let report else { throw .altered }
    return report
  }

  /// The partition of which changes are missing between what is held here and where the bundle begins.
  private static func gap(
    in manifest: BundleManifest, _ context: NodeContext
  ) async throws(BundleError) -> Partition? {
    let sender = manifest.from.identity
    let partitions = manifest.starts.map(\.partition).filter { takes($0, from: sender, context) }
    let states = try await noding { () throws(NodeError) in
      try await context.read { (reader) throws(ReplicaError) in try reader.states(of: partitions) }
    }
    return manifest.gap { partition in
      states.first { $0.partition == partition }.map(\.vector)
    }?.partition
  }

  /// Whether changes of a partition are taken from this sender: what it may read, and what is held here. A hub holds what
  /// there is.
  private static func takes(_ partition: Partition, from sender: NodeIdentity, _ context: NodeContext) -> Bool
  {
    context.replica.registry.mayRead(partition, sender)
      && (context.configuration.role == .hub || context.subscriptions.contains(partition))
  }

  /// Section by section, because the registry in front says which of the following are this node's.
  private static func apply(
    _ batch: Batch, from sender: NodeIdentity, _ context: NodeContext, _ outcome: inout BundleOutcome
  ) async throws(BundleError) {
    for section in batch.sections {
      guard takes(section.partition, from: sender, context) else {
        outcome.refusals.append(SyncRefusal(code: .notReadable, partition: section.partition))
        continue
      }
      let part = Batch(sections: [section], births: batch.births)
      let report = try await noding { () throws(NodeError) in
        try await context.write { (file) throws(ReplicaError) in try file.absorb(part) }
      }
      outcome.applied += report.applied
      for refusal in report.refusals where !outcome.refusals.contains(refusal) {
        outcome.refusals.append(refusal)
      }
    }
  }

  private static func apply(
    _ contents: BundleContents, _ context: NodeContext, _ outcome: inout BundleOutcome
  ) async throws(BundleError) {
    let desk = ContentDesk(context.content)
    let isHub = context.configuration.role == .hub
    let held = Set(context.subscriptions)
    for slice in contents.slices where !context.content.holds(slice.hash) {
      let isNamed = try await noding { () throws(NodeError) in
        try await context.read { (reader) throws(ReplicaError) in
          try reader.isNamed(slice.hash) { isHub || held.contains($0) }
        }
      }
      guard isNamed else {
        outcome.contentsUnnamed += slice.offset == 0 ? 1 : 0
        continue
      }
      if slice.offset == 0, context.content.partialSize(of: slice.hash) > 0 {
        // Begun over the network, or by an import that was cut: here it is whole.
        context.content.discardPartial(slice.hash)
      }
      do throws(ContentError) {
        let isWhole = try await desk.append(
          slice.bytes, to: slice.hash, at: Int(slice.offset), total: Int(slice.total))
        outcome.contents += isWhole ? 1 : 0
      } catch .wrongOffset, .hashMismatch {
        // Somebody else brings the same content at this moment; the record shows that it is not here yet.
        continue
      } catch .failed(let code) {
        throw .node(.file(path: context.content.folder, errno: code))
      } catch {
        throw .tooLarge
      }
    }
  }

  private static func hear(
    _ report: BundleReport, _ sender: BundleRecipient, _ context: NodeContext, _ outcome: inout BundleOutcome
  ) async throws(BundleError) {
    let refused = outcome.refusals
    outcome.word = try await noding { () throws(NodeError) in
      try await context.write { (file) throws(ReplicaError) in
        let word = try file.hear(report.manifest, of: report.id, from: sender.peer, refused: refused)
        if word != .void {
          try file.remember(refusals: report.manifest.refusals.filter { $0.code != .fork }, by: sender.peer)
        }
        return word
      }
    }
    // A center that never meets the hub on the network needs its numbers too; the next bundle brings them.
    if context.configuration.role == .hub, let origin = report.manifest.from.origin {
      await LeaseClerk(context, log: .silent).look(after: sender.identity, origin, hasDossiers: true)
    }
  }

  private static func noding<Value>(
    _ body: () async throws(NodeError) -> Value
  ) async throws(BundleError) -> Value {
    do throws(NodeError) { return try await body() } catch { throw .node(error) }
  }
}
