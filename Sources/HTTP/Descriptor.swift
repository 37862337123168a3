import Glibc

/// A file descriptor that is closed when nobody holds it any more. Event handlers hold it too, so it outlives
/// the last event that dispatch may still deliver for it.
final class Descriptor: Sendable {
  let raw: Int32

  init(_ raw: Int32) {
    self.raw = raw
  }

  deinit {
    close(raw)
  }

  static func opening(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(HTTPError) -> Descriptor {
    while true {
      let raw = open(path, flags, mode)
      if raw >= 0 { return Descriptor(raw) }
      if errno != EINTR { throw .file(errno: errno) }
    }
  }

  /// Writes all bytes to a blocking descriptor; false leaves the reason in `errno`.
  func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = UnsafeRawBufferPointer(rebasing: rest).withMemoryRebound(to: UInt8.self) {
        write(raw, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
