import Causality
import Records
import SQLite
import Store

/// Finding a person among many.
func search(_ folder: String, _ options: Options, _ report: inout Report) throws {
  let world = try World(folder: folder + "/search")
  let workload = Workload(entity: "person")
  let ids = try world.insert(workload, options.persons, on: world.a)
  _ = try world.a.db.checkpoint(truncate: true)
  let reader = Reader(try Connection(path: folder + "/search/a/replica.sqlite", mode: .reader))
  func key(_ index: Int) -> Int { (index &* 7_919) % options.persons }

  let raw = try percentiles(20_000) { index in
    let select = try reader.db.statement("SELECT state FROM record WHERE uuid = ?")
    select.bind(1, ids[key(index)].bits.bytes)
    _ = try select.step()
    _ = select.bytes(0)
    select.reset()
  }
  let byID = try percentiles(20_000) { index in _ = try reader.record(ids[key(index)]) }
  report.add(
    "look-up by record among \(options.persons), p50 / p99", "\(rounded(byID.p50)) / \(rounded(byID.p99)) µs",
    ratio: raw.p50 / byID.p50, target: "p99 0.2 ms", isMet: byID.p99 <= 200)
  let byNumber = try percentiles(20_000) { index in
    _ = try reader.find(.personalID, "020\(100_000_000 + key(index))")
  }
  report.add(
    "look-up by personal id, p50 / p99", "\(rounded(byNumber.p50)) / \(rounded(byNumber.p99)) µs",
    target: "p99 0.2 ms", isMet: byNumber.p99 <= 200)
  let words = ["an", "binh", "nguyen", "tra", "hoa", "dang", "phu", "quan", "le", "chau"]
  let one = try percentiles(500) { index in
    _ = try reader.persons(PersonQuery(name: words[index % words.count]))
  }
  report.add(
    "name search, one word, p50 / p99", "\(rounded(one.p50 / 1000)) / \(rounded(one.p99 / 1000)) ms",
    target: "p99 5 ms", isMet: one.p99 <= 5_000)
  let names = ["nguyen thi an", "tran thi b", "hoang thi linh", "dang thi qu", "do thi trang"]
  let three = try percentiles(500) { index in
    _ = try reader.persons(PersonQuery(name: names[index % names.count]))
  }
  report.add(
    "name search, three words, p50 / p99", "\(rounded(three.p50 / 1000)) / \(rounded(three.p99 / 1000)) ms",
    target: "p99 50 ms", isMet: three.p99 <= 50_000)
  report.add(
    "name search, processor time, p99 one / three words",
    "\(rounded(one.processorP99 / 1000)) / \(rounded(three.processorP99 / 1000)) ms")
  report.add(
    "resident memory, largest", "\(residentMiB()) MiB", target: "under 300 MiB", isMet: residentMiB() < 300)
}
