/// Why nginx could not be set up or started.
package enum NginxError: Error, Equatable, Sendable {
  /// The template names a placeholder that was given no value.
  case missingValue(placeholder: String)
  /// A value was given that the template does not use: most likely a misspelt name.
  case unusedValue(name: String)
  /// A value holds a character that could end its place in the configuration.
  case unsafeValue(name: String)
  /// nginx or setpriv is not where it should be.
  case notInstalled(path: String)
  /// A file or folder could not be written; `errno` as is.
  case file(path: String, errno: Int32)
  /// `nginx -t` refused the configuration; nginx's own words.
  case configurationRefused(String)
  /// nginx ended, or did not listen in time; the last words of its error log.
  case didNotStart(String)
  /// It was started before.
  case alreadyStarted
}
