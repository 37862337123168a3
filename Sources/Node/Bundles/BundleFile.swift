import Crypto
import Exchange
import Glibc

/// The file of a bundle, read front to back. Nothing in it is a path, and it is opened as what it is: a plain file that no
/// symbolic link stands for.
struct BundleFile: ~Copyable {
  let path: String
  let size: Int
  private let descriptor: Int32
  private(set) var position = 0
  private var number: UInt64 = 0

  init(reading path: String) throws(BundleError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
    var info = stat()
    let code = fstat(descriptor, &info) == 0 ? 0 : errno
    guard code == 0, info.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw code == 0 ? .notABundle : .file(path: path, errno: code)
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(info.st_size)
  }

  deinit { close(descriptor) }

  mutating func rewind() {
    position = 0
    number = 0
  }

  /// The next sealed piece.
  mutating func next() throws(BundleError) -> [UInt8] {
    let block = try read(BundleArchive.blockBytes)
    guard block.count == BundleArchive.blockBytes else {
      // A cut file still begins as a bundle does.
      let begin = BundleArchive.header(number: 0, size: 1).prefix(12)
      guard number > 0 || block.starts(with: begin.prefix(block.count)) else { throw .notABundle }
      throw .truncated
    }
    guard let count = BundleArchive.size(inHeader: block, number: number) else {
      guard number > 0 else { throw .notABundle }
      throw block.allSatisfy { $0 == 0 } ? .truncated : .altered
    }
    let padding = BundleArchive.padding(size: count)
    guard position + count + padding <= size else { throw .truncated }
    let piece = try read(count)
    let rest = try read(padding)
    guard piece.count == count, rest.count == padding else { throw .truncated }
    guard rest.allSatisfy({ $0 == 0 }) else { throw .altered }
    number += 1
    return piece
  }

  /// After the last piece.
  mutating func end() throws(BundleError) {
    let rest = try read(BundleArchive.end.count + 1)
    guard rest.count >= BundleArchive.end.count else { throw .truncated }
    guard rest == BundleArchive.end else { throw .altered }
  }

  private mutating func read(_ count: Int) throws(BundleError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(count, max(0, size - position)))
    var filled = 0
    while filled < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(position + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .file(path: path, errno: errno) }
      guard got > 0 else { throw .truncated }
      filled += got
    }
    position += filled
    return bytes
  }
}

/// A bundle under way into its file: written under another name, synced, then renamed, so that a file under its name is
/// whole.
struct BundleDraft: ~Copyable {
  let path: String
  private let temporary: String
  private let descriptor: Int32
  private(set) var bytes = 0
  private var number: UInt64 = 0
  private var isDone = false

  init(writing path: String) throws(BundleError) {
    guard access(path, F_OK) != 0 else { throw .exists(path: path) }
    let mark: [UInt8]
    do throws(CryptoError) { mark = try randomBytes(6) } catch { throw .node(.crypto(error)) }
    let temporary = path + "." + mark.map { String($0, radix: 16) }.joined() + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: temporary, errno: errno) }
    self.path = path
    self.temporary = temporary
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    if !isDone { unlink(temporary) }
  }

  mutating func add(_ piece: [UInt8]) throws(BundleError) {
    guard number < BundleLimits.piecesMax, piece.count <= BundleLimits.fileBytesMax else { throw .tooLarge }
    try write(BundleArchive.header(number: number, size: piece.count))
    try write(piece)
    try write([UInt8](repeating: 0, count: BundleArchive.padding(size: piece.count)))
    number += 1
  }

  mutating func finish() throws(BundleError) {
    try write(BundleArchive.end)
    guard fsync(descriptor) == 0 else { throw .file(path: temporary, errno: errno) }
    guard access(path, F_OK) != 0 else { throw .exists(path: path) }
    guard rename(temporary, path) == 0 else { throw .file(path: path, errno: errno) }
    isDone = true
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .file(path: folder, errno: errno) }
    defer { close(directory) }
    // Sticks are often FAT, whose folders cannot be synced on their own.
    guard fsync(directory) == 0 || errno == EINVAL else { throw .file(path: folder, errno: errno) }
  }

  private mutating func write(_ data: [UInt8]) throws(BundleError) {
    var done = 0
    while done < data.count {
      let count = data.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, data.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .file(path: temporary, errno: errno) }
      done += count
    }
    bytes += data.count
  }
}
