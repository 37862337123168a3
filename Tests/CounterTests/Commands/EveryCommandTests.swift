import Counter
import Testing

@Suite struct `Every command of the table` {
  @Test func `has one body, in this process or over a node`() {
    let local = CommandSet.local([:])
    let station = StationCommands.all.map(\.words)
    #expect(Set(station).count == station.count)
    #expect(local.missing.filter { !station.contains($0) } == [])
    #expect(station.filter { local.has($0) } == [])
  }
}
