import Exchange
import HTTP
import Records
import SQLite
import Store

/// What a replica takes from another, on the peers' workload and as a partition of persons.
func absorb(_ folder: String, _ options: Options, _ report: inout Report) throws {
  for entity in options.entity.map({ [$0] }) ?? ["dossier", "person"] {
    var ratios: [(wall: Double, processor: Double, rate: Double)] = []
    var whole: [(ratio: Double, rate: Double)] = []
    var wire = (updates: 0, raw: 0, packed: 0)
    var diskPerRecord = 0
    let place = "\(folder)/absorb-\(entity)"
    let world = try World(folder: place)
    let workload = Workload(entity: entity)
    _ = try world.produce(workload, options.changes, on: world.a)
    let batches = try world.batches(workload.partition, from: world.a)
    for batch in batches where batch.sections.first?.changes.first.map({ $0.payload.count < 200 }) ?? false {
      let bytes = batch.encoded
      wire.updates += batch.changeCount
      wire.raw += bytes.count
      wire.packed += Zstd.compress(bytes).count
    }
    let messages = batches.map(\.encoded)
    // Raw SQLite and ours take turns; each round begins with empty files. Batches are as a peer has them: bytes that are
    // unpacked (each change hashed) by whoever serves the request, and then absorbed by the one writer.
    for round in 0..<options.rounds {
      let raw = try RawBaseline(path: place + "-\(round).sqlite").write(changes: options.changes)
      let receiver = try world.replica("receiver-\(round)")
      var received: [Batch] = []
      let unpacked = try measure {
        received = try messages.map { try Batch(encoded: $0, hashing: CryptoHashing()) }
      }
      let ours = try measure { for batch in received { _ = try receiver.absorb(batch) } }
      whole.append(
        (raw.wall / (ours.wall + unpacked.wall), Double(options.changes) / (ours.wall + unpacked.wall)))
      ratios.append(
        (raw.wall / ours.wall, raw.processor / ours.processor, Double(options.changes) / ours.wall))
      _ = try receiver.db.checkpoint(truncate: true)
      diskPerRecord = diskBytes(place + "/receiver-\(round)/replica.sqlite") / (options.changes / 2)
    }
    let median = ratios.sorted { $0.wall < $1.wall }[ratios.count / 2]
    let processor = ratios.map(\.processor).sorted()[ratios.count / 2]
    report.add(
      "absorb, \(entity) records", "\(Int(median.rate))/s", ratio: median.wall, target: "0.50 of raw SQLite",
      isMet: median.wall >= 0.5)
    report.add("absorb, \(entity) records, processor time", "", ratio: processor)
    let both = whole.sorted { $0.ratio < $1.ratio }[whole.count / 2]
    report.add(
      "unpack and absorb, \(entity) records, one thread", "\(Int(both.rate))/s", ratio: both.ratio)
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
  if options.entity == nil { try partition(folder, options, &report) }
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
