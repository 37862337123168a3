internal import Glibc

/// Puts bytes into a file so that after a power cut there is the old content or the new, whole.
///
/// A file of another name is written and synced beside it, renamed over it, and the folder synced.
///
/// - Parameter mode: the permissions from the first moment on, for example `0o600` for a key.
/// - Throws: ``CryptoError/file(operation:path:code:)``. What was there before is then still there.
package func writeAtomically(
  _ bytes: [UInt8], to path: String, mode: UInt32
) throws(CryptoError) {
  let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let mark = try randomBytes(8).map { String($0, radix: 16) }.joined()
  let temporary = "\(path).\(mark).new"
  let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
  guard file >= 0 else { throw .file(operation: "create", path: temporary, code: errno) }
  do throws(CryptoError) {
    defer { close(file) }
    // The umask may have taken rights away.
    guard fchmod(file, mode) == 0 else { throw .file(operation: "chmod", path: temporary, code: errno) }
    try writeAll(bytes, to: file, path: temporary)
    guard fsync(file) == 0 else { throw .file(operation: "sync", path: temporary, code: errno) }
    guard rename(temporary, path) == 0 else { throw .file(operation: "rename", path: path, code: errno) }
  } catch {
    unlink(temporary)
    throw error
  }
  let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard directory >= 0 else { throw .file(operation: "open", path: folder, code: errno) }
  defer { close(directory) }
  guard fsync(directory) == 0 else { throw .file(operation: "sync", path: folder, code: errno) }
}

private func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(CryptoError) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(file, $0.baseAddress.map { $0 + written }, bytes.count - written)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { throw .file(operation: "write", path: path, code: errno) }
    written += count
  }
}

/// The content of a small file.
///
/// - Throws: ``CryptoError/file(operation:path:code:)``; `EFBIG` when there is more than `bytesMax`.
package func readFile(_ path: String, bytesMax: Int) throws(CryptoError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw .file(operation: "open", path: path, code: errno) }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
  var filled = 0
  while filled < bytes.count {
    let count = bytes.withUnsafeMutableBytes {
      read(file, $0.baseAddress.map { $0 + filled }, $0.count - filled)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw .file(operation: "read", path: path, code: errno) }
    guard count > 0 else { break }
    filled += count
  }
  guard filled <= bytesMax else { throw .file(operation: "read", path: path, code: EFBIG) }
  return Array(bytes[..<filled])
}
