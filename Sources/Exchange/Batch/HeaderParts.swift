import Causality
import Records

/// A header of format 1 in parts: what packing needs, texts as places in the bytes. `ChangeHeader.encoded` of the same
/// parts gives the same bytes again.
struct HeaderParts {
  var partition: Range<Int>
  var origin: OriginID
  var sequence: UInt64
  var previous: Hash256
  var time: UInt64
  /// Bit 0: suspect; above it the kind.
  var marks: UInt8
  var author: Range<Int>
  var source: Range<Int>
  var reason: Range<Int>
  /// Author, source and reason with their heads.
  var voice: Range<Int>
  var act: ActPart?

  /// `nil` for another format, or for bytes that are no header.
  init?(_ bytes: [UInt8]) {
    var scan = ByteScan(bytes)
    scan.expect(0x8C)
    scan.expect(0x01)
    partition = scan.text()
    origin = OriginID(scan.bits())
    sequence = scan.head(0)
    previous = scan.hash()
    time = scan.head(0)
    let flags = scan.head(0)
    let kind = scan.head(0)
    let voiceStart = scan.at
    author = scan.text()
    source = scan.text()
    reason = scan.text()
    voice = voiceStart..<max(voiceStart, scan.at)
    if !scan.skip(if: 0xF6) {
      scan.expect(0x83)
      let act = ActID(scan.bits())
      let number = scan.head(0)
      self.act = ActPart(act: act, number: number, count: scan.head(0))
    }
    guard scan.isSound, scan.isAtEnd, flags <= 1, kind <= 2, sequence > 0 else { return nil }
    marks = UInt8(flags) | UInt8(kind) << 1
  }
}
