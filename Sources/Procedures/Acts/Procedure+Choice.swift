import Records

extension Procedure {
  /// The case that a clerk means, by its number from 1 or by its Vietnamese or English name.
  ///
  /// A procedure with one case needs no word; with none it has no components. Fails with `.caseNeeded` otherwise.
  package func chosenCase(_ text: String?) throws(DeskRefusal) -> ProcedureCase? {
    let wanted = trimmed(text ?? "")
    if wanted.isEmpty, cases.count <= 1 { return cases.first }
    if let number = Int(wanted), cases.indices.contains(number - 1) { return cases[number - 1] }
    let key = folded(wanted)
    guard !key.isEmpty,
      let found = cases.first(where: { folded($0.nameVi) == key || folded($0.nameEn) == key })
    else { throw .caseNeeded(cases.map(\.nameVi)) }
    return found
  }

  /// Fails with `.channelNotOffered` where the procedure offers others; a procedure without channels is silent.
  package func offered(_ kind: Channel.Kind) throws(DeskRefusal) -> Channel? {
    if let channel = channels.first(where: { $0.channel == kind }) { return channel }
    guard channels.isEmpty else { throw .channelNotOffered(channels.map(\.channel)) }
    return nil
  }
}
