internal import Glibc

/// The system's words for an error number.
enum SystemWords {
  static func of(_ code: Int32) -> String {
    guard let words = strerror(code) else { return "errno \(code)" }
    return String(cString: words)
  }
}
