internal import Exchange
internal import Node
internal import Records
internal import Store

/// Backups, and proving them.
extension StationCommands {
  static let backups: [(words: [String], body: Body)] = [(["backup"], backup)]

  @Sendable static func backup(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node else { return session.fail(Texts.problems.daemonUnreachable) }
    let path = invocation.path("FILE") ?? ""
    let progress = SharedProgress(session, Texts.backups.working)
    defer { progress.clear() }
    let show: Backup.Progress = { _, done, total in progress.show(done: done, of: total, at: session.now()) }
    do throws(BackupError) {
      if invocation.has("--drill") {
        let opener: BackupOpener? =
          if let key = invocation.path("--key") { try BackupOpener(file: key) } else { nil }
        let manifest = try await Backup.drill(node, path, opener: opener, progress: show)
        progress.clear()
        BackupView.show(manifest, "node.backup-drill/1", Texts.backups.proven, session)
        return .ok
      }
      if invocation.globals.isDryRun {
        session.say(Texts.common.dryRun)
        return .ok
      }
      let others = invocation.all("--to").map(invocation.absolute)
      let report = try await Backup.make(node, to: path, others: others, progress: show)
      progress.clear()
      if session.isJSON {
        session.answer([
          "schema": "node.backup/1", "file": .string(path), "bytes": .int(report.bytes),
          "made_at": .time(report.manifest.madeAt), "for_province": .bool(report.isForProvince),
          "changes": JSONValue(report.manifest.held.reduce(0) { $0 + $1.changes }),
        ])
        return .ok
      }
      session.say(Texts.backups.made, SafeText(path), bytesText(report.bytes, session.language))
      session.remark(report.isForProvince ? Texts.backups.forProvince : Texts.backups.notForProvince)
      return .ok
    } catch {
      progress.clear()
      return session.fail(error, file: path, folder: station.folder)
    }
  }
}

enum BackupView {
  static func show(_ manifest: BackupManifest, _ schema: String, _ text: Text, _ session: Session) {
    let changes = manifest.held.reduce(0) { $0 + $1.changes }
    if session.isJSON {
      session.answer([
        "schema": .string(schema), "node": .string(manifest.node), "made_at": .time(manifest.madeAt),
        "changes": JSONValue(changes), "version": .string(manifest.version),
      ])
    } else {
      session.say(
        text, "\(SafeText(manifest.label)) (\(manifest.node))", CalendarText.moment(manifest.madeAt),
        grouped(changes, session.language))
    }
  }
}

extension Session {
  func fail(_ error: BackupError, file: String, folder: String) -> ExitCode {
    let problems = Texts.problems
    switch error {
    case .notABackup: return fail(problems.notABackup, SafeText(file))
    case .truncated: return fail(problems.backupTruncated, SafeText(file))
    case .altered, .forged: return fail(problems.backupAltered, SafeText(file))
    case .misaddressed: return fail(problems.backupMisaddressed, SafeText(file))
    case .damaged(let what): return fail(problems.backupDamaged, SafeText(file), SafeText(what))
    case .noRecipient: return fail(problems.backupNoRecipient)
    case .exists(let path): return fail(problems.backupExists, SafeText(path))
    case .node(let error): return fail(error, folder: folder)
    }
  }
}

/// Restoring, which needs no node yet.
enum RestoreCommand {
  static func run(
    _ invocation: Invocation, _ session: Session, _ environment: [String: String]
  ) async -> ExitCode {
    let home = NodeHome(invocation.globals.dataFolder(environment: environment))
    let file = invocation.path("FILE") ?? ""
    do throws(BackupError) {
      let opener = try BackupOpener(file: invocation.path("--key") ?? "")
      if invocation.globals.isDryRun {
        session.say(Texts.common.dryRun)
        return .ok
      }
      let progress = SharedProgress(session, Texts.backups.working)
      defer { progress.clear() }
      let manifest = try await Restoration.restore(file, opener: opener, to: home) {
        progress.show(done: $0, of: $1, at: session.now())
      }
      progress.clear()
      return await after(manifest, home, session)
    } catch {
      return session.fail(error, file: file, folder: home.path)
    }
  }

  /// Takes back what the hub holds, where it can be reached now; and says what cannot come back.
  private static func after(
    _ manifest: BackupManifest, _ home: NodeHome, _ session: Session
  ) async -> ExitCode {
    let node: NodeContext
    do throws(NodeError) { node = try NodeContext.open(home) } catch {
      return session.fail(error, folder: home.path)
    }
    defer { session.remark(Texts.backups.serveNext) }
    let (before, own) = await written(node)
    var received: Int?
    if node.configuration.role == .center {
      for _ in 0..<2 {
        guard let report = try? await SyncLoop(node).once(), report.summary.isComplete else { break }
        received = (received ?? 0) + report.summary.received
      }
    }
    let (after, latest) = await written(node)
    let back = received == nil ? nil : after - before
    await node.close()
    // What the node wrote after this moment and had not sent is on no machine but the one that died.
    let until = max(latest ?? own ?? manifest.madeAt, manifest.madeAt)
    if session.isJSON {
      session.answer([
        "schema": "node.restore/1", "node": .string(manifest.node), "made_at": .time(manifest.madeAt),
        "synced": .bool(received != nil), "received": received.map { JSONValue($0) } ?? .null,
        "own_changes_back": back.map { JSONValue($0) } ?? .null, "complete_until": .time(until),
      ])
      return .ok
    }
    session.say(
      Texts.backups.restored, "\(SafeText(manifest.label)) (\(manifest.node))",
      CalendarText.moment(manifest.madeAt))
    if let back, let received {
      let language = session.language
      session.say(Texts.backups.tookBack, grouped(received, language), grouped(back, language))
      session.say(Texts.backups.lostAfter, CalendarText.moment(until))
    } else if node.configuration.role == .center {
      session.say(Texts.backups.syncLater)
      session.say(Texts.backups.lostUnlessSent, CalendarText.moment(manifest.madeAt))
    }
    return .ok
  }

  /// How many changes of this node's own are here, and when the latest was made.
  private static func written(_ node: NodeContext) async -> (Int, Int64?) {
    let key = node.identity.key
    return (try? await node.replica.read { try $0.written(by: key) }) ?? (0, nil)
  }
}
