/// Bounds of a bundle. A sender stays below them; a receiver compares before it allocates.
package enum BundleLimits {
  /// A piece that a sender fills stops growing here.
  package static let pieceBytes = 4 << 20
  /// The body of a piece, unpacked: a batch may not be cut inside an act.
  package static let bodyBytesMax = MessageLimits.bytesMax
  /// A piece as it is signed: the body and what stands around it.
  package static let pieceBytesMax = bodyBytesMax + 1_024
  /// A file of the archive: a sealed piece.
  package static let fileBytesMax = pieceBytesMax + (64 << 10)
  /// 100,000 pieces of 4 MiB are more than any stick holds.
  package static let piecesMax: UInt64 = 100_000
  /// A body never unpacks to more than so many times its size; a sender leaves unpacked what would.
  package static let ratioMax = 50
  package static let formerOriginsMax = 256
  package static let wantedMax = 4_096
  /// Of one content; what a node stores at most.
  package static let contentBytesMax: UInt64 = 64 << 20
  /// Pieces of contents that one piece of a bundle carries.
  package static let slicesMax = 65_536
}
