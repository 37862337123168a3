import Causality
import Crypto
import Exchange
import Foundation
import HTTP
import Records
import Store
import Testing

@testable import Node

/// Bundles as somebody makes them who means harm, or as a worn stick does.
private struct Forge {
  let world: CarriedWorld
  var node: NodeContext { world.centers[0] }

  /// Pieces sealed by whatever key and put into an archive.
  func bundle(
    _ pieces: [BundlePiece], by key: SigningKey, _ certificate: Certificate, for recipient: NodeContext? = nil
  ) throws -> String {
    let sealed = try pieces.map { piece in
      try SealedMessage.seal(
        piece.encoded, by: key, certificate,
        for: try Certificate(file: (recipient ?? node).home.certificate))
    }
    return try archive(sealed)
  }

  func archive(_ sealed: [[UInt8]]) throws -> String {
    var bytes: [UInt8] = []
    for (number, piece) in sealed.enumerated() {
      bytes += BundleArchive.header(number: UInt64(number), size: piece.count) + piece
      bytes += [UInt8](repeating: 0, count: BundleArchive.padding(size: piece.count))
    }
    let path = world.file()
    try Data(bytes + BundleArchive.end).write(to: URL(filePath: path))
    return path
  }

  /// The sealed pieces of a bundle.
  func pieces(of path: String) throws -> [[UInt8]] {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var (pieces, at): ([[UInt8]], Int) = ([], 0)
    while let size = BundleArchive.size(
      inHeader: Array(bytes[at..<at + 512]), number: UInt64(pieces.count))
    {
      pieces.append(Array(bytes[at + 512..<at + 512 + size]))
      at += 512 + size + BundleArchive.padding(size: size)
    }
    return pieces
  }

  func manifest(from identity: NodeIdentity? = nil, to: NodeIdentity? = nil) async throws -> BundleManifest {
    let hub = world.hub
    let origin = await hub.replica.origin
    let birth = try await hub.replica.read { try $0.birth(of: origin) }
    return BundleManifest(
      schemaVersion: 1, from: BundleEnd(identity: identity ?? hub.identity, origin: origin),
      birth: try #require(birth), to: BundleEnd(identity: to ?? node.identity, origin: nil),
      createdMilliseconds: 0, states: [], starts: [])
  }

  static let id = BundleID(Bits128(high: 1, low: 2))

  static func piece(
    _ number: UInt64, _ kind: BundlePiece.Kind, _ body: [UInt8], isPacked: Bool = false
  ) -> BundlePiece {
    BundlePiece(
      bundle: id, number: number, isLast: kind == .sum, kind: kind, isPacked: isPacked, body: body)
  }

