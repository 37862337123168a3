internal import Conflicts
internal import Foundation
internal import Node
internal import Procedures
internal import Staff
internal import Store

/// The commands that work on a node's data, by their words: the same whether the daemon runs them for a terminal or the
/// `tram` process that has opened the data itself.
package enum StationCommands {
  package typealias Body = @Sendable (Invocation, Session, Station) async throws -> ExitCode

  package static let all: [(words: [String], body: Body)] =
    dossiers + forms + access + procedures + people + conflicts + maintenance + hub + trust + node
    + quarantine
    + alarms
    + bundles + care + backups + support + users

  /// The set that works on one station.
  package static func set(on station: Station) -> CommandSet {
    all.reduce(CommandSet()) { set, command in
      set.adding(command.words) { invocation, session in
        await run(command.body, invocation, session, station)
      }
    }
  }

  /// Runs a body and tells whatever it did not tell itself.
  package static func run(
    _ body: Body, _ invocation: Invocation, _ session: Session, _ station: Station
  ) async -> ExitCode {
    do {
      return try await body(invocation, session, station)
    } catch let told as Told {
      return told.code
    } catch let refusal as DeskRefusal {
      let records = refusal.records
      // Where the names cannot be read the refusal is told without them.
      let names = records.isEmpty ? [:] : try? await station.read(session) { try $0.names(of: records) }
      return session.fail(refusal, invocation, names: names ?? [:])
    } catch {
      return session.tell(error, invocation, folder: station.folder)
    }
  }
}

/// What went wrong was said; this ends the command.
struct Told: Error {
  let code: ExitCode

  init(_ code: ExitCode) { self.code = code }
}

extension Session {
  /// The one place where an error of any kind becomes what a person is told.
  package func tell(_ error: any Error, _ invocation: Invocation, folder: String) -> ExitCode {
    switch error {
    case let error as ReplicaError: fail(error, look: Self.look(invocation), folder: folder)
    case let error as ResolutionError:
      fail(error, conflict: SafeText(invocation.first("ID") ?? invocation.command.name))
    case let refusal as DeskRefusal: fail(refusal, invocation)
    case let refused as CatalogueRefused: fail(refused)
    case let error as StaffError: fail(error)
    case let error as NodeError: fail(error, folder: folder)
    case let error as RuleError:
      fail(Texts.problems.badCase, Texts.catalogueProblems.sentence(error, language))
    case let error as ContentError: fail(error, folder: folder)
    case let error as BundleError: fail(error, invocation, folder: folder)
    case is CancellationError: .interrupted
    default: SystemFault(error).map { fail(file: Self.path(in: error) ?? folder, $0) } ?? unexpected(error)
    }
  }

  private func fail(_ error: ContentError, folder: String) -> ExitCode {
    switch error {
    case .tooLarge: return fail(Texts.problems.tooLarge)
    case .failed(let code): return fail(file: folder, SystemFault(errno: code))
    case .hashMismatch, .wrongOffset: return unexpected(error)
    }
  }

  /// The file that an error of Foundation's is about.
  private static func path(in error: any Error) -> String? {
    (error as NSError).userInfo[NSFilePathErrorKey] as? String
  }

  /// An error that nobody foresaw, by its kind: what it holds may be somebody's name.
  func unexpected(_ error: any Error) -> ExitCode {
    detail(SafeText(String(reflecting: error)))
    return fail(Texts.problems.unexpected)
  }
}

extension Invocation {
  /// The value of an argument or option, whether or not the command declares it.
  func first(_ name: String) -> String? {
    let isDeclared =
      command.arguments.contains { $0.name == name } || command.options.contains { "--\($0.name)" == name }
    return isDeclared ? self[name] : nil
  }

  /// Who acts; the table requires it of every act.
  var staff: String { globals.staff ?? "" }
}
