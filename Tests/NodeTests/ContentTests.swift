import Causality
import Exchange
import HTTP
import Records
import Store
import Testing

@testable import Node

private let center = Partition.center("H37.11")

extension NodeContext {
  /// A dossier with an attachment of this content, which is put into the folder.
  func attach(_ bytes: [UInt8], in partition: Partition = center) async throws -> Hash256 {
    let hash = try content.store(bytes)
    try await name(hash, bytes.count, in: partition)
    return hash
  }

  /// The records alone.
  func name(_ hash: Hash256, _ size: Int, in partition: Partition = center) async throws {
    var generator = SystemRandomNumberGenerator()
    let dossier = RecordID(milliseconds: now(), using: &generator)
    let attachment = RecordID(milliseconds: now(), using: &generator)
    func draft(_ entity: UInt64, _ id: RecordID, _ root: RecordID?, _ values: [Value]) -> Draft {
      Draft(
        partition: partition, record: id, entity: entity, root: root,
        writes: [GroupDraft(group: 1, values: GroupValues(values))], author: "test", source: "counter",
        reason: "", isCreation: true)
    }
    _ = try await replica.commit(
      Act([
        draft(10, dossier, nil, [.text("x"), .bool(true)]),
        draft(
          13, attachment, dossier,
          [.text("scan.pdf"), .text("application/pdf"), .int(Int64(size)), .bytes(hash.bytes)]),
      ]))
  }
}

private func content(_ count: Int, seed: UInt64) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Contents of attachments` {
  @Test func `travel up and down by hash, after the changes`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    let up = try await node.attach(content(1_300_000, seed: 1))
    _ = try await node.sync()
    let down = try await hub.context.attach(content(700_000, seed: 2))
    let empty = try await node.attach([])
    _ = try await node.sync()
    let transfer = ContentTransfer(node, HubLink(node))
    let first = try await transfer.round(bytesMax: 64 << 20)
    #expect(hub.context.content.holds(up))
    #expect(node.content.holds(down))
    #expect(node.content.holds(empty))
    #expect((first.counts.sent, first.counts.fetched) == (1, 1))
    #expect((first.counts.missing, first.counts.toSend, first.hasMore) == (0, 0, false))
    // A new start asks nobody about what is settled.
    let again = ContentTransfer(node, HubLink(node))
    _ = try await again.round(bytesMax: 64 << 20)
    #expect(await (again.bytesSent, again.bytesReceived) == (0, 0))
    await node.close()
    await hub.stop()
  }

  @Test func `in rounds move a bounded amount and go on`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    let hash = try await node.attach(content(2_000_000, seed: 3))
    _ = try await node.sync()
    let transfer = ContentTransfer(node, HubLink(node))
    var rounds = 0
    while try await transfer.round(bytesMax: 600_000).hasMore { rounds += 1 }
    #expect(rounds >= 2)
    #expect(hub.context.content.holds(hash))
    await node.close()
    await hub.stop()
  }

  @Test func `over a link that is cut in the middle go on where they were, both ways`() async throws {
    let hub = try await TestHub()
    let link = Forwarder(to: hub.address.port, port: try FreePort.find(on: "127.0.0.1"))
    link.connect()
    let node = try await hub.center("H37.11", at: HubAddress("https://127.0.0.1:\(link.port)"))
    _ = try await node.sync()
    let size = 3_000_000
    let up = try await node.attach(content(size, seed: 4))
    let down = try await hub.context.attach(content(size, seed: 5))
    _ = try await node.sync()
    var cuts = 0
    let before = link.bytes
    for _ in 0..<20 {
      link.cut(afterBytes: 1_400_000)
      do throws(NodeError) {
        let (counts, _) = try await ContentTransfer(node, HubLink(node)).round(bytesMax: 64 << 20)
        if counts.missing + counts.toSend == 0 { break }
      } catch {
        guard case .offline = error else { throw error }
        cuts += 1
      }
      link.cut()
      link.connect()
    }
    #expect(cuts >= 3)
    #expect(hub.context.content.holds(up))
    #expect(node.content.holds(down))
    // Each cut may cost the piece that was on its way, and no more.
    #expect(link.bytes - before < 2 * size + (cuts + 1) * (ContentTransfer.pieceBytes + 50_000))
    link.cut()
    await node.close()
    await hub.stop()
  }

  @Test func `are given only to nodes that read a record which names them`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    let other = try await hub.context.attach(content(1_000, seed: 6), in: .center("H37.12"))
    let unnamed = try hub.context.content.store(content(1_000, seed: 7))
    for hash in [other, unnamed] {
      let response = try await HubLink(node).send(Request(url: hub.address.path("/content/\(hash)")))
      #expect(response.status == 403)
      var put = Request(method: "PUT", url: hub.address.path("/content/\(hash)"))
      put.headers = [Header("Content-Range", "bytes 0-0/1")]
      put.body = [1]
      #expect(try await HubLink(node).send(put).status == 403)
    }
    for path in ["/content/../keys/node.key", "/content/x", "/internal/download/partial", "/content/"] {
      let response = try await HubLink(node).send(Request(url: hub.address.path(path)))
      #expect([400, 403, 404].contains(response.status))
    }
    await node.close()
    await hub.stop()
  }

  @Test func `that are not what their hash says are thrown away`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    let hash = try await node.attach(content(1_000, seed: 8))
    _ = try await node.sync()
    var put = Request(method: "PUT", url: hub.address.path("/content/\(hash)"))
    put.headers = [Header("Content-Range", "bytes 0-999/1000")]
    put.body = [UInt8](repeating: 0, count: 1_000)
    #expect(try await HubLink(node).send(put).status == 409)
    #expect(!hub.context.content.holds(hash))
    _ = try await ContentTransfer(node, HubLink(node)).round(bytesMax: 1 << 20)
    #expect(hub.context.content.holds(hash))
    await node.close()
    await hub.stop()
  }

  @Test(arguments: [
    "bytes 0-0/1", "bytes 5-9/10",
  ])
  func `name their piece`(text: String) { #expect(ContentRange(text)?.text == text) }

  @Test(arguments: [
    "", "bytes", "bytes */10", "bytes 0-10/10", "bytes 5-4/10", "items 0-0/1", "bytes 0-0/99999999999",
    "bytes -1-0/1", "bytes 0-0/1/1",
  ])
  func `in no other words`(text: String) { #expect(ContentRange(text) == nil) }
}
