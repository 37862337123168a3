/// The word that was probably meant: the one that is fewest slips away (a letter more, fewer, other, or two in the wrong
/// order), if that is at most a third of its letters, or the only one that begins so; nil when nothing is near. Only ever
/// suggested, never taken.
func nearest(to word: String, among words: [String]) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  let longer = words.filter { $0.hasPrefix(word) }
  if longer.count == 1 { return longer[0] }
  let ranked = words.map { (word: $0, slips: slips(Array(word), Array($0))) }
  guard let best = ranked.min(by: { $0.slips < $1.slips }), best.slips * 3 <= best.word.count else {
    return nil
  }
  return best.word
}

/// The optimal string alignment distance.
private func slips(_ left: [Character], _ right: [Character]) -> Int {
  var before: [Int] = []
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var line = [row + 1]
    for (column, other) in right.enumerated() {
      var least = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, line[column] + 1)
      if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
        least = min(least, before[column - 1] + 1)
      }
      line.append(least)
    }
    before = last
    last = line
  }
  return last[right.count]
}
