import Foundation
import Procedures

@main
struct Main {
  static func main() {
    do {
      guard let options = try Options.parse(Array(CommandLine.arguments.dropFirst())) else {
        print(Options.usage)
        return
      }
      try generate(options)
    } catch let error as GeneratorError {
      remark("error: \(error.message)")
      if case .usage = error { exit(2) }
      exit(1)
    } catch {
      remark("error: \(error.localizedDescription)")
      exit(1)
    }
  }

  /// A file is written beside its name and renamed at the end, so that a half one is never taken for whole. What is
  /// there and no plain file (a device, a pipe) is written to as it is: a rename would put a file in its place.
  private static func generate(_ options: Options) throws {
    guard let path = options.out else {
      try write(options, to: .standardOutput)
      return
    }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    if let kind, kind != .typeRegular {
      guard let file = FileHandle(forWritingAtPath: path) else { throw GeneratorError.notWritable(path) }
      // A link may lead to a longer file; a device cannot be truncated and need not be.
      try? file.truncate(atOffset: 0)
      try write(options, to: file)
      return
    }
    let partial = path + ".partial"
    guard FileManager.default.createFile(atPath: partial, contents: nil),
      let file = FileHandle(forWritingAtPath: partial)
    else { throw GeneratorError.notWritable(partial) }
    try write(options, to: file)
    try file.close()
    guard rename(partial, path) == 0 else { throw GeneratorError.notWritable(path) }
  }

  private static func write(_ options: Options, to file: FileHandle) throws {
    let config = try configFolder(options.config)
    let places = try Place.load(catalogue: config.appending(path: "catalogue"), units: options.units)
    let everywhere = try Place.load(catalogue: config.appending(path: "catalogue"), units: nil)
    var chance = Chance(seed: options.seed)
    var families = Families(
      names: try Names(population: config.appending(path: "population")), asOf: options.asOf)
    var register = Register(asOf: options.asOf, places: everywhere, numbers: Numbers(seed: options.seed))
    let documents = Documents(asOf: options.asOf)
    var lines = Lines(file)

    for (place, share) in zip(places, shares(of: options.persons, among: places.map(\.weight))) {
      families.enterUnit()
      var left = share
      var householdsHere = 0
      while left > 0 {
        let members = families.household(atMost: left, &chance)
        left -= members.count
        householdsHere += 1
        let address = address(in: place, &chance)
        let residence = Residence(
          unit: place.unit.code, address: address, kind: chance.happens(9_400) ? "permanent" : "temporary")
        let head = members.first { $0.relation == .head } ?? members[0]
        try lines.write(
          household: "\(place.unit.code)-\(padded(householdsHere, 6))", unit: place.unit.code,
          address: address, head: head.number)
        var held: [(Document, Int)] = []
        for var person in members {
          try register.enter(&person, living: place, &chance)
          try lines.write(person, residence: residence)
          for document in try documents.issue(
            to: person, living: place, numbers: &register.numbers, &chance)
          {
            held.append((document, person.number))
          }
        }
        for (document, person) in held { try lines.write(document, of: person) }
      }
    }
    try lines.flush()
    if !options.isQuiet {
      remark("\(lines.households) households, \(lines.persons) persons, \(lines.documents) documents")
    }
  }

  private static func address(in place: Place, _ chance: inout Chance) -> String {
    let village = chance.pick(place.villages)
    return place.unit.kind == .ward ? "Số \(chance.number(in: 1...180)), \(village.lowercased())" : village
  }

  /// The given folder, or the first `Config` above the program or the working directory.
  private static func configFolder(_ given: String?) throws -> URL {
    if let given { return URL(filePath: given) }
    let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    for start in [program, URL(filePath: FileManager.default.currentDirectoryPath)] {
      var folder = start
      for _ in 0..<8 {
        let config = folder.appending(path: "Config")
        if FileManager.default.fileExists(atPath: config.appending(path: "catalogue/units.json").path) {
          return config
        }
        folder = folder.deletingLastPathComponent()
      }
    }
    throw GeneratorError.configNotFound
  }

  private static func remark(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
