package import Causality
package import Exchange

/// The world as a replica needs it; the simulator passes its own.
package struct ReplicaEnvironment {
  /// Milliseconds since 1970-01-01 UTC by this machine's clock, right or wrong.
  package var wallMilliseconds: () -> Int64
  /// That many unpredictable bytes.
  package var randomBytes: (Int) -> [UInt8]
  package var hashing: any Hashing
  /// Signs checkpoints and births with the node's certified key.
  package var signer: any Signer
  /// Judges births and checkpoints of others.
  package var authority: any Authority

  package init(
    wallMilliseconds: @escaping () -> Int64, randomBytes: @escaping (Int) -> [UInt8], hashing: any Hashing,
    signer: any Signer, authority: any Authority
  ) {
    self.wallMilliseconds = wallMilliseconds
    self.randomBytes = randomBytes
    self.hashing = hashing
    self.signer = signer
    self.authority = authority
  }
}

/// The key of this node.
package protocol Signer {
  /// The node's certificate, DER.
  var certificate: [UInt8] { get }
  /// ECDSA P-256 over SHA-256, 64 bytes r ‖ s.
  func sign(_ bytes: [UInt8]) throws -> [UInt8]
}

/// Chance from the environment, for identifiers.
struct EnvironmentGenerator: RandomNumberGenerator {
  let randomBytes: (Int) -> [UInt8]

  mutating func next() -> UInt64 {
    randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
