import CCurl
import Glibc

/// What one request's callbacks read and write while curl runs. Lives on the client's queue for one request.
final class Transfer {
  let request: Request
  let cancellation: Cancellation
  private(set) var headers: [Header] = []
  private(set) var body: [UInt8] = []
  /// The reason why a callback stopped curl; outranks curl's own code.
  private(set) var failure: HTTPError?
  private(set) var uploadLength: Int64 = 0
  /// How much of an upload from memory curl has taken.
  private var supplied = 0

  private var statusLine = ""
  private let source: Descriptor?
  private let sink: Descriptor?
  private var sinkDecided = false
  private var writesToSink = false
  private var received: Int64 = 0

  /// Bound of a body that answers a download to a file with an error.
  private static let errorBodyBytesMax = 64 << 10
  /// Bound of a response's header block.
  private static let headerBytesMax = 64 << 10
  private var headerBytes = 0

  init(_ request: Request, _ cancellation: Cancellation) throws(HTTPError) {
    self.request = request
    self.cancellation = cancellation
    switch request.upload {
    case .none: source = nil
    case .bytes(let bytes):
      source = nil
      uploadLength = Int64(bytes.count)
    case .file(let path, let offset):
      let file = try Descriptor.opening(path, O_RDONLY | O_CLOEXEC)
      var status = stat()
      guard fstat(file.raw, &status) == 0 else { throw .file(errno: errno) }
      guard offset >= 0, offset <= Int64(status.st_size) else {
        throw .badRequest("offset past the file's end")
      }
      uploadLength = Int64(status.st_size) - offset
      source = file
    }
    switch request.download {
    case .memory: sink = nil
    case .file(let path, let offset, _):
      guard offset >= 0 else { throw .badRequest("negative offset") }
      sink = try Descriptor.opening(path, O_WRONLY | O_CREAT | O_CLOEXEC, mode: 0o600)
    }
    if source != nil { try rewind(to: 0) }
  }

  var status: Int {
    // "HTTP/1.1 200 OK" or "HTTP/2 200".
    let words = statusLine.split(separator: " ", maxSplits: 2)
    return words.count > 1 ? Int(words[1]) ?? 0 : 0
  }

  // MARK: Receiving

  /// One line of the header block, its line end included. A new status line begins the block again.
  func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.headerBytesMax else { return stop(.tooLarge(bytesMax: Self.headerBytesMax)) }
    var line = String(decoding: bytes, as: UTF8.self)[...]
    while let last = line.unicodeScalars.last, last == "\r" || last == "\n" {
      line.unicodeScalars.removeLast()
    }
    if line.hasPrefix("HTTP/") {
      statusLine = String(line)
      headers = []
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append(Header(String(line[..<colon]), String(value)))
    }
    return true
  }

  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if !sinkDecided {
      sinkDecided = true
      guard decideSink() else { return false }
    }
    received += Int64(bytes.count)
    switch request.download {
    case .memory(let bytesMax):
      guard received <= Int64(bytesMax) else { return stop(.tooLarge(bytesMax: bytesMax)) }
    case .file(_, let offset, let bytesMax) where writesToSink:
      let start = status == 206 ? offset : 0
      guard start + received <= bytesMax else { return stop(.tooLarge(bytesMax: Int(bytesMax))) }
    case .file:
      guard received <= Int64(Self.errorBodyBytesMax) else {
        return stop(.tooLarge(bytesMax: Self.errorBodyBytesMax))
      }
    }
    guard writesToSink, let sink else {
      body.append(contentsOf: bytes)
      return true
    }
    return sink.writeAll(bytes) ? true : stop(.file(errno: errno))
  }

  /// Decides at the first byte of a body whether it belongs into the file, and where.
  private func decideSink() -> Bool {
    guard let sink, case .file(_, let offset, _) = request.download else { return true }
    switch status {
    case 206:
      let range = headers.first { $0.name.lowercased() == "content-range" }?.value ?? ""
      guard range.hasPrefix("bytes \(offset)-") else {
        return stop(.protocolViolation("the answer holds another range than the one asked for"))
      }
      guard ftruncate(sink.raw, Int(offset)) == 0, lseek(sink.raw, Int(offset), SEEK_SET) >= 0 else {
        return stop(.file(errno: errno))
      }
      writesToSink = true
    case 200:
      guard ftruncate(sink.raw, 0) == 0, lseek(sink.raw, 0, SEEK_SET) >= 0 else {
        return stop(.file(errno: errno))
      }
      writesToSink = true
    default: break
    }
    return true
  }

  // MARK: Sending

  /// Fills the buffer with what comes next of the upload; nil when its file cannot be read.
  func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Int? {
    if case .bytes(let bytes) = request.upload {
      let count = min(buffer.count, bytes.count - supplied)
      bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[supplied..<supplied + count])) }
      supplied += count
      return count
    }
    guard let source else { return 0 }
    while true {
      let count = read(source.raw, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR {
        failure = .file(errno: errno)
        return nil
      }
    }
  }

  /// Positions the upload, which begins at the request's offset. curl asks for it when it has to send again on a
  /// fresh connection.
  func rewind(to position: Int64) throws(HTTPError) {
    guard (0...uploadLength).contains(position) else { throw .badRequest("upload rewound past its end") }
    supplied = Int(position)
    guard let source, case .file(_, let offset) = request.upload else { return }
    guard lseek(source.raw, Int(offset &+ position), SEEK_SET) >= 0 else { throw .file(errno: errno) }
  }

  private func stop(_ reason: HTTPError) -> Bool {
    failure = reason
    return false
  }
}
