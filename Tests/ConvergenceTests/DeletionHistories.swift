import Causality
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of deletes and undeletes` {
  private enum Deed: CaseIterable { case delete, restore, edit }

  /// Does it if its author may: a clerk cannot restore what lives, nor delete or edit what is gone.
  private func perform(_ deed: Deed, _ id: RecordID, at replica: ReplicaFile, _ story: Story) throws {
    let state = try replica.show(id)
    switch deed {
    case .delete where state.life != .deleted: try story.delete(id, at: replica)
    case .restore where state.life != .alive: try story.delete(id, at: replica, .restore)
    case .edit where state.life != .deleted:
      try replica.edit(state, "phone", [.text("edited")], in: unit)
    case .delete, .restore, .edit: break
    }
  }

  @Test
  func `T9: in every interleaving of delete, undelete and edit on three nodes all three agree in the end`()
    throws
  {
    for first in Deed.allCases {
      for second in Deed.allCases where second != first {
        for third in Deed.allCases where third != first && third != second {
          for places in 0..<9 {
            for syncs in 0..<4 {
              try tell([first, second, third], [0, places % 3, places / 3], syncs)
            }
          }
        }
      }
    }
  }

  private func tell(_ deeds: [Deed], _ places: [Int], _ syncs: Int) throws {
    let story = try Story(centers: 3)
    let id = try story.person()
    try story.delete(id, at: story.a)
    try story.sync()
    for (index, deed) in deeds.enumerated() {
      try perform(deed, id, at: story.world.centers[places[index]], story)
      if index < 2, syncs >> index & 1 == 1 { try story.sync() }
    }
    try story.sync()
    let what = Comment(rawValue: "\(deeds) at \(places), syncs \(syncs)")
    #expect(try story.agrees(), what)
    // Whoever restored without a delete beside or after it gets a living record, with its values.
    if deeds.firstIndex(of: .restore) == 2 || !deeds.contains(.delete) {
      #expect(try story.hub.show(id).life != .deleted, what)
    }
    #expect(try !story.hub.show(id)[PersonGroup.phone].isEmpty, what)
  }

  @Test func `T9: what was deleted and restored is whole everywhere, not only deleted`() throws {
    let story = try Story()
    let id = try story.person()
    try story.delete(id, at: story.a)
    try story.delete(id, at: story.a, .restore)
    try story.a.edit(try story.a.show(id), "phone", [.text("again")], in: unit)
    try story.sync()
    #expect(try story.b.show(id).life == .alive)
    #expect(try story.standing(id, PersonGroup.phone, at: story.b) == [.text("again")])
    #expect(try story.entry(id, PersonGroup.life) == nil)
  }
}
