import Foundation
import Records
import Testing

/// A line of a population file: every member is a string.
private typealias Line = [String: String]

private struct Run {
  var status: Int32
  var output: Data
  var remarks: String
}

/// Runs the built generator, which lies beside the test bundle.
private func generate(_ words: String...) throws -> Run {
  let bundle = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
  let process = Process()
  process.executableURL = bundle.deletingLastPathComponent().appending(path: "GeneratePopulation")
  process.arguments = words
  // Files rather than pipes, which would fill up while nobody reads.
  let folder = FileManager.default.temporaryDirectory.appending(path: "population-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (out, remarks) = (folder.appending(path: "out"), folder.appending(path: "remarks"))
  for file in [out, remarks] { #expect(FileManager.default.createFile(atPath: file.path, contents: nil)) }
  process.standardOutput = try FileHandle(forWritingTo: out)
  process.standardError = try FileHandle(forWritingTo: remarks)
  try process.run()
  process.waitUntilExit()
  return Run(
    status: process.terminationStatus, output: try Data(contentsOf: out),
    remarks: String(decoding: try Data(contentsOf: remarks), as: UTF8.self))
}

private func lines(_ data: Data) throws -> [Line] {
  try data.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Line.self, from: Data($0)) }
}

private let population = Result {
  try lines(generate("--seed", "11", "--persons", "20000", "--quiet").output)
}

@Suite struct `A generated population` {
  @Test func `has as many persons as were asked for, and each key once`() throws {
    let run = try generate("--seed", "11", "--persons", "2000", "--quiet")
    #expect(run.status == 0 && run.remarks.isEmpty)
    let lines = try lines(run.output)
    #expect(lines.count { $0["kind"] == "person" } == 2_000)
    #expect(Set(lines.map { $0["key"] ?? "" }).count == lines.count)
    #expect(run.output.last == UInt8(ascii: "\n"))
    #expect(run.output.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.count <= 4_096 })
  }

  @Test func `is the same for the same seed, and another for another`() throws {
    let first = try generate("--seed", "11", "--persons", "300", "--quiet").output
    #expect(first == (try generate("--seed", "11", "--persons", "300", "--quiet").output))
    #expect(first != (try generate("--seed", "12", "--persons", "300", "--quiet").output))
  }

