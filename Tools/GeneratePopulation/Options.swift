import Foundation
import Procedures

/// The words after the command.
struct Options: Equatable {
  var seed: UInt64 = 1
  var persons = 0
  var units: [String]?
  var out: String?
  var config: String?
  var asOf: CivilDate
  var isQuiet = false

  static let usage = """
    usage: generate-population --seed S --persons N [--units CODE,CODE] [--out FILE]

    Makes people who do not exist, their households and documents, as NDJSON for `tram hub import`.
    The same seed and options give the same bytes. The format is described in Tools/GeneratePopulation/FORMAT.md.

      --seed S            a whole number from 0
      --persons N         how many people, 1 to 10,000,000
      --units CODE,CODE   only these communes and wards (codes of Config/catalogue/units.json); all 65 without it
      --out FILE          where to write; standard output without it
      --as-of DATE        the day of the register, 2026-11-24 without it
      --config FOLDER     the folder Config, found from the program's place without it
      --quiet             no remarks on standard error
      --help              this text
    """

  /// Nil asks for help.
  static func parse(_ words: [String]) throws(GeneratorError) -> Options? {
    guard let asOf = CivilDate(year: 2026, month: 11, day: 24) else { return nil }
    var options = Options(asOf: asOf)
    var hasSeed = false
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--help", "-h": return nil
      case "--quiet":
        options.isQuiet = true
        continue
      case "--seed", "--persons", "--units", "--out", "--as-of", "--config": break
      default: throw .usage("unknown option \(word)")
      }
      guard let value = rest.popFirst() else { throw .usage("\(word) needs a value") }
      switch word {
      case "--seed":
        guard let seed = UInt64(value) else { throw .usage("--seed needs a whole number") }
        options.seed = seed
        hasSeed = true
      case "--persons":
        guard let count = Int(value), (1...10_000_000).contains(count) else {
          throw .usage("--persons needs a number from 1 to 10000000")
        }
        options.persons = count
      case "--units": options.units = value.split(separator: ",").map(String.init)
      case "--out": options.out = value
      case "--config": options.config = value
      default:
        guard let day = CivilDate(value), (1990...2099).contains(day.year) else {
          throw .usage("--as-of needs a day as in 2026-11-24")
        }
        options.asOf = day
      }
    }
    guard hasSeed, options.persons > 0 else { throw .usage("--seed and --persons are needed") }
    if options.units?.isEmpty == true { throw .usage("--units needs at least one code") }
    return options
  }
}

/// Why there is no population.
enum GeneratorError: Error, Equatable {
  case usage(String)
  case configNotFound
  case emptyList(String)
  case unknownUnit(String)
  case numbersExhausted
  case notWritable(String)

  var message: String {
    switch self {
    case .usage(let what): "\(what)\ntry: generate-population --help"
    case .configNotFound: "the folder Config was not found\ntry: --config FOLDER"
    case .emptyList(let path): "a list in \(path) is empty"
    case .unknownUnit(let code): "no unit has the code \(code)\ntry: a code of Config/catalogue/units.json"
    case .numbersExhausted:
      "more people of one year and sex than there are personal ids\ntry: fewer --persons"
    case .notWritable(let path): "\(path) cannot be written"
    }
  }
}
