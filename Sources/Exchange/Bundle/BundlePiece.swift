package import Causality
import Records

/// Names a bundle: 128 random bits, so that pieces of two bundles cannot be mixed.
package struct BundleID: Hashable, Sendable, CustomStringConvertible {
  package let bits: Bits128
  package init(_ bits: Bits128) { self.bits = bits }
  package var description: String { hexText(bits.bytes) }
}

/// One piece of a bundle, as it is signed and sealed. Number, bundle and the mark of the last are inside the signature, so
/// nothing can be left out, added or moved.
///
///     ["tram/bundle/1", h'bundle', number, last, kind, packed, h'body']
package struct BundlePiece: Hashable, Sendable {
  package enum Kind: UInt64, Hashable, Sendable {
    /// The first: from whom to whom, from which vectors to which. `BundleManifest`.
    case manifest = 0
    /// A batch, as on the wire.
    case changes = 1
    /// Contents of attachments. `BundleContents`.
    case contents = 2
    /// The last. `BundleSum`.
    case sum = 3
  }

  package static let format = "tram/bundle/1"
  private static let formatPrefix = "tram/bundle/"

  package var bundle: BundleID
  /// 0…
  package var number: UInt64
  package var isLast: Bool
  package var kind: Kind
  /// The body is a Zstandard frame (RFC 8878).
  package var isPacked: Bool
  package var body: [UInt8]

  package init(
    bundle: BundleID, number: UInt64, isLast: Bool, kind: Kind, isPacked: Bool, body: [UInt8]
  ) {
    self.bundle = bundle
    self.number = number
    self.isLast = isLast
    self.kind = kind
    self.isPacked = isPacked
    self.body = body
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: body.count + 64)
    out.array(7)
    out.text(Self.format)
    out.bits(bundle.bits)
    out.uint(number)
    out.bool(isLast)
    out.uint(kind.rawValue)
    out.bool(isPacked)
    out.data(body)
    return out.bytes
  }

  /// Fails with `unknownFormat` for a bundle of a newer version, and with `tooLarge` or `cbor`.
  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    guard bytes.count <= BundleLimits.pieceBytesMax else {
      throw .tooLarge(limit: BundleLimits.pieceBytesMax)
    }
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      guard try reader.array(max: 64) >= 1 else { throw .unexpected(at: 0) }
      let format = try reader.text(max: 32)
      guard format == Self.format else {
        guard format.hasPrefix(Self.formatPrefix),
          let number = UInt64(format.dropFirst(Self.formatPrefix.count))
        else { throw .unexpected(at: 1) }
        throw .unknownFormat(number)
      }
      reader = CBORReader(bytes)
      try reader.array(exactly: 7)
      try reader.skip()
      bundle = BundleID(try reader.bits())
      number = try reader.uint(max: BundleLimits.piecesMax)
      isLast = try reader.bool()
      let start = reader.position
      guard let kind = Kind(rawValue: try reader.uint()) else { throw .invalid(at: start) }
      self.kind = kind
      isPacked = try reader.bool()
      body = try reader.data(max: BundleLimits.bodyBytesMax)
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }

  /// What the body may unpack to, known before anything is unpacked.
  package var unpackedBytesMax: Int {
    min(BundleLimits.bodyBytesMax, max(64 << 10, body.count * BundleLimits.ratioMax))
  }
}

/// What a bundle holds altogether; its last piece, so that a receiver knows that it has everything.
///
///     [changes, contents, bytes]
package struct BundleSum: Hashable, Sendable {
  package var changes: UInt64 = 0
  package var contents: UInt64 = 0
  package var contentBytes: UInt64 = 0

  package init() {}

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 32)
    out.array(3)
    out.uint(changes)
    out.uint(contents)
    out.uint(contentBytes)
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 3)
      changes = try reader.uint()
      contents = try reader.uint()
      contentBytes = try reader.uint()
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}

/// Slices of contents, in order; one content may go on in the next piece.
///
///     [[h'hash', total, offset, h'bytes']…]
package struct BundleContents: Hashable, Sendable {
  package struct Slice: Hashable, Sendable {
    package var hash: Hash256
    /// Bytes of the whole content.
    package var total: UInt64
    package var offset: UInt64
    package var bytes: [UInt8]

    package init(hash: Hash256, total: UInt64, offset: UInt64, bytes: [UInt8]) {
      self.hash = hash
      self.total = total
      self.offset = offset
      self.bytes = bytes
    }
  }

  package var slices: [Slice]

  package init(slices: [Slice] = []) { self.slices = slices }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: slices.reduce(16) { $0 + $1.bytes.count + 64 })
    out.array(slices.count)
    for slice in slices {
      out.array(4)
      out.hash(slice.hash)
      out.uint(slice.total)
      out.uint(slice.offset)
      out.data(slice.bytes)
    }
    return out.bytes
  }

  package init(encoded bytes: [UInt8]) throws(ExchangeError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      let count = try reader.array(max: BundleLimits.slicesMax)
      var slices: [Slice] = []
      for _ in 0..<count {
        let start = reader.position
        try reader.array(exactly: 4)
        let slice = Slice(
          hash: try reader.hash(), total: try reader.uint(max: BundleLimits.contentBytesMax),
          offset: try reader.uint(max: BundleLimits.contentBytesMax),
          bytes: try reader.data(max: BundleLimits.bodyBytesMax))
        guard !slice.bytes.isEmpty, slice.offset + UInt64(slice.bytes.count) <= slice.total else {
          throw .invalid(at: start)
        }
        slices.append(slice)
      }
      try reader.finish()
      self.slices = slices
    } catch {
      throw ExchangeError(error)
    }
  }
}
