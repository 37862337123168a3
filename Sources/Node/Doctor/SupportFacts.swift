import Causality
import Crypto
import Exchange
import Foundation
package import Records
import Store

/// What a helper from afar needs to know of a node and may know: versions, counts, codes and places, chosen one by one.
/// No record, no reason that a person wrote, no account, no contents of an alarm's acknowledgement.
package enum SupportFacts {
  package static func document(_ node: NodeContext) async throws -> JSONValue {
    let held = try await node.replica.read { reader -> JSONValue in
      let states = try reader.states(of: try reader.partitions())
      var partitions: [JSONValue] = []
      for state in states {
        let counts = try reader.counts(in: state.partition).map { entity, count in
          JSONValue.Member(
            Schema.current.entity(entity)?.name ?? "\(entity)", JSONValue(count))
        }
        partitions.append([
          "partition": .string(state.partition.text), "digest": .string(state.digest.description),
          "logs": JSONValue(state.vector.entries.count),
          "changes": JSONValue(Int(clamping: state.vector.entries.reduce(0) { $0 &+ $1.sequence })),
          "records": .object(counts),
        ])
      }
      let alarms = try reader.alarms(limit: 200).map { alarm -> JSONValue in
        [
          "kind": .string(alarm.word), "subject": .string(alarm.subject), "count": JSONValue(alarm.count),
          "first": .time(alarm.first), "last": .time(alarm.last),
        ]
      }
      let quarantine = try reader.quarantine(limit: 200).map { entry -> JSONValue in
        [
          "id": .string(entry.id), "partition": .string(entry.partition.text),
          "code": .string("\(entry.refusal.code)"), "changes": JSONValue(entry.changes),
          "times": JSONValue(entry.times),
        ]
      }
      return [
        "partitions": .array(partitions), "alarms": .array(alarms), "quarantine": .array(quarantine),
        "conflicts_open": JSONValue(try reader.openConflictCount()),
      ]
    }
    return [
      "version": .string(ProgramVersion.text), "schema_version": JSONValue(Int(Schema.current.version)),
      "role": .string(node.configuration.role.rawValue), "name": .string(node.configuration.name),
      "hub": .string(node.configuration.hub.text), "system": .string(system()), "replica": held,
      "certificate": certificate(node.home.certificate),
      "authority": certificate(node.home.authorityCertificate),
    ]
  }

  private static func certificate(_ path: String) -> JSONValue {
    guard let certificate = try? Certificate(file: path) else { return .null }
    return [
      "not_before": .time(certificate.notBefore * 1_000), "not_after": .time(certificate.notAfter * 1_000),
      "fingerprint": .string(
        certificate.fingerprint.map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()),
    ]
  }

  /// The system's name for itself.
  private static func system() -> String {
    let lines = Machine.text("/etc/os-release").split(separator: "\n")
    let name = lines.first { $0.hasPrefix("PRETTY_NAME=") }?.dropFirst(12).filter { $0 != "\"" }
    return name.map { String($0.prefix(80)) } ?? "unknown"
  }
}
