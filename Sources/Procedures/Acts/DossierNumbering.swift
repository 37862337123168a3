import Causality
package import Records

extension DossierInHand {
  /// Whether it bears a provisional code that can give way to an official one: not where two places wrote the code
  /// apart, and not a deleted one.
  package var awaitsNumber: Bool {
    dossier.value("is_provisional").bool == true && dossier.state.life != .deleted
      && dossier.entity.group(named: "code").map { dossier.state[$0.number].count } == 1
  }

  /// The official code in place of the provisional one, which stays as the code on the receipt; one act with its event.
  ///
  /// Empty for a dossier that does not await one (`awaitsNumber`).
  package func numbered(
    as code: DossierCode, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) -> [Draft] {
    guard awaitsNumber, !code.isProvisional, let old = dossier.text("code"),
      let group = dossier.entity.group(named: "code"), let receipt = dossier.entity.group(named: "receipt")
    else { return [] }
    let writes = [
      dossier.write(group, [.text(code.text), .bool(false)]), dossier.write(receipt, [.text(old)]),
    ]
    let event = DossierEvent(what: .numbered, from: status, to: status, note: "\(old) → \(code.text)")
    return dossier.drafts(writes, by: acting) + [
      event.draft(
        RecordID(milliseconds: acting.now, using: &chance), in: dossier.partition,
        root: (dossier.record, dossier.state.shown(RecordState.lifeGroup)), by: acting)
    ]
  }
}
