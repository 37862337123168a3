import Causality
import Crypto
import Exchange
import Foundation
import Glibc
import Records
import Store

/// Makes a node out of a backup, on this machine or another. What is restored begins a new origin at its first opening,
/// because it cannot know what the old one wrote later: no sequence and no leased number is used twice.
package enum Restoration {
  package typealias Progress = (_ done: Int, _ total: Int) -> Void

  /// Restores into a folder that is no node yet; where it does not succeed, nothing is left there.
  ///
  /// - Parameters:
  ///   - opener: of one of the recipients.
  package static func restore(
    _ path: String, opener: BackupOpener, to home: NodeHome, progress: Progress = { _, _ in }
  ) async throws(BackupError) -> BackupManifest {
    do throws(NodeError) {
      try home.requireUnused()
      try home.makeFolders(hub: false)
    } catch {
      throw .node(error)
    }
    let scratch = try Scratch(in: home.path, "restore")
    let manifest = try unpack(path, opener, into: scratch.path, progress)
    try await check(scratch.path, manifest)
    try move(scratch.path, to: home.path)
    return manifest
  }

  /// Takes the items out, each under the name that it has in a node's folder.
  static func unpack(
    _ path: String, _ opener: BackupOpener, into folder: String,
    _ progress: Progress = { _, _ in }
  ) throws(BackupError) -> BackupManifest {
    var reader = try BackupReader(reading: path, key: opener.key, certificate: opener.certificate)
    var manifest: BackupManifest?
    var seen: Set<String> = []
    while let item = try reader.next() {
      guard seen.insert(item.path).inserted, manifest != nil || item.path == BackupItem.manifest else {
        throw .altered
      }
      if item.path == BackupItem.manifest {
        guard item.size <= 16 << 20 else { throw .altered }
        var bytes: [UInt8] = []
        while bytes.count < Int(item.size) { bytes += try reader.some(max: Int(item.size) - bytes.count) }
        manifest = (try? JSONValue.parse(bytes)).flatMap(BackupManifest.init)
        guard manifest != nil else { throw .altered }
      } else {
        try extract(item, &reader, to: folder)
      }
      progress(reader.position, reader.size)
    }
    guard let manifest,
      seen.isSuperset(of: ["node.json", "keys/node.key", "keys/node.crt", "keys/authority.crt"]),
      seen.contains(BackupItem.replica)
    else { throw .damaged("items") }
    try judge(reader.signer, manifest, folder, by: opener.certificate)
    return manifest
  }

  private static func extract(
    _ item: BackupItem, _ reader: inout BackupReader, to folder: String
  ) throws(BackupError) {
    let path = folder + "/" + item.path
    var parent = folder
    for part in item.path.split(separator: "/").dropLast() {
      parent += "/" + part
      guard mkdir(parent, 0o700) == 0 || errno == EEXIST else {
        throw .node(.file(path: parent, errno: errno))
      }
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .node(.file(path: path, errno: errno)) }
    defer { close(descriptor) }
    var left = item.size
    let isContent = item.path.hasPrefix("content/")
    let hasher = Hasher256()
    while left > 0 {
      let part = try reader.some(max: Int(clamping: min(left, 1 << 20)))
      if isContent { hasher.update(Array(part)) }
      try write(part, to: descriptor, path)
      left -= UInt64(part.count)
    }
    guard fsync(descriptor) == 0 else { throw .node(.file(path: path, errno: errno)) }
    guard isContent else { return }
    let name = item.path.split(separator: "/").last ?? ""
    var digest = [UInt8](repeating: 0, count: 32)
    digest.withUnsafeMutableBytes { hasher.finish(into: $0) }
    guard let hash = Hash256(bytes: digest), hash.description.utf8.elementsEqual(name.utf8) else {
      throw .damaged("content")
    }
  }

  private static func write(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32, _ path: String
  ) throws(BackupError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .node(.file(path: path, errno: errno)) }
      rest = rest.dropFirst(count)
    }
  }

  /// The signer must be the node that the backup is of, by the authority that the opener's certificate is of too: else
  /// somebody else's machine could be slipped in.
  private static func judge(
    _ signer: Certificate?, _ manifest: BackupManifest, _ folder: String, by opener: Certificate
  ) throws(BackupError) {
    let (node, authority) = try backingUp { () throws(CryptoError) in
      (
        try Certificate(file: folder + "/keys/node.crt"),
        try Certificate(file: folder + "/keys/authority.crt")
      )
    }
    let key = try backingUp { () throws(CryptoError) in try SigningKey(file: folder + "/keys/node.key") }
    guard let signer, signer.publicKey == node.publicKey, key.publicKey == node.publicKey,
      signer.isIssued(by: authority), node.isIssued(by: authority), opener.isIssued(by: authority),
      let identity = NodeIdentity(node), identity.name == manifest.node
    else { throw .forged }
  }

  /// The file is whole, its heads stand, and it holds what the manifest says.
  static func check(_ folder: String, _ manifest: BackupManifest) async throws(BackupError) {
    let found: ([BackupManifest.Held], Bool)
    do {
      found = try await ReplicaCopy.read(folder + "/" + BackupItem.replica) { reader in
        let health = try reader.health(key: Hash256.zero, hub: SyncSession.hubPeer, full: false)
        return (
          try BackupManifest.held(reader), health.fileFaults.isEmpty && health.brokenHeads == 0
        )
      }
    } catch {
      throw .damaged(BackupItem.replica)
    }
    guard found.1 else { throw .damaged(BackupItem.replica) }
    guard found.0 == manifest.held else { throw .damaged(BackupItem.manifest) }
  }

  /// Opens what was restored as a node, which begins a new origin there, and verifies every change.
  static func rehearse(_ folder: String) async throws(BackupError) {
    let node: NodeContext
    do throws(NodeError) { node = try NodeContext.open(NodeHome(folder)) } catch { throw .node(error) }
    let authority = node.authority
    let isIntact = try? await node.replica.read { reader in
      try reader.verify(authority: CertificateJudge(authority: authority), hashing: CryptoHashing()).isIntact
    }
    await node.close()
    guard isIntact == true else { throw .damaged("logs") }
  }

  /// Into the node's folder, `node.json` last: its presence makes the folder a node.
  private static func move(_ source: String, to folder: String) throws(BackupError) {
    let files = FileManager.default
    let names = ((try? files.contentsOfDirectory(atPath: source)) ?? []).sorted {
      ($0 == "node.json" ? 1 : 0, $0) < ($1 == "node.json" ? 1 : 0, $1)
    }
    for name in names {
      // The folders of an empty node are in the way.
      rmdir("\(folder)/\(name)/partial")
      rmdir("\(folder)/\(name)")
      guard rename("\(source)/\(name)", "\(folder)/\(name)") == 0 else {
        throw .node(.file(path: "\(folder)/\(name)", errno: errno))
      }
    }
    try hand(folder)
    try Backup.syncFolder(of: folder + "/node.json")
  }

  /// Whoever restores as root does it for the account that the folder belongs to.
  private static func hand(_ folder: String) throws(BackupError) {
    var status = stat()
    guard geteuid() == 0, stat(folder, &status) == 0, status.st_uid != 0 else { return }
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      guard lchown("\(folder)/\(name)", status.st_uid, status.st_gid) == 0 else {
        throw .node(.file(path: "\(folder)/\(name)", errno: errno))
      }
    }
  }
}
