package import Causality
package import Records

/// A writer's word for its log up to a change: signed per commit group and at least each 256 changes, never inside an
/// act. Relays and archives keep and pass it on verbatim.
///
///     signed  = ["tram/checkpoint/1", partition, h'origin', sequence, h'hash', protocol]
///     encoded = [1, partition, h'origin', sequence, h'hash', protocol, h'signature']
package struct Checkpoint: Hashable, Sendable {
  package static let format: UInt64 = 1

  package var partition: Partition
  package var origin: OriginID
  package var sequence: UInt64
  /// Hash of the change at `sequence`: through the chain it stands for all before.
  package var hash: Hash256
  package var protocolVersion: UInt64
  /// ECDSA P-256 over SHA-256 of `signedBytes`, raw r ‖ s, 64 bytes.
  package var signature: [UInt8]

  package init(
    partition: Partition, origin: OriginID, sequence: UInt64, hash: Hash256,
    protocolVersion: UInt64 = ProtocolRange.current.highest, signature: [UInt8] = []
  ) {
    self.partition = partition
    self.origin = origin
    self.sequence = sequence
    self.hash = hash
    self.protocolVersion = protocolVersion
    self.signature = signature
  }

  package var signedBytes: [UInt8] {
    var out = CBORWriter(capacity: 160)
    out.array(6)
    out.text("tram/checkpoint/1")
    out.text(partition.text)
    out.bits(origin.bits)
    out.uint(sequence)
    out.hash(hash)
    out.uint(protocolVersion)
    return out.bytes
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 224)
    out.array(7)
    out.uint(Self.format)
    out.text(partition.text)
    out.bits(origin.bits)
    out.uint(sequence)
    out.hash(hash)
    out.uint(protocolVersion)
    out.data(signature)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 7)
      try reader.format(Self.format)
      self.init(
        partition: try reader.partition(), origin: OriginID(try reader.bits()),
        sequence: try reader.sequence(), hash: try reader.hash(), protocolVersion: try reader.uint(),
        signature: try reader.data(exactly: MessageLimits.signatureBytes))
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}

extension CBORReader {
  mutating func partition() throws(CBORError) -> Partition {
    let start = position
    guard let partition = Partition(text: try text(max: Partition.textBytesMax)) else {
      throw .invalid(at: start)
    }
    return partition
  }

  /// 1…`ChangeLimits.sequenceMax`.
  mutating func sequence() throws(CBORError) -> UInt64 {
    let start = position
    let sequence = try uint(max: ChangeLimits.sequenceMax)
    guard sequence > 0 else { throw .invalid(at: start) }
    return sequence
  }
}
