import Causality
import Exchange
import Records
import Store

extension SimulatedWorld {
  /// The key of the first center writes a decision into the second one's mouth, a grant for itself, and an act of control
  /// over the population; all of it goes to somebody on a stick. The oracle knows nothing of these writes, so one that is
  /// taken anywhere shows as a record that nobody made.
  func forge() throws {
    let forger = try self.forger ?? makeForger()
    self.forger = forger
    let victim = Partition.center(nodes.count > 2 ? nodes[2].name : "H37.99")
    try forger.write("dossier", [("state", [.int(4), .text("approved"), .text("nobody")])], in: victim)
    try forger.grant("H37.1", victim)
    let control = Draft(
      partition: Self.unit, record: RecordID(milliseconds: time.milliseconds, using: &chance), entity: 1,
      writes: [GroupDraft(group: 1, values: GroupValues([.text("Không"), .text("Có"), .text("Ai")]))],
      kind: .control, author: "nobody", source: "province", reason: "forged", isCreation: true)
    _ = try forger.commit(control)
    let everything = [Partition.registry, victim, Self.unit].map {
      PartitionVector(partition: $0, vector: VersionVector())
    }
    let (batch, _) = try forger.reader.batch(for: everything)
    let target = chance.pick(nodes)
    note("forger", "sends \(batch.changeCount) changes to \(target.name)")
    post(
      Mail(
        kind: .stick, from: 1, to: target.number, session: 0, round: 0, due: step + chance.below(5),
        bytes: batch.encoded))
  }

  private func makeForger() throws -> ReplicaFile {
    let signer = nodes[1].signer
    let believed = NodeIdentity(name: signer.identity.name, role: .province, key: signer.identity.key)
    return try ReplicaFile(
      inMemory: .test(province, signer, clock: TestClock(), seed: seed &+ 0xF0), identity: believed,
      rules: hub.file.rules)
  }
}
