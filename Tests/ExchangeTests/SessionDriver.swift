import Causality
import Exchange
import Records
import Simulation

/// What a node keeps between sessions: what it knows of its hub.
struct HubMemory {
  var vectors: [Partition: VersionVector] = [:]
  var entries: [PartitionVector] {
    vectors.map { PartitionVector(partition: $0.key, vector: $0.value) }.sorted {
      $0.partition < $1.partition
    }
  }
}

struct SessionOutcome {
  var summary: SyncSummary?
  var error: ExchangeError?
  var roundTrips = 0
  var bytes = 0
  /// Each effect in the order in which it was asked for.
  var effects: [String] = []
}

/// Does what a session asks for, between two replicas in memory. What travels travels as bytes.
struct SessionDriver {
  let node: MemoryReplica
  let hub: MemoryReplica
  var mayRead: (Partition) -> Bool = { _ in true }
  /// The world ends after so many effects.
  var effectsMax = Int.max
  /// The hub takes the request and its answer is lost after so many round trips.
  var answersMax = Int.max
  /// Each message arrives twice.
  var isDoubled = false
  var roundsMax = NodeSession.roundsMax
  /// What the hub answers at last may be altered on the way.
  var alter: (inout SyncResponse) -> Void = { _ in }

  func run(_ memory: inout HubMemory, refusals: [SyncRefusal] = []) throws -> SessionOutcome {
    var outcome = SessionOutcome()
    var session = NodeSession(
      origin: node.writer.origin, schemaVersion: 1, roundsMax: roundsMax)
    var queue = session.start(own: node.states, hub: memory.entries, refusals: refusals)
    var done = 0
    while !queue.isEmpty, done < effectsMax {
      done += 1
      switch queue.removeFirst() {
      case .readBatch(let needs):
        outcome.effects.append("read")
        let (batch, hasMore) = try node.batch(for: needs)
        queue += session.loaded(batch, hasMore: hasMore)
      case .send(let request):
        outcome.effects.append("send")
        outcome.roundTrips += 1
        let bytes = request.encoded
        var answer = try Self.answer(bytes, hub, mayRead)
        if isDoubled { answer = try Self.answer(bytes, hub, mayRead) }
        guard outcome.roundTrips <= answersMax else { return outcome }
        outcome.bytes += bytes.count + answer.count
        var response = try SyncResponse(encoded: answer, hashing: node.notary.hashing)
        alter(&response)
        queue += session.receive(response)
      case .remember(let acknowledged):
        outcome.effects.append("remember")
        for entry in acknowledged { memory.vectors[entry.partition] = entry.vector }
      case .absorb(let batch):
        outcome.effects.append("absorb")
        var refusals = node.absorb(batch)
        if isDoubled { refusals = node.absorb(batch) }
        queue += session.absorbed(own: node.states, refusals: refusals)
      case .sample:
        outcome.effects.append("sample")
        queue += session.sampled([])
      case .finished(let summary):
        outcome.effects.append("finished")
        outcome.summary = summary
      case .failed(let error):
        outcome.effects.append("failed")
        outcome.error = error
      }
    }
    return outcome
  }

  static func answer(
    _ bytes: [UInt8], _ hub: MemoryReplica, _ mayRead: (Partition) -> Bool
  ) throws -> [UInt8] {
    let request = try SyncRequest(encoded: bytes, hashing: hub.notary.hashing)
    var answer = try HubAnswer(request, mayRead: mayRead)
    answer.refuse(hub.absorb(answer.batch))
    let states = hub.states
    let (batch, hasMore) = try hub.batch(for: answer.needs(states))
    return answer.response(states: states, batch: batch, hasMore: hasMore, schemaVersion: 1).encoded
  }
}
