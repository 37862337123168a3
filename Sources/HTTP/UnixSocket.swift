import Glibc

/// Stream sockets at a path, for both ends.
enum UnixSocket {
  /// Room of `sockaddr_un.sun_path` without its NUL.
  static let pathBytesMax = 107

  /// A non-blocking socket that listens at the path. A socket left behind by a dead process is removed, but only
  /// when nobody answers at it; anything else at the path is left alone.
  ///
  /// The mode is set between bind and listen, while connecting is still refused, so there is no moment at which
  /// the wrong ones may connect; the process-wide umask is not touched.
  static func listening(at path: String, mode: UInt16) throws(ServerError) -> Descriptor {
    var address = try address(of: path)
    try removeStale(path)
    let raw = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard raw >= 0 else { throw .systemCall("socket", errno: errno) }
    let descriptor = Descriptor(raw)
    guard withSocketAddress(&address, { bind(raw, $0, $1) }) == 0 else {
      throw errno == EADDRINUSE ? .alreadyServed : .systemCall("bind", errno: errno)
    }
    guard chmod(path, mode_t(mode)) == 0 else { throw .systemCall("chmod", errno: errno) }
    // The kernel caps this at net.core.somaxconn, 4,096 on a current Linux.
    guard listen(raw, 4_096) == 0 else { throw .systemCall("listen", errno: errno) }
    return descriptor
  }

  /// A connection to the path that blocks from here on. Connecting itself does not: where the listener's queue is
  /// full, it fails with `EAGAIN`.
  static func connected(to path: String) throws(ServerError) -> Descriptor {
    var address = try address(of: path)
    let raw = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard raw >= 0 else { throw .systemCall("socket", errno: errno) }
    let descriptor = Descriptor(raw)
    while withSocketAddress(&address, { connect(raw, $0, $1) }) != 0 {
      guard errno == EINTR else { throw .systemCall("connect", errno: errno) }
    }
    guard fcntl(raw, F_SETFL, 0) == 0 else { throw .systemCall("fcntl", errno: errno) }
    return descriptor
  }

  /// The file's identity, to remove a socket only while it is still the one that was made.
  static func inode(at path: String) -> UInt64? {
    var status = stat()
    return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  private static func removeStale(_ path: String) throws(ServerError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .systemCall("lstat", errno: errno) }
      return
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .pathTaken }
    do throws(ServerError) {
      _ = try connected(to: path)
    } catch .systemCall("connect", errno: ECONNREFUSED) {
      guard unlink(path) == 0 || errno == ENOENT else { throw .systemCall("unlink", errno: errno) }
      return
    } catch .systemCall("connect", errno: EAGAIN) {
      // Somebody listens, and is too busy to answer.
    }
    throw .alreadyServed
  }

  private static func address(of path: String) throws(ServerError) -> sockaddr_un {
    let bytes = Array(path.utf8)
    guard bytes.count <= pathBytesMax else { throw .pathTooLong(bytes: bytes.count) }
    guard !bytes.isEmpty, !bytes.contains(0) else { throw .systemCall("bind", errno: EINVAL) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }

  private static func withSocketAddress(
    _ address: inout sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
