/// How far a bundle has come.
package struct BundleProgress: Equatable, Sendable {
  package enum Stage: Equatable, Sendable {
    case writing, checking, taking
  }

  package var stage: Stage
  /// Bytes of the file; when writing, of what is known to go into it.
  package var done: Int
  package var total: Int
}
