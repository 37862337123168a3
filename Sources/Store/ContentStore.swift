package import Causality
import Crypto
import Glibc

/// Why content was not stored or read.
package enum ContentError: Error, Equatable, Sendable {
  /// What came is not what its hash says; nothing was kept.
  case hashMismatch(Hash256)
  /// A piece that does not begin where the pieces before ended; the answer says where to go on.
  case wrongOffset(expected: Int)
  case tooLarge(limit: Int)
  /// The system could not; `errno` as is.
  case failed(errno: Int32)
}

/// Contents of attachments, by SHA-256, in a folder: `content/3f/3fa9…`. What is under its name is whole; what is not whole
/// lies under `partial/` and can be gone on with. A name is only ever made from a hash, never from what a person typed.
package struct ContentStore: Sendable {
  package static let bytesMax = 64 << 20

  package let folder: String

  package init(folder: String) throws(ContentError) {
    self.folder = folder
    for path in [folder, folder + "/partial"] where mkdir(path, 0o700) != 0 && errno != EEXIST {
      throw .failed(errno: errno)
    }
  }

  package func path(of hash: Hash256) -> String {
    let name = hash.description
    return "\(folder)/\(name.prefix(2))/\(name)"
  }

  package func holds(_ hash: Hash256) -> Bool { access(path(of: hash), R_OK) == 0 }

  /// How many bytes of a content that is not whole yet are here.
  package func partialSize(of hash: Hash256) -> Int {
    var info = stat()
    return stat(partialPath(hash), &info) == 0 ? Int(info.st_size) : 0
  }

  /// Bytes of a whole content; `nil` where it is not here.
  package func size(of hash: Hash256) -> Int? {
    var info = stat()
    return stat(path(of: hash), &info) == 0 ? Int(info.st_size) : nil
  }

  /// Begins again with a content that is not whole.
  package func discardPartial(_ hash: Hash256) { unlink(partialPath(hash)) }

  /// Stores a whole content and returns its hash.
  package func store(_ bytes: [UInt8]) throws(ContentError) -> Hash256 {
    guard bytes.count <= Self.bytesMax else { throw .tooLarge(limit: Self.bytesMax) }
    guard let hash = Hash256(bytes: SHA256.digest(bytes)) else { throw .failed(errno: EIO) }
    guard !holds(hash) else { return hash }
    unlink(partialPath(hash))
    _ = try append(bytes, to: hash, at: 0, total: bytes.count)
    return hash
  }

  /// Appends a piece at `offset`; when the content is then `total` bytes long, it is verified, made durable and whole.
  /// Returns whether it is whole now.
  package func append(
    _ piece: [UInt8], to hash: Hash256, at offset: Int, total: Int
  ) throws(ContentError) -> Bool {
    guard !holds(hash) else { return true }
    guard total <= Self.bytesMax, offset + piece.count <= total else { throw .tooLarge(limit: Self.bytesMax) }
    let have = partialSize(of: hash)
    guard offset == have else { throw .wrongOffset(expected: have) }
    let descriptor = open(partialPath(hash), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .failed(errno: errno) }
    defer { close(descriptor) }
    var done = 0
    while done < piece.count {
      let count = piece.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: done), piece.count - done)
      }
      guard count > 0 else { throw .failed(errno: errno) }
      done += count
    }
    guard have + piece.count == total else { return false }
    try finish(hash, descriptor)
    return true
  }

  /// A piece of a whole content, at most `count` bytes from `offset`.
  package func read(_ hash: Hash256, from offset: Int, count: Int) throws(ContentError) -> [UInt8] {
    let descriptor = open(path(of: hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw .failed(errno: errno) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: max(0, min(count, Self.bytesMax)))
    let got = pread(descriptor, &buffer, buffer.count, off_t(offset))
    guard got >= 0 else { throw .failed(errno: errno) }
    return Array(buffer.prefix(got))
  }

  private func finish(_ hash: Hash256, _ descriptor: Int32) throws(ContentError) {
    guard fsync(descriptor) == 0 else { throw .failed(errno: errno) }
    guard let found = (try? SHA256.digest(ofFile: partialPath(hash))).flatMap({ Hash256(bytes: $0) }),
      found == hash
    else {
      unlink(partialPath(hash))
      throw .hashMismatch(hash)
    }
    let target = path(of: hash)
    let shelf = String(target.prefix(folder.count + 3))
    if mkdir(shelf, 0o700) != 0, errno != EEXIST { throw .failed(errno: errno) }
    guard rename(partialPath(hash), target) == 0 else {
      throw .failed(errno: errno)
    }
    let directory = open(shelf, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .failed(errno: errno) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw .failed(errno: errno) }
  }

  private func partialPath(_ hash: Hash256) -> String { "\(folder)/partial/\(hash)" }
}
