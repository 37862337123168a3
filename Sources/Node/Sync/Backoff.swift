/// How long to wait after so many failures: doubled each time, half of it by chance, so that thousands of nodes do not
/// come back at the same moment.
struct Backoff: Sendable {
  var firstMs = 1_000
  var mostMs = 60_000
  /// A number from 0 to below its argument.
  var chance: @Sendable (Int) -> Int

  /// - Parameter failures: in a row, 1 or more.
  func milliseconds(failures: Int) -> Int {
    let whole = min(mostMs, firstMs << min(16, max(0, failures - 1)))
    return whole / 2 + chance(max(1, whole / 2 + 1))
  }
}
