import Causality
import Conflicts
import Crypto
import Exchange
import Foundation
import Records
import Store

@main
struct Main {
  static func main() throws {
    let folder = NSTemporaryDirectory() + "tram-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let count = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 100_000 : 100_000
    for entity in (CommandLine.arguments.count > 1 ? [CommandLine.arguments[1]] : ["dossier", "person"]) {
      let raw = try RawBaseline(path: folder + "/raw-\(entity).sqlite").write(changes: count)
      print("raw sqlite           \(Int(Double(count) / raw)) changes/s")
      let world = try World(folder: folder + "/" + entity)
      let workload = Workload(entity: entity)
      var ids: [RecordID] = []
      let produce = try seconds { ids = try world.produce(workload, count, on: world.a) }
      print("\(entity) produce       \(Int(Double(count) / produce)) changes/s  ratio \(raw / produce)")
      var batches: [Batch] = []
      let read = try seconds { batches = try world.batches(workload.partition, from: world.a) }
      print("\(entity) read          \(Int(Double(count) / read)) changes/s")
      var packed: [[UInt8]] = []
      let encode = seconds { packed = batches.map(\.encoded) }
      print(
        "\(entity) encode        \(Int(Double(count) / encode)) changes/s, bytes/change \(packed.reduce(0) { $0 + $1.count } / count)"
      )
      let hashing = CryptoHashing()
      var decoded: [Batch] = []
      let decode = try seconds { decoded = try packed.map { try Batch(encoded: $0, hashing: hashing) } }
      print("\(entity) decode        \(Int(Double(count) / decode)) changes/s")
      let absorb = try seconds { for batch in decoded { _ = try world.b.absorb(batch) } }
      print("\(entity) absorb        \(Int(Double(count) / absorb)) changes/s  ratio \(raw / absorb)")
      _ = ids
    }
  }
}
