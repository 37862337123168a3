import Causality
import Conflicts
import Crypto
import Foundation
import Records

/// SHA-256 of libcrypto for the pure target.
final class TestHashing: Hashing {
  private let hasher = Hasher256()

  func hash(_ bytes: [UInt8]) -> Hash256 {
    let words = hasher.hash(bytes)
    return Hash256(words.0, words.1, words.2, words.3)
  }

  func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256 {
    hasher.update(first)
    hasher.update(second)
    let words = hasher.finish()
    return Hash256(words.0, words.1, words.2, words.3)
  }
}

/// The files of `Conflicts/` at the top level of the package.
enum ConflictFiles {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Conflicts")

  /// Name and content of each JSON file of a folder, by name.
  static func documents(in name: String) throws -> [(name: String, json: JSONValue)] {
    let folder = folder.appendingPathComponent(name)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.sorted().map { file in
        let data = try Data(contentsOf: folder.appendingPathComponent(file))
        return (file, try JSONValue.parse([UInt8](data)))
      }
  }

  static let rules = Result {
    try RuleBook(documents: documents(in: "rules"), schema: .current)
  }

  static let cases = Result { try documents(in: "cases") }

  /// The names of the case files; none where the folder cannot be read, which the coverage tests then tell.
  static let caseNames: [String] = ((try? cases.get()) ?? []).map(\.name)

  static func replay(_ name: String) throws -> CaseReplay {
    let rules = try rules.get()
    guard let document = try cases.get().first(where: { $0.name == name }) else {
      throw CaseError(file: name, path: "", .shape("missing"))
    }
    let story = try ConflictCase(name: name, json: document.json, schema: .current)
    return try CaseReplay(story, rules: rules, hashing: TestHashing())
  }
}
