internal import Conflicts
internal import Foundation
internal import Node
internal import Records
internal import Store

/// A file of `Conflicts/cases` with the rules that stand beside it.
struct CaseFile {
  let replay: CaseReplay

  /// Ends the command where the file cannot be read or is no case.
  init(_ path: String, environment: [String: String], _ session: Session) throws {
    do {
      let rules = try Self.rules(beside: path, environment)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let story = try ConflictCase(name: name, json: try Self.read(path), schema: .current)
      replay = try CaseReplay(story, rules: rules, hashing: CryptoHashing())
    } catch let error as CaseError {
      throw Told(
        session.fail(Texts.problems.badCase, Texts.catalogueProblems.sentence(error, session.language)))
    } catch let error as RuleError {
      throw Told(
        session.fail(Texts.problems.badCase, Texts.catalogueProblems.sentence(error, session.language)))
    } catch let error as JSONError {
      throw Told(
        session.fail(Texts.problems.badDocument, SafeText(path), SafeText(error.line), SafeText(error.column))
      )
    } catch let fault as SystemFault {
      throw Told(session.fail(file: path, fault))
    }
  }

  private static func read(_ path: String) throws -> JSONValue {
    try JSONValue.parse(try SystemFault.read(path, bytesMax: JSONLimits.file.bytesMax))
  }

  /// `../rules` of the file's folder, else those that the installation has beside `Config`.
  private static func rules(beside path: String, _ environment: [String: String]) throws -> RuleBook {
    var folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "rules")
    if !FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) {
      let config = try ConfigFolder.locate(environment: environment)
      folder = URL(filePath: config).deletingLastPathComponent().appending(path: "Conflicts/rules")
    }
    let place = folder.path(percentEncoded: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: place).filter { $0.hasSuffix(".json") }
    return try RuleBook(
      documents: try names.sorted().map { (name: $0, json: try read("\(place)/\($0)")) }, schema: .current)
  }
}

extension StationCommands {
  /// Needs no node: rules and cases are files.
  static func replay(
    _ invocation: Invocation, _ session: Session, _ environment: [String: String]
  ) throws -> ExitCode {
    var holds = true
    for path in invocation.all("FILE") {
      let view = CaseView(try CaseFile(path, environment: environment, session).replay, session)
      session.show(view.page)
      holds = holds && view.holds
    }
    return holds ? .ok : .integrity
  }
}
