import Crypto
import Glibc
package import Records

package enum NodeRole: String, Equatable, Sendable {
  case hub
  case center
}

/// `node.json`: what a node is. Written once, when it is created.
///
///     {"format": 1, "role": "center", "name": "H37.11", "label": "Trung tâm Kỳ Lừa",
///      "hub": "https://hub.langson.example:8443", "created": 1790000000000}
package struct NodeConfiguration: Equatable, Sendable {
  package static let format: Int64 = 1

  package var role: NodeRole
  /// As in the registry: the agency code of the center, or `province`.
  package var name: String
  /// What people call it.
  package var label: String
  /// Where the hub is called; of a hub, its own address.
  package var hub: HubAddress
  /// Milliseconds since 1970-01-01 UTC.
  package var createdAt: Int64
  package var settings: NodeSettings

  package init(
    role: NodeRole, name: String, label: String, hub: HubAddress, createdAt: Int64,
    settings: NodeSettings = NodeSettings()
  ) {
    self.role = role
    self.name = name
    self.label = label
    self.hub = hub
    self.createdAt = createdAt
    self.settings = settings
  }

  package var document: JSONValue {
    var members: [JSONValue.Member] = [
      .init("format", .int(Self.format)), .init("role", .string(role.rawValue)), .init("name", .string(name)),
      .init("label", .string(label)), .init("hub", .string(hub.text)), .init("created", .int(createdAt)),
    ]
    if let settings = settings.document { members.append(.init("settings", settings)) }
    return .object(members)
  }

  /// Fails with `.noNode` where there is none, and with `.damagedHome` where it cannot be read.
  package init(reading home: NodeHome) throws(NodeError) {
    let bytes: [UInt8]
    do throws(CryptoError) {
      bytes = try readFile(home.configuration, bytesMax: 64 << 10)
    } catch .file(_, _, ENOENT), .file(_, _, ENOTDIR) {
      throw .noNode(path: home.path)
    } catch {
      throw .crypto(error)
    }
    guard let document = try? JSONValue.parse(bytes), document["format"]?.integer == Self.format,
      let role = document["role"]?.text.flatMap(NodeRole.init(rawValue:)),
      let name = document["name"]?.text, Partition.isCode(name), let label = document["label"]?.text,
      let hub = document["hub"]?.text.flatMap(HubAddress.init), let created = document["created"]?.integer
    else { throw .damagedHome(file: home.configuration) }
    self.init(
      role: role, name: name, label: label, hub: hub, createdAt: created,
      settings: NodeSettings(document["settings"]))
  }

  package func write(to home: NodeHome) throws(NodeError) {
    try certifying { () throws(CryptoError) in
      try writeAtomically(document.bytes(.indented), to: home.configuration, mode: 0o600)
    }
  }
}
