internal import Causality
internal import Records
internal import Store

/// What a verification found: each partition, then each thing that is wrong, by name.
struct VerificationView {
  let report: VerificationReport

  init(_ report: VerificationReport) { self.report = report }

  func show(_ session: Session) {
    if session.isJSON {
      session.answer(document(session.language))
      return
    }
    let language = session.language
    let texts = Texts.sync
    var table = Table([
      .init(texts.partition(language)), .init(Texts.views.logs(language), .right),
      .init(texts.changes(language), .right), .init(texts.records(language), .right),
      .init(texts.digest(language)),
    ])
    for partition in report.partitions {
      table.append([
        Texts.places.partition(partition.partition, language), grouped(partition.logs, language),
        grouped(partition.changes, language), grouped(partition.records, language),
        SafeText(String(partition.digest.description.prefix(12))),
      ])
    }
    session.show(table)
    for fault in report.faults { session.say("✗ \(fault.text(language), .danger)") }
    let hidden = report.faultCount - report.faults.count
    if hidden > 0 { session.say(Texts.common.more, SafeText(hidden)) }
    guard report.isIntact else { return }
    let changes = report.partitions.reduce(0) { $0 + $1.changes }
    let records = report.partitions.reduce(0) { $0 + $1.records }
    session.say(
      Texts.views.verified(language, grouped(changes, language), grouped(records, language)).inked(.good))
  }

  /// `node.verify/1`.
  func document(_ language: Language) -> JSONValue {
    [
      "schema": "node.verify/1", "intact": .bool(report.isIntact),
      "faults": .array(
        report.faults.map { ["kind": .string($0.word), "text": .string($0.text(language).plain)] }),
      "fault_count": JSONValue(report.faultCount),
      "partitions": .array(
        report.partitions.map { partition in
          [
            "partition": .string(partition.partition.text), "logs": JSONValue(partition.logs),
            "changes": JSONValue(partition.changes), "records": JSONValue(partition.records),
            "digest": .string(partition.digest.description),
          ]
        }),
    ]
  }
}

extension VerificationFault {
  /// One word for programs.
  var word: String {
    switch self {
    case .file: "file"
    case .birth: "birth"
    case .chain: "chain"
    case .head: "head"
    case .checkpoint: "checkpoint"
    case .unsigned: "unsigned"
    case .record: "record"
    case .stray: "stray"
    case .digest: "digest"
    }
  }

  func text(_ language: Language) -> SafeText {
    let views = Texts.views
    func log(_ origin: OriginID) -> SafeText { SafeText(String(origin.description.prefix(8))) }
    func name(_ partition: Partition) -> SafeText { Texts.places.partition(partition, language) }
    return switch self {
    case .file(let words): views.faultFile(language, SafeText(words))
    case .birth(let origin): views.faultBirth(language, log(origin))
    case .chain(let partition, let origin, let sequence):
      views.faultChain(language, name(partition), log(origin), SafeText(sequence))
    case .head(let partition, let origin): views.faultHead(language, name(partition), log(origin))
    case .checkpoint(let partition, let origin, let sequence):
      views.faultCheckpoint(language, name(partition), log(origin), SafeText(sequence))
    case .unsigned(let partition, let origin, let sequence):
      views.faultUnsigned(language, name(partition), log(origin), SafeText(sequence))
    case .record(let partition, let record):
      views.faultRecord(language, name(partition), SafeText(record.description))
    case .stray(let partition, let changes): views.faultStray(language, name(partition), SafeText(changes))
    case .digest(let partition): views.faultDigest(language, name(partition))
    }
  }
}
