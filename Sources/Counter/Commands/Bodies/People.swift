extension StationCommands {
  static let people: [(words: [String], body: Body)] = []
}
