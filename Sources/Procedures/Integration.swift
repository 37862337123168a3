package import Causality
import Records

/// What the law publishes about data in place of papers, as dated lists: `integration.json`.
///
/// The lists change monthly, so that what was right yesterday must be explained by yesterday's list. A list that was
/// announced and not found stands here with its announced size and without entries: it forbids nothing.
package struct IntegrationLists: Hashable, Sendable, Codable {
  package var source: String
  package var certainty: String
  package var lists: [IntegrationList]
  package var ages: [AcceptableAge]

  package init(
    source: String, certainty: String, lists: [IntegrationList] = [], ages: [AcceptableAge] = []
  ) {
    self.source = source
    self.certainty = certainty
    self.lists = lists
    self.ages = ages
  }

  /// What is in force on a day.
  package func inForce(on day: CivilDate) -> ListsOfDay {
    ListsOfDay(
      day: day, lists: lists.filter { $0.validFrom <= day && day <= ($0.validTo ?? .last) },
      ages: ages.filter { $0.validFrom <= day && day <= ($0.validTo ?? .last) })
  }
}

/// One published list.
package struct IntegrationList: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Documents that are in VNeID, by their slugs in `documentTypes`.
    case documents
    /// Databases that answer in place of a paper, as components name them: `population-register`.
    case sources
    /// Procedures, by their codes.
    case procedures
  }

  /// One document, database or procedure of a list.
  package struct Entry: Hashable, Sendable, Codable {
    package var code: String
    /// `sourced` or `assumed`; what is assumed must not by itself refuse or demand a paper.
    package var basis: String
    /// Words by which people call it, found in what a clerk writes: `căn cước công dân`, `CCCD`.
    package var aliases: [String]

    package init(code: String, basis: String, aliases: [String] = []) {
      self.code = code
      self.basis = basis
      self.aliases = aliases
    }
  }

  /// `vneid-documents-person`.
  package var code: String
  package var kind: Kind
  package var nameVi: String
  package var nameEn: String
  /// How many entries the authority announced; nil where it named no number.
  package var announced: Int?
  package var source: String
  package var note: String
  package var validFrom: CivilDate
  package var validTo: CivilDate?
  package var entries: [Entry]

  package init(
    code: String, kind: Kind, nameVi: String, nameEn: String, announced: Int? = nil, source: String,
    note: String = "", validFrom: CivilDate, validTo: CivilDate? = nil, entries: [Entry] = []
  ) {
    self.code = code
    self.kind = kind
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.announced = announced
    self.source = source
    self.note = note
    self.validFrom = validFrom
    self.validTo = validTo
    self.entries = entries
  }

  private enum CodingKeys: String, CodingKey {
    case code, kind, nameVi = "name_vi", nameEn = "name_en", announced, source, note, validFrom, validTo,
      entries
  }

  /// What decides, in one hash: the same list of another day, or with one entry more, has another.
  package func fingerprint(_ hashing: any Hashing) -> Hash256 {
    var out = CBORWriter(capacity: 256)
    out.array(4 + 3 * entries.count)
    out.text(code)
    out.text(kind.rawValue)
    out.text(validFrom.description)
    out.text(validTo?.description ?? "")
    for entry in entries {
      out.text(entry.code)
      out.text(entry.basis)
      out.text(entry.aliases.joined(separator: "\n"))
    }
    return hashing.hash(out.bytes)
  }
}

/// How old what a source said may be when a dossier relies on it. The law states no number; an administrator sets it.
package struct AcceptableAge: Hashable, Sendable, Codable {
  /// As components name it: `population-register`, `vneid-document`.
  package var source: String
  package var hours: Int
  package var basis: String
  package var note: String
  package var validFrom: CivilDate
  package var validTo: CivilDate?

  package init(
    source: String, hours: Int, basis: String, note: String = "", validFrom: CivilDate,
    validTo: CivilDate? = nil
  ) {
    self.source = source
    self.hours = hours
    self.basis = basis
    self.note = note
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

/// A source that a list of the day names.
package struct Listing: Hashable, Sendable {
  /// Code of the list.
  package let list: String
  package let source: ComponentSource
  /// The list itself was read; an assumed entry only advises.
  package let isSourced: Bool
}

/// The lists in force on one day.
package struct ListsOfDay: Hashable, Sendable {
  package let day: CivilDate
  package let lists: [IntegrationList]
  package let ages: [AcceptableAge]

  package init(day: CivilDate, lists: [IntegrationList], ages: [AcceptableAge] = []) {
    self.day = day
    self.lists = lists
    self.ages = ages
  }

  /// No list has arrived: nothing is forbidden, and whoever asks is told so.
  package static func none(on day: CivilDate) -> ListsOfDay { ListsOfDay(day: day, lists: []) }

  /// The list that names a source; a sourced entry before an assumed one.
  package func listing(of source: ComponentSource) -> Listing? {
    let (kind, code): (IntegrationList.Kind, String)
    switch source {
    case .vneidDocument(let slug): (kind, code) = (.documents, slug)
    case .populationRegister, .civilStatusRegister, .residenceRegister, .healthInsuranceRegister:
      (kind, code) = (.sources, source.description)
    case .electronicForm, .citizenMustProvide, .otherAgency: return nil
    }
    var found: Listing?
    for list in lists where list.kind == kind {
      guard let entry = list.entries.first(where: { $0.code == code }) else { continue }
      let listing = Listing(list: list.code, source: source, isSourced: entry.basis == "sourced")
      if listing.isSourced { return listing }
      found = found ?? listing
    }
    return found
  }

  /// Whether what was known then is too old to rely on; false where no age is set for the source.
  package func isTooOld(_ source: ComponentSource?, asOf: Int64?, at now: Int64) -> Bool {
    guard let source, let asOf else { return false }
    let word = if case .vneidDocument = source { "vneid-document" } else { source.description }
    guard let age = ages.first(where: { $0.source == word }) else { return false }
    let limit = Int64(min(max(age.hours, 0), 1_000_000)) * 3_600_000
    let (elapsed, overflows) = now.subtractingReportingOverflow(asOf)
    return overflows || elapsed > limit
  }

  /// A document of a list that a text calls by one of its names, whole words without marks or capitals.
  ///
  /// A request for a listed document is not made lawful by writing it as a note.
  package func listedDocument(namedIn text: String) -> (slug: String, list: String)? {
    let words = foldedWords(text)
    guard !words.isEmpty else { return nil }
    for list in lists where list.kind == .documents {
      for entry in list.entries where entry.basis == "sourced" {
        for alias in entry.aliases {
          let wanted = foldedWords(alias)
          guard !wanted.isEmpty, wanted.count <= words.count else { continue }
          let starts = 0...(words.count - wanted.count)
          if starts.contains(where: { Array(words[$0..<($0 + wanted.count)]) == wanted }) {
            return (entry.code, list.code)
          }
        }
      }
    }
    return nil
  }

  /// The lists by name and hash, as an evidence or an exception keeps them:
  /// `connected-sources@2025-10-01#5f3a9c01`.
  package func citation(_ hashing: any Hashing) -> String {
    lists.filter { !$0.entries.isEmpty && $0.kind != .procedures }
      .map { "\($0.code)@\($0.validFrom)#\($0.fingerprint(hashing).description.prefix(16))" }
      .sorted().joined(separator: " ")
  }
}
