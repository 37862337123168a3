import Causality
import Crypto
import Exchange
import Records
import Simulation
import Testing

private var hashing: Digester { Digester() }

private func origin(_ number: UInt64) -> OriginID { OriginID(Bits128(high: 7, low: number)) }

@Suite struct `The archive of a bundle` {
  @Test func `knows its own headers and no others`() {
    for (number, size) in [(0, 1), (7, 511), (99_999, 512), (1, BundleLimits.fileBytesMax)] {
      let header = BundleArchive.header(number: UInt64(number), size: size)
      #expect(header.count == 512)
      #expect(BundleArchive.size(inHeader: header, number: UInt64(number)) == size)
      #expect(BundleArchive.size(inHeader: header, number: UInt64(number) + 1) == nil)
      // Never another size, under any name, owner or kind of file.
      let passed = header.indices.filter { place in
        var altered = header
        altered[place] ^= 1 << UInt8(place % 8)
        return BundleArchive.size(inHeader: altered, number: UInt64(number)) != nil
      }
      #expect(passed == [])
    }
    let tooLarge = BundleArchive.header(number: 0, size: BundleLimits.fileBytesMax + 1)
    #expect(BundleArchive.size(inHeader: tooLarge, number: 0) == nil)
    #expect(BundleArchive.size(inHeader: [], number: 0) == nil)
  }

  @Test(arguments: [(1, 511), (511, 1), (512, 0), (513, 511)]) func `fills each file up to a block`(
    size: Int, padding: Int
  ) {
    #expect(BundleArchive.padding(size: size) == padding)
  }
}

