import Conflicts
import Foundation
import Procedures
import Records

/// What the province publishes, read from its files and found to be right.
///
/// The folder is `Config` (see its README), the rules are the files of `Conflicts/rules`. One thing wrong refuses all:
/// half a catalogue is worse than the one before.
package struct CatalogueFolder: Sendable {
  /// Entries in the order of the files.
  package let entries: [CatalogueEntry]

  /// - Parameters:
  ///   - config: folder that holds `catalogue/`.
  ///   - rules: folder of the rules of conflicts; `nil`: `Conflicts/rules` beside `config`.
  package init(config: String, rules: String? = nil) throws(CatalogueRefused) {
    let rulesFolder =
      rules
      ?? URL(filePath: config).deletingLastPathComponent().appending(path: "Conflicts/rules").path(
        percentEncoded: false)
    var reading = CatalogueReading(config: config)
    reading.readAll()
    reading.readRules(in: rulesFolder)
    guard reading.problems.isEmpty else { throw CatalogueRefused(problems: reading.problems) }
    entries = reading.entries
  }
}

/// Reads file after file and goes on after a mistake, so that all files are named at once.
struct CatalogueReading {
  let config: String
  private(set) var entries: [CatalogueEntry] = []
  var problems: [CatalogueProblem] = []

  init(config: String) { self.config = config }

  mutating func readAll() {
    let catalogue = read("catalogue/catalogue.json", as: Catalogue.self)
    let units = read("catalogue/units.json", as: UnitList.self)
    let former = read("catalogue/former-units.json", as: FormerUnitList.self)
    let agencies = read("catalogue/agencies.json", as: AgencyList.self)
    let calendar = read("catalogue/calendar.json", as: WorkingCalendar.self)
    let statuses = read("catalogue/statuses.json", as: StatusList.self)
    let transitions = read("catalogue/transitions.json", as: TransitionTable.self)
    let integration = read("catalogue/integration.json", as: IntegrationLists.self)
    if let (file, content) = catalogue {
      enter(file, content)
      problems += CatalogueCheck(file).problems(in: content)
    }
    if let (file, content) = units {
      enter(file, content)
      problems += CatalogueCheck(file).problems(in: content)
    }
    if let (file, content) = former {
      enter(file, content)
      problems += CatalogueCheck(file).problems(in: content, units: units?.content)
    }
    if let (file, content) = agencies {
      enter(file, content)
      problems += CatalogueCheck(file).problems(in: content, units: units?.content)
    }
    if let (file, content) = calendar {
      enter(file, content)
      problems += CatalogueCheck(file).problems(in: content)
    }
    if let (file, content) = integration {
      enter(file, content)
      problems += CatalogueCheck(file).problems(in: content, catalogue: catalogue?.content)
    }
    if let (file, content) = statuses, let (moves, table) = transitions {
      enter(statuses: file, content, transitions: moves, table)
      problems += CatalogueCheck(file).problems(in: content)
      problems += CatalogueCheck(moves).problems(in: table)
    }
  }

  mutating func readRules(in folder: String) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".json") }.sorted()
    guard !names.isEmpty else {
      problems.append(CatalogueProblem(file: "Conflicts/rules", .noRules))
      return
    }
    var documents: [(name: String, json: JSONValue)] = []
    for name in names {
      do throws(CatalogueRefused) {
        let file = try CatalogueFile.read(name, in: folder)
        documents.append((name: name, json: file.json))
        let code = file.json["entity"]?.text ?? name
        entries.append(
          CatalogueEntry(
            entity: "conflict_rules", code: code, validFrom: file.json["version"]?.text, definition: file.json
          ))
      } catch {
        problems += error.problems
      }
    }
    do throws(RuleError) {
      _ = try RuleBook(documents: documents, schema: .current)
    } catch {
      problems.append(CatalogueProblem(file: error.file, path: error.path, .rule(error.problem)))
    }
  }

  private mutating func read<Content: Codable>(
    _ name: String, as type: Content.Type
  ) -> (file: CatalogueFile, content: Content)? {
    do throws(CatalogueRefused) {
      let file = try CatalogueFile.read(name, in: config)
      return (file, try file.decoded(as: type))
    } catch {
      problems += error.problems
      return nil
    }
  }

  mutating func enter(
    _ entity: String, _ code: String, _ validFrom: CivilDate?, _ validTo: CivilDate?, _ json: JSONValue
  ) {
    entries.append(
      CatalogueEntry(
        entity: entity, code: code, validFrom: validFrom?.description, validTo: validTo?.description,
        definition: json))
  }
}
