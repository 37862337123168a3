import Causality
import Records
import Store

/// Durable commits: one act a transaction, and 64 acts sharing one. Raw SQLite and ours take turns, and the median of the
/// rounds counts, because one slow flush of the disk would make either look bad.
func commits(_ folder: String, _ options: Options, _ report: inout Report) throws {
  let count = 500
  let raw = try RawBaseline(path: folder + "/raw-commits.sqlite")
  let world = try World(folder: folder + "/commits")
  let workload = Workload(entity: "dossier")
  var generator = SystemRandomNumberGenerator()
  var next = 0
  func acts(_ count: Int) -> [Act] {
    defer { next += count }
    return (next..<next + count).map { index in
      Act([
        workload.insert(index, RecordID(milliseconds: 1_790_000_000_000 + Int64(index), using: &generator))
      ])
    }
  }
  var single: [(ratio: Double, wall: Double)] = []
  var grouped: [(ratio: Double, wall: Double)] = []
  for round in 0..<max(3, options.rounds) * 2 + 1 {
    let rawSingle = try raw.writeSingly(count, firstKey: 10_000_000 + round * count)
    let prepared = acts(count)
    let ours = try measure { for act in prepared { _ = try world.a.commit(act) } }
    let groups = (0..<count * 8 / 64).map { _ in acts(64) }
    let rawGroup = try raw.write(
      changes: groups.count * 64, perTransaction: 64, firstKey: 50_000_000 + round * 100_000)
    let oursGroup = try measure {
      for group in groups { for answer in world.a.commit(group) { _ = try answer.get() } }
    }
    // The first round warms both up.
    guard round > 0 else { continue }
    single.append((rawSingle.wall / ours.wall, ours.wall / Double(count)))
    grouped.append((rawGroup.wall / oursGroup.wall, oursGroup.wall / Double(groups.count * 64)))
  }
  func median(_ figures: [(ratio: Double, wall: Double)]) -> (ratio: Double, wall: Double) {
    figures.sorted { $0.ratio < $1.ratio }[figures.count / 2]
  }
  let (one, many) = (median(single), median(grouped))
  report.add("durable commits, one by one", perSecond(1, one.wall), ratio: one.ratio)
  report.add("durable commits, 64 sharing a transaction", perSecond(1, many.wall), ratio: many.ratio)
}
