import Causality
import Crypto
import Exchange
import Foundation
import Records
import Store
import Testing

@testable import Node

/// A province and centers that never meet on a network: enrolled in one process, and everything else goes by files.
final class CarriedWorld {
  let folder = TestFolder()
  let clock = MovedClock()
  let hub: NodeContext
  private(set) var centers: [NodeContext] = []
  private var files = 0

  init(centers names: [String] = ["H37.11"]) async throws {
    let home = folder.home("hub")
    let address = try #require(HubAddress("https://hub.invalid:8443"))
    try await HubSetup.create(home, address: address, label: "Lạng Sơn", now: clock.now)
    hub = try NodeContext.open(home, now: clock.now)
    for name in names { centers.append(try await enrol(name)) }
  }

  /// What `tram join` does, without the way in between.
  func enrol(_ name: String, folder folderName: String? = nil) async throws -> NodeContext {
    let home = folder.home(folderName ?? name)
    let invitation = try await HubInvitations.create(
      hub, try InvitationTerms(center: name, units: ["06184"]), validSeconds: 600)
    let key = try SigningKey.generate()
    let joined = try await HubEnrolment.admit(
      JoinRequest(
        token: invitation.token.secret,
        signingRequest: try CertificateRequest.make(key: key, commonName: "tram").der), hub)
    try home.makeFolders(hub: false)
    try key.save(to: home.key)
    try writeAtomically(
      try Certificate(der: joined.certificate).pem(), to: home.certificate, mode: 0o644)
    try writeAtomically(try hub.authority.pem(), to: home.authorityCertificate, mode: 0o644)
    try NodeConfiguration(
      role: .center, name: name, label: name, hub: hub.configuration.hub, createdAt: clock.now()
    ).write(to: home)
    return try NodeContext.open(home, now: clock.now)
  }

  func file() -> String {
    files += 1
    return folder.path + "/bundle-\(files).tram"
  }

  /// Writes a bundle; its path.
  @discardableResult
  func export(from node: NodeContext, to name: String) async throws -> String {
    let path = file()
    _ = try await BundleExport.write(to: name, path: path, node)
    return path
  }

  /// Carries one bundle and takes it in.
  @discardableResult
  func carry(from node: NodeContext, to name: String, into target: NodeContext) async throws -> BundleOutcome
  {
    try await BundleImport.take(try await export(from: node, to: name), target)
  }

  func close() async {
    for node in centers { await node.close() }
    await hub.close()
  }

  /// The replica of a node as it is now, put aside; for `restore`.
  func backUp(_ index: Int) async throws -> String {
    let node = centers[index]
    await node.close()
    let copy = folder.path + "/backup-\(index)"
    try FileManager.default.copyItem(atPath: node.home.path + "/replica.sqlite", toPath: copy)
    centers[index] = try NodeContext.open(node.home, now: clock.now)
    return copy
  }

  func restore(_ index: Int, from copy: String) async throws {
    let node = centers[index]
    await node.close()
    for name in ["replica.sqlite", "replica.sqlite-wal", "replica.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: node.home.path + "/" + name)
    }
    try FileManager.default.copyItem(atPath: copy, toPath: node.home.path + "/replica.sqlite")
    centers[index] = try NodeContext.open(node.home, now: clock.now)
  }
}

extension NodeContext {
  /// Everything that a replica says of itself, to see that nothing moved.
  func everything() async throws -> [PartitionState] {
    try await read { (reader) throws(ReplicaError) in try reader.states(of: try reader.partitions()) }
  }
}
