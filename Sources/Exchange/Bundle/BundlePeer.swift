package import Causality

/// What is known of a peer through bundles: which of its incarnations' word counts.
///
/// An acknowledgement names the incarnation that gave it. A peer that was restored from a backup goes on under a new
/// origin and may have lost what the old one acknowledged, so the old one's word is void from then on, whichever stick
/// arrives first (`histories.md`, H21). Clocks are not asked.
package struct BundlePeer: Hashable, Sendable {
  package enum Word: Hashable, Sendable {
    /// The same incarnation as before: it holds what it said before and what it says now.
    case adds
    /// Another incarnation: it holds what it says now and nothing else is known.
    case replaces
    /// A former incarnation: it counts for nothing.
    case void
  }

  /// The incarnation whose acknowledgement counts; `nil` where there is none.
  package private(set) var origin: OriginID?
  /// Incarnations that are over, oldest first; bounded.
  package private(set) var former: [OriginID]

  package init(origin: OriginID? = nil, former: [OriginID] = []) {
    self.origin = origin
    self.former = Array(former.suffix(BundleLimits.formerOriginsMax))
  }

  /// Hears an acknowledgement.
  ///
  /// - Parameters:
  ///   - speaker: the incarnation that gave it.
  ///   - before: those that it says it was before.
  ///   - answersCurrent: it answers a bundle that was sent to the incarnation which counts here. Whoever answers that lives
  ///     after it, also where two restores of one backup do not know of each other.
  package mutating func hear(_ speaker: OriginID, before: [OriginID], answersCurrent: Bool = false) -> Word {
    for earlier in before where earlier != speaker { leave(earlier) }
    if speaker == origin { return .adds }
    guard answersCurrent || !former.contains(speaker) else { return .void }
    if let origin { leave(origin) }
    former.removeAll { $0 == speaker }
    origin = speaker
    return .replaces
  }

  /// The peer turned out to hold less than it had acknowledged.
  package mutating func lost() { if let origin { leave(origin) } }

  private mutating func leave(_ earlier: OriginID) {
    if origin == earlier { origin = nil }
    guard !former.contains(earlier) else { return }
    if former.count >= BundleLimits.formerOriginsMax { former.removeFirst() }
    former.append(earlier)
  }
}
