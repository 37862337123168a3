import Records
import Store

/// Both sides edited the same field of the same records apart, and take each other's changes.
func conflicts(_ folder: String, _ options: Options, _ report: inout Report) throws {
  let count = options.changes / 10
  let world = try World(folder: folder + "/conflicts")
  let workload = Workload(entity: "dossier")
  let ids = try world.insert(workload, count, on: world.a)
  for batch in try world.batches(workload.partition, from: world.a) { _ = try world.b.absorb(batch) }
  for (side, replica) in [world.a, world.b].enumerated() {
    try world.edit(workload, ids, side: side, on: replica)
  }
  let fromA = try world.batches(workload.partition, from: world.a, beyond: world.b)
  let fromB = try world.batches(workload.partition, from: world.b, beyond: world.a)
  let took = try measure {
    for batch in fromA { _ = try world.b.absorb(batch) }
    for batch in fromB { _ = try world.a.absorb(batch) }
  }
  let queued = try world.a.reader.conflicts(QueueFilter(isOpen: nil, limit: .max)).count
  precondition(queued == count, "every pair must be a conflict")
  let raw = try RawBaseline(path: folder + "/raw-conflicts.sqlite").write(changes: 2 * count)
  let rate = Double(2 * count) / took.wall
  report.add(
    "conflicting changes taken (\(2 * count))", "\(Int(rate))/s", ratio: raw.wall / took.wall,
    target: "50,000/s",
    isMet: rate >= 50_000)
  let list = try measure { _ = try world.a.reader.conflicts(QueueFilter(isOpen: nil, limit: .max)) }
  report.add("list of \(count) conflicts", "\(rounded(list.wall * 1000)) ms")
}
