import Causality
import Records

/// What a sender has to know of a header, read without making values of the rest.
struct ScannedHeader {
  var origin: OriginID
  var sequence: UInt64
  var act: Bits128?

  /// `nil` for another format.
  init?(_ bytes: [UInt8]) {
    guard let parts = HeaderParts(bytes) else { return nil }
    origin = parts.origin
    sequence = parts.sequence
    act = parts.act?.act.bits
  }
}
