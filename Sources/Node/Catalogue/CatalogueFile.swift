import Crypto
import Foundation
import Glibc
import Records

/// One file of the folder: its bytes, and what they say.
struct CatalogueFile {
  /// `catalogue/units.json`.
  let name: String
  let bytes: [UInt8]
  let json: JSONValue

  /// Longest file, in bytes.
  static let bytesMax = JSONLimits.file.bytesMax

  static func read(_ name: String, in folder: String) throws(CatalogueRefused) -> CatalogueFile {
    let bytes: [UInt8]
    do throws(CryptoError) {
      bytes = try readFile(folder + "/" + name, bytesMax: bytesMax)
    } catch {
      let code: Int32 = if case .file(_, _, let code) = error { code } else { EIO }
      throw CatalogueRefused(problems: [CatalogueProblem(file: name, .unreadable(errno: code))])
    }
    do {
      return CatalogueFile(name: name, bytes: bytes, json: try JSONValue.parse(bytes))
    } catch {
      throw CatalogueRefused(problems: [
        CatalogueProblem(file: name, line: error.line, .malformed(error.reason, column: error.column))
      ])
    }
  }

  /// Reads the whole file as `Content`, strictly: a member that `Content` does not know is a mistake, for a typing
  /// error in a date must not pass as silence.
  func decoded<Content: Codable>(as type: Content.Type) throws(CatalogueRefused) -> Content {
    let content: Content
    do {
      content = try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw CatalogueRefused(problems: [problem(error)])
    } catch {
      throw CatalogueRefused(problems: [CatalogueProblem(file: name, .unfit("\(error)"))])
    }
    var problems: [CatalogueProblem] = []
    do {
      let known = try JSONValue.parse([UInt8](JSONEncoder().encode(content)))
      findUnknown(json, known, [], &problems)
    } catch {
      throw CatalogueRefused(problems: [CatalogueProblem(file: name, .unfit("\(error)"))])
    }
    guard problems.isEmpty else { throw CatalogueRefused(problems: problems) }
    return content
  }

  /// A problem at a place in this file.
  func problem(_ path: [JSONStep], _ what: CatalogueProblem.What) -> CatalogueProblem {
    CatalogueProblem(file: name, line: JSONPlace.line(of: path, in: bytes), path: path.text, what)
  }

  private func problem(_ error: DecodingError) -> CatalogueProblem {
    let (context, last): (DecodingError.Context, (any CodingKey)?) =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        (context, nil)
      case .keyNotFound(let key, let context): (context, key)
      @unknown default: (.init(codingPath: [], debugDescription: "cannot be read"), nil)
      }
    let path = context.codingPath.map { key in
      key.intValue.map(JSONStep.element) ?? JSONStep.member(key.stringValue)
    }
    return problem(
      path, last.map { .missing(member: $0.stringValue) } ?? .unfit(context.debugDescription))
  }

  /// Members of the file that did not survive decoding and encoding.
  private func findUnknown(
    _ given: JSONValue, _ known: JSONValue, _ path: [JSONStep], _ problems: inout [CatalogueProblem]
  ) {
    switch (given, known) {
    case (.object(let members), .object):
      for member in members where member.value != .null {
        let path = path + [.member(member.name)]
        if let kept = known[member.name] {
          findUnknown(member.value, kept, path, &problems)
        } else {
          problems.append(problem(path, .unknownMember))
        }
      }
    case (.array(let elements), .array(let kept)):
      for (index, element) in elements.enumerated() where index < kept.count {
        findUnknown(element, kept[index], path + [.element(index)], &problems)
      }
    default: break
    }
  }
}
