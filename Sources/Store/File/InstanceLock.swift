import Glibc

/// One process owns a replica: an advisory lock on a file beside it, held for as long as the process lives.
///
/// Debian 12's SQLite can corrupt a file that two connections write or checkpoint at one moment (release notes of
/// SQLite 3.51.3), so this is not politeness.
final class InstanceLock {
  private var descriptor: Int32

  /// Fails with `.locked` naming the process that holds it.
  init(path: String) throws(ReplicaError) {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      var buffer = [UInt8](repeating: 0, count: 32)
      let count = pread(opened, &buffer, buffer.count, 0)
      close(opened)
      let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      throw .locked(process: Int32(text.prefix { $0.isNumber }))
    }
    descriptor = opened
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(opened, 0)
    _ = pwrite(opened, text, text.count, 0)
  }

  deinit { release() }

  /// Lets the next one in.
  func release() {
    guard descriptor >= 0 else { return }
    // Unlocked by name, not only by closing: a child that this process is just starting holds a copy of the descriptor until
    // it runs its own program, and the lock would live as long.
    flock(descriptor, LOCK_UN)
    close(descriptor)
    descriptor = -1
  }
}
