import Exchange
import HTTP

/// Packing of a piece's body. A batch packs to less than half; a photograph or a PDF not at all, and is left as it is.
enum BundlePacking {
  /// Packed where that saves a twentieth, and does not pack so well that a receiver would take it for a bomb.
  static func packed(_ body: [UInt8]) -> (body: [UInt8], isPacked: Bool) {
    guard body.count > 256 else { return (body, false) }
    let packed = Zstd.compress(body)
    guard packed.count < body.count - body.count / 20, body.count <= packed.count * BundleLimits.ratioMax
    else { return (body, false) }
    return (packed, true)
  }

  static func unpacked(_ piece: BundlePiece) throws(BundleError) -> [UInt8] {
    guard piece.isPacked else { return piece.body }
    do throws(ZstdError) {
      return try Zstd.decompress(piece.body, bytesMax: piece.unpackedBytesMax)
    } catch .tooLarge {
      throw .tooLarge
    } catch {
      throw .forged(.contradictory)
    }
  }
}
