import Causality
import Foundation
import Records
import SQLite
import Testing

/// Disks that are copied, put back and written to by others, with the program itself on real files.
@Suite struct `A machine whose disk was copied or put back` {
  private func copy(_ from: URL, _ to: URL) throws {
    try? FileManager.default.removeItem(at: to)
    try FileManager.default.copyItem(at: from, to: to)
  }

  private func alarms(_ world: Carried, at home: URL) throws -> Set<String> {
    let list = try world.tram(["alarms", "list"], at: home)["alarms"]?.elements ?? []
    return Set(list.compactMap { $0["kind"]?.text })
  }

  private func edit(_ world: Carried, _ person: String, _ phone: String, at home: URL) throws {
    try world.tram(
      ["person", "edit", person, "--set", "phone.phone=\(phone)", "--reason", "r"], at: home, staff: "hoa.ntt"
    )
  }

  @Test func `is cloned, and both go on: nothing is lost, and everybody is told (T3, H2)`() async throws {
    let world = try Carried()
    let first = try await world.center("H37.11")
    try world.carry("join", from: world.hub, to: "H37.11", at: first)
    try edit(world, "020157000001", "0911000100", at: first)
    try world.carry("up", from: first, to: "hub", at: world.hub)
    let second = world.folder.url.appending(path: "clone")
    try copy(first, second)
    for number in 1...3 { try edit(world, "020157000002", "091200010\(number)", at: first) }
    for (home, name) in [(first, "Hạnh"), (second, "Hạng")] {
      try world.tram(
        ["person", "edit", "020157000001", "--set", "name.given=\(name)", "--reason", "r"], at: home,
        staff: "hoa.ntt")
    }
    try edit(world, "020157000003", "0922000200", at: second)
    try world.carry("up-1", from: first, to: "hub", at: world.hub)
    try world.carry("up-2", from: second, to: "hub", at: world.hub)
    #expect(try alarms(world, at: world.hub).isSuperset(of: ["fork", "clone"]))
    #expect(try world.tram(["status"], at: world.hub)["conflicts_open"] == 1)
    #expect(try world.tram(["verify"], at: world.hub)["intact"] == true)
    let shown = try TramRun(["alarms", "list"], home: world.hub)
    #expect(shown.out.contains("A log has two continuations"), "\(shown)")
  }

  @Test func `whose database alone is put back begins a new log before anything is written on it (T1, T36)`()
    async throws
  {
    let world = try Carried(people: 3)
    let center = try await world.center("H37.11")
    try world.carry("join", from: world.hub, to: "H37.11", at: center)
    let (database, backup) = (
      center.appending(path: "replica.sqlite"), world.folder.url.appending(path: "backup")
    )
    try copy(database, backup)
    try edit(world, "020157000001", "0911000100", at: center)
    #expect(try alarms(world, at: center).isEmpty)
    try copy(backup, database)
    try edit(world, "020157000001", "0922000100", at: center)
    #expect(try alarms(world, at: center) == ["amnesia"])
    let status = try TramRun(["status"], home: center)
    #expect(status.code == 0 && status.out.contains("This machine was restored or copied"), "\(status)")
    try world.tram(
      ["alarms", "acknowledge", "1", "--reason", "restored by hand"], at: center, staff: "quan.tri")
    #expect(try alarms(world, at: center).isEmpty)
  }

  @Test func `was a hub's: it takes what is offered, lets nobody in, and is released by a person (T2, H13)`()
    async throws
  {
    let world = try Carried(people: 3)
    let image = world.folder.url.appending(path: "image")
    let center = try await world.center("H37.11")
    try copy(world.hub, image)
    // What the image does not know: a center that joined, and what another wrote and the hub acknowledged.
    _ = try await world.center("H37.12")
    try world.carry("join", from: world.hub, to: "H37.11", at: center)
    try edit(world, "020157000001", "0911000100", at: center)
    try world.carry("up", from: center, to: "hub", at: world.hub)
    try copy(image.appending(path: "replica.sqlite"), world.hub.appending(path: "replica.sqlite"))
    #expect(try alarms(world, at: world.hub) == ["recovering", "amnesia"])
    // What it says of itself tells the center to offer everything again.
    try world.carry("down", from: world.hub, to: "H37.11", at: center)
    try world.carry("again", from: center, to: "hub", at: world.hub)
    let invited = try TramRun(["hub", "invite", "H37.13", "--units", "06184"], home: world.hub)
    #expect(invited.code != 0 && invited.out.isEmpty, "\(invited)")
    // The registry came back with what the center held: the late one is known again.
    let nodes = try world.tram(["hub", "nodes"], at: world.hub)["nodes"]?.elements ?? []
    #expect(nodes.contains { $0["name"] == "H37.12" && $0["state"] == "active" })
    let released = try TramRun(
      ["hub", "release", "--reason", "all have come"], home: world.hub, staff: "quan.tri")
    #expect(released.code == 0 && released.out.contains("works as before"), "\(released)")
    let now = try TramRun(["hub", "invite", "H37.13", "--units", "06184"], home: world.hub)
    #expect(now.code == 0, "\(now)")
    let twice = try TramRun(["hub", "release", "--reason", "again"], home: world.hub, staff: "quan.tri")
    #expect(twice.code == 3 && twice.err.contains("E-FIND-011"), "\(twice)")
  }

