import Crypto
import Records

/// `backup.json`: when the node was last backed up, and when a backup was last proven. Only for whoever asks how old they
/// are; a file that is lost costs a warning.
///
///     {"last": 1790000000000, "drill": 1790000000000}
package struct BackupRecord: Equatable, Sendable {
  /// Milliseconds since 1970-01-01 UTC; `nil` for never.
  package var last: Int64?
  package var drill: Int64?

  package init(last: Int64? = nil, drill: Int64? = nil) {
    self.last = last
    self.drill = drill
  }

  package init(reading home: NodeHome) {
    guard let bytes = try? readFile(home.backupRecord, bytesMax: 4_096),
      let document = try? JSONValue.parse(bytes)
    else { return }
    last = document["last"]?.integer
    drill = document["drill"]?.integer
  }

  package func write(to home: NodeHome) throws(NodeError) {
    let document: JSONValue = [
      "last": last.map { .int($0) } ?? .null, "drill": drill.map { .int($0) } ?? .null,
    ]
    try certifying { () throws(CryptoError) in
      try writeAtomically(document.bytes(), to: home.backupRecord, mode: 0o600)
    }
  }
}
