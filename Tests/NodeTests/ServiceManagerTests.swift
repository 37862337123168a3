import Testing

@testable import Node

@Suite struct `Under systemd` {
  @Test(
    arguments: [
      ([:], nil), (["WATCHDOG_USEC": "30000000"], 15_000_000),
      (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], 15_000_000),
      (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_USEC": "soon"], nil),
      (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "-5"], nil),
    ] as [([String: String], Int64?)])
  func `a service gives notice twice as often as it is asked to`(
    _ environment: [String: String], _ interval: Int64?
  ) {
    #expect(Watchdog.interval(environment, process: 7) == interval)
  }

  @Test func `root acts as the owner of the data, everybody else as themselves`() {
    let service = DataOwner.Identity(user: 990, group: 991)
    #expect(DataOwner.identity(for: service, processUser: 0) == service)
    #expect(DataOwner.identity(for: service, processUser: 1_000) == nil)
    #expect(DataOwner.identity(for: DataOwner.Identity(user: 0, group: 0), processUser: 0) == nil)
    #expect(DataOwner.identity(for: nil, processUser: 0) == nil)
  }
}
