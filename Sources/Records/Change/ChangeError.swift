/// Why bytes are not a change that this version can read.
package enum ChangeError: Error, Equatable, Sendable {
  /// Longer than `ChangeLimits` allows.
  case tooLarge
  /// Not the deterministic bytes of a change, and where.
  case cbor(CBORError)
  /// The payload was erased on a lawful order; the header still verifies.
  case erased
}
