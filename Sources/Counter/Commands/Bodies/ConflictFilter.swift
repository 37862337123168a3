internal import Causality
package import Conflicts
internal import Procedures
internal import Records
package import Store

/// Which conflicts a command is about: the queue's own filter, and what only the records or the rules say.
struct ConflictFilter: Sendable {
  var queue = QueueFilter(isOpen: true, limit: .max)
  /// Of the node that wrote one of the sides, or of the partition.
  var center: String?
  var owner: Owner?

  /// The options of `list` and `watch`.
  init(_ invocation: Invocation, _ session: Session) throws {
    for name in ["entity", "group", "severity", "age", "blocks", "owner", "center"] {
      guard let value = invocation["--\(name)"] else { continue }
      try set(name, value, session, shown: "--\(name) \(value)")
    }
  }

  /// The conditions of `resolve --all`.
  init(conditions: [(field: String, sign: Character, value: String)], _ session: Session) throws {
    for condition in conditions {
      let shown = "\(condition.field)\(condition.sign)\(condition.value)"
      // Only an age has a more and a less, and "younger than" is no reason to decide.
      guard condition.sign == (condition.field == "age" ? ">" : "=") else {
        throw Self.refusal(shown, session)
      }
      try set(condition.field, condition.value, session, shown: shown)
    }
  }

  private mutating func set(_ name: String, _ value: String, _ session: Session, shown: String) throws {
    let schema = Schema.current
    switch name {
    case "entity":
      guard let entity = schema.entity(named: value) else { throw Self.refusal(shown, session) }
      queue.entity = entity.number
    case "group":
      // A group's name means a number only within its entity; without one, the first entity that has it.
      let entities = queue.entity.flatMap { schema.entity($0) }.map { [$0] } ?? schema.entities
      guard let (entity, group) = Self.group(value, among: entities) else {
        throw Self.refusal(shown, session)
      }
      queue.entity = entity.number
      queue.group = group
    case "severity":
      guard let severity = Severity(rawValue: value) else { throw Self.refusal(shown, session) }
      queue.severity = severity
    case "age":
      guard let span = ValueKind.spanMs(value) else { throw Self.refusal(shown, session) }
      queue.before = session.now() - span
    case "blocks":
      guard Block(rawValue: value) != nil else { throw Self.refusal(shown, session) }
      queue.blocks = value
    case "owner":
      guard let owner = Owner(rawValue: value) else { throw Self.refusal(shown, session) }
      self.owner = owner
    case "rule": queue.rule = value
    case "center": center = value
    case "partition":
      guard let partition = Partition(text: value) else { throw Self.refusal(shown, session) }
      queue.partition = partition
    default: throw Self.refusal(shown, session)
    }
  }

  private static func group(_ name: String, among entities: [Entity]) -> (Entity, UInt64)? {
    let parts = name.split(separator: ".").map(String.init)
    let found = entities.filter { parts.count < 2 || $0.name == parts[0] }
    for entity in found {
      if parts.last == "life", entity.parent == nil { return (entity, RecordState.lifeGroup) }
      if let group = parts.last.flatMap({ entity.group(named: $0) }) { return (entity, group.number) }
    }
    return nil
  }

  private static func refusal(_ shown: String, _ session: Session) -> Told {
    Told(session.fail(Texts.problems.badFilter, SafeText(shown)))
  }
}

extension Labels {
  /// The queue's entries that a filter admits, most severe and then oldest first.
  func entries(_ filter: ConflictFilter) throws -> [QueueEntry] {
    try reader.conflicts(filter.queue).filter { entry in
      if let owner = filter.owner, self.owner(of: entry) != owner { return false }
      if let center = filter.center { return try arose(entry, at: center) }
      return true
    }
  }

  /// Who decides, by the rules.
  package func owner(of entry: QueueEntry) -> Owner? {
    switch entry.subject {
    case .group(_, let group): rules.rule(entity: entry.entity, group: group).terms.owner
    case .records: rules.crossRule(named: entry.rule)?.terms.owner
    }
  }

  private func arose(_ entry: QueueEntry, at center: String) throws -> Bool {
    if entry.partition == .center(center) { return true }
    return try nodes(of: entry).contains(center)
  }

  /// The nodes whose writes stand against each other.
  func nodes(of entry: QueueEntry) throws -> [String] {
    var nodes: [String] = []
    let (records, only): ([RecordID], UInt64?) =
      switch entry.subject {
      case .group(let record, let group): ([record], group)
      case .records(let records, _): (records, nil)
      }
    for id in records {
      guard let record = try reader.record(id) else { continue }
      let groups =
        only.map { [$0] } ?? record.groups.map(\.group).filter { $0 != RecordState.lifeGroup }
      for entry in groups.flatMap({ record[$0].entries }) {
        guard let node = try reader.node(of: entry.id.origin), !nodes.contains(node) else { continue }
        nodes.append(node)
      }
    }
    return nodes
  }

  /// "Công dân Nguyễn Thị Lan: Số điện thoại"; of records together, all of them.
  package func what(_ entry: QueueEntry) throws -> SafeText {
    switch entry.subject {
    case .group(let id, let group):
      guard let record = try reader.record(id) else { return groupName(group, of: entry.entity) }
      return "\(try named(record)): \(groupName(group, of: record.entity))"
    case .records(let ids, _):
      let names = try ids.compactMap { try reader.record($0).map { try named($0) } }
      guard let first = names.first else { return "?" }
      return names.dropFirst().reduce(first) { $0 + " – " + $1 }
    }
  }
}
