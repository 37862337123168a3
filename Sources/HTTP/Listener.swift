import Dispatch
import Glibc

/// A responder's listening socket with its event source, which can pause: connections then wait in the kernel.
final class Listener {
  let socket: Descriptor
  private let source: any DispatchSourceRead
  private let inode: UInt64?
  private(set) var isPaused = false

  init(socket: Descriptor, source: any DispatchSourceRead, inode: UInt64?) {
    self.socket = socket
    self.source = source
    self.inode = inode
  }

  deinit {
    // Dispatch traps when a suspended source is released.
    resume()
  }

  func pause() {
    guard !isPaused else { return }
    isPaused = true
    source.suspend()
  }

  func resume() {
    guard isPaused else { return }
    isPaused = false
    source.resume()
  }

  /// Ends listening and removes the socket from the path, unless somebody else's stands there by now.
  func close(path: String) {
    resume()
    source.cancel()
    if inode != nil, UnixSocket.inode(at: path) == inode { unlink(path) }
  }
}

/// The process's allowance of file descriptors.
enum Descriptors {
  /// Raises the soft limit, commonly 1,024, towards what the hard limit allows. A limit that stays too low shows
  /// as paused accepting, not as an error here.
  static func raiseLimit(to count: Int) {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(count) else { return }
    limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
    _ = setrlimit(resource, &limit)
  }
}
