import Causality
package import Records

extension DossierInHand {
  /// The official code in place of the provisional one, which stays as the code on the receipt; one act with its event.
  ///
  /// Empty for a dossier that has an official code, and for one about whose code two places disagree.
  package func numbered(
    as code: DossierCode, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) -> [Draft] {
    guard !code.isProvisional, let old = dossier.text("code"), dossier.value("is_provisional").bool == true,
      dossier.state.life != .deleted, let group = dossier.entity.group(named: "code"),
      dossier.state[group.number].count == 1, let receipt = dossier.entity.group(named: "receipt")
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
