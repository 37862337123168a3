import Exchange
import HTTP
import Records
import SQLite
import Store

/// What a replica takes from another, on the peers' workload and as a partition of persons.
func absorb(_ folder: String, _ options: Options, _ report: inout Report) throws {
  for entity in ["dossier", "person"] {
    var ratios: [(wall: Double, processor: Double, rate: Double)] = []
    var wire = (updates: 0, raw: 0, packed: 0)
    var diskPerRecord = 0
    for round in 0..<options.rounds {
      let place = "\(folder)/absorb-\(entity)-\(round)"
      let raw = try RawBaseline(path: place + ".sqlite").write(changes: options.changes)
      let world = try World(folder: place)
      let workload = Workload(entity: entity)
      _ = try world.produce(workload, options.changes, on: world.a)
      let batches = try world.batches(workload.partition, from: world.a)
      let ours = try measure { for batch in batches { _ = try world.b.absorb(batch) } }
      ratios.append(
        (raw.wall / ours.wall, raw.processor / ours.processor, Double(options.changes) / ours.wall))
      let updates = batches.filter {
        $0.sections.first?.changes.first.map { $0.payload.count < 200 } ?? false
      }
      for batch in updates {
        let bytes = batch.encoded
        wire.updates += batch.changeCount
        wire.raw += bytes.count
        wire.packed += Zstd.compress(bytes).count
      }
      _ = try world.b.db.checkpoint(truncate: true)
      diskPerRecord = diskBytes(place + "/b/replica.sqlite") / (options.changes / 2)
    }
    let median = ratios.sorted { $0.wall < $1.wall }[ratios.count / 2]
    let processor = ratios.map(\.processor).sorted()[ratios.count / 2]
    report.add(
      "absorb, \(entity) records", "\(Int(median.rate))/s", ratio: median.wall, target: "0.50 of raw SQLite",
      isMet: median.wall >= 0.5)
    report.add("absorb, \(entity) records, processor time", "", ratio: processor)
    if wire.updates > 0 {
      let raw = Double(wire.raw) / Double(wire.updates)
      let packed = Double(wire.packed) / Double(wire.updates)
      report.add(
        "wire, single-group change of a \(entity), raw", "\(rounded(raw)) bytes", target: "at most 120",
        isMet: raw <= 120)
      report.add(
        "wire, the same, zstd", "\(rounded(packed)) bytes", target: "at most 45", isMet: packed <= 45)
    }
    report.add("disk, \(entity) record with log of two changes", "\(diskPerRecord) bytes")
  }
  try partition(folder, options, &report)
}

/// A commune of 80,000 persons, as a joining center takes it.
private func partition(_ folder: String, _ options: Options, _ report: inout Report) throws {
  let count = min(80_000, options.persons)
  let world = try World(folder: folder + "/partition")
  let workload = Workload(entity: "person")
  try world.insert(workload, count, on: world.a)
  var bytes = 0
  var batches: [Batch] = []
  let read = try measure {
    batches = try world.batches(workload.partition, from: world.a, limits: .standard)
    bytes = batches.reduce(0) { $0 + Zstd.compress($1.encoded).count }
  }
  let take = try measure { for batch in batches { _ = try world.b.absorb(batch) } }
  report.add(
    "fetch of \(count) persons: read, pack", "\(rounded(read.wall)) s, \(bytes >> 20) MiB",
    target: nil)
  report.add("fetch of \(count) persons: take", "\(rounded(take.wall)) s")
}

func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
