package import Causality

/// Reading fields by the schema's names: a view, never state.
extension RecordState {
  /// The values of a group that has exactly one value, or of the sibling first in order where it has rivals (what the
  /// rules show provisionally is for `Conflicts` to say).
  package func values(_ group: Group) -> [Value] {
    self[group.number].entries.first?.content.values.values ?? []
  }

  /// The field's value; null where the group was never written or the entity has no such field.
  package func value(_ field: String, in entity: Entity) -> Value {
    guard let (group, index) = entity.field(named: field) else { return .null }
    let values = values(group)
    return index < values.count ? values[index] : .null
  }

  package func text(_ field: String, in entity: Entity) -> String? { value(field, in: entity).text }

  /// What a form that shows `group` must carry to its commit.
  package func shown(_ group: UInt64) -> [ChangeName] { self[group].names }

  /// A draft of one group's new values, made from what this state shows.
  package func draft(_ group: Group, _ values: [Value]) -> GroupDraft {
    let siblings = self[group.number]
    return GroupDraft(
      group: group.number, values: GroupValues(values), shown: siblings.names,
      before: siblings.entries.first?.content.values)
  }
}
