import Causality
import Crypto
import Records
package import Store

/// How far an import is, after each group that became durable.
package struct ImportStep: Sendable {
  /// Lines of the file that are dealt with.
  package var line: Int
  package var counts: ImportCounts
  /// Lines refused in this step.
  package var refused: [RefusedLine]
  /// How far an earlier run of the same file came; it is not done again, and not counted again.
  package var earlier = ImportProgress()
}

/// Loads a population file into the replica of the province.
///
/// Ids of records follow from the label and the keys in the file, and the place reached is kept after each group: run
/// again after whatever happened, it goes on where it stopped and repeats nothing. A newer file under the same label
/// writes only what its source says differently from before.
package struct PopulationImport: Sendable {
  package static let author = "import"
  package static let registerSource = "population-register"

  private let path: String
  private let label: String
  private let progressKey: String?

  /// - Parameters:
  ///   - path: `-` reads standard input, of which no place is kept.
  ///   - label: whose keys the file holds; files with one label speak of the same people.
  ///
  /// Fails with a ``NodeError`` that names the file when it cannot be read.
  package init(path: String, label: String = registerSource) throws(NodeError) {
    self.path = path
    self.label = label
    guard path != "-" else {
      progressKey = nil
      return
    }
    let digest = try certifying { () throws(CryptoError) in try SHA256.digest(ofFile: path) }
    progressKey = "\(label)/\(hexText(digest))"
  }

  /// How far an earlier run of the same file came.
  package func earlier(in replica: Replica) async throws -> ImportProgress {
    try await replica.write { file in try progressKey.flatMap(file.importProgress) } ?? ImportProgress()
  }

  /// Imports into a replica that this process owns alone; `progress` is called after each group and may stop it by
  /// throwing.
  package func run(
    into file: ReplicaFile, progress: (ImportStep) throws -> Void = { _ in }
  ) throws -> ImportStep {
    let held = try progressKey.flatMap(file.importProgress) ?? ImportProgress()
    var reading = try reading(after: held)
    while let group = try reading.next() { try progress(reading.add(try commit(group, into: file), group)) }
    return reading.total
  }

  /// Imports into the replica of a running node: other writers come in between groups, and the next group is read
  /// while one is committed.
  package func run(
    into replica: Replica, progress: (ImportStep) async throws -> Void = { _ in }
  ) async throws -> ImportStep {
    var reading = try reading(after: try await earlier(in: replica))
    var next = try reading.next()
    while let group = next {
      async let outcome = replica.write { file in try commit(group, into: file) }
      next = try reading.next()
      try await progress(reading.add(try await outcome, group))
    }
    return reading.total
  }

  private func reading(after held: ImportProgress) throws -> ImportReading {
    try ImportReading(
      source: LineSource(path: path), lines: ImportLineReader(source: label, hashing: CryptoHashing()),
      after: held)
  }

  private func commit(_ group: ImportGroup, into file: ReplicaFile) throws -> Outcome {
    let writer = ImportWriter(author: Self.author, source: Self.registerSource)
    let (counts, refused) = try writer.commit(group, into: file)
    if let progressKey {
      var held = try file.importProgress(of: progressKey) ?? ImportProgress()
      held.line = group.lastLine
      held.accepted += counts.new + counts.changed + counts.unchanged
      held.refused += counts.refused
      try file.keep(held, of: progressKey)
    }
    return Outcome(counts: counts, refused: refused)
  }
}

struct Outcome: Sendable {
  let counts: ImportCounts
  let refused: [RefusedLine]
}

/// Reads groups of lines, block by block (a household, its people, their documents).
struct ImportReading: ~Copyable {
  private var source: LineSource
  private let lines: ImportLineReader
  private var number = 0
  private var held: ImportLine?
  private var hasEnded = false
  private(set) var total = ImportStep(line: 0, counts: ImportCounts(), refused: [])

  /// Passes over the lines that are dealt with already.
  init(source: consuming LineSource, lines: ImportLineReader, after earlier: ImportProgress) throws {
    self.source = source
    self.lines = lines
    while number < earlier.line, try self.source.next() != nil { number += 1 }
    total.line = number
    total.earlier = earlier
  }

  mutating func add(_ outcome: Outcome, _ group: ImportGroup) -> ImportStep {
    total.counts += outcome.counts
    total.line = group.lastLine
    var step = total
    step.refused = outcome.refused
    return step
  }

  /// The next group, of whole blocks; `nil` at the end.
  mutating func next() throws -> ImportGroup? {
    var group = ImportGroup()
    let before = number
    while !hasEnded, group.draftCount < ImportLimits.groupDraftsMax,
      group.refused.count < ImportLimits.groupDraftsMax
    { try readBlock(into: &group) }
    // What is left at the end may be empty lines alone.
    return group.isEmpty && number == before ? nil : group
  }

  private mutating func readBlock(into group: inout ImportGroup) throws {
    var block: [ImportLine] = []
    if let held { block.append(held) }
    held = nil
    // Refused lines are held with their bytes until the group is durable, so they are bounded too.
    while block.count < ImportLimits.blockLinesMax, group.refused.count < ImportLimits.groupDraftsMax {
      guard let bytes = try source.next() else {
        hasEnded = true
        break
      }
      number += 1
      guard bytes.contains(where: { !Self.isSpace($0) }) else { continue }
      do throws(ImportRefusal) {
        guard bytes.count <= ImportLimits.lineBytesMax else { throw .tooLong }
        let line = try lines.line(number, bytes)
        if line.entity.name == "household", !block.isEmpty {
          held = line
          break
        }
        if block.contains(where: { $0.record == line.record }) { throw .repeatedKey }
        block.append(line)
      } catch {
        var reason = error
        if case .malformed = error, source.isCut { reason = .cutShort }
        group.refused.append(RefusedLine(line: number, reason: reason, bytes: bytes))
      }
    }
    group.add(block)
    group.lastLine = held.map { $0.number - 1 } ?? number
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}

extension ImportGroup {
  /// Each root is an act with the documents of its holder.
  mutating func add(_ block: [ImportLine]) {
    draftCount += block.count
    var places: [RecordID: Int] = [:]
    for line in block {
      if let holder = line.holder, let place = places[holder], acts[place].count < Act.draftsMax {
        acts[place].append(line)
      } else {
        if line.holder == nil { places[line.record] = acts.count }
        acts.append([line])
      }
    }
  }
}
