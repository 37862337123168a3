import Causality
import Crypto
import Exchange
import Foundation
import Glibc
import Procedures
import Records
import Simulation
import Store
import Testing

@testable import Node

@Suite(.serialized, .timeLimit(.minutes(5))) struct `A backup` {
  /// A center with some work, an attachment's content, and what opens the province's backups.
  private struct Scene {
    let hub: TestHub
    let node: NodeContext
    let recovery: BackupOpener
    let content: Hash256
    var file: String { hub.folder.path + "/backup.tar" }

    init() async throws {
      hub = try await TestHub()
      node = try await hub.center("H37.11")
      _ = try await node.sync()
      _ = try await node.sync()
      for number in 0..<20 { try await node.register("\(number)") }
      _ = try await node.sync()
      content = try node.content.store(Array(repeating: 7, count: 5 << 20))
      recovery = try BackupOpener(file: hub.context.home.recoveryKey)
    }

    func end() async {
      await node.close()
      await hub.stop()
    }
  }

  @Test func `made while the node works is opened by the province, and is what the node held`() async throws {
    let scene = try await Scene()
    let writing = Task { for number in 0..<30 { try await scene.node.register("w\(number)") } }
    let report = try await Backup.make(scene.node, to: scene.file)
    try await writing.value
    #expect(report.isForProvince && report.bytes > 1_000)
    #expect(BackupRecord(reading: scene.node.home).last != nil)
    #expect(
      scene.hub.folder.names(in: scene.node.home).allSatisfy {
        !$0.hasPrefix("backup-") && !$0.hasPrefix("drill-")
      })
    let other = scene.hub.folder.home("other")
    let manifest = try await Restoration.restore(scene.file, opener: scene.recovery, to: other)
    #expect(manifest == report.manifest)
    let restored = try NodeContext.open(other)
    #expect(restored.identity == scene.node.identity)
    #expect(restored.content.holds(scene.content))
    #expect(await restored.replica.origin != (await scene.node.replica.origin))
    let report2 = try await restored.replica.read { [authority = restored.authority] reader in
      try reader.verify(authority: CertificateJudge(authority: authority), hashing: CryptoHashing())
    }
    #expect(report2.isIntact)
    await restored.close()
    await scene.end()
  }

  @Test func `shows nothing of what it holds to whoever has no key, and never the authority's`() async throws
  {
    let scene = try await Scene()
    let own = try BackupOpener(scene.hub.context.home)
    _ = try await Backup.make(scene.node, to: scene.file)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: scene.file))
    for word in ["H37.11", "PRIVATE KEY", "SQLite format 3"] {
      #expect(bytes.range(of: Data(word.utf8)) == nil)
    }
    await #expect(throws: BackupError.misaddressed) {
      _ = try await Restoration.restore(scene.file, opener: own, to: scene.hub.folder.home("x"))
    }
    // The hub's own backup leaves the key that makes nodes where it is.
    let province = scene.hub.folder.path + "/hub.tar"
    _ = try await Backup.make(scene.hub.context, to: province)
    let copy = scene.hub.folder.home("copy")
    _ = try await Restoration.restore(province, opener: scene.recovery, to: copy)
    #expect(access(copy.certificate, F_OK) == 0)
    #expect(access(copy.authorityKey, F_OK) != 0 && access(copy.recoveryKey, F_OK) != 0)
    await scene.end()
  }

  @Test func `restored elsewhere takes back what the province holds, and uses no number twice`() async throws
  {
    let scene = try await Scene()
    var given: Set<String> = []
    func number(_ node: NodeContext) async throws -> String {
      try await node.replica.write { file in
        let day = try #require(CivilDate("2026-11-25"))
        return try DossierNumbers.next(for: "H37.11", on: day, file).text
      }
    }
    _ = try await scene.node.replica.write { file in
      try file.write("dossier", [("code", [.text("first"), .bool(true)])], in: .center("H37.11"))
    }
    for _ in 0..<3 { _ = try await scene.node.sync() }
    for _ in 0..<5 { given.insert(try await number(scene.node)) }
    _ = try await Backup.make(scene.node, to: scene.file)
    // The machine goes on, partly heard by the province, and dies.
    for _ in 0..<5 { given.insert(try await number(scene.node)) }
    for number in 0..<7 { try await scene.node.register("later \(number)") }
    _ = try await scene.node.sync()
    let held = try await scene.hub.context.state()
    await scene.node.close()
    let home = scene.hub.folder.home("new")
    _ = try await Restoration.restore(scene.file, opener: scene.recovery, to: home)
    let restored = try NodeContext.open(home, now: scene.hub.clock.now)
    for _ in 0..<5 { #expect(given.insert(try await number(restored)).inserted) }
    for _ in 0..<3 { _ = try await restored.sync() }
    #expect(try await restored.state().vector.covers(held.vector))
    for _ in 0..<5 { #expect(given.insert(try await number(restored)).inserted) }
    try await restored.register("after")
    #expect(try await restored.sync().summary.refusedByHub == [])
    await restored.close()
    await scene.hub.stop()
  }

  @Test func `is proven by a drill that leaves the node as it was`() async throws {
    let scene = try await Scene()
    _ = try await Backup.make(scene.node, to: scene.file)
    let (before, origin) = (try await scene.node.state(), await scene.node.replica.origin)
    let manifest = try await Backup.drill(scene.node, scene.file)
    #expect(manifest.node == "H37.11")
    _ = try await Backup.drill(scene.node, scene.file, opener: scene.recovery)
    #expect(try await scene.node.state() == before)
    #expect(await scene.node.replica.origin == origin)
    #expect(BackupRecord(reading: scene.node.home).drill != nil)
    await scene.end()
  }

  @Test func `that is cut, altered, or mixed from two is refused, and nothing is left behind`() async throws {
    let scene = try await Scene()
    _ = try await Backup.make(scene.node, to: scene.file)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: scene.file)))
    let target = scene.hub.folder.home("target")
    let spoilt = scene.hub.folder.path + "/spoilt.tar"
    func refused(_ bytes: [UInt8]) async throws -> BackupError? {
      try Data(bytes).write(to: URL(fileURLWithPath: spoilt))
      do throws(BackupError) {
        _ = try await Restoration.restore(spoilt, opener: scene.recovery, to: target)
      } catch {
        return error
      }
      return nil
    }
    for count in [0, 100, 512, 5_000, whole.count / 2, whole.count - 1_024, whole.count - 1] {
      let error = try await refused(Array(whole[..<count]))
      #expect(error != nil, "\(count)")
      #expect(!target.isNode)
    }
    let size = try #require(BundleArchive.size(inHeader: Array(whole[..<512]), number: 0))
    let first = 512 + size + BundleArchive.padding(size: size)
    // Not in a piece's first bytes: libcrypto looks at the number of a CMS version as little as we do.
    let headers = [3, 130, 300] + [first + 3, first + 130, first + 300]
    let middles =
      (1...8).map { 512 + size / 2 + $0 } + [first + 512 + 2_000, whole.count - 1_500, whole.count - 3]
    for place in headers + middles {
      var bytes = whole
      bytes[place] ^= 0x40
      #expect(try await refused(bytes) != nil, "\(place)")
      #expect(!target.isNode)
    }
    let second = scene.hub.folder.path + "/second.tar"
    _ = try await Backup.make(scene.node, to: second)
    let other = [UInt8](try Data(contentsOf: URL(fileURLWithPath: second)))
    let theirs = try #require(BundleArchive.size(inHeader: Array(other[..<512]), number: 0))
    let rest = 512 + theirs + BundleArchive.padding(size: theirs)
    #expect(try await refused(Array(whole[..<first]) + other[rest...]) == .altered)
    #expect(try await refused(whole) == nil)
    #expect(target.isNode)
    await scene.end()
  }

  @Test func `that a killed process left half made is swept away by the next one, and nothing else is`()
    async throws
  {
    let hub = try await TestHub()
    let home = hub.context.home
    await hub.stop()
    let files = FileManager.default
    for name in ["backup-0123456789ab", "drill-0123456789ab", "backup-2026", "drill-notes-0123456789ab"] {
      try files.createDirectory(atPath: "\(home.path)/\(name)", withIntermediateDirectories: false)
    }
    let node = try NodeContext.open(home)
    let names = hub.folder.names(in: home)
    #expect(!names.contains("backup-0123456789ab") && !names.contains("drill-0123456789ab"))
    #expect(names.contains("backup-2026") && names.contains("drill-notes-0123456789ab"))
    await node.close()
  }

  @Test func `is not made where nobody could open it, nor over another file`() async throws {
    let scene = try await Scene()
    await scene.hub.front.stop(gracePeriodMs: 0)
    unlink(scene.node.home.recoveryCertificate)
    await #expect(throws: BackupError.noRecipient) { _ = try await Backup.make(scene.node, to: scene.file) }
    let report = try await Backup.make(
      scene.node, to: scene.file, others: [scene.hub.context.home.recoveryOwnCertificate])
    #expect(!report.isForProvince)
    await #expect(throws: BackupError.exists(path: scene.file)) {
      _ = try await Backup.make(
        scene.node, to: scene.file, others: [scene.hub.context.home.recoveryOwnCertificate])
    }
    await scene.end()
  }

  @Test(arguments: [
    "../node.json", "/etc/passwd", "content/../../x", "content/3f/3fa9", "authority/authority.key",
    "authority/recovery.key", "authority/issued/../x.crt", "replica.sqlite-wal", "incarnation", "keys/",
  ])
  func `brings no name that a node's folder has not`(name: String) {
    #expect(!BackupItem.isKnown(name))
    #expect(throws: BackupError.altered) {
      _ = try BackupItem(head: Array(BackupItem(path: name, size: 1).encoded.dropFirst(4)))
    }
  }
}
