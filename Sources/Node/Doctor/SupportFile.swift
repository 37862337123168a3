import Crypto
package import Records

package enum SupportFile {
  /// Readable by its owner alone, indented for the person who reviews it.
  package static func write(_ document: JSONValue, to path: String) throws(NodeError) {
    try certifying { () throws(CryptoError) in
      try writeAtomically(document.bytes(.indented), to: path, mode: 0o600)
    }
  }
}
