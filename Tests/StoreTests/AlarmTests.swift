import Records
import Simulation
import Store
import Testing

@Suite struct `An alarm` {
  @Test func `raised again counts up and takes the newer facts`() throws {
    let hub = try TestWorld(centers: 0).hub
    try hub.raise(.fork, "unit/06184 5f0c12ab", ["sequence": 4])
    try hub.raise(.fork, "unit/06184 5f0c12ab", ["sequence": 9])
    try hub.raise(.fork, "unit/06184 90aa12cd")
    let alarms = try hub.reader.alarms()
    #expect(alarms.map(\.subject) == ["unit/06184 90aa12cd", "unit/06184 5f0c12ab"])
    let alarm = try #require(alarms.last)
    #expect(alarm.kind == .fork && alarm.count == 2 && alarm.facts == #"{"sequence":9}"#)
    #expect(alarm.first < alarm.last)
  }

  @Test func `stands until a person acknowledges it, and anew when the thing happens again`() throws {
    let hub = try TestWorld(centers: 0).hub
    try hub.raise(.tampered, "record")
    let alarm = try #require(try hub.reader.alarms().first)
    #expect(throws: ReplicaError.tooLarge) { try hub.acknowledge(alarm: alarm.id, by: "hoa", reason: "") }
    #expect(try hub.acknowledge(alarm: alarm.id, by: "hoa", reason: "restored"))
    #expect(try !hub.acknowledge(alarm: alarm.id, by: "hoa", reason: "again"))
    #expect(try hub.reader.alarms().isEmpty)
    try hub.raise(.tampered, "record")
    #expect(try hub.reader.alarms().count == 1 && hub.reader.alarms(all: true).count == 2)
    #expect(try hub.reader.alarm(alarm.id)?.acknowledgement?.by == "hoa")
  }
}
