package import Causality
import Records

/// What takes the place of a component, or does not.
package enum Outcome: Hashable, Sendable {
  /// The replica holds it; too old where the acceptable age is passed, so that it is looked up again when possible.
  case data(Satisfaction, isTooOld: Bool)
  /// The citizen shows it in VNeID; no paper. Its slug.
  case vneid(String)
  /// The citizen provides it: a form to fill, or a paper.
  case citizen(isForm: Bool)
  /// Another agency has it. Its slug.
  case agency(String)
  case unknown(Unknown)

  package enum Unknown: Hashable, Sendable {
    /// Whether it is asked at all depends on a condition that a person judges.
    case condition(String)
    /// A register would answer, and this replica does not hold the answer.
    case notHeld(ComponentSource)
  }

  /// One word for `--json`.
  package var word: String {
    switch self {
    case .data: "data"
    case .vneid: "vneid"
    case .citizen: "citizen"
    case .agency: "agency"
    case .unknown: "unknown"
    }
  }
}

/// Whether a paper may be asked for.
package enum GuardRule: Hashable, Sendable {
  case free
  /// Only assumed, or only our classification: said, not enforced.
  case advised(Listing)
  /// A list of the day says that it is integrated.
  case forbidden(Listing)

  package var listing: Listing? {
    switch self {
    case .free: nil
    case .advised(let listing), .forbidden(let listing): listing
    }
  }

  package var isForbidding: Bool { if case .forbidden = self { true } else { false } }

  package var word: String {
    switch self {
    case .free: "free"
    case .advised: "advised"
    case .forbidden: "forbidden"
    }
  }
}

/// A component as the engine judges it.
package struct Judgement: Hashable, Sendable {
  package let component: Component
  package let outcome: Outcome
  package let rule: GuardRule

  /// How the requirement begins: what is listed is awaited as data and not asked for.
  package var satisfaction: Satisfaction {
    if case .data(let satisfaction, _) = outcome { return satisfaction }
    if rule.isForbidding { return Satisfaction(state: .awaited) }
    if component.mode == .data, case .agency = outcome { return Satisfaction(state: .awaited) }
    return .missing
  }
}

extension ListsOfDay {
  /// Whether a paper for this component may be requested, scanned or typed in.
  ///
  /// A document on a list of VNeID is not asked for whatever the procedure's text says. A database counts where the text
  /// itself says that it replaces the paper; where that is our classification, or the text asks the citizen, it only
  /// advises. Forms are no documents.
  package func rule(for component: Component) -> GuardRule {
    guard component.mode != .sign, component.satisfiedBy != .electronicForm else { return .free }
    var advice: Listing?
    for source in [component.satisfiedBy] + component.alternatives {
      guard let listing = listing(of: source) else { continue }
      let isDocument = if case .vneidDocument = source { true } else { false }
      let isStated = component.basis != "judgement" && component.satisfiedBy != .citizenMustProvide
      if listing.isSourced, isDocument || isStated { return .forbidden(listing) }
      advice = advice ?? listing
    }
    return advice.map(GuardRule.advised) ?? .free
  }

  /// Whether a document of this type may be typed in or scanned for itself.
  package func rule(forDocument slug: String) -> GuardRule {
    guard let listing = listing(of: .vneidDocument(slug)) else { return .free }
    return listing.isSourced ? .forbidden(listing) : .advised(listing)
  }
}

extension Component {
  /// What takes the place of this component, by what the replica holds and by the lists of the day.
  ///
  /// - Parameters:
  ///   - holdings: of the applicant; nil where they are not known, as for a question before anybody stands there.
  ///   - channel: nil where it is not chosen.
  package func judgement(
    by holdings: Holdings?, channel: Channel.Kind?, lists: ListsOfDay, at now: Int64, hashing: any Hashing
  ) -> Judgement {
    let rule = lists.rule(for: self)
    if let condition, !(channel.map(isAsked) ?? false) {
      return Judgement(component: self, outcome: .unknown(.condition(condition)), rule: rule)
    }
    if let found = holdings?.satisfaction(of: self, on: lists.day, hashing: hashing), found.state == .data {
      let isTooOld = lists.isTooOld(found.source, asOf: found.asOf, at: now)
      return Judgement(component: self, outcome: .data(found, isTooOld: isTooOld), rule: rule)
    }
    return Judgement(component: self, outcome: outcomeWithoutData(lists), rule: rule)
  }

  private func outcomeWithoutData(_ lists: ListsOfDay) -> Outcome {
    let sources = [satisfiedBy] + alternatives
    for source in sources {
      if case .vneidDocument(let slug) = source, lists.listing(of: source)?.isSourced == true {
        return .vneid(slug)
      }
    }
    switch satisfiedBy {
    case .electronicForm: return .citizen(isForm: true)
    case .citizenMustProvide: return .citizen(isForm: false)
    case .otherAgency(let slug): return .agency(slug)
    case .vneidDocument(let slug): return .vneid(slug)
    case .populationRegister, .civilStatusRegister, .residenceRegister, .healthInsuranceRegister:
      return mode == .sign ? .citizen(isForm: true) : .unknown(.notHeld(satisfiedBy))
    }
  }
}

extension Holdings {
  func satisfaction(of component: Component, on day: CivilDate, hashing: any Hashing) -> Satisfaction {
    component.satisfaction(by: self, on: day, hashing: hashing)
  }
}
