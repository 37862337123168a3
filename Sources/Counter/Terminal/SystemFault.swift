internal import Foundation
internal import Glibc

/// What the system said of a file or folder, as far as a person can do something about it.
package enum SystemFault: Hashable, Sendable {
  /// It is not there; ENOENT.
  case missing
  /// EACCES, EPERM.
  case forbidden
  /// The file system may only be read; EROFS.
  case readOnly
  /// ENOSPC, EDQUOT.
  case full
  /// A folder stands where a file is needed; EISDIR.
  case folder
  /// A file stands where a folder is needed; ENOTDIR.
  case file
  /// Too many files are open; EMFILE, ENFILE.
  case exhausted
  /// More than is allowed; EFBIG.
  case large
  /// The path leads nowhere: too long, or round in a circle; ENAMETOOLONG, ELOOP, EINVAL.
  case path
  case other(Int32)

  package init(errno code: Int32) {
    self =
      switch code {
      case ENOENT: .missing
      case EACCES, EPERM: .forbidden
      case EROFS: .readOnly
      case ENOSPC, EDQUOT: .full
      case EISDIR: .folder
      case ENOTDIR: .file
      case EMFILE, ENFILE: .exhausted
      case EFBIG: .large
      case ENAMETOOLONG, ELOOP, EINVAL: .path
      default: .other(code)
      }
  }

  /// Of an error of Foundation's, whose own words are English; nil for one that is not about a file.
  package init?(_ error: any Error) {
    if let error = error as? POSIXError {
      self.init(errno: error.code.rawValue)
      return
    }
    let whole = error as NSError
    if whole.domain == NSPOSIXErrorDomain {
      self.init(errno: Int32(truncatingIfNeeded: whole.code))
      return
    }
    guard let error = error as? CocoaError else { return nil }
    if let below = whole.userInfo[NSUnderlyingErrorKey] as? any Error, let fault = SystemFault(below) {
      self = fault
      return
    }
    switch error.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: self = .missing
    case .fileReadNoPermission, .fileWriteNoPermission: self = .forbidden
    case .fileWriteVolumeReadOnly: self = .readOnly
    case .fileWriteOutOfSpace: self = .full
    case .fileReadTooLarge: self = .large
    case .fileReadInvalidFileName, .fileWriteInvalidFileName: self = .path
    default: self = .other(0)
    }
  }

  /// Why a folder cannot be read; nil where it can.
  static func obstacle(toFolder path: String) -> SystemFault? {
    var info = stat()
    guard stat(path, &info) == 0 else { return SystemFault(errno: errno) }
    guard info.st_mode & S_IFMT == S_IFDIR else { return .file }
    return access(path, R_OK | X_OK) == 0 ? nil : SystemFault(errno: errno)
  }

  /// The bytes of a file that a person named; what the system refuses, and a file longer than the bound, as a fault.
  /// Something that is no plain file is not read: a pipe or a device may never end.
  static func read(_ path: String, bytesMax: Int) throws(SystemFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemFault(errno: errno) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw SystemFault(errno: errno) }
    guard info.st_mode & S_IFMT != S_IFDIR else { throw .folder }
    guard info.st_mode & S_IFMT == S_IFREG else { throw .path }
    guard info.st_size <= bytesMax else { throw .large }
    // One byte more than was said shows a file that grew meanwhile.
    var bytes = [UInt8](repeating: 0, count: min(Int(info.st_size) + 1, bytesMax + 1))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemFault(errno: errno) }
      if count == 0 { break }
      filled += count
    }
    guard filled <= bytesMax else { throw .large }
    return Array(bytes.prefix(filled))
  }
}

extension SystemFault: Error {}

extension Session {
  /// What a person is told when a file or folder cannot be used: which one, and what to do.
  package func fail(file path: String, _ fault: SystemFault) -> ExitCode {
    let problems = Texts.problems
    let path = SafeText(path)
    switch fault {
    case .missing: return fail(problems.fileMissing, path)
    case .forbidden: return fail(problems.permission, path)
    case .readOnly: return fail(problems.readOnly, path)
    case .full: return fail(problems.diskFull, path)
    case .folder: return fail(problems.notAFile, path)
    case .file: return fail(problems.notAFolder, path)
    case .exhausted: return fail(problems.tooManyFiles, path)
    case .large: return fail(problems.fileTooLarge, path)
    case .path: return fail(problems.badPath, path)
    case .other(let code): return fail(problems.fileUnreadable, path, SafeText(code))
    }
  }
}
