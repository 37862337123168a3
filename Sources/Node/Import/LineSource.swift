import Foundation

/// Lines of a file or of standard input, one after the other, in a buffer of bounded size.
struct LineSource: ~Copyable {
  private let file: FileHandle
  private let isOwned: Bool
  private var buffer: [UInt8] = []
  private var place = 0
  private var hasEnded = false
  private static let pieceBytes = 1 << 20

  /// `-` is standard input. Fails as Foundation does when the file cannot be opened.
  init(path: String) throws {
    if path == "-" {
      file = .standardInput
      isOwned = false
    } else {
      file = try FileHandle(forReadingFrom: URL(filePath: path))
      isOwned = true
    }
  }

  deinit { if isOwned { try? file.close() } }

  /// The next line without its end; `nil` at the end of the file. A line longer than the limit comes back cut, one
  /// byte longer than the limit, and what follows of it is passed over.
  mutating func next() throws -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if place == buffer.count {
        guard !hasEnded, try fill() else { return line.isEmpty ? nil : line }
      }
      let end = buffer[place...].firstIndex(of: UInt8(ascii: "\n"))
      let room = ImportLimits.lineBytesMax + 1 - line.count
      line.append(contentsOf: buffer[place..<(end ?? buffer.count)].prefix(room))
      place = end.map { $0 + 1 } ?? buffer.count
      if end != nil {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
      }
    }
  }

  private mutating func fill() throws -> Bool {
    guard let piece = try file.read(upToCount: Self.pieceBytes), !piece.isEmpty else {
      hasEnded = true
      return false
    }
    buffer = [UInt8](piece)
    place = 0
    return true
  }
}
