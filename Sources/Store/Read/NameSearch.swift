import Causality
import Records
import SQLite

/// One word of a search, as the index is asked for it.
struct NameTerm {
  /// UTF-8 of the folded word.
  let word: [UInt8]
  /// Whether words that only begin with it count too.
  let isBeginning: Bool
  /// Only names are words that a record's state can be looked through for.
  let isName: Bool
  /// In the language of FTS5.
  let text: String
  /// Nearly the same, and cheap to begin with: how many persons have it is estimated by this.
  let sample: String

  init(_ word: String, isBeginning: Bool) {
    self.init(
      word, isBeginning, isName: true, text: Self.quoted(word) + (isBeginning ? "*" : ""),
      sample: Self.quoted(word) + (isBeginning && word.utf8.count <= 3 ? "*" : ""))
  }

  /// The word or one of those, which are all that begin with it.
  init(_ word: String, orLonger words: [String]) {
    let all = [word] + words
    self.init(
      word, !words.isEmpty, isName: true, text: "(" + all.map(Self.quoted).joined(separator: " OR ") + ")",
      sample: Self.quoted(word))
  }

  /// A single letter, by the pairs of letters that begin with it.
  init(_ letter: String, pairs: [String]) {
    let all = [Self.quoted(letter)] + pairs.map { Self.quoted($0) + "*" }
    let text = "(" + all.joined(separator: " OR ") + ")"
    self.init(letter, true, isName: true, text: text, sample: text)
  }

  init(birth word: String) {
    self.init(word, false, isName: false, text: Self.quoted(word), sample: Self.quoted(word))
  }

  private init(_ word: String, _ isBeginning: Bool, isName: Bool, text: String, sample: String) {
    self.word = Array(word.utf8)
    self.isBeginning = isBeginning
    self.isName = isName
    self.text = text
    self.sample = sample
  }

  /// One FTS5 string: a quote inside is doubled, so no text becomes syntax (sqlite.org/fts5.html §3.1).
  private static func quoted(_ word: String) -> String {
    "\"" + word.replacing("\"", with: "\"\"") + "\""
  }
}

/// The words that the names of all persons are made of, to ask which of them begin so.
struct Vocabulary {
  /// Longer words that are asked for one by one; with more of them FTS5 gathers what begins so.
  private static let longerMax = 8
  /// Pairs that begin with one letter.
  private static let pairsMax = 64

  private let db: Connection

  init(_ db: Connection) { self.db = db }

  /// The words that begin with this one and go on; `nil` where there are many.
  func words(longerThan word: String) throws(SQLiteError) -> [String]? {
    var longer: [String] = []
    var last = Array(word.utf8)
    while let next = try first(from: last + [Self.lowest], beginningWith: word) {
      guard longer.count < Self.longerMax else { return nil }
      longer.append(next)
      last = Array(next.utf8)
    }
    return longer
  }

  /// The beginnings of two letters of the words that begin with one; `nil` where there are many.
  func pairs(beginningWith letter: String) throws(SQLiteError) -> [String]? {
    var pairs: [String] = []
    var from = Array(letter.utf8) + [Self.lowest]
    while let next = try first(from: from, beginningWith: letter) {
      guard pairs.count < Self.pairsMax else { return nil }
      let pair = String(String.UnicodeScalarView(next.unicodeScalars.prefix(2)))
      pairs.append(pair)
      from = Array(pair.utf8) + [Self.highest]
    }
    return pairs
  }

  /// No word holds a byte below the exclamation mark, and no UTF-8 holds FF.
  private static let lowest = UInt8(ascii: "!")
  private static let highest: UInt8 = 0xFF

  /// The table has a row for each word of each person, so it is never asked for a word that is known, only for what can
  /// follow it.
  private func first(from start: [UInt8], beginningWith word: String) throws(SQLiteError) -> String? {
    let select = try db.statement("SELECT term FROM person_word WHERE term >= ?1 AND term < ?2 LIMIT 1")
    select.bind(1, utf8: start)
    select.bind(2, utf8: Array(word.utf8) + [Self.highest])
    defer { select.reset() }
    return try select.step() ? select.text(0) : nil
  }
}

/// Persons who have all of several words, in the order of their rows.
///
/// FTS5 finds them by walking the lists of all the words to the end, and a word that every second person bears ("thi",
/// "van") has a list as long as all the others together. So the commonest word is left out of the walk and looked for in
/// the persons whom the others leave. Where those are many who have it not, which the others could not tell, the walk goes
/// on with all words from there.
struct NameSearch {
  /// Persons looked at in vain before the walk goes on with all words.
  private static let missesMax = 200
  private static let sampleCount = 32

  private let db: Connection
  private let terms: [NameTerm]

  init(_ db: Connection, _ terms: [NameTerm]) {
    self.db = db
    self.terms = terms
  }

  func states(limit: Int) throws(SQLiteError) -> [RecordState] {
    var states: [RecordState] = []
    guard let common = try commonest() else {
      _ = try walk(terms, after: 0, limit: limit, into: &states, lacking: nil)
      return states
    }
    var others = terms
    let left = others.remove(at: common)
    let end = try walk(others, after: 0, limit: limit, into: &states, lacking: left)
    guard let end else { return states }
    _ = try walk(terms, after: end, limit: limit, into: &states, lacking: nil)
    return states
  }

  /// Adds who is found; returns the row at which it gave up looking for the word that `terms` lack.
  private func walk(
    _ terms: [NameTerm], after row: Int64, limit: Int, into states: inout [RecordState],
    lacking left: NameTerm?
  ) throws(SQLiteError) -> Int64? {
    let select = try db.statement(
      """
      SELECT t.rowid, r.state FROM person_text t JOIN record r ON r.id = t.rowid
      WHERE person_text MATCH ?1 AND t.rowid > ?2
      """)
    select.bind(1, terms.map(\.text).joined(separator: " AND "))
    select.bind(2, row)
    defer { select.reset() }
    var misses = 0
    while states.count < limit, try select.step() {
      guard let state = try? RecordState(encoded: select.bytes(1)) else { throw ReadFailure.undecodable }
      if let left, !SearchIndex.nameWords(state[1]).contains(left.word, asBeginning: left.isBeginning) {
        misses += 1
        if misses > Self.missesMax { return select.int64(0) }
      } else {
        states.append(state)
      }
    }
    return nil
  }

  /// The word whose list is by far the longest, by how close together its first persons lie.
  private func commonest() throws(SQLiteError) -> Int? {
    guard terms.count > 1 else { return nil }
    var spans: [Int64] = []
    for term in terms { spans.append(try span(term)) }
    guard let closest = spans.indices.filter({ terms[$0].isName }).min(by: { spans[$0] < spans[$1] }),
      spans.contains(where: { $0 / 2 > spans[closest] })
    else { return nil }
    return closest
  }

  /// How far the first persons with a word lie apart; the more, the rarer it is.
  private func span(_ term: NameTerm) throws(SQLiteError) -> Int64 {
    let select = try db.statement("SELECT rowid FROM person_text WHERE person_text MATCH ?1 LIMIT ?2")
    select.bind(1, term.sample)
    select.bind(2, Self.sampleCount)
    var count = 0
    var first: Int64 = 0
    var last: Int64 = 0
    try select.forEachRow { row throws(SQLiteError) in
      last = row.int64(0)
      if count == 0 { first = last }
      count += 1
    }
    return count < Self.sampleCount ? .max : last - first
  }
}
