import Counter
import Node
import Procedures
import Records

/// What stands in a form for a new dossier, step by step. It is kept as it was typed, by the names of the fields, so that
/// a form of an older version is read as far as it goes.
struct DossierForm: Equatable {
  /// The fields of each step: saving a step replaces these and no others.
  static let steps: [[String]] = [
    ["procedure"],
    ["case", "channel", "steps", "child_name", "child_born", "child_sex", "concerns", "summary"],
    ["given"],
    ["another"],
  ]

  let person: String
  private(set) var fields: [String: [String]] = [:]

  init(person: String) { self.person = person }

  init?(_ body: [UInt8]) {
    guard let document = try? JSONValue.parse(body), let person = document["person"]?.text else { return nil }
    self.init(person: person)
    for member in document["fields"]?.members ?? [] {
      guard case .array(let values) = member.value else { continue }
      fields[member.name] = values.compactMap(\.text)
    }
  }

  var body: [UInt8] {
    let fields = self.fields.sorted { $0.key < $1.key }.map { name, values in
      JSONValue.Member(name, .array(values.map { .string($0) }))
    }
    return JSONValue.object([.init("person", .string(person)), .init("fields", .object(fields))]).bytes()
  }

  /// Takes over what a page of a step sent.
  mutating func take(_ form: FormBody, step: Int) {
    guard Self.steps.indices.contains(step - 1) else { return }
    for name in Self.steps[step - 1] { fields[name] = form.all(name).map { String($0.prefix(2_000)) } }
  }

  func text(_ name: String) -> String { fields[name]?.first ?? "" }
  func all(_ name: String) -> Set<String> { Set(fields[name] ?? []) }

  /// Number of a linked service, where one was chosen.
  var service: Int? {
    let text = text("procedure")
    return text.hasPrefix("service.") ? Int(text.dropFirst(8)) : nil
  }

  var isBirth: Bool { service == 15 }
  var channel: Channel.Kind { Channel.Kind(rawValue: text("channel")) ?? .direct }
}

extension DossierForm {
  /// The procedure whose cases are asked for: the chosen one, or of a linked service the one that the citizen came for.
  func procedure(_ view: DeskView) -> Procedure? {
    guard let catalogue = view.catalogue?.catalogue else { return nil }
    if let service {
      let first = catalogue.service(service, on: view.day)?.linked?.steps.first { $0.procedure != nil }
      return first?.procedure.flatMap { catalogue.procedure($0, on: view.day) }
    }
    return catalogue.procedure(text("procedure"), on: view.day)
  }

  func name(_ view: DeskView, _ language: Language) -> String? {
    if let service, let found = view.catalogue?.catalogue.service(service, on: view.day) {
      return language == .vi ? found.nameVi : found.nameEn
    }
    return procedure(view).map { language == .vi ? $0.nameVi : $0.nameEn }
  }

  /// The child of a birth; `nil` where something of it is missing or cannot be.
  var child: NewPerson? {
    let words = text("child_name").split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2, let born = CivilDate(text("child_born")),
      let sex = Sex(rawValue: text("child_sex"))
    else { return nil }
    let middle = words.dropFirst().dropLast().joined(separator: " ")
    return NewPerson(
      surname: words[0], middle: middle.isEmpty ? nil : middle, given: words[words.count - 1],
      birthDate: .day(born), sex: sex)
  }

  /// What the desk is asked for.
  enum Request {
    case single(DossierRequest)
    case linked(LinkedRequest)
  }

  func request(isAnother: Bool) -> Request {
    let (caseText, concerns, summary) = (text("case"), text("concerns"), text("summary"))
    if let service {
      var request = LinkedRequest(service: service, applicant: person)
      request.channel = channel
      request.steps = Set(all("steps").compactMap { Int($0) })
      request.concerns = concerns.isEmpty ? nil : concerns
      request.child = isBirth ? child : nil
      request.summary = summary.isEmpty ? nil : summary
      request.isAnother = isAnother
      if !caseText.isEmpty { request.cases = [1: caseText] }
      return .linked(request)
    }
    return .single(
      DossierRequest(
        procedure: text("procedure"), applicant: person, caseText: caseText.isEmpty ? nil : caseText,
        channel: channel, concerns: concerns.isEmpty ? nil : concerns,
        summary: summary.isEmpty ? nil : summary,
        isAnother: isAnother))
  }
}

extension Desk {
  func open(_ request: DossierForm.Request, staff: String) async throws -> Done<[DossierReceipt]> {
    switch request {
    case .single(let request): try await open(request, staff: staff)
    case .linked(let request): try await open(request, staff: staff)
    }
  }
}
