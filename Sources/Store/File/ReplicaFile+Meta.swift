import Causality
import Conflicts
import Glibc
import Records
import SQLite

extension ReplicaFile {
  func metaBytes(_ key: String) throws(ReplicaError) -> [UInt8]? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT value FROM meta WHERE key = ?")
      select.bind(1, key)
      defer { select.reset() }
      return try select.step() ? select.bytes(0) : nil
    }
  }

  func setMeta(_ key: String, _ value: [UInt8]) throws(SQLiteError) {
    let upsert = try db.statement(
      "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2")
    upsert.bind(1, key)
    upsert.bind(2, value)
    try upsert.run()
  }

  /// Folds the partition `registry` into what admission asks.
  func reloadRegistry() throws(ReplicaError) {
    registry = Registry(records: try reader.records(in: .registry))
    try watchKeys()
  }

  /// Whoever holds a second key under this center's name can write in its name: told once of each such key.
  private func watchKeys() throws(ReplicaError) {
    guard identity.role == .center else { return }
    for (key, node) in registry.nodes.sorted(by: { $0.key < $1.key })
    where node.name == identity.name && key != identity.key && !registry.revoked.contains(key) {
      let subject = "\(node.name) \(String(key.description.prefix(16)))"
      guard try !reader.hasAlarm(.secondKey, subject) else { continue }
      try raise(.secondKey, subject)
    }
  }

  /// The rules that the province published, when there are any; else those that the binary was given.
  func reloadRules() throws(ReplicaError) {
    guard let entity = Schema.current.entity(named: "conflict_rules") else { return }
    var documents: [(name: String, json: JSONValue)] = []
    for record in try reader.records(in: .catalogue, entity: entity.number) where record.life == .alive {
      guard let code = record.text("code", in: entity), let text = record.text("definition", in: entity),
        let json = try? JSONValue.parse(Array(text.utf8))
      else { continue }
      documents.append((name: code, json: json))
    }
    guard !documents.isEmpty, let published = try? RuleBook(documents: documents, schema: .current) else {
      return
    }
    rules = published
  }
}

/// What the system said of a file; `errno` as is.
struct FileFailure: Error {
  let code: Int32
}

func readSmallFile(_ path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
  guard descriptor >= 0 else { throw FileFailure(code: errno) }
  defer { close(descriptor) }
  var buffer = [UInt8](repeating: 0, count: 4_096)
  let count = read(descriptor, &buffer, buffer.count)
  guard count >= 0 else { throw FileFailure(code: errno) }
  return Array(buffer.prefix(count))
}

/// Replaces a file so that after a power cut either the old or the new content is there whole.
func writeDurably(_ bytes: [UInt8], to path: String) throws(FileFailure) {
  let temporary = path + ".new"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard descriptor >= 0 else { throw FileFailure(code: errno) }
  let written = write(descriptor, bytes, bytes.count)
  let synced = fsync(descriptor)
  close(descriptor)
  guard written == bytes.count, synced == 0, rename(temporary, path) == 0 else {
    throw FileFailure(code: errno)
  }
  let slash = path.lastIndex(of: "/") ?? path.startIndex
  let folder = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard folder >= 0 else { throw FileFailure(code: errno) }
  defer { close(folder) }
  guard fsync(folder) == 0 else { throw FileFailure(code: errno) }
}
