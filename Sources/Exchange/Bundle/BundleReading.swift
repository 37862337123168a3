package import Causality
import Records

/// The pieces of a bundle, one after the other, as values: what stands where, what may follow what. No file, no key, no
/// clock; what is a signature's or a file's is the caller's.
///
///     var reading = BundleReading()
///     for piece in … { switch try reading.take(piece, unpacked: body, hashing: …) { … } }
///     guard reading.isWhole else { … }            // truncated
package struct BundleReading: Sendable {
  package enum Part: Hashable, Sendable {
    case manifest(BundleManifest)
    case changes(Batch)
    case contents(BundleContents)
    case sum(BundleSum)
  }

  private let limits: BatchLimits
  private(set) package var bundle: BundleID?
  private(set) package var manifest: BundleManifest?
  private(set) package var isWhole = false
  private var next: UInt64 = 0
  private var lastKind = BundlePiece.Kind.manifest
  private var found = BundleSum()
  /// The content that is not whole yet, and where it goes on.
  private var open: (hash: Hash256, total: UInt64, next: UInt64)?

  package init(limits: BatchLimits = .standard) { self.limits = limits }

  /// Takes the next piece. Fails with `outOfOrder` for a piece of another bundle or place, `versionMismatch`, `tooLarge`,
  /// `cbor` or `malformed`.
  ///
  /// - Parameter body: `piece.body`, unpacked where it says that it is packed.
  package mutating func take(
    _ piece: BundlePiece, unpacked body: [UInt8], hashing: any Hashing
  ) throws(ExchangeError) -> Part {
    guard !isWhole, piece.number == next, piece.bundle == bundle ?? piece.bundle,
      (piece.kind == .manifest) == (next == 0), (piece.kind == .sum) == piece.isLast,
      piece.kind.rawValue >= lastKind.rawValue
    else { throw .outOfOrder }
    bundle = piece.bundle
    lastKind = piece.kind
    next += 1
    switch piece.kind {
    case .manifest:
      let manifest = try BundleManifest(encoded: body)
      self.manifest = manifest
      return .manifest(manifest)
    case .changes:
      let batch = try Batch(encoded: body, hashing: hashing, limits: limits)
      found.changes &+= UInt64(batch.changeCount)
      return .changes(batch)
    case .contents:
      let contents = try BundleContents(encoded: body)
      for slice in contents.slices { try take(slice) }
      return .contents(contents)
    case .sum:
      let sum = try BundleSum(encoded: body)
      guard sum == found, open == nil else { throw .outOfOrder }
      isWhole = true
      return .sum(sum)
    }
  }

  private mutating func take(_ slice: BundleContents.Slice) throws(ExchangeError) {
    let end = slice.offset + UInt64(slice.bytes.count)
    if let open {
      guard slice.hash == open.hash, slice.total == open.total, slice.offset == open.next else {
        throw .outOfOrder
      }
    } else {
      guard slice.offset == 0 else { throw .outOfOrder }
    }
    open = end == slice.total ? nil : (slice.hash, slice.total, end)
    found.contentBytes &+= UInt64(slice.bytes.count)
    if open == nil { found.contents &+= 1 }
  }

  /// What a fuzzer calls: any bytes for a signed piece, which must be refused or read, never trap. An unpacked body only.
  package static func probe(_ bytes: [UInt8], hashing: any Hashing) -> Bool {
    guard let piece = try? BundlePiece(encoded: bytes), !piece.isPacked else { return false }
    switch piece.kind {
    case .manifest: return (try? BundleManifest(encoded: piece.body)) != nil
    case .changes: return (try? Batch(encoded: piece.body, hashing: hashing)) != nil
    case .contents: return (try? BundleContents(encoded: piece.body)) != nil
    case .sum: return (try? BundleSum(encoded: piece.body)) != nil
    }
  }
}
