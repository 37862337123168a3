import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

private let unit = Partition.unit("06184")

@Suite struct `A search for persons` {
  private func write(_ name: String, in center: ReplicaFile) throws -> RecordID {
    try center.write("person", [("name", [.text("Nông"), .text("Văn"), .text(name)])], in: unit)
  }

  @Test func `shows who has the whole word before who has only its beginning, each once`() throws {
    let center = try TestWorld(centers: 1).centers[0]
    let longer = try write("Hoangia", in: center)
    let whole = try write("Hoàng", in: center)
    let other = try write("Hoàn", in: center)
    #expect(try center.reader.persons(typed: "hoang").map(\.record) == [whole, longer])
    #expect(try center.reader.persons(typed: "hoan").map(\.record) == [other, longer, whole])
  }

  @Test func `shows no more than it was asked for`() throws {
    let center = try TestWorld(centers: 1).centers[0]
    let longer = try (0..<3).map { _ in try write("Phuongia", in: center) }
    let whole = try (0..<2).map { _ in try write("Phương", in: center) }
    func found(_ limit: Int) throws -> [RecordID] {
      try center.reader.persons(PersonQuery(name: "phuong", limit: limit)).map(\.record)
    }
    #expect(try found(1) == [whole[0]])
    #expect(try found(3) == [whole[0], whole[1], longer[0]])
    #expect(try found(9) == whole + longer)
  }

  /// Against the plain meaning: every word typed begins a word of the name.
  @Test(arguments: 0..<6) func `finds everybody who has the words, and nobody else`(seed: Int) throws {
    let center = try TestWorld(centers: 1).centers[0]
    var chance = SplitMix64(seed: UInt64(seed))
    let surnames = ["Nguyễn", "Trần", "Trang", "Đặng", "Đào", "Ng", "N"]
    let middles = ["Thị", "Thị", "Thị", "Thị", "Văn", "Thiên", "Xuân"]
    let given = ["An", "Bình", "Bích", "Quân", "Quý", "Thị", "Tranh", "Phương", "Phươngia", "Ba", "Ý"]
    var names: [RecordID: [String]] = [:]
    for _ in 0..<600 {
      let name = [surnames, middles, given].map { $0[Int(chance.next() % UInt64($0.count))] }
      let id = try center.write("person", [("name", name.map { .text($0) })], in: unit)
      names[id] = foldedWords(name.joined(separator: " "))
    }
    let typed = [
      "nguyen thi an", "dang thi qu", "tran thi b", "tran", "thi", "t", "n b", "thi van", "dang thi x",
      "d t q",
      "phuong", "phuongi", "trang thi", "y", "q", "thi thi", "nguyen van xuan thi", "ngu", "ng", "zz", "z",
      "đ t",
    ]
    for text in typed {
      let words = foldedWords(text)
      let expected = names.filter { _, name in
        words.allSatisfy { word in name.contains { $0.hasPrefix(word) } }
      }.keys
      let found = try center.reader.persons(PersonQuery(name: text, limit: 1_000)).map(\.record)
      #expect(found.count == Set(found).count)
      #expect(Set(found) == Set(expected), "\(text)")
      let few = try center.reader.persons(PersonQuery(name: text, limit: 7)).map(\.record)
      #expect(few.count == min(7, expected.count) && Set(few).isSubset(of: expected), "\(text)")
    }
  }

  @Test func `finds by the values that stand and no longer by those replaced`() throws {
    let center = try TestWorld(centers: 1).centers[0]
    let id = try center.write(
      "person", [("name", [.text("Lý"), .null, .text("Ba")]), ("phone", [.text("0912 345 678")])], in: unit)
    try center.edit(try center.show(id), "phone", [.text("0987.654.321")], in: unit)
    try center.edit(try center.show(id), "name", [.text("Lý"), .null, .text("Tư")], in: unit)
    #expect(try center.reader.find(.phone, "0912345678").isEmpty)
    #expect(try center.reader.find(.phone, "0987654321").map(\.record) == [id])
    #expect(try center.reader.persons(typed: "ba").isEmpty)
    #expect(try center.reader.persons(typed: "tu").map(\.record) == [id])
  }
}

@Suite struct `The digest of a partition` {
  @Test func `is the sum of its records after every way of writing them`() throws {
    let world = try TestWorld(centers: 1)
    let center = world.centers[0]
    let hashing = testHashing()
    func expectSum() throws {
      var sum = Hash256.zero
      try center.reader.forEachRecord(in: unit) { sum = sum &+ $0.digest(hashing: hashing) }
      #expect(try center.reader.state(of: unit).digest == sum)
    }
    let id = try center.write("person", [("phone", [.text("1")]), ("email", [.text("a")])], in: unit)
    try expectSum()
    let stale = try center.show(id)
    try center.edit(stale, "phone", [.text("2")], in: unit)
    try expectSum()
    try center.edit(stale, "phone", [.text("3")], in: unit, whenStale: .stand)
    try center.edit(try center.show(id), "email", [.text("b")], in: unit)
    try expectSum()
    try center.edit(try center.show(id), "phone", [.text("4")], in: unit)
    try expectSum()
  }

  @Test(arguments: 0..<9) func `hashes words as their bytes`(count: Int) {
    var chance = SplitMix64(seed: UInt64(count))
    let words = (0..<count).map { _ in chance.next() }
    var bytes: [UInt8] = []
    for word in words { appendWord(word, to: &bytes) }
    #expect(testHashing().hash(words: words) == testHashing().hash(bytes))
  }
}
