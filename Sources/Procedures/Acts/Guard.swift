package import Causality
package import Records

/// The exception that the law allows: a listed document may be asked for when the data cannot serve (CAT:1.001193, notes
/// on papers to show). It needs a reason and words, asks the managing agency for a correction, and is counted.
package struct GuardException: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The database has nothing about this citizen.
    case dataMissing = "data-missing"
    /// What it has is wrong.
    case dataWrong = "data-wrong"
    /// It cannot be asked.
    case lookUpImpossible = "look-up-impossible"
  }

  package var reason: Reason
  /// What the officer saw; never empty.
  package var note: String

  package init(_ reason: Reason, note: String) {
    self.reason = reason
    self.note = note
  }
}

extension DossierInHand {
  /// Refuses to ask for, scan or type in a listed document, or gives what an exception adds to the act: the record of the
  /// exception and the request for correction. Nothing for a component that may be asked for.
  ///
  /// The one way through which every path goes that makes a requirement `missing` or `provided`, adds a file, or asks
  /// for a supplement.
  func passing(
    _ component: Component, _ exception: GuardException?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    guard case .forbidden(let listing) = lists.rule(for: component) else { return [] }
    return try drafts(
      exception, listing, component: component.id, else: .documentListed(component.id, list: listing.list),
      by: acting, using: &chance)
  }

  /// The same of words: a note that calls a listed document by its name.
  func passing(
    words: [String?], _ exception: GuardException?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    for text in words.compactMap({ $0 }) {
      guard let (slug, list) = lists.listedDocument(namedIn: text) else { continue }
      let listing = Listing(list: list, source: .vneidDocument(slug), isSourced: true)
      return try drafts(
        exception, listing, component: slug, else: .documentListed(slug, list: list), by: acting,
        using: &chance)
    }
    return []
  }

  private func drafts(
    _ exception: GuardException?, _ listing: Listing, component: String, else refusal: DeskRefusal,
    by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    guard let exception else { throw refusal }
    guard !trimmed(exception.note).isEmpty else { throw .reasonMissing }
    let notice = RecordID(milliseconds: acting.now, using: &chance)
    var drafts = [
      newRecord(
        RecordID(milliseconds: acting.now, using: &chance), "exception",
        [
          (
            "made",
            [
              .text(component), .text(listing.source.description), .text(exception.reason.rawValue),
              typedValue(exception.note), .int(acting.now), .text(acting.account), .text(citation),
              subject == nil ? .null : .record(notice),
            ]
          )
        ], in: dossier.partition, root: (dossier.record, dossier.state.shown(RecordState.lifeGroup)),
        by: acting)
    ]
    if let subject {
      drafts.append(
        subject.correctionRequest(
          notice, exception, of: listing.source, for: dossier.text("code") ?? "", by: acting))
    }
    return drafts
  }
}

extension Sheet {
  /// Asks the agency that manages a source to correct what it says, or does not say, of this person.
  package func correctionRequest(
    _ id: RecordID, _ exception: GuardException, of source: ComponentSource, for dossier: String,
    by acting: Acting
  ) -> Draft {
    let words = [exception.reason.rawValue, source.description, dossier].filter { !$0.isEmpty }
    return newRecord(
      id, "notice",
      [
        (
          "about",
          [
            .record(record), .text("correction-requested"),
            .text(words.joined(separator: " ") + ": " + trimmed(exception.note)),
          ]
        ), ("status", [.text("open")]),
      ], in: partition, by: acting)
  }
}
