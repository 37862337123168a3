import Causality
import Exchange
import Records
import Store

/// The hub's work for a sync that moves nothing: decode, states in one snapshot, answer, encode. HTTP and TLS are nginx's.
func idle(_ folder: String, _ options: Options, _ report: inout Report) throws {
  let world = try World(folder: folder + "/idle")
  let partitions: [Partition] = [.registry, .catalogue, .center("H37.05"), .unit("06184"), .access("H37.05")]
  let workload = Workload(entity: "dossier")
  try world.insert(workload, 10_000, on: world.a)
  let states = try world.a.reader.states(of: partitions)
  let hashing = CryptoHashing()
  let request = SyncRequest(
    schemaVersion: 1, origin: OriginID(Bits128(high: 1, low: 2)), states: states
  ).encoded
  let count = 20_000
  let took = try measure {
    for _ in 0..<count {
      let message = try SyncRequest(encoded: request, hashing: hashing)
      let answer = try HubAnswer(message, mayRead: { _ in true })
      let states = try world.a.reader.states(of: answer.partitions)
      precondition(answer.needs(states).isEmpty, "an idle sync moves nothing")
      _ = answer.response(states: states, batch: Batch(), hasMore: false, schemaVersion: 1).encoded
    }
  }
  let rate = Double(count) / took.wall
  report.add(
    "idle syncs at the hub, one core, without HTTP", "\(Int(rate))/s", target: "2,000/s", isMet: rate >= 2_000
  )
  report.add("idle sync, request", "\(request.count) bytes")
}
