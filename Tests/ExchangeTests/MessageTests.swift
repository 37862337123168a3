import Causality
import Exchange
import Records
import Simulation
import Testing

@Suite struct `A message` {
  private let notary = Notary()
  private let unit = Partition.unit("06184")

  private var states: [PartitionState] {
    let origin = OriginID(Bits128(high: 0x5F0C_0000_0000_0000, low: 1))
    return [
      PartitionState(partition: .registry),
      PartitionState(
        partition: unit,
        vector: VersionVector([(LogID(origin: origin), 17), (LogID(origin: origin, branch: 0x90AA), 4)]),
        digest: Hash256(1, 2, 3, 4), forkPoints: [Hash256(9, 0, 0, 0), Hash256(8, 0, 0, 0)]),
    ]
  }

  private var refusals: [SyncRefusal] {
    [
      SyncRefusal(code: .notReadable, partition: unit),
      SyncRefusal(
        code: .notGranted, partition: unit, log: LogID(origin: OriginID(Bits128(high: 7, low: 8))),
        sequence: 12, reason: AdmissionRefusal.sourceNotGranted.code),
    ]
  }

  private var request: SyncRequest {
    SyncRequest(
      schemaVersion: 3, origin: OriginID(Bits128(high: 1, low: 2)), states: states, hasMore: true,
      refusals: refusals)
  }

  private var response: SyncResponse {
    SyncResponse(
      schemaVersion: 4, states: states, hasMore: false, refusals: refusals, comeBackSeconds: 90)
  }

  @Test func `of a sync is these bytes and reads back`() throws {
    #expect(hexText(request.encoded) == Specimens.request)
    #expect(try SyncRequest(encoded: request.encoded, hashing: notary.hashing) == request)
    #expect(hexText(response.encoded) == Specimens.response)
    #expect(try SyncResponse(encoded: response.encoded, hashing: notary.hashing) == response)
  }

  @Test func `of waiting and joining is these bytes and reads back`() throws {
    let wait = WaitRequest(states: states)
    #expect(hexText(wait.encoded) == Specimens.wait)
    #expect(try WaitRequest(encoded: wait.encoded) == wait)
    let news = WaitResponse(changed: true, comeBackSeconds: 30)
    #expect(hexText(news.encoded) == "8301f5181e")
    #expect(try WaitResponse(encoded: news.encoded) == news)
    let join = JoinRequest(token: [1, 2], signingRequest: [0x30])
    #expect(hexText(join.encoded) == "83014201024130")
    #expect(try JoinRequest(encoded: join.encoded) == join)
    let joined = JoinResponse(node: "H37.05", certificate: [0x30, 0], authorityCertificate: [0x30])
    #expect(hexText(joined.encoded) == "8401664833372e30354230004130")
    #expect(try JoinResponse(encoded: joined.encoded) == joined)
  }

  @Test func `about a log is these bytes, and what is signed of it these`() throws {
    let birth = Birth(
      origin: OriginID(Bits128(high: 1, low: 2)), certificate: [0x30, 0],
      createdMilliseconds: 1_790_000_000_000,
      signature: [UInt8](repeating: 0xAB, count: 64))
    #expect(hexText(birth.encoded) == Specimens.birth)
    #expect(hexText(birth.signedBytes) == Specimens.birthSigned)
    #expect(try Birth(encoded: birth.encoded) == birth)
    let checkpoint = Checkpoint(
      partition: unit, origin: birth.origin, sequence: 300, hash: Hash256(1, 2, 3, 4),
      signature: [UInt8](repeating: 0xCD, count: 64))
    #expect(hexText(checkpoint.encoded) == Specimens.checkpoint)
    #expect(hexText(checkpoint.signedBytes) == Specimens.checkpointSigned)
    #expect(try Checkpoint(encoded: checkpoint.encoded) == checkpoint)
  }

  @Test func `cut short anywhere is refused`() {
    for bytes in [request.encoded, response.encoded, WaitRequest(states: states).encoded] {
      for count in bytes.indices {
        let cut = Array(bytes[..<count])
        #expect(throws: ExchangeError.self) { try SyncRequest(encoded: cut, hashing: notary.hashing) }
        #expect(throws: ExchangeError.self) { try SyncResponse(encoded: cut, hashing: notary.hashing) }
        #expect(throws: ExchangeError.self) { try WaitRequest(encoded: cut) }
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `with damaged bytes is refused or is the one message with these bytes`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let (request, response) = (request.encoded, response.encoded)
    for _ in 0..<500 {
      let a = mutated(request, &chance)
      // A number of a refusal that this version does not know reads as unknown, and only that.
      if let read = try? SyncRequest(encoded: a, hashing: notary.hashing),
        !read.refusals.contains(where: { $0.code == .unknown })
      {
        #expect(read.encoded == a)
      }
      let b = mutated(response, &chance)
      if let read = try? SyncResponse(encoded: b, hashing: notary.hashing),
        !read.refusals.contains(where: { $0.code == .unknown })
      {
        #expect(read.encoded == b)
      }
    }
  }

  @Test func `that claims more states, logs or refusals than its bytes can bring is refused`() {
    let bombs: [[UInt8]] = [
      [0x82, 0x01, 0x9B, 0, 0, 0, 1, 0, 0, 0, 0],
      [0x82, 0x01, 0x99, 0x0F, 0xFF],
      [0x82, 0x01, 0x81, 0x84, 0x68] + Array("registry".utf8) + [0x99, 0x0F, 0xFF],
    ]
    for bomb in bombs { #expect(throws: ExchangeError.self) { try WaitRequest(encoded: bomb) } }
  }

  @Test func `of a version without a common protocol says which side is older`() throws {
    let own = ProtocolRange(lowest: 2, highest: 3)
    #expect(throws: ExchangeError.versionMismatch(own: own, peer: ProtocolRange(lowest: 1, highest: 1))) {
      try SyncRequest(encoded: request.encoded, hashing: notary.hashing, own: own)
    }
    let answer = SyncResponse.mismatch(own: own)
    #expect(hexText(answer) == "83000203")
    #expect(throws: ExchangeError.versionMismatch(own: .current, peer: own)) {
      try SyncResponse(encoded: answer, hashing: notary.hashing)
    }
    #expect(ProtocolRange.current.older(than: own) == .own)
    #expect(own.older(than: .current) == .peer)
    #expect(own.older(than: ProtocolRange(lowest: 1, highest: 2)) == nil)
    #expect(try own.common(with: ProtocolRange(lowest: 1, highest: 2)) == 2)
  }

  @Test func `of waiting is answered when somebody has more, in the partitions it names`() {
    let origin = OriginID(Bits128(high: 1, low: 1))
    func state(_ partition: Partition, _ count: UInt64) -> PartitionState {
      PartitionState(partition: partition, vector: VersionVector([(LogID(origin: origin), count)]))
    }
    let wait = WaitRequest(states: [state(unit, 3)])
    #expect(!wait.isBehind([state(unit, 3), state(.registry, 9)]))
    #expect(!wait.isBehind([state(unit, 2)]))
    #expect(wait.isBehind([state(unit, 4)]))
    var forked = state(unit, 3)
    forked.forkPoints = [.zero]
    #expect(wait.isBehind([forked]))
  }
}
