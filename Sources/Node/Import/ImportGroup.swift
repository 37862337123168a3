import Causality
import Records
import Store

/// Lines that become durable together.
struct ImportGroup: Sendable {
  /// Lines of one act: a household alone, or a person with the documents that the person holds.
  var acts: [[ImportLine]] = []
  /// Refused while they were read.
  var refused: [RefusedLine] = []
  /// The last line that is dealt with once the group is durable.
  var lastLine = 0
  var draftCount = 0

  var isEmpty: Bool { acts.isEmpty && refused.isEmpty }
}

/// What an import did to the replica.
package struct ImportCounts: Hashable, Sendable {
  package var new = 0
  package var changed = 0
  package var unchanged = 0
  package var refused = 0

  package init() {}

  static func += (left: inout ImportCounts, right: ImportCounts) {
    left.new += right.new
    left.changed += right.changed
    left.unchanged += right.unchanged
    left.refused += right.refused
  }
}

/// Writes groups of lines.
struct ImportWriter {
  let author: String
  let source: String

  /// Commits a group. New records are one act a person; what is here already is compared group by group with what the
  /// source said last.
  func commit(
    _ group: ImportGroup, into file: ReplicaFile
  ) throws -> (counts: ImportCounts, refused: [RefusedLine]) {
    var counts = ImportCounts()
    var refused = group.refused
    var slow: [ImportLine] = []
    let acts = group.acts.map { lines in Act(lines.compactMap { creation($0, among: lines) }) }
    let fresh = zip(group.acts, acts).filter { $0.count == $1.drafts.count }
    let answers = file.commit(fresh.map(\.1))
    for ((lines, _), answer) in zip(fresh, answers) {
      switch answer {
      case .success: counts.new += lines.count
      case .failure(.recordExists), .failure(.recordUnknown): slow += lines
      case .failure(let error): throw error
      }
    }
    slow += zip(group.acts, acts).filter { $0.count != $1.drafts.count }.flatMap(\.0)
    for line in slow { try write(line, into: file, &counts, &refused) }
    counts.refused += refused.count
    return (counts, refused.sorted { $0.line < $1.line })
  }

  /// A draft that makes the record; `nil` for a document whose holder is in no line beside it.
  private func creation(_ line: ImportLine, among lines: [ImportLine]) -> Draft? {
    guard let unit = line.unit ?? lines.first(where: { $0.record == line.holder })?.unit else { return nil }
    return creation(line, in: .unit(unit), lifeShown: [])
  }

  private func creation(_ line: ImportLine, in partition: Partition, lifeShown: [ChangeName]) -> Draft {
    draft(
      line, in: partition, lifeShown: lifeShown,
      writes: line.groups.compactMap { group, values in
        values.map { GroupDraft(group: group.number, values: $0) }
      }, isCreation: true)
  }

  private func draft(
    _ line: ImportLine, in partition: Partition, lifeShown: [ChangeName], writes: [GroupDraft],
    isCreation: Bool
  ) -> Draft {
    Draft(
      partition: partition, record: line.record, entity: line.entity.number, root: line.holder,
      lifeShown: lifeShown, writes: writes, author: author, source: source, reason: "", whenStale: .stand,
      isCreation: isCreation)
  }

  /// One line whose record, or whose holder, may be here already.
  private func write(
    _ line: ImportLine, into file: ReplicaFile, _ counts: inout ImportCounts, _ refused: inout [RefusedLine]
  ) throws {
    let reader = file.reader
    let root = try reader.record(line.holder ?? line.record)
    let home = try reader.partition(of: line.holder ?? line.record) ?? line.unit.map(Partition.unit)
    guard let home, line.holder == nil || root != nil else {
      refused.append(RefusedLine(line, .holderUnknown))
      return
    }
    let touches = root?.touches ?? []
    let draft: Draft
    if let state = line.holder == nil ? root : try reader.record(line.record) {
      let writes = try changes(in: line, beside: state, reader)
      guard !writes.isEmpty else {
        counts.unchanged += 1
        return
      }
      draft = self.draft(line, in: home, lifeShown: touches, writes: writes, isCreation: false)
    } else {
      draft = creation(line, in: home, lifeShown: touches)
    }
    do throws(ReplicaError) {
      _ = try file.commit(draft)
      if draft.isCreation { counts.new += 1 } else { counts.changed += 1 }
    } catch {
      switch error {
      case .recordDeleted: refused.append(RefusedLine(line, .deleted))
      case .recordExists: refused.append(RefusedLine(line, .elsewhere))
      case .tooLarge: refused.append(RefusedLine(line, .tooLarge))
      default: throw error
      }
    }
  }

  /// Groups of which the source says something else than it said last. Each supersedes that saying and nothing else, so
  /// what a person wrote in between stands beside it and the rules or a person decide (`histories.md`, H12).
  private func changes(
    in line: ImportLine, beside state: RecordState, _ reader: Reader
  ) throws -> [GroupDraft] {
    var writes: [GroupDraft] = []
    var history: [HistoryEntry]?
    for (group, values) in line.groups {
      var last: (name: ChangeName, values: GroupValues)?
      if let entry = state[group.number].entries.last(where: { isImport($0.content.stamp) }) {
        last = (entry.id.name, entry.content.values)
      } else {
        let all = try history ?? reader.history(of: line.record)
        history = all
        for entry in all where isImport(entry.change.header.stamp) {
          guard let write = entry.change.payload.writes.first(where: { $0.group == group.number }) else {
            continue
          }
          last = (entry.id.name, write.values)
          break
        }
      }
      let now = values ?? GroupValues(group.fields.map { _ in .null })
      guard last?.values != now, last != nil || values != nil else { continue }
      writes.append(
        GroupDraft(
          group: group.number, values: now, shown: last.map { [$0.name] } ?? [], before: last?.values))
    }
    return writes
  }

  private func isImport(_ stamp: Stamp) -> Bool {
    stamp.author == author && stamp.source == source && stamp.kind == .data
  }
}

extension RefusedLine {
  init(_ line: ImportLine, _ reason: ImportRefusal) {
    self.init(line: line.number, reason: reason, bytes: line.bytes)
  }
}

extension RecordState {
  /// The touches of this root's life, without deletes: what an import has seen of it.
  var touches: [ChangeName] {
    self[Self.lifeGroup].entries.filter { $0.content.lifeAct != .delete }.map(\.id.name)
  }
}
