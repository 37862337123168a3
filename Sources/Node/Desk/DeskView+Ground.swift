package import Causality
package import Procedures
import Records
import Store

/// Why a component was asked for, or was not, by the lists of a day.
package struct Why: Sendable {
  /// One component: what is judged by the lists of that day, and what the dossier itself recorded.
  package struct Line: Sendable {
    package let judgement: Judgement
    /// What the dossier holds; `nil` for a component that was never asked about.
    package let requirement: Sheet?
    package let evidence: [Sheet]
    package let exceptions: [Sheet]
    /// The dossier recorded the same outcome and rule that the lists give; `nil` where it recorded none.
    package let isReproduced: Bool?
  }

  package let dossier: Sheet
  package let procedure: Procedure
  package let day: CivilDate
  /// The lists that the judgement is by, with their hashes.
  package let citation: String
  /// What the dossier cited on the day of its receipt; `nil` where it cited nothing.
  package let cited: String?
  package let lines: [Line]
}

extension DeskView {
  /// A component of a dossier, judged against what is held now and the lists of today.
  func judgement(of component: Component, _ hand: DossierInHand) throws -> Judgement {
    let channel = hand.dossier.text("channel").flatMap(Channel.Kind.init(rawValue:))
    let holdings = try hand.subject.map(self.holdings)
    return component.judgement(
      by: holdings, channel: channel, lists: hand.lists, at: now, hashing: hashing)
  }

  func renewed(
    _ hand: DossierInHand, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws -> [Draft] {
    let known = try components(of: hand)
    let holdings = try hand.subject.map(self.holdings)
    let channel = hand.dossier.text("channel").flatMap(Channel.Kind.init(rawValue:))
    return try hand.renewed(
      judging: { component in
        component.judgement(by: holdings, channel: channel, lists: hand.lists, at: now, hashing: hashing)
      }, component: { id in known.first { $0.id == id } }, by: acting, using: &chance)
  }

  /// What is asked for a procedure, before or beside any dossier: each component of a case, judged for a person.
  ///
  /// - Parameter person: id or number; `nil` for nobody in particular.
  package func judge(
    procedure code: String, case text: String?, person: String?, channel: Channel.Kind?, on day: CivilDate
  ) throws -> (procedure: Procedure, judgements: [Judgement]) {
    let catalogue = try published()
    guard let procedure = catalogue.catalogue.procedure(code, on: day) else {
      throw DeskRefusal.procedureUnknown(code)
    }
    let chosen = try procedure.chosenCase(text)
    let holdings = try person.map { try self.holdings(try one(.person, $0)) }
    let lists = catalogue.lists(on: day)
    return (
      procedure,
      (chosen?.components ?? []).map {
        $0.judgement(by: holdings, channel: channel, lists: lists, at: now, hashing: hashing)
      }
    )
  }

  /// Explains a dossier by the lists of a day; by default that of its receipt.
  ///
  /// What was found then stands in the evidence; what is judged anew here is whether a paper might be asked for, by the
  /// lists alone. Where they were published again since, with other entries, their hashes differ and it is said so.
  package func why(_ text: String, on asked: CivilDate? = nil, component: String? = nil) throws -> Why {
    let dossier = try one(.dossier, text)
    let hand = try hand(dossier)
    let catalogue = try published()
    guard let procedure = hand.procedure else { throw DeskRefusal.catalogueNotHere }
    let received = dossier.int("received_at").map { HanoiTime(millisecondsSinceEpoch: $0).date }
    let day = asked ?? received ?? self.day
    let lists = catalogue.lists(on: day)
    let citation = lists.citation(hashing)
    let channel = dossier.text("channel").flatMap(Channel.Kind.init(rawValue:))
    let (evidence, exceptions) = (
      try children(of: dossier, "evidence"), try children(of: dossier, "exception")
    )
    if let component { _ = try self.component(component, of: hand) }
    let wanted = try components(of: hand).filter { component == nil || $0.id == component }
    let lines = wanted.map { one in
      let requirement = hand.requirements.first { $0.text("component") == one.id }
      let judged = one.judgement(by: nil, channel: channel, lists: lists, at: now, hashing: hashing)
      let isReproduced = requirement?.text("rule").map { $0 == judged.rule.word }
      return Why.Line(
        judgement: judged, requirement: requirement,
        evidence: evidence.filter { $0.text("component") == one.id },
        exceptions: exceptions.filter { $0.text("component") == one.id }, isReproduced: isReproduced)
    }
    return Why(
      dossier: dossier, procedure: procedure, day: day, citation: citation,
      cited: hand.requirements.compactMap { $0.text("lists") }.first, lines: lines)
  }

  /// Open dossiers of this center of which the ground has moved since they relied on it.
  package func shiftedDossiers(limit: Int = 10_000) throws -> [(hand: DossierInHand, shifted: [Ground])] {
    var filter = DossierFilter()
    filter.statuses = [.registered, .accepted, .inProcess, .supplementRequested, .paymentRequested]
    filter.limit = limit
    return try dossiers(filter).compactMap { dossier in
      let hand = try hand(dossier)
      return hand.shiftedGround.isEmpty ? nil : (hand, hand.shiftedGround)
    }
  }

  /// What a look at all open dossiers after a sync writes down: which ground moved, and which due date, because the
  /// calendar did. Nothing where nothing moved.
  package func planReverification(
    by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws -> [DeskPlan<RecordID>] {
    var filter = DossierFilter()
    filter.statuses = [.registered, .accepted, .inProcess, .supplementRequested, .paymentRequested]
    filter.center = home.agency
    filter.limit = 10_000
    var plans: [DeskPlan<RecordID>] = []
    for dossier in try dossiers(filter) {
      let hand = try hand(dossier)
      let drafts =
        hand.reverified(by: acting, using: &chance) + hand.recounted(by: acting, using: &chance)
      guard !drafts.isEmpty else { continue }
      plans.append(
        DeskPlan(drafts, from: [dossier] + hand.ground.map(\.evidence), answer: dossier.record))
    }
    return plans
  }
}
