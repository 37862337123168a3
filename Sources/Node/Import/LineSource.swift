import Glibc

/// Lines of a file or of standard input, one after the other, in a buffer of bounded size.
struct LineSource: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var place = 0
  private var hasBegun = false
  private var hasEnded = false
  /// Whether the line that came last is the file's last and has no line end: the file may have been cut there.
  private(set) var isCut = false
  private static let pieceBytes = 1 << 20

  /// `-` is standard input. Fails with `.file` where the file cannot be opened.
  init(path: String) throws(NodeError) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next line without its end; `nil` at the end of the file. A line longer than the limit comes back cut, one
  /// byte longer than the limit, and what follows of it is passed over.
  mutating func next() throws(NodeError) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if place == buffer.count {
        guard !hasEnded, try fill() else {
          isCut = !line.isEmpty
          return line.isEmpty ? nil : line
        }
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

  private mutating func fill() throws(NodeError) -> Bool {
    var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
    var count = read(descriptor, &piece, piece.count)
    while count < 0, errno == EINTR { count = read(descriptor, &piece, piece.count) }
    guard count >= 0 else { throw .file(path: path, errno: errno) }
    guard count > 0 else {
      hasEnded = true
      return false
    }
    piece.removeLast(piece.count - count)
    // Editors of some systems begin a file of UTF-8 with a byte order mark; it is no part of the first line.
    if !hasBegun, piece.starts(with: [0xEF, 0xBB, 0xBF]) { piece.removeFirst(3) }
    hasBegun = true
    buffer = piece
    place = 0
    return true
  }
}
