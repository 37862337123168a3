package import Conflicts
import Foundation
import Records

/// The rules of `Conflicts/rules`, as the binary ships them.
package enum ShippedRules {
  package static let book: RuleBook = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Conflicts/rules").standardizedFileURL
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".json") }.sorted()
      let documents = try names.map { name in
        (name: name, json: try JSONValue.parse([UInt8](Data(contentsOf: folder.appending(path: name)))))
      }
      return try RuleBook(documents: documents, schema: .current)
    } catch {
      fatalError("Conflicts/rules cannot be read: \(error)")
    }
  }()
}
