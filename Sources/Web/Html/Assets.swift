import Crypto
import HTTP

/// The files beside the pages, in the program itself. Their names carry a hash of their content, so a browser may keep
/// them and never keeps an old one.
enum Assets {
  static let style = Asset("tram.css", PackageResources.tram_css, "text/css; charset=utf-8")
  static let script = Asset("tram.js", PackageResources.tram_js, "text/javascript; charset=utf-8")

  struct Asset: Sendable {
    let path: String
    let bytes: [UInt8]
    let type: String

    init(_ name: String, _ bytes: [UInt8], _ type: String) {
      let hash = SHA256.digest(bytes).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      path = "/assets/\(hash)-\(name)"
      self.bytes = bytes
      self.type = type
    }
  }

  static func response(_ path: String) -> ServerResponse? {
    guard let asset = [style, script].first(where: { $0.path == path }) else { return nil }
    return ServerResponse(
      headers: [
        Header("Content-Type", asset.type), Header("Cache-Control", "private, max-age=31536000, immutable"),
      ], body: .bytes(asset.bytes))
  }
}
