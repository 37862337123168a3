import Records

/// One claimant prepared for judging every change that is applied: values of the files as the bytes that a group
/// holds, so that a condition compares bytes and decodes nothing.
struct ClaimPlan {
  /// A condition, by the bytes of the values it names.
  struct Test {
    let condition: Condition
    let group: UInt64
    let index: Int
    private let literals: [[UInt8]]

    init(_ condition: Condition) {
      self.condition = condition
      group = condition.field.group
      index = condition.field.index
      switch condition.test {
      case .isOne(let values), .isNone(let values):
        literals = values.map { value in
          var out = CBORWriter(capacity: 16)
          out.value(value)
          return out.bytes
        }
      case .isKnown: literals = []
      }
    }

    var holdsForNull: Bool {
      switch condition.test {
      case .isOne: false
      case .isNone: true
      case .isKnown(let known): !known
      }
    }

    func holds(_ values: GroupValues) -> Bool {
      guard let item = values.slice(of: index), item.first != 0xF6 else { return holdsForNull }
      switch condition.test {
      case .isKnown(let known): return known
      case .isOne: return isAmongLiterals(item)
      case .isNone: return !isAmongLiterals(item)
      }
    }

    private func isAmongLiterals(_ item: ArraySlice<UInt8>) -> Bool {
      literals.contains { $0.count == item.count && $0.elementsEqual(item) }
    }
  }

  let rule: String
  let tag: String
  let tests: [Test]
  let key: [KeyPart]
  /// The groups without which there is no key.
  let keyGroups: [UInt64]

  init(rule: String, _ claimant: Claimant) {
    self.rule = rule
    tag = claimant.tag
    tests = claimant.conditions.map(Test.init)
    key = claimant.key
    keyGroups = claimant.key.compactMap { part in
      switch part {
      case .field(let field, _, _), .pair(let field): field.group
      case .record, .root: nil
      }
    }
  }
}

extension GroupValues {
  /// The bytes of the item at `index`; `nil` beyond the end.
  func slice(of index: Int) -> ArraySlice<UInt8>? {
    var reader = reader
    guard let count = try? reader.array(max: Self.fieldsMax), index < count else { return nil }
    // Bytes in a group were checked when they were decoded; what cannot be read is nowhere.
    for _ in 0..<index { guard (try? reader.skip()) != nil else { return nil } }
    let start = reader.position
    guard (try? reader.skip()) != nil, reader.position > start else { return nil }
    return reader.bytes[start..<reader.position]
  }
}
