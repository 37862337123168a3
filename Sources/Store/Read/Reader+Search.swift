import Causality
package import Records
import SQLite

/// What a clerk typed into the one search field.
package struct PersonQuery: Hashable, Sendable {
  /// A name without or with marks, whole or the beginnings of its words; may be empty when numbers are given.
  package var name: String
  /// `1957`, `1957-03-05`, `05/03/1957`; empty for any.
  package var birth: String
  package var limit: Int

  package init(name: String, birth: String = "", limit: Int = 20) {
    self.name = name
    self.birth = birth
    self.limit = limit
  }

  static let wordsMax = 8
}

extension Reader {
  /// Persons whose folded name has words beginning with each word typed. Those who bear exactly the name typed, marks
  /// included, come first; then those who have the words whole; the rest in the order in which they arrived here.
  package func persons(_ query: PersonQuery) throws(ReplicaError) -> [RecordState] {
    let words = foldedWords(query.name).prefix(PersonQuery.wordsMax)
    // Beginnings of two or three letters have an index of their own, and a single letter is asked for by the pairs that
    // begin with it. For a longer one FTS5 first gathers all that begins so, which for "nguyen" is every third person; the
    // whole word is read only as far as the limit goes, and nearly always fills it. Where it does not, the few longer
    // words that there are stand beside it.
    let found = try storing { () throws(SQLiteError) in
      let vocabulary = Vocabulary(db)
      var terms = birthTerms(query.birth).map { NameTerm(birth: $0) }
      var long: [String] = []
      for word in words {
        if word.utf8.count == 1, let pairs = try vocabulary.pairs(beginningWith: word) {
          terms.append(NameTerm(word, pairs: pairs))
        } else if word.utf8.count <= 3 {
          terms.append(NameTerm(word, isBeginning: true))
        } else {
          long.append(word)
        }
      }
      guard !terms.isEmpty || !long.isEmpty else { return [RecordState]() }
      let whole = terms + long.map { NameTerm($0, isBeginning: false) }
      var found = try NameSearch(db, whole).states(limit: query.limit)
      guard found.count < query.limit else { return found }
      var goesOn = false
      for word in long {
        let longer = try vocabulary.words(longerThan: word)
        goesOn = goesOn || longer?.isEmpty != true
        terms.append(longer.map { NameTerm(word, orLonger: $0) } ?? NameTerm(word, isBeginning: true))
      }
      guard goesOn else { return found }
      let known = Set(found.map(\.record))
      let more = try NameSearch(db, terms).states(limit: query.limit + known.count)
      found += more.lazy.filter { !known.contains($0.record) }.prefix(query.limit - known.count)
      return found
    }
    let typed = query.name
    return found.filter { bears(typed, $0) } + found.filter { !bears(typed, $0) }
  }

  /// Persons by whatever was typed: 12 digits are a personal id, 9 an old number, 10 a phone, else a name with perhaps a
  /// year of birth behind it.
  package func persons(typed text: String, limit: Int = 20) throws(ReplicaError) -> [RecordState] {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    let isNumber = !digits.isEmpty && text.allSatisfy { $0.isNumber || $0 == " " || $0 == "." || $0 == "-" }
    if isNumber, digits.count >= 9 {
      let kinds: [LookupKind] =
        digits.count == 12 ? [.personalID] : digits.count == 9 ? [.oldNumber] : [.phone]
      for kind in kinds {
        let found = try find(kind, digits, limit: limit)
        if !found.isEmpty { return found }
      }
      return []
    }
    let words = text.split(separator: " ").map(String.init)
    if let last = words.last, words.count > 1, last.contains(where: \.isNumber) {
      let name = words.dropLast().joined(separator: " ")
      return try persons(PersonQuery(name: name, birth: last, limit: limit))
    }
    return try persons(PersonQuery(name: text, limit: limit))
  }

  private func birthTerms(_ text: String) -> [String] {
    let parts = text.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "." }).map(String.init)
    guard let first = parts.first, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return [] }
    let ordered = first.count == 4 ? parts : parts.reversed()
    guard let year = ordered.first, year.count == 4 else { return [] }
    guard ordered.count == 3 else { return ["y" + year] }
    return ["d" + year + padded(ordered[1]) + padded(ordered[2])]
  }

  private func padded(_ part: String) -> String { part.count == 1 ? "0" + part : part }

  private func bears(_ typed: String, _ state: RecordState) -> Bool {
    state[1].entries.contains { entry in
      let name = entry.content.values.values.compactMap(\.text).joined(separator: " ")
      return name.lowercased() == typed.lowercased()
    }
  }
}
