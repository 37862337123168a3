package import Causality

/// Why a decision was not made into a draft. Nothing was changed.
package enum ResolutionError: Error, Equatable, Sendable {
  /// A decision carries a written reason.
  case reasonMissing
  case reasonTooLong(bytesMax: Int)
  /// The group has no rivals, or life is not disputed: there is nothing to decide.
  case nothingToDecide
  /// The siblings are not those that were shown: `arrived` stand and were not shown, `gone` were shown and do not
  /// stand. Show them and ask again (compare and set on the conflict's version, `histories.md`, H29).
  case changed(arrived: [ChangeName], gone: [ChangeName])
  /// The chosen sibling is not among those shown.
  case notASibling(ChangeName)
  case unknownGroup(UInt64)
  /// The group has `expected` fields.
  case fieldCount(expected: Int)
  /// A value that the named field does not hold.
  case unfitValue(field: String)
  /// The entity has no `merged_into`, or the two records are of different entities.
  case cannotMerge
  case mergeWithItself
  /// One of the two was merged before: decide about the record that survived.
  case mergedBefore(RecordID)
  case deleted(RecordID)
  /// The group's one value is no resolution, or there is none at all.
  case noResolution
  /// The resolution carries no rejected values: it is not one that this version wrote.
  case nothingRejected
  /// The rule does not allow "not the same".
  case distinctNotAllowed(rule: String)
}
