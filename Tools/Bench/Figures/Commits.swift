import Causality
import Records
import Store

/// Durable commits: one act a transaction, and 64 acts sharing one.
func commits(_ folder: String, _ options: Options, _ report: inout Report) throws {
  let count = 2_000
  let raw = try RawBaseline(path: folder + "/raw-commits.sqlite")
  let world = try World(folder: folder + "/commits")
  let workload = Workload(entity: "dossier")
  var generator = SystemRandomNumberGenerator()
  func acts(_ first: Int, _ count: Int) -> [Act] {
    (first..<first + count).map { index in
      Act([
        workload.insert(index, RecordID(milliseconds: 1_790_000_000_000 + Int64(index), using: &generator))
      ])
    }
  }
  let rawSeconds = try raw.writeSingly(count)
  let single = try measure {
    for act in acts(0, count) { _ = try world.a.commit(act) }
  }
  report.add(
    "durable commits, one by one", perSecond(count, single.wall), ratio: rawSeconds.wall / single.wall)
  let groups = count * 16 / 64
  let grouped = try measure {
    for group in 0..<groups {
      for answer in world.a.commit(acts(1_000_000 + group * 64, 64)) { _ = try answer.get() }
    }
  }
  let rawGrouped = try raw.write(changes: groups * 64, perTransaction: 64, firstKey: 50_000_000)
  report.add(
    "durable commits, 64 sharing a transaction", perSecond(groups * 64, grouped.wall),
    ratio: rawGrouped.wall / grouped.wall)
}