  @Test func `is written to behind the program's back, which no form turns into a signed change (T25, H27)`()
    async throws
  {
    let world = try Carried(people: 3)
    let center = try await world.center("H37.11")
    try world.carry("join", from: world.hub, to: "H37.11", at: center)
    try edit(world, "020157000001", "0911000100", at: center)
    try forge(center.appending(path: "replica.sqlite").path)
    let run = try TramRun(
      ["person", "edit", "020157000001", "--set", "phone.phone=0922000100", "--reason", "r"], home: center,
      staff: "hoa.ntt")
    #expect(run.code == 7, "\(run)")
    #expect(try alarms(world, at: center) == ["tampered"])
    #expect(try TramRun(["verify"], home: center).code == 7)
  }

  /// Puts another number into the row of whoever has 0911, as somebody with a database tool does.
  private func forge(_ path: String) throws {
    let db = try Connection(path: path, mode: .writer, cacheKiB: 1_024)
    defer { db.close() }
    var found: (Int64, RecordState)?
    try db.statement("SELECT id, state FROM record WHERE entity = 1").forEachRow { row throws(SQLiteError) in
      guard let state = try? RecordState(encoded: row.bytes(1)),
        state[8].entries.contains(where: { $0.content.values[0] == .text("0911000100") })
      else { return }
      found = (row.int64(0), state)
    }
    var (row, state) = try #require(found)
    let place = try #require(state.groups.firstIndex { $0.group == 8 })
    let entry = state[8].entries[0]
    let other = GroupContent(stamp: entry.content.stamp, values: GroupValues([.text("0666")]))
    state.groups[place].siblings = Siblings(entries: [.init(id: entry.id, content: other)])
    let update = try db.statement("UPDATE record SET state = ? WHERE id = ?")
    update.bind(1, state.encoded)
    update.bind(2, row)
    try update.run()
    row = 0
  }

  @Test func `was stolen: the administrator sees its logs, and revokes it with the last good change (H6)`()
    async throws
  {
    let world = try Carried(people: 3)
    let (thief, neighbour) = (try await world.center("H37.11"), try await world.center("H37.12"))
    for (name, home) in [("H37.11", thief), ("H37.12", neighbour)] {
      try world.carry("join-\(name)", from: world.hub, to: name, at: home)
    }
    try edit(world, "020157000001", "0933000100", at: thief)
    try edit(world, "020157000001", "0944000100", at: thief)
    try world.carry("up", from: thief, to: "hub", at: world.hub)
    let words = ["hub", "revoke", "H37.11", "--last-good", "unit/06184:1", "--reason", "stolen"]
    let plan = try world.tram(words + ["--dry-run"], at: world.hub, staff: "quan.tri")
    let log = try #require(plan["logs"]?.elements?.first { $0["partition"] == "unit/06184" })
    #expect(log["head"] == 2 && log["last_good"] == 1 && log["final"] == 2)
    #expect(try world.tram(words, at: world.hub, staff: "quan.tri")["keys"] == 1)
    #expect(try alarms(world, at: world.hub).contains("tainted"))
    try world.carry("down", from: world.hub, to: "H37.12", at: neighbour)
    for home in [world.hub, neighbour] {
      let person = try TramRun(
        ["person", "show", "020157000001", "--for", "reception", "--as", "a"], home: home)
      #expect(person.out.contains("0933000100") && !person.out.contains("0944000100"), "\(person)")
      #expect(try world.tram(["verify"], at: home)["intact"] == true)
    }
    let unknown = try TramRun(
      ["hub", "revoke", "H37.99", "--reason", "r"], home: world.hub, staff: "quan.tri")
    #expect(unknown.code == 3, "\(unknown)")
  }
}
