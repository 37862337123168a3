/// Names and values under each other, values aligned; long ones go on below themselves.
///
///     Mã hồ sơ     H37.11-20260309-00001
///     Trạng thái   Đang xử lý
package struct KeyValue: Sendable {
  package private(set) var pairs: [(name: SafeText, value: SafeText)] = []
  /// Spaces before each line.
  package let indentation: Int

  package init(indentation: Int = 0) { self.indentation = indentation }

  package mutating func append(_ name: SafeText, _ value: SafeText) { pairs.append((name, value)) }

  /// Appends only what is there.
  package mutating func append(_ name: SafeText, _ value: SafeText?) {
    if let value, !value.isEmpty { pairs.append((name, value)) }
  }

  package func lines(width: Int?) -> [SafeText] {
    let names = pairs.reduce(0) { max($0, $1.name.columns) }
    let start = indentation + names + 3
    return pairs.flatMap { pair in
      let values = width.map { pair.value.wrapped(to: max($0 - start, 16)) } ?? [pair.value]
      return values.enumerated().map { index, value in
        let name = index == 0 ? pair.name : SafeText()
        return SafeText().padded(to: indentation) + name.inked(.faint).padded(to: names + 3) + value
      }
    }
  }
}
