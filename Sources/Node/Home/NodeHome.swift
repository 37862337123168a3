import Crypto
import Glibc

/// The data folder of a node: everything that it is, in one place that one account owns.
///
///     node.json            role, name, hub, created; its presence makes the folder a node
///     keys/                node.key (0600), node.crt, authority.crt (pinned at joining)
///     authority/           a hub's authority.key and authority.crt; the key is needed only while nodes join, and
///                          belongs on a medium in a safe otherwise
///     replica.sqlite …     the replica and its lock
///     content/             contents of attachments, by hash
///     staff.sqlite …       accounts, sessions and forms of this node; not replicated
///     web/                 a center's own authority for its LAN, and the certificate of its pages
///     run/                 control.sock, hub.sock, web.sock
///     nginx/               the rendered configuration and nginx's own files
package struct NodeHome: Hashable, Sendable {
  /// Where a node lives when nobody says otherwise.
  package static let standard = NodeHome("/var/lib/tram")

  /// Without a slash at its end.
  package let path: String

  package init(_ path: String) {
    // Absolute, because nginx and the daemon's own folder would read a relative one each in its own way.
    var path = path.hasPrefix("/") ? path : Self.workingFolder() + "/" + path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  private static func workingFolder() -> String {
    guard let bytes = getcwd(nil, 0) else { return "" }
    defer { free(bytes) }
    return String(cString: bytes)
  }

  package var configuration: String { path + "/node.json" }
  package var key: String { path + "/keys/node.key" }
  package var certificate: String { path + "/keys/node.crt" }
  package var authorityCertificate: String { path + "/keys/authority.crt" }
  /// Of the province, to seal backups to.
  package var recoveryCertificate: String { path + "/keys/recovery.crt" }
  /// At a hub, and then in a safe: opens the backups of every node of the province.
  package var recoveryKey: String { path + "/authority/recovery.key" }
  package var recoveryOwnCertificate: String { path + "/authority/recovery.crt" }
  package var authorityKey: String { path + "/authority/authority.key" }
  package var authorityOwnCertificate: String { path + "/authority/authority.crt" }
  /// Certificates that were issued, by the fingerprint of their key.
  package var issued: String { path + "/authority/issued" }
  package var content: String { path + "/content" }
  package var controlSocket: String { path + "/run/control.sock" }
  /// What nodes last said of themselves, at a hub.
  package var nodeReports: String { path + "/nodes.json" }
  package var metricsSocket: String { path + "/run/metrics.sock" }
  package var hubSocket: String { path + "/run/hub.sock" }
  package var webSocket: String { path + "/run/web.sock" }
  package var staff: String { path + "/staff.sqlite" }
  package var nginx: String { path + "/nginx" }
  package var nginxConfiguration: String { path + "/nginx/nginx.conf" }
  /// When the node last agreed with its hub.
  package var lastSync: String { path + "/sync.json" }
  /// When the node was last backed up, and when a backup was last proven.
  package var backupRecord: String { path + "/backup.json" }

  /// `node.json` as it stands; `nil` where it cannot be read.
  package func configurationBytes() -> [UInt8]? { try? readFile(configuration, bytesMax: 64 << 10) }

  package var isNode: Bool { access(configuration, F_OK) == 0 }

  /// Makes the folders that are missing, for their owner alone.
  func makeFolders(hub: Bool) throws(NodeError) {
    umask(0o077)
    try Self.makeFolder(path, parents: true)
    for name in ["keys", "content", "run"] { try Self.makeFolder("\(path)/\(name)") }
    guard hub else { return }
    for name in ["authority", "authority/issued", "nginx"] { try Self.makeFolder("\(path)/\(name)") }
  }

  static func makeFolder(_ path: String, parents: Bool = false) throws(NodeError) {
    if mkdir(path, 0o700) == 0 { return }
    if errno == EEXIST {
      guard isFolder(path) else { throw .file(path: path, errno: ENOTDIR) }
      return
    }
    guard parents, errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw .file(path: path, errno: errno)
    }
    try makeFolder(String(path[..<slash]), parents: true)
    try makeFolder(path)
  }

  /// Why there is no node: the folder is none, or may not be read, or has not joined anything.
  package var absence: NodeError {
    var info = stat()
    guard stat(path, &info) == 0 else {
      return errno == ENOENT ? .noNode(path: path) : .file(path: path, errno: errno)
    }
    guard Self.isFolder(path) else { return .file(path: path, errno: ENOTDIR) }
    return access(path, R_OK | X_OK) == 0 ? .noNode(path: path) : .file(path: path, errno: errno)
  }

  private static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Refuses a folder that is a node, or that holds a replica whose `node.json` is gone.
  func requireUnused() throws(NodeError) {
    guard !isNode else { throw .nodeExists(path: path) }
    guard access(path + "/replica.sqlite", F_OK) != 0 else { throw .damagedHome(file: configuration) }
  }

  /// Takes away what a creation that did not succeed has made; a folder that held something else keeps it.
  func removeUnfinished() {
    guard !isNode else { return }
    for file in [
      key, certificate, authorityCertificate, authorityKey, authorityOwnCertificate, recoveryCertificate,
      recoveryKey, recoveryOwnCertificate,
    ] {
      unlink(file)
    }
    for name in ["authority/issued", "authority", "nginx", "content", "run", "keys"] {
      rmdir("\(path)/\(name)")
    }
  }
}
