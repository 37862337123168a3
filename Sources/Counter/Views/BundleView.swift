internal import Causality
internal import Exchange
internal import Node
internal import Records

/// What a bundle says of itself.
struct BundleView {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }

  func page(_ report: BundleReport, schema: String) throws -> Page {
    let (manifest, texts) = (report.manifest, Texts.bundles)
    var page = Page(document(report, schema))
    var pairs = KeyValue()
    pairs.append(texts.id(language), SafeText(report.id.description))
    pairs.append(texts.from(language), try place(manifest.from))
    pairs.append(texts.to(language), try place(manifest.to))
    pairs.append(texts.created(language), CalendarText.moment(manifest.createdMilliseconds))
    pairs.append(texts.size(language), bytesText(report.bytes, language))
    pairs.append(
      Texts.sync.changes(language), grouped(report.sum?.changes ?? manifest.changeCount, language))
    if let sum = report.sum {
      pairs.append(
        texts.contents(language),
        texts.contentsOf(
          language, grouped(sum.contents, language), bytesText(sum.contentBytes, language)))
    }
    page.pairs(pairs)
    page.line()
    var table = Table([
      .init(Texts.sync.partition(language)), .init(texts.fromPlace(language), .right),
      .init(texts.toPlace(language), .right), .init(Texts.sync.changes(language), .right),
    ])
    for state in manifest.states {
      let start = start(of: state, manifest)
      table.append([
        SafeText(state.partition.text), grouped(count(start), language),
        grouped(count(state.vector), language),
        grouped(state.vector.count(missingFrom: start), language),
      ])
    }
    page.table(table)
    for refusal in manifest.refusals {
      let text = Texts.sync.refusedChange(
        language, SafeText(refusal.partition?.text ?? "–"), SafeText(refusal.sequence),
        QuarantineView.reason(of: refusal, language))
      let line: SafeText = "\(texts.refusedThere(language)): \(text)"
      page.line(line.inked(.caution))
    }
    return page
  }

  private func place(_ end: BundleEnd) throws -> SafeText {
    "\(SafeText(try labels.center(end.identity.name))) (\(SafeText(end.identity.name)))"
  }

  private func start(of state: PartitionState, _ manifest: BundleManifest) -> VersionVector {
    manifest.starts.first { $0.partition == state.partition }?.vector ?? VersionVector()
  }

  private func count(_ vector: VersionVector) -> UInt64 { vector.count(missingFrom: VersionVector()) }

  private func document(_ report: BundleReport, _ schema: String) -> JSONValue {
    let manifest = report.manifest
    return [
      "schema": .string(schema), "bundle": .string("\(report.id)"), "from": document(manifest.from),
      "to": document(manifest.to), "created": .time(manifest.createdMilliseconds),
      "bytes": JSONValue(report.bytes),
      "changes": JSONValue(report.sum?.changes ?? manifest.changeCount),
      "contents": JSONValue(report.sum?.contents), "content_bytes": JSONValue(report.sum?.contentBytes),
      "answers": JSONValue(manifest.answers.map { "\($0)" }),
      "partitions": .array(
        manifest.states.map { state in
          [
            "partition": .string(state.partition.text), "from": document(start(of: state, manifest)),
            "to": document(state.vector), "digest": .string("\(state.digest)"),
          ]
        }),
    ]
  }

  private func document(_ end: BundleEnd) -> JSONValue {
    [
      "name": .string(end.identity.name), "role": .string(end.identity.role.rawValue),
      "key": .string("\(end.identity.key)"), "origin": JSONValue(end.origin.map { "\($0)" }),
    ]
  }

  private func document(_ vector: VersionVector) -> JSONValue {
    .array(
      vector.entries.map { entry in
        ["log": .string("\(entry.log.origin)"), "sequence": JSONValue(entry.sequence)]
      })
  }
}
