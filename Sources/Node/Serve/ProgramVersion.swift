/// The version of the program: `tram version`, the greeting of a sync, the figures and the packages say it.
package enum ProgramVersion {
  package static let text = "0.1.0"
}
