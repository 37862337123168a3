import Glibc

/// Whose the data is, and acting as them.
///
/// The service runs as a user of its own. A command that an administrator types as root would leave files there that the
/// service cannot open, so it acts as the owner of the folder from its first step.
package enum DataOwner {
  package struct Identity: Equatable, Sendable {
    package let user: UInt32
    package let group: UInt32
  }

  /// Who a process must become to work in a folder: nil when it is not root, or the folder is root's or not there.
  package static func identity(for folder: Identity?, processUser: UInt32) -> Identity? {
    guard processUser == 0, let folder, folder.user != 0 else { return nil }
    return folder
  }

  /// Becomes the owner of the folder where that is needed. False when the system refuses; nothing must be opened then.
  package static func become(ownerOf folder: String) -> Bool {
    var facts = stat()
    let owner = stat(folder, &facts) == 0 ? Identity(user: facts.st_uid, group: facts.st_gid) : nil
    guard let identity = identity(for: owner, processUser: geteuid()) else { return true }
    return setgroups(0, nil) == 0 && setgid(identity.group) == 0 && setuid(identity.user) == 0
  }
}