  @Test func `names in papers of before the reform of 2025 the communes of that time`() throws {
    let former = try JSONValue.parse(
      [UInt8](Data(contentsOf: checkout.appending(path: "Config/catalogue/former-units.json"))))
    var names: [String: String] = [:]
    for one in former["successions"]?.elements ?? [] {
      guard let code = one["formerCode"]?.text, let name = one["formerName"]?.text else { continue }
      names[code] = name.prefix(1).lowercased() + name.dropFirst()
    }
    let papers = try population.get().filter {
      ["birth-certificate", "marriage-certificate"].contains($0["type"] ?? "")
    }
    let (old, new) = (
      papers.filter { ($0["issued_on"] ?? "") < "2025-07-01" },
      papers.filter { ($0["issued_on"] ?? "") >= "2025-07-01" }
    )
    #expect(old.count > 1_000 && new.count > 20)
    for paper in old {
      let code = String(paper["number"]?.suffix(5) ?? "")
      let name = try #require(names[code])
      #expect(paper["issuer"]?.hasPrefix("Ủy ban nhân dân \(name), ") == true)
      #expect(paper["issuer"]?.hasSuffix(", tỉnh Lạng Sơn") == true)
    }
    #expect(Set(old.compactMap { $0["issuer"] }).count > 120)
    for paper in new { #expect(paper["issuer"]?.contains(",") == false) }
  }

  @Test func `has no number twice`() throws {
    let lines = try population.get()
    for member in ["personal_id", "old_number", "code"] {
      let values = lines.compactMap { $0[member] }
      #expect(!values.isEmpty && Set(values).count == values.count, "\(member)")
    }
    let documents = lines.filter { $0["kind"] == "document" }
    #expect(Set(documents.map { "\($0["type"] ?? "") \($0["number"] ?? "")" }).count == documents.count)
  }

  @Test func `refers back, or forward inside a block to a head or a spouse`() throws {
    var seen: Set<String> = []
    var forward: Set<String> = []
    for line in try population.get() {
      if line["kind"] == "household" {
        #expect(forward.isEmpty, "a block ends with every reference met")
        forward = [line["head"] ?? ""]
      }
      for member in ["household", "mother", "father", "person"] {
        if let key = line[member] { #expect(seen.contains(key), "\(line["key"] ?? ""): \(member)") }
      }
      if let spouse = line["spouse"], !seen.contains(spouse) { forward.insert(spouse) }
      seen.insert(line["key"] ?? "")
      forward.remove(line["key"] ?? "")
    }
    #expect(forward.isEmpty)
  }

  @Test func `is made of families that can be`() throws {
    let persons = try population.get().filter { $0["kind"] == "person" }
    let byKey = Dictionary(uniqueKeysWithValues: persons.map { ($0["key"] ?? "", $0) })
    func year(_ key: String?) -> Int? {
      key.flatMap { byKey[$0]?["birth_date"] }.flatMap { Int($0.prefix(4)) }
    }
    var crossHousehold = 0
    for person in persons {
      let born = try #require(year(person["key"]))
      #expect((1900...2026).contains(born))
      if let mother = year(person["mother"]) {
        #expect((17...46).contains(born - mother), "\(person["key"] ?? "")")
      }
      if let father = year(person["father"]) {
        #expect((16...65).contains(born - father), "\(person["key"] ?? "")")
      }
      if let mother = person["mother"], byKey[mother]?["household"] != person["household"] {
        crossHousehold += 1
      }
      if let spouse = person["spouse"] {
        #expect(byKey[spouse]?["spouse"] == person["key"])
        #expect(byKey[spouse]?["sex"] != person["sex"])
      }
    }
    #expect(crossHousehold > 100)
    let heads = persons.filter { $0["relation_to_head"] == "head" }
    #expect(Set(heads.map { $0["household"] ?? "" }).count == heads.count)
    #expect((2.5...5.0).contains(Double(persons.count) / Double(heads.count)))
  }

  @Test func `has the anomalies of real registers at the stated rates`() throws {
    let persons = try population.get().filter { $0["kind"] == "person" }
    func expect(_ rate: Double, of group: [Line], _ name: Comment, _ holds: (Line) -> Bool) {
      let (expected, found) = (rate * Double(group.count), Double(group.count(where: holds)))
      #expect(abs(found - expected) <= 4 * expected.squareRoot() + 1, name)
    }
    func birthYear(_ person: Line) -> Int { Int(person["birth_date"]?.prefix(4) ?? "") ?? 0 }
    let older = persons.filter { birthYear($0) < 1970 }
    let younger = persons.filter { birthYear($0) >= 1970 }
    expect(0.10, of: older, "year only") { $0["birth_date"]?.utf8.count == 4 }
    expect(0.03, of: older, "month only") { $0["birth_date"]?.utf8.count == 7 }
    expect(0.005, of: younger, "year only") { $0["birth_date"]?.utf8.count == 4 }
    expect(0.002, of: younger, "month only") { $0["birth_date"]?.utf8.count == 7 }
    expect(0.70, of: persons.filter { birthYear($0) < 2007 }, "old number") {
      $0["old_number"]?.utf8.count == 9
    }
    #expect(persons.allSatisfy { birthYear($0) < 2007 || $0["old_number"] == nil })

    let newborn = persons.filter { ($0["birth_date"] ?? "") > "2025-11-24" }
    expect(0.20, of: newborn, "newborn without id") { $0["personal_id"] == nil }
    expect(0.015, of: persons.filter { ($0["birth_date"] ?? "") < "2025-11-24" }, "without id") {
      $0["personal_id"] == nil
    }
    let numbered = persons.filter { $0["personal_id"] != nil }
    #expect(
      numbered.allSatisfy {
        $0["personal_id"]?.utf8.count == 12 && $0["personal_id"]?.hasPrefix("020") == true
      })
    expect(0.008, of: numbered, "another year") {
      $0["personal_id"]?.dropFirst(4).prefix(2) != $0["birth_date"]?.dropFirst(2).prefix(2)
    }
    expect(0.002, of: numbered, "another sex") {
      Int($0["personal_id"]?.dropFirst(3).prefix(1) ?? "").map { $0 % 2 == 1 } != ($0["sex"] == "female")
    }

    func text(_ person: Line) -> String {
      ["surname", "middle", "given", "birth_place", "hometown"].compactMap { person[$0] }.joined(
        separator: " ")
    }
    expect(0.02, of: persons, "NFD") { person in
      text(person).unicodeScalars.contains { (0x300...0x36F).contains($0.value) }
    }
    let withD = persons.filter { text($0).unicodeScalars.contains { "ĐđÐð".unicodeScalars.contains($0) } }
    expect(0.03, of: withD, "Ð for Đ") {
      text($0).unicodeScalars.contains { $0.value == 0xD0 || $0.value == 0xF0 }
    }
    expect(0.02, of: persons, "no information") { person in
      ["phone", "birth_place", "hometown"].contains { composed(person[$0] ?? "") == "Không có thông tin" }
    }

    let children = persons.filter { $0["relation_to_head"] == "child" }
    let births = Dictionary(grouping: children) {
      "\($0["mother"] ?? "") \($0["father"] ?? "") \($0["birth_date"] ?? "")"
    }
    let twins = births.values.count { $0.count == 2 && $0[0]["birth_date"]?.utf8.count == 10 }
    #expect(births.values.allSatisfy { $0.count <= 2 || $0[0]["birth_date"]?.utf8.count != 10 })
    // Of births that could give two: a household that had room for no second child has none.
    #expect((0.007...0.025).contains(Double(twins) / Double(births.count)), "\(twins) of \(births.count)")
  }

  @Test func `lives in the communes that were asked for`() throws {
    let run = try generate("--seed", "3", "--persons", "500", "--units", "05977,06187")
    #expect(run.remarks.contains("500 persons"))
    let units = Set(try lines(run.output).compactMap { $0["residence_unit"] })
    #expect(units == ["05977", "06187"])
    #expect(Set(try population.get().compactMap { $0["residence_unit"] }).count == 65)
  }

  @Test func `is refused with a reason and an exit code`() throws {
    #expect(try generate("--help").status == 0)
    let usage = try generate("--persons", "0", "--seed", "1")
    #expect(usage.status == 2 && usage.remarks.contains("--persons"))
    #expect(try generate("--seed", "1").status == 2)
    let unit = try generate("--persons", "5", "--seed", "1", "--units", "99999")
    #expect(unit.status == 1 && unit.remarks.contains("99999"))
  }

  @Test func `is written to a file at once, and to a device as it is`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "population-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "people.ndjson")
    let run = try generate("--seed", "5", "--persons", "50", "--out", file.path)
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(try lines(Data(contentsOf: file)).count { $0["kind"] == "person" } == 50)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["people.ndjson"])
    let link = folder.appending(path: "null")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/dev/null")
    #expect(try generate("--seed", "5", "--persons", "50", "--out", link.path).status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "/dev/null")
  }
}
