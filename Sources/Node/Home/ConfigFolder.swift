import Glibc

/// The folder `Config` of the product: templates, catalogue.
package enum ConfigFolder {
  /// Where an installation has it.
  package static let installed = "/usr/share/tram/Config"

  /// `$TRAM_CONFIG`; else `Config` beside one of the folders that the executable lies in (a checkout); else the
  /// installed one. Fails with `.noConfiguration` where none of them holds the templates.
  package static func locate(
    environment: [String: String], executable: String? = executablePath()
  ) throws(NodeError) -> String {
    if let named = environment["TRAM_CONFIG"], !named.isEmpty {
      guard isConfig(named) else { throw .noConfiguration }
      return named
    }
    var folder = executable ?? ""
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      if isConfig(folder + "/Config") { return folder + "/Config" }
    }
    guard isConfig(installed) else { throw .noConfiguration }
    return installed
  }

  package static func hubTemplate(in folder: String) -> String { folder + "/nginx/hub.conf.template" }

  static func nodeTemplate(in folder: String) -> String { folder + "/nginx/node.conf.template" }

  private static func isConfig(_ folder: String) -> Bool { access(hubTemplate(in: folder), R_OK) == 0 }

  package static func executablePath() -> String? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return count > 0
      ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