  /// Refused with that error, and nothing is another than before.
  func refuses(_ path: String, _ error: BundleError) async throws {
    let before = try await node.everything()
    let generation = await node.replica.generation
    await #expect(throws: error) { try await BundleImport.take(path, node) }
    #expect(try await node.everything() == before)
    #expect(await node.replica.generation == generation)
    #expect(!FileManager.default.fileExists(atPath: path + ".answer"))
  }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct `A bundle that is not as it must be` {
  @Test func `is refused cut anywhere, as truncated, and nothing is changed (T35)`() async throws {
    let forge = Forge(world: try await CarriedWorld())
    _ = try await forge.world.hub.register("1")
    let path = try await forge.world.export(from: forge.world.hub, to: "H37.11")
    let whole = try Data(contentsOf: URL(filePath: path))
    for count in Set(
      [0, 1, 100, 511, 512, 513, 700, 1_024, 4_000, whole.count - 1_025, whole.count - 1_024]
        + [whole.count - 512, whole.count - 1])
    {
      let cut = forge.world.file()
      try whole.prefix(count).write(to: URL(filePath: cut))
      try await forge.refuses(cut, .truncated)
    }
    // Whole pieces left out at the end, and the archive ended properly.
    let pieces = try forge.pieces(of: path)
    try await forge.refuses(try forge.archive(pieces.dropLast()), .truncated)
    #expect(try await BundleImport.take(path, forge.node).applied > 0)
    await forge.world.close()
  }

  @Test func `is refused with one bit another, and nothing is changed (T35)`() async throws {
    let forge = Forge(world: try await CarriedWorld())
    _ = try await forge.world.hub.register("1")
    let path = try await forge.world.export(from: forge.world.hub, to: "H37.11")
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let before = try await forge.node.everything()
    let report = try await BundleImport.verify(path, forge.node)
    var passed = 0
    for place in stride(from: 0, to: whole.count, by: 61) {
      var altered = whole
      altered[place] ^= 0x10
      let file = forge.world.file()
      try Data(altered).write(to: URL(filePath: file))
      // Of a bit that libcrypto does not look at (the number of a CMS version) nothing depends.
      if let found = try? await BundleImport.verify(file, forge.node) {
        #expect(found == report, "\(place)")
        passed += 1
      }
      try FileManager.default.removeItem(atPath: file)
    }
    #expect(passed < 8)
    #expect(try await forge.node.everything() == before)
    let file = forge.world.file()
    var altered = whole
    altered[altered.count / 2] ^= 1
    try Data(altered).write(to: URL(filePath: file))
    try await forge.refuses(file, .altered)
    let longer = forge.world.file()
    try Data(whole + [0]).write(to: URL(filePath: longer))
    try await forge.refuses(longer, .altered)
    await forge.world.close()
  }

  @Test func `is refused with pieces left out, moved, doubled or of another bundle`() async throws {
    let forge = Forge(world: try await CarriedWorld())
    let hub = forge.world.hub
    for number in 0..<3 {
      _ = try await hub.attach([UInt8](repeating: UInt8(number), count: 5 << 20), in: .catalogue)
    }
    _ = try await hub.register("1")
    let one = try forge.pieces(of: try await forge.world.export(from: hub, to: "H37.11"))
    let other = try forge.pieces(of: try await forge.world.export(from: hub, to: "H37.11"))
    try #require(one.count >= 4)
    for pieces in [
      [one[0]] + one.dropFirst(2), [one[0], one[2], one[1]] + one.dropFirst(3),
      [one[0], one[1], one[1]] + one.dropFirst(2), [one[0], other[1]] + one.dropFirst(2),
    ] {
      try await forge.refuses(try forge.archive(pieces), .altered)
    }
    await forge.world.close()
  }

  @Test func `is refused when it is for somebody else, on the outside or on the inside (T35)`() async throws {
    let forge = Forge(world: try await CarriedWorld(centers: ["H37.11", "H37.12"]))
    let hub = forge.world.hub
    let path = try await forge.world.export(from: hub, to: "H37.12")
    try await forge.refuses(path, .misaddressed)
    // The province's own words to H37.12, sealed again to H37.11 by somebody who could open them.
    let key = try SigningKey(file: hub.home.key)
    let certificate = try Certificate(file: hub.home.certificate)
    let manifest = try await forge.manifest(to: forge.world.centers[1].identity)
    let again = try forge.bundle(
      [Forge.piece(0, .manifest, manifest.encoded), Forge.piece(1, .sum, BundleSum().encoded)], by: key,
      certificate)
    try await forge.refuses(again, .misaddressed)
    await forge.world.close()
  }

  @Test func `is refused when its signer is not the one whom the registry names (T35, H5)`() async throws {
    let forge = Forge(world: try await CarriedWorld(centers: ["H37.11", "H37.12"]))
    let (world, hub) = (forge.world, forge.world.hub)
    try await world.carry(from: hub, to: "H37.11", into: forge.node)
    let sum = Forge.piece(1, .sum, BundleSum().encoded)
    let stranger = try CertificateAuthority.create(name: "x", notBefore: 1_700_000_000, validDays: 9_000)
    let key = try SigningKey.generate()
    func certificate(by authority: CertificateAuthority, _ name: String, _ unit: String) throws -> Certificate
    {
      try authority.issue(
        try CertificateRequest.make(key: key, commonName: "x"),
        subject: DistinguishedName(commonName: name, organization: name, unit: unit), kind: .client,
        notBefore: 1_700_000_000, days: 4_000)
    }
    let pieces = [Forge.piece(0, .manifest, try await forge.manifest().encoded), sum]
    let foreign = try certificate(by: stranger, "province", "province")
    try await forge.refuses(try forge.bundle(pieces, by: key, foreign), .forged(.notCertified))
    // The authority's key fell into wrong hands: a second province, and a second H37.12, which the registry does not know.
    let authority = try CertificateAuthority(
      key: try SigningKey(file: hub.home.authorityKey), certificate: hub.authority)
    let second = try certificate(by: authority, "province", "province")
    try await forge.refuses(try forge.bundle(pieces, by: key, second), .forged(.unknownKey))
    let twin = try certificate(by: authority, "H37.12", "center")
    try await forge.refuses(try forge.bundle(pieces, by: key, twin), .forged(.unknownKey))
    // A center that speaks as the province.
    let center = world.centers[1].home
    let posing = try forge.bundle(
      pieces, by: try SigningKey(file: center.key), try Certificate(file: center.certificate))
    try await forge.refuses(posing, .forged(.contradictory))
    await world.close()
  }

  @Test func `is refused from a key that is revoked, and nobody writes one to it (H6)`() async throws {
    let world = try await CarriedWorld(centers: ["H37.11", "H37.12"])
    let forge = Forge(world: world)
    try await world.carry(from: world.hub, to: "H37.11", into: forge.node)
    try await world.carry(from: world.hub, to: "H37.12", into: world.centers[1])
    _ = try await world.centers[1].register("1")
    let path = try await world.export(from: world.centers[1], to: "hub")
    _ = try await HubRegistry.revoke("H37.12", reason: "stolen", world.hub)
    await #expect(throws: BundleError.forged(.revoked)) { try await BundleImport.take(path, world.hub) }
    await #expect(throws: BundleError.unknownRecipient("H37.12")) {
      try await BundleExport.write(to: "H37.12", path: world.file(), world.hub)
    }
    await world.close()
  }

