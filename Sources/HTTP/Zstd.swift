import CZstd

/// Why bytes could not be unpacked.
package enum ZstdError: Error, Equatable, Sendable {
  /// They unpack to more than the caller allows; what was unpacked by then is thrown away.
  case tooLarge(bytesMax: Int)
  /// They are not one whole Zstandard frame, or one that needs more memory than we give.
  case malformed
}

/// Zstandard (RFC 8878), the content coding `zstd` of our exchange. Debian's libcurl brings the library along.
///
/// Both directions are bounded: a window of at most 8 MiB, and an output that the caller bounds, so a small body cannot
/// unpack into all of the memory.
package enum Zstd {
  /// Binary logarithm of the largest window: 8 MiB.
  private static let windowLog: Int32 = 23

  /// One frame with its checksum.
  ///
  /// - Parameter level: 1 (fast) to 19; 3 is the library's own choice.
  package static func compress(_ bytes: [UInt8], level: Int = 3) -> [UInt8] {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("no memory for zstd") }
    defer { ZSTD_freeCCtx(context) }
    _ = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(min(19, max(1, level))))
    _ = ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
    _ = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    let bound = ZSTD_compressBound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      let result = bytes.withUnsafeBytes {
        ZSTD_compress2(context, output.baseAddress, bound, $0.baseAddress, $0.count)
      }
      precondition(ZSTD_isError(result) == 0, "zstd cannot fail over memory of this size")
      count = result
    }
  }

  /// What one whole frame holds.
  ///
  /// - Throws: ``ZstdError``; nothing is allocated beyond `bytesMax` and the window.
  package static func decompress(_ bytes: [UInt8], bytesMax: Int) throws(ZstdError) -> [UInt8] {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("no memory for zstd") }
    defer { ZSTD_freeDCtx(context) }
    _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog)
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
    var position = 0
    while true {
      let (result, produced) = step(context, bytes, &position, &piece)
      guard ZSTD_isError(result) == 0 else { throw .malformed }
      guard output.count + produced <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
      output += piece[..<produced]
      if result == 0 {
        // The frame is whole; anything behind it is not ours.
        guard position == bytes.count else { throw .malformed }
        return output
      }
      guard produced > 0 || position < bytes.count else { throw .malformed }
    }
  }

  private static func step(
    _ context: OpaquePointer, _ bytes: [UInt8], _ position: inout Int, _ piece: inout [UInt8]
  ) -> (result: Int, produced: Int) {
    bytes.withUnsafeBytes { source in
      piece.withUnsafeMutableBytes { target in
        var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: position)
        var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let result = ZSTD_decompressStream(context, &output, &input)
        position = input.pos
        return (result, output.pos)
      }
    }
  }
}
