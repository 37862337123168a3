package import Causality
import Records

extension Batch {
  /// The births in this batch that are new and vouched for, in the batch's order. Those that nobody certified are left
  /// out: their logs fail with `unknownOrigin`. A second birth of a known origin that says something else fails with
  /// `otherBirth`.
  package func acceptedBirths(
    known: (OriginID) -> KnownOrigin?, authority: any Authority, hashing: any Hashing
  ) throws(ExchangeError) -> [(birth: Birth, known: KnownOrigin)] {
    var accepted: [(birth: Birth, known: KnownOrigin)] = []
    for birth in births {
      let hash = birth.hash(hashing)
      let earlier = known(birth.origin) ?? accepted.first { $0.birth.origin == birth.origin }?.known
      if let earlier {
        if earlier.birth == hash { continue }
        // A false second birth is nothing to alarm anybody about.
        guard authority.identity(of: birth) != nil else { continue }
        throw .otherBirth(birth.origin)
      }
      guard let identity = authority.identity(of: birth) else { continue }
      accepted.append((birth, KnownOrigin(identity: identity, birth: hash)))
    }
    return accepted
  }
}
