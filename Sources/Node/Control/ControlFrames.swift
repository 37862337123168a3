/// What comes back from a command, in pieces: one byte of kind, four of length (big endian), and the bytes. The exit code
/// is the last frame, so an answer that was cut off is not taken for a whole one.
enum ControlFrame: Equatable, Sendable {
  case exit(Int32)
  case out([UInt8])
  case err([UInt8])

  static let bytesMax = 16 << 20

  static func encoded(kind: UInt8, _ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var frame = [kind]
    frame.reserveCapacity(5 + bytes.count)
    for shift in [24, 16, 8, 0] { frame.append(UInt8(truncatingIfNeeded: bytes.count >> shift)) }
    return frame + bytes
  }

  static func exitFrame(_ code: Int32) -> [UInt8] {
    let bits = UInt32(bitPattern: code)
    return encoded(kind: 0, [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }[...])
  }
}

/// Puts frames together from the pieces in which they arrive.
struct ControlFrameReader {
  private var buffer: [UInt8] = []

  mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  /// The next whole frame; `nil` while bytes are missing. Fails with `.badReply` for what no daemon sends.
  mutating func next() throws(NodeError) -> ControlFrame? {
    guard buffer.count >= 5 else { return nil }
    let length = buffer[1..<5].reduce(0) { $0 << 8 | Int($1) }
    guard length <= ControlFrame.bytesMax else { throw .badReply }
    guard buffer.count >= 5 + length else { return nil }
    let kind = buffer[0]
    let bytes = Array(buffer[5..<5 + length])
    buffer.removeFirst(5 + length)
    switch kind {
    case 0:
      guard length == 4 else { throw .badReply }
      return .exit(Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) }))
    case 1: return .out(bytes)
    case 2: return .err(bytes)
    default: throw .badReply
    }
  }
}
