import Causality
import Records
import Simulation
import Testing

/// What holds of every canonical encoding: it reads as what was written, and nothing else reads as anything.
struct Codec: CustomTestStringConvertible, Sendable {
  let name: String
  let make: @Sendable (inout SplitMix64) -> [UInt8]
  /// Decodes and encodes again; throws what the decoder throws.
  let again: @Sendable ([UInt8]) throws -> [UInt8]
  var testDescription: String { name }

  static let all: [Codec] = [
    Codec(
      name: "header", make: { $0.header().encoded }, again: { try ChangeHeader(encoded: $0).encoded }),
    Codec(
      name: "payload", make: { $0.payload().encoded }, again: { try ChangePayload(encoded: $0).encoded }),
    Codec(
      name: "state", make: { $0.recordState().encoded }, again: { try RecordState(encoded: $0).encoded }),
  ]
}

@Suite struct `The bytes of headers, payloads and states` {
  @Test(arguments: UInt64(0)..<200)
  func `say what was written`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let header = chance.header()
    #expect(try ChangeHeader(encoded: header.encoded) == header)
    let payload = chance.payload()
    #expect(try ChangePayload(encoded: payload.encoded) == payload)
    let state = chance.recordState()
    #expect(try RecordState(encoded: state.encoded) == state)
  }

  @Test(arguments: Codec.all, UInt64(0)..<40)
  func `are refused when they end anywhere too early, or go on`(codec: Codec, seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let bytes = codec.make(&chance)
    for end in bytes.indices {
      #expect(throws: (any Error).self) { try codec.again(Array(bytes[..<end])) }
    }
    #expect(throws: (any Error).self) { try codec.again(bytes + [0xF6]) }
  }

  @Test(arguments: Codec.all, UInt64(0)..<60)
  func `that were altered are refused, or are the one encoding of something else`(codec: Codec, seed: UInt64)
  {
    var chance = SplitMix64(seed: seed)
    let bytes = codec.make(&chance)
    for _ in 0..<100 {
      let damaged = chance.damaged(bytes)
      guard let again = try? codec.again(damaged) else { continue }
      let isTheOneEncoding = again == damaged
      #expect(isTheOneEncoding)
    }
  }

  @Test func `of a header beyond its bounds are refused`() {
    var chance = SplitMix64(seed: 1)
    for alter in [
      { (h: inout ChangeHeader) in h.stamp.author = String(repeating: "a", count: 129) },
      { $0.stamp.source = String(repeating: "ặ", count: 43) },
      { $0.reason = String(repeating: "r", count: 2_001) },
      { $0.sequence = 0 },
      { $0.sequence = ChangeLimits.sequenceMax + 1 },
      { $0.act = ActPart(act: ActID(Bits128(high: 1, low: 1)), number: 3, count: 2) },
      { $0.act = ActPart(act: ActID(Bits128(high: 1, low: 1)), number: 0, count: 2) },
      { $0.act = ActPart(act: ActID(Bits128(high: 1, low: 1)), number: 1, count: 257) },
      { $0.partition = .unit("../etc") },
    ] {
      var header = chance.header()
      alter(&header)
      #expect(throws: ChangeError.self) { try ChangeHeader(encoded: header.encoded) }
    }
  }

  @Test func `of a payload that writes a group twice, out of order, or life as a group are refused`() {
    var chance = SplitMix64(seed: 2)
    for groups in [[UInt64(2), 2], [2, 1], [0, 1], [ChangeLimits.groupMax + 1]] {
      var payload = chance.payload()
      payload.writes = groups.map { GroupWrite(group: $0, values: chance.groupValues(), supersedes: []) }
      #expect(throws: ChangeError.self) { try ChangePayload(encoded: payload.encoded) }
    }
    var payload = chance.payload()
    payload.root = payload.record
    #expect(throws: ChangeError.self) { try ChangePayload(encoded: payload.encoded) }
  }

  @Test(arguments: UInt64(0)..<100)
  func `make another hash when any bit of header, salt or payload is another`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let hashing = testHashing()
    let change = Change(header: chance.header(), payload: chance.payload())
    let sealed = SealedChange(change, salt: chance.bytes(ChangeLimits.saltBytes), hashing: hashing)
    #expect(
      SealedChange(header: sealed.header, salt: sealed.salt, payload: sealed.payload, hashing: hashing)
        == sealed
    )
    for part in 0..<3 {
      var parts = [sealed.header, sealed.salt, sealed.payload]
      parts[part][chance.below(parts[part].count)] ^= UInt8(1 << chance.below(8))
      let other = SealedChange(header: parts[0], salt: parts[1], payload: parts[2], hashing: hashing)
      #expect(other.hash != sealed.hash)
    }
  }
}
