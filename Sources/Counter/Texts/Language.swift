/// A language in which staff and citizens are spoken to. Vietnamese stands first wherever both stand.
package enum Language: String, CaseIterable, Sendable {
  case vi
  case en

  /// The language of a process: what was asked for, else the first set of `LC_ALL`, `LC_MESSAGES` and `LANG` (POSIX,
  /// "Environment Variables" §8.2). A locale that begins with `en` is English; any other, and none, is Vietnamese.
  package init(asked: Language? = nil, environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = asked ?? (locale?.hasPrefix("en") == true ? .en : .vi)
  }
}
