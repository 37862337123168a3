import Crypto
import Foundation
import Glibc
import Records
import Store

/// Backs a node up while it works: replica, contents, keys and settings, as of one moment, in a file that only the
/// province's recovery key opens, this node's own, and whoever else was named.
///
/// The file is a tar of CMS messages, as a bundle is. It is written under another name, restored once into a temporary
/// folder to see that it can be, and only then gets its name. The authority's key is never part of it.
package enum Backup {
  package struct Report: Equatable, Sendable {
    package var manifest: BackupManifest
    package var bytes: Int64
    /// Whether the province can open it; else only this node and whoever else was named.
    package var isForProvince: Bool
  }

  package enum Stage: String, Equatable, Sendable {
    case copying, writing, proving
  }

  package typealias Progress = @Sendable (_ stage: Stage, _ done: Int, _ total: Int) -> Void

  /// - Parameters:
  ///   - path: where the file will be; nothing may be there.
  ///   - others: files of certificates to seal to beside the province's.
  package static func make(
    _ context: NodeContext, to path: String, others: [String] = [],
    progress: @escaping Progress = { _, _, _ in }
  ) async throws(BackupError) -> Report {
    guard access(path, F_OK) != 0 else { throw .exists(path: path) }
    // A node that never heard of the recovery key asks for it; without a link it may be named by hand.
    try? await RecoveryKey.obtain(context)
    let recovery = RecoveryKey.certificate(context)
    var named: [Certificate] = []
    for path in others {
      named.append(try backingUp { () throws(CryptoError) in try Certificate(file: path) })
    }
    guard recovery != nil || !others.isEmpty else { throw .noRecipient }
    let scratch = try Scratch(in: context.home.path, "backup")
    progress(.copying, 0, 0)
    let copy = scratch.path + "/" + BackupItem.replica
    do throws(ReplicaError) { try await ReplicaCopy.make(of: context.home.path, at: copy) } catch {
      throw .node(.replica(error))
    }
    let manifest = try await manifest(context, copy)
    let own = try BackupOpener(context.home)
    let unproven = path + ".unproven"
    unlink(unproven)
    do throws(BackupError) {
      try write(
        context.home, manifest, copy, to: unproven, own.key, own.certificate,
        recipients: (recovery.map { [$0] } ?? []) + named + [own.certificate], progress)
      unlink(copy)
      _ = try await prove(unproven, in: context.home.path, own, isDeep: false, progress)
      guard rename(unproven, path) == 0 else { throw BackupError.node(.file(path: path, errno: errno)) }
      try syncFolder(of: path)
    } catch {
      unlink(unproven)
      throw error
    }
    var record = BackupRecord(reading: context.home)
    record.last = context.now()
    do throws(NodeError) { try record.write(to: context.home) } catch { throw .node(error) }
    return Report(manifest: manifest, bytes: size(path), isForProvince: recovery != nil)
  }

  /// Restores a backup into a temporary folder, opens it there, verifies every change, and takes it away again. The node
  /// is not touched, but for the note of when its last drill was.
  ///
  /// - Parameters:
  ///   - opener: of a recipient; this node's own by default.
  package static func drill(
    _ context: NodeContext, _ path: String, opener: BackupOpener? = nil,
    progress: @escaping Progress = { _, _, _ in }
  ) async throws(BackupError) -> BackupManifest {
    let opener = if let opener { opener } else { try BackupOpener(context.home) }
    let manifest = try await prove(path, in: context.home.path, opener, isDeep: true, progress)
    var record = BackupRecord(reading: context.home)
    record.drill = context.now()
    do throws(NodeError) { try record.write(to: context.home) } catch { throw .node(error) }
    return manifest
  }

  private static func prove(
    _ path: String, in folder: String, _ opener: BackupOpener, isDeep: Bool,
    _ progress: @escaping Progress
  ) async throws(BackupError) -> BackupManifest {
    let scratch = try Scratch(in: folder, "drill")
    let manifest = try Restoration.unpack(path, opener, into: scratch.path) {
      progress(.proving, $0, $1)
    }
    try await Restoration.check(scratch.path, manifest)
    if isDeep { try await Restoration.rehearse(scratch.path) }
    return manifest
  }

  private static func manifest(
    _ context: NodeContext, _ copy: String
  ) async throws(BackupError) -> BackupManifest {
    let held: [BackupManifest.Held]
    do {
      held = try await ReplicaCopy.read(copy) { try BackupManifest.held($0) }
    } catch let error as ReplicaError {
      throw .node(.replica(error))
    } catch {
      throw .damaged("copy")
    }
    return BackupManifest(
      node: context.configuration.name, role: context.configuration.role, label: context.configuration.label,
      madeAt: context.now(), version: ProgramVersion.text, held: held)
  }

  private static func write(
    _ home: NodeHome, _ manifest: BackupManifest, _ copy: String, to path: String, _ key: SigningKey,
    _ certificate: Certificate, recipients: [Certificate], _ progress: Progress
  ) throws(BackupError) {
    var writer = try BackupWriter(writing: path, key: key, certificate: certificate, recipients: recipients)
    try writer.add(BackupItem.manifest, manifest.document.bytes())
    let files = files(home)
    let total = files.reduce(Int(size(copy))) { $0 + Int(size($1.file)) }
    var done = 0
    func advance(_ count: Int) {
      done += count
      progress(.writing, done, total)
    }
    try writer.add(BackupItem.replica, file: copy, progress: advance)
    for (path, file) in files { try writer.add(path, file: file, progress: advance) }
    try writer.finish()
  }

  /// What there is besides the replica, by its name in the backup.
  private static func files(_ home: NodeHome) -> [(path: String, file: String)] {
    var names = [
      "node.json", "keys/node.key", "keys/node.crt", "keys/authority.crt", "keys/recovery.crt",
      "authority/authority.crt",
    ]
    let list = { (folder: String) in
      ((try? FileManager.default.contentsOfDirectory(atPath: home.path + "/" + folder)) ?? []).sorted()
    }
    names += list("authority/issued").map { "authority/issued/" + $0 }
    for group in list("content") { names += list("content/" + group).map { "content/\(group)/\($0)" } }
    return names.filter { BackupItem.isKnown($0) && access(home.path + "/" + $0, F_OK) == 0 }.map {
      ($0, home.path + "/" + $0)
    }
  }

  static func size(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  static func syncFolder(of path: String) throws(BackupError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .node(.file(path: folder, errno: errno)) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .node(.file(path: folder, errno: errno)) }
  }
}