  @Test func `is refused before it is unpacked when it would unpack to too much`() async throws {
    let forge = Forge(world: try await CarriedWorld())
    let hub = forge.world.hub
    let (key, certificate) = (
      try SigningKey(file: hub.home.key), try Certificate(file: hub.home.certificate)
    )
    let manifest = Forge.piece(0, .manifest, try await forge.manifest().encoded)
    let zeros = Zstd.compress([UInt8](repeating: 0, count: 200 << 20))
    #expect(zeros.count < 64 << 10)
    for kind in [BundlePiece.Kind.changes, .contents] {
      let bomb = try forge.bundle(
        [manifest, Forge.piece(1, kind, zeros, isPacked: true)], by: key, certificate)
      try await forge.refuses(bomb, .tooLarge)
    }
    let first = try forge.bundle([Forge.piece(0, .manifest, zeros, isPacked: true)], by: key, certificate)
    try await forge.refuses(first, .tooLarge)
    // A list that says it has four thousand million members.
    let list: [UInt8] = [0x9A, 0xFF, 0xFF, 0xFF, 0xFF]
    try await forge.refuses(
      try forge.bundle([manifest, Forge.piece(1, .contents, list)], by: key, certificate), .tooLarge)
    await forge.world.close()
  }

  @Test func `is refused when a content is not what its name says`() async throws {
    let forge = Forge(world: try await CarriedWorld())
    let hub = forge.world.hub
    let (key, certificate) = (
      try SigningKey(file: hub.home.key), try Certificate(file: hub.home.certificate)
    )
    var sum = BundleSum()
    (sum.contents, sum.contentBytes) = (1, 3)
    let contents = BundleContents(slices: [.init(hash: .zero, total: 3, offset: 0, bytes: [1, 2, 3])])
    let path = try forge.bundle(
      [
        Forge.piece(0, .manifest, try await forge.manifest().encoded),
        Forge.piece(1, .contents, contents.encoded), Forge.piece(2, .sum, sum.encoded),
      ], by: key, certificate)
    try await forge.refuses(path, .forged(.contradictory))
    await forge.world.close()
  }

  @Test func `is refused when it is none, is a link, or is of a later version`() async throws {
    let forge = Forge(world: try await CarriedWorld())
    let (world, hub) = (forge.world, forge.world.hub)
    let note = world.file()
    try Data("ghi chú".utf8).write(to: URL(filePath: note))
    try await forge.refuses(note, .notABundle)
    let path = try await world.export(from: hub, to: "H37.11")
    let link = world.file()
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try await forge.refuses(link, .file(path: link, errno: ELOOP))
    try await forge.refuses(world.folder.path, .notABundle)
    var later = Forge.piece(0, .manifest, []).encoded
    let place = try #require(later.firstIndex(of: UInt8(ascii: "1")))
    later[place] = UInt8(ascii: "2")
    let sealed = try SealedMessage.seal(
      later, by: try SigningKey(file: hub.home.key), try Certificate(file: hub.home.certificate),
      for: try Certificate(file: forge.node.home.certificate))
    try await forge.refuses(try forge.archive([sealed]), .unknownFormat(2))
    await world.close()
  }
}
