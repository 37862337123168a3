import Causality
import Conflicts
import Exchange
import Foundation
import Node
import Procedures
import Records
import Simulation
import Store

/// A province that published the shipped catalogue and rules, with centers that hold one commune.
struct DeskWorld {
  let world: TestWorld
  let shelf = CatalogueShelf()
  static let unit = "06184"
  static let partition = Partition.unit(unit)

  private static let folder = Result {
    try CatalogueFolder(
      config: ConfigCopy.root.appending(path: "Config").path(percentEncoded: false))
  }

  init(centers: Int = 1, seed: UInt64 = 1, publishes: Bool = true) throws {
    world = try TestWorld(centers: centers, unit: Self.partition, seed: seed, agency: { "H37.0\($0)" })
    if publishes {
      try CataloguePublisher.publish(Self.folder.get(), into: world.hub, author: "tinh", reason: "")
      for center in world.centers { try TestWorld.send([.catalogue], from: world.hub, to: center) }
    }
  }

  /// Monday, 23 November 2026, 09:00 in Hanoi.
  static let monday = HanoiTime(CivilDate("2026-11-23") ?? .first, hour: 9).millisecondsSinceEpoch

  func view(_ file: ReplicaFile, now: Int64 = monday) throws -> DeskView {
    DeskView(
      file.reader, rules: file.rules, home: DeskHome(file), catalogue: try shelf.catalogue(file.reader),
      now: now)
  }

  func acting(_ reason: String = "theo đơn", now: Int64 = monday) -> Acting {
    Acting(account: "hoa.ntt", reason: reason, now: now)
  }

  /// People on the word of the population register, at the hub, and sent to every center.
  func people(_ count: Int) throws {
    let file = try PopulationFile((1...count).flatMap { PopulationFile.block($0, phone: "0191824978") })
    _ = try PopulationImport(path: file.path).run(into: world.hub)
    try sync()
  }

  /// Carries everything both ways until all have all.
  func sync() throws {
    for _ in 0..<2 {
      for (number, center) in world.centers.enumerated() {
        let shared: [Partition] = [Self.partition, .center("H37.0\(number + 1)")]
        try TestWorld.send(shared, from: center, to: world.hub)
        try TestWorld.send(shared + [.catalogue], from: world.hub, to: center)
      }
    }
    for (number, center) in world.centers.enumerated() {
      let shared: [Partition] = [Self.partition, .center("H37.0\(number + 1)"), .catalogue, .registry]
      let held = try world.hub.reader.states(of: shared).map {
        PartitionVector(partition: $0.partition, vector: $0.vector)
      }
      try center.remember(held, of: "hub")
    }
  }

  func lease(year: Int = 2026) throws {
    let speakers = world.centers.enumerated().map {
      LeaseOffice.Speaker(agency: "H37.0\($0 + 1)", origin: $1.origin)
    }
    let due = try LeaseOffice.leasesDue(
      world.hub.reader, year: year, speakers: speakers, hashing: CryptoHashing())
    for draft in due { _ = try world.hub.commit(draft) }
    try sync()
  }

  @discardableResult
  func open(
    _ request: DossierRequest, at file: ReplicaFile, now: Int64 = monday
  ) throws -> DossierReceipt {
    let acting = acting(now: now)
    let prepared = try view(file, now: now).prepare(request, by: acting)
    return try commit(prepared, at: file, acting)[0]
  }

  func commit(_ prepared: PreparedDossiers, at file: ReplicaFile, _ acting: Acting) throws -> [DossierReceipt]
  {
    let codes = try (0..<prepared.codeCount).map { _ in
      try DossierNumbers.next(for: file.identity.name, on: acting.day, file)
    }
    var chance = SplitMix64(seed: UInt64(bitPattern: file.environment.wallMilliseconds()))
    let plan = try prepared.plan(as: codes, hashing: CryptoHashing(), by: acting, using: &chance)
    _ = try plan.commit(into: file)
    return plan.answer
  }

  @discardableResult
  func step(
    _ step: DeskView.Step, _ dossier: RecordID, at file: ReplicaFile, now: Int64 = monday, seen: String? = nil
  ) throws -> DeskView.Stepped {
    var chance = SplitMix64(seed: UInt64(bitPattern: file.environment.wallMilliseconds()))
    let plan = try view(file, now: now).plan(
      step, of: dossier.description, seen: seen, by: acting(now: now), using: &chance)
    _ = try plan.commit(into: file)
    return plan.answer
  }

  static func number(_ index: Int) -> String { "020157" + String(String(1_000_000 + index).dropFirst()) }
}