@Suite struct `What a bundle says` {
  private static func manifest(_ seed: UInt64) -> BundleManifest {
    var chance = SplitMix64(seed: seed)
    func hash() -> Hash256 { Hash256(chance.next(), chance.next(), chance.next(), chance.next()) }
    func end(_ name: String, _ role: NodeIdentity.Role) -> BundleEnd {
      BundleEnd(
        identity: NodeIdentity(name: name, role: role, key: hash()),
        origin: chance.next() % 2 == 0 ? nil : origin(chance.next()))
    }
    func vector() -> VersionVector {
      VersionVector(
        (0..<Int(chance.next() % 5)).map { _ in
          (LogID(origin: origin(chance.next() % 9), branch: chance.next() % 2), chance.next() % 1_000 + 1)
        })
    }
    let partitions = [Partition.registry, .catalogue, .unit("06184"), .center("H37.11")]
      .filter { _ in chance.next() % 4 > 0 }
    return BundleManifest(
      schemaVersion: chance.next() % 9, from: end("H37.11", .center),
      birth: Birth(
        origin: origin(1), certificate: [1, 2, 3], createdMilliseconds: 5,
        signature: [UInt8](repeating: 9, count: 64)), to: end("province", .province),
      createdMilliseconds: Int64(chance.next() % 1_000_000),
      states: partitions.map { PartitionState(partition: $0, vector: vector(), digest: hash()) },
      starts: partitions.map { PartitionVector(partition: $0, vector: vector()) },
      formerOrigins: (0..<chance.next() % 3).map { origin($0) },
      answers: chance.next() % 2 == 0 ? nil : BundleID(Bits128(high: 3, low: chance.next())),
      refusals: [SyncRefusal(code: .notGranted, partition: .registry, sequence: 3, reason: 2)],
      wanted: (0..<chance.next() % 4).map { _ in hash() })
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `is read as it was written`(seed: UInt64) throws {
    let manifest = Self.manifest(seed)
    #expect(try BundleManifest(encoded: manifest.encoded) == manifest)
    let piece = BundlePiece(
      bundle: BundleID(Bits128(high: 1, low: seed)), number: seed, isLast: seed % 2 == 0, kind: .contents,
      isPacked: false, body: manifest.encoded)
    #expect(try BundlePiece(encoded: piece.encoded) == piece)
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func `never traps on bytes that somebody altered`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let manifest = BundlePiece(
      bundle: BundleID(Bits128(high: 1, low: 2)), number: 0, isLast: false, kind: .manifest, isPacked: false,
      body: Self.manifest(seed).encoded
    ).encoded
    let contents = BundlePiece(
      bundle: BundleID(Bits128(high: 1, low: 2)), number: 1, isLast: false, kind: .contents, isPacked: false,
      body: BundleContents(slices: [.init(hash: .zero, total: 9, offset: 3, bytes: [1, 2, 3])]).encoded
    ).encoded
    for original in [manifest, contents] {
      #expect(BundleReading.probe(original, hashing: hashing))
      for _ in 0..<200 {
        var bytes = original
        for _ in 0...(chance.next() % 4) {
          bytes[Int(chance.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: chance.next())
        }
        if chance.next() % 4 == 0 { bytes.removeLast(Int(chance.next() % UInt64(bytes.count))) }
        _ = BundleReading.probe(bytes, hashing: hashing)
      }
    }
  }

  @Test func `is never unpacked to more than fifty times its size`() {
    func piece(_ count: Int) -> BundlePiece {
      BundlePiece(
        bundle: BundleID(Bits128(high: 0, low: 0)), number: 1, isLast: false, kind: .changes, isPacked: true,
        body: [UInt8](repeating: 0, count: count))
    }
    #expect(piece(10).unpackedBytesMax == 64 << 10)
    #expect(piece(10_000).unpackedBytesMax == 500_000)
    #expect(piece(10 << 20).unpackedBytesMax == BundleLimits.bodyBytesMax)
  }

  @Test func `leaves a gap only where it brings changes from beyond what is held`() {
    let (a, b) = (LogID(origin: origin(1)), LogID(origin: origin(2)))
    let unit = Partition.unit("06184")
    func manifest(from: [(LogID, UInt64)], to: [(LogID, UInt64)]) -> BundleManifest {
      var manifest = Self.manifest(1)
      manifest.states = [PartitionState(partition: unit, vector: VersionVector(to))]
      manifest.starts = [PartitionVector(partition: unit, vector: VersionVector(from))]
      return manifest
    }
    let held = VersionVector([(a, 5)])
    #expect(manifest(from: [(a, 5)], to: [(a, 9)]).gap { _ in held } == nil)
    #expect(manifest(from: [(a, 3)], to: [(a, 9)]).gap { _ in held } == nil)
    #expect(manifest(from: [], to: [(a, 9), (b, 4)]).gap { _ in held } == nil)
    // Nothing of b comes: that less of it is here is another stick's business.
    #expect(manifest(from: [(a, 5), (b, 4)], to: [(a, 9), (b, 4)]).gap { _ in held } == nil)
    #expect(manifest(from: [(a, 6)], to: [(a, 9)]).gap { _ in held }?.start == 6)
    #expect(manifest(from: [(a, 5), (b, 3)], to: [(a, 9), (b, 4)]).gap { _ in held }?.log == b)
    // Not the receiver's to hold.
    #expect(manifest(from: [(a, 6)], to: [(a, 9)]).gap { _ in nil } == nil)
  }
}

@Suite struct `The pieces of a bundle` {
  private static let id = BundleID(Bits128(high: 1, low: 2))

  private func piece(
    _ number: UInt64, _ kind: BundlePiece.Kind, _ body: [UInt8], id: BundleID = id, isLast: Bool? = nil
  ) -> BundlePiece {
    BundlePiece(
      bundle: id, number: number, isLast: isLast ?? (kind == .sum), kind: kind, isPacked: false, body: body)
  }

  private func read(_ pieces: [BundlePiece]) throws(ExchangeError) -> BundleReading {
    var reading = BundleReading()
    for piece in pieces { _ = try reading.take(piece, unpacked: piece.body, hashing: hashing) }
    return reading
  }

  private var manifest: [UInt8] {
    BundleManifest(
      schemaVersion: 1,
      from: BundleEnd(identity: NodeIdentity(name: "a", role: .center, key: .zero), origin: origin(1)),
      birth: Birth(
        origin: origin(1), certificate: [], createdMilliseconds: 0,
        signature: [UInt8](repeating: 0, count: 64)),
      to: BundleEnd(identity: NodeIdentity(name: "b", role: .center, key: .zero), origin: nil),
      createdMilliseconds: 0, states: [], starts: []
    ).encoded
  }

  private func slice(_ offset: UInt64, _ total: UInt64, _ count: Int = 2, hash: Hash256 = .zero) -> [UInt8] {
    BundleContents(slices: [
      .init(hash: hash, total: total, offset: offset, bytes: [UInt8](repeating: 1, count: count))
    ]).encoded
  }

  private func sum(_ contents: UInt64, _ bytes: UInt64) -> [UInt8] {
    var sum = BundleSum()
    (sum.contents, sum.contentBytes) = (contents, bytes)
    return sum.encoded
  }

  @Test func `are whole when the sum comes and says what came`() throws {
    let pieces = [
      piece(0, .manifest, manifest), piece(1, .changes, Batch().encoded), piece(2, .contents, slice(0, 4)),
      piece(3, .contents, slice(2, 4)), piece(4, .sum, sum(1, 4)),
    ]
    #expect(try read(pieces).isWhole)
    for count in 0..<pieces.count { #expect(try !read(Array(pieces.prefix(count))).isWhole) }
  }

  @Test func `are refused in any other order, and from another bundle`() {
    let other = BundleID(Bits128(high: 9, low: 9))
    let first = piece(0, .manifest, manifest)
    for pieces in [
      [piece(0, .sum, sum(0, 0))], [piece(1, .manifest, manifest)], [first, piece(1, .manifest, manifest)],
      [first, piece(2, .sum, sum(0, 0))], [first, piece(1, .sum, sum(0, 0), id: other)],
      [first, piece(1, .sum, sum(1, 0))], [first, piece(1, .sum, sum(0, 0), isLast: false)],
      [first, piece(1, .changes, Batch().encoded, isLast: true)],
      [first, piece(1, .contents, slice(0, 2)), piece(2, .changes, Batch().encoded)],
      [first, piece(1, .contents, slice(1, 4))],
      [first, piece(1, .contents, slice(0, 4)), piece(2, .contents, slice(3, 5))],
      [first, piece(1, .contents, slice(0, 4)), piece(2, .contents, slice(2, 4, hash: Hash256(1, 1, 1, 1)))],
      [first, piece(1, .contents, slice(0, 4)), piece(2, .sum, sum(0, 2))],
      [first, piece(1, .sum, sum(0, 0)), piece(2, .sum, sum(0, 0))],
    ] {
      #expect(throws: ExchangeError.outOfOrder) { try self.read(pieces) }
    }
  }
}

@Suite struct `The word of a peer's incarnations` {
  @Test func `adds up while it is the same one`() {
    var peer = BundlePeer()
    #expect(peer.hear(origin(1), before: []) == .replaces)
    #expect(peer.hear(origin(1), before: []) == .adds)
  }

  @Test func `is void from one that is over, whichever stick comes first (H21)`() {
    var late = BundlePeer()
    #expect(late.hear(origin(1), before: []) == .replaces)
    #expect(late.hear(origin(2), before: [origin(1)]) == .replaces)
    #expect(late.hear(origin(1), before: []) == .void)
    #expect(late.origin == origin(2))
    var early = BundlePeer()
    #expect(early.hear(origin(2), before: [origin(1)]) == .replaces)
    #expect(early.hear(origin(1), before: []) == .void)
  }

  @Test func `counts again where it answers what was sent to the one that counted`() {
    // Two restores of one backup, which do not know of each other; their sticks come in the wrong order.
    var peer = BundlePeer()
    #expect(peer.hear(origin(3), before: [origin(1)]) == .replaces)
    #expect(peer.hear(origin(2), before: [origin(1)]) == .replaces)
    #expect(peer.hear(origin(3), before: [origin(1)]) == .void)
    #expect(peer.hear(origin(3), before: [origin(1)], answersCurrent: true) == .replaces)
    #expect(peer.hear(origin(2), before: [origin(1)]) == .void)
  }

  @Test func `is void once the peer turned out to hold less`() {
    var peer = BundlePeer()
    _ = peer.hear(origin(1), before: [])
    peer.lost()
    #expect(peer.origin == nil)
    #expect(peer.hear(origin(1), before: []) == .void)
    #expect(peer.hear(origin(2), before: [origin(1)]) == .replaces)
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `never goes back along a line of restores`(seed: UInt64) {
    // One machine, restored again and again; every stick of every incarnation arrives, in any order, any number of times.
    var chance = SplitMix64(seed: seed)
    var peer = BundlePeer()
    var newest: UInt64 = 0
    for _ in 0..<40 {
      let speaker = chance.next() % 6 + 1
      let word = peer.hear(origin(speaker), before: (0..<speaker).map { origin($0) })
      #expect((word == .void) == (speaker < newest))
      newest = max(newest, speaker)
      #expect(peer.origin == origin(newest))
    }
  }
}
