/// What commands do, by their words. The table says what there is; whoever implements a command adds its body here:
///
///     let commands = CommandSet.builtIn.adding(["dossier", "list"]) { invocation, session in … }
///
/// A body runs in the `tram` process, or in the daemon on behalf of a terminal: it writes through the session only.
package struct CommandSet: Sendable {
  package typealias Body = @Sendable (Invocation, Session) async -> ExitCode

  package let table: CommandTable
  private var bodies: [[String]: Body] = [:]

  package init(_ table: CommandTable = .tram) { self.table = table }

  /// The set with one body more. The table must declare the words, and nobody else have given them a body.
  package func adding(_ words: [String], _ body: @escaping Body) -> CommandSet {
    precondition(table.command(words) != nil, "the table has no command \(words)")
    precondition(bodies[words] == nil, "the command \(words) has two bodies")
    var set = self
    set.bodies[words] = body
    return set
  }

  /// The set with all bodies of another.
  package func adding(_ other: CommandSet) -> CommandSet {
    other.bodies.reduce(self) { $0.adding($1.key, $1.value) }
  }

  /// The commands that the table declares and nobody has given a body, in the table's order.
  package var missing: [[String]] { table.commands.map(\.words).filter { bodies[$0] == nil } }

  /// Whether the set can run those words itself.
  package func has(_ words: [String]) -> Bool { bodies[words] != nil }

  package func run(_ invocation: Invocation, _ session: Session) async -> ExitCode {
    guard let body = bodies[invocation.command.words] else {
      return session.fail(Texts.problems.notInThisBuild, SafeText(invocation.command.name))
    }
    return await body(invocation, session)
  }
}
