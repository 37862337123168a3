import Crypto
import HTTP
import Records

/// nginx as a child in front of this process, for a hub as for a center.
enum NginxFront {
  static func process(_ home: NodeHome, _ log: EventLog) -> NginxProcess {
    NginxProcess(configurationPath: home.nginxConfiguration, stateDirectory: home.nginx) { event in
      switch event {
      case .started(let pid): log.write(.info, "nginx.started", ["pid": .int(Int64(pid))])
      case .died(let status, let pause):
        log.write(.error, "nginx.died", ["status": .int(Int64(status)), "restart_ms": JSONValue(pause)])
      case .notStarted(let error, let pause):
        log.write(.error, "nginx.not-started", ["error": .string("\(error)"), "retry_ms": JSONValue(pause)])
      }
    }
  }

  /// Fills a template with what stands here for both, and with what is given.
  static func render(
    _ template: String, _ home: NodeHome, _ values: [String: NginxConfiguration.Value]
  ) throws(NodeError) {
    let template = try certifying { () throws(CryptoError) in
      String(decoding: try readFile(template, bytesMax: 1 << 20), as: UTF8.self)
    }
    let common: [String: NginxConfiguration.Value] = [
      "STATE": .init(home.nginx), "DOWNLOADS": .init(home.content),
    ]
    let text: String
    do throws(NginxError) {
      text = try NginxConfiguration.render(
        template: template, values: common.merging(values) { _, given in given })
    } catch {
      throw .nginx(error)
    }
    try certifying { () throws(CryptoError) in
      try writeAtomically(Array(text.utf8), to: home.nginxConfiguration, mode: 0o600)
    }
  }
}
