package import Causality

/// A change as its origin wrote it, with its hash: what logs hold and what travels.
///
/// The hash is H(header ‖ H(salt ‖ payload)), so a payload that is erased on a lawful order leaves the chain
/// verifiable, and the salt keeps the erased value from being guessed.
package struct SealedChange: Hashable, Sendable {
  package let header: [UInt8]
  /// `ChangeLimits.saltBytes` random bytes.
  package let salt: [UInt8]
  package let payload: [UInt8]
  package let hash: Hash256

  /// Seals a new change.
  package init(_ change: Change, salt: [UInt8], hashing: any Hashing) {
    self.init(header: change.header.encoded, salt: salt, payload: change.payload.encoded, hashing: hashing)
  }

  /// Takes bytes from storage or from a peer and computes their hash.
  package init(header: [UInt8], salt: [UInt8], payload: [UInt8], hashing: any Hashing) {
    self.header = header
    self.salt = salt
    self.payload = payload
    let payloadHash = hashing.hash(salt, payload)
    hash = hashing.hash(header, payloadHash.bytes)
  }

  /// Takes bytes from one's own log, where the hash is stored beside them.
  package init(stored header: [UInt8], salt: [UInt8], payload: [UInt8], hash: Hash256) {
    self.header = header
    self.salt = salt
    self.payload = payload
    self.hash = hash
  }

  package func opened() throws(ChangeError) -> Change {
    Change(header: try ChangeHeader(encoded: header), payload: try ChangePayload(encoded: payload))
  }

  package var byteCount: Int { header.count + salt.count + payload.count }
}

/// The `previous` of the first change of a log: binds the log to its partition and to the origin's birth.
package func logBeginning(
  partition: Partition, origin: OriginID, birth: Hash256, hashing: any Hashing
) -> Hash256 {
  var out = CBORWriter(capacity: 128)
  out.array(4)
  out.text("tram/log/1")
  out.text(partition.text)
  out.bits(origin.bits)
  out.hash(birth)
  return hashing.hash(out.bytes)
}
