import SQLite

/// The file `staff.sqlite` of a node: accounts, sessions and forms that are being filled in. It holds no secret in clear:
/// of passwords a derived key, of sessions a hash; the secret of a second factor is what the node itself must know.
enum StaffSchema {
  static let history = [
    Migration(
      name: "0001 accounts, sessions and saved forms",
      sql: """
        CREATE TABLE account (
          name TEXT PRIMARY KEY,
          label TEXT NOT NULL,
          role TEXT NOT NULL,
          password TEXT NOT NULL,
          must_change INTEGER NOT NULL,
          is_disabled INTEGER NOT NULL DEFAULT 0,
          factor BLOB,
          factor_step INTEGER,
          failures INTEGER NOT NULL DEFAULT 0,
          failed_at INTEGER,
          failed_boot TEXT,
          created_at INTEGER NOT NULL,
          last_sign_in_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session (
          token BLOB PRIMARY KEY,
          account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE,
          boot TEXT NOT NULL,
          began INTEGER NOT NULL,
          seen INTEGER NOT NULL,
          began_at INTEGER NOT NULL,
          address TEXT NOT NULL,
          has_factor INTEGER NOT NULL,
          is_locked INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_account ON session(account);
        CREATE TABLE form (
          id TEXT PRIMARY KEY,
          kind TEXT NOT NULL,
          title TEXT NOT NULL,
          body BLOB NOT NULL,
          version INTEGER NOT NULL,
          author TEXT NOT NULL,
          made_at INTEGER NOT NULL,
          changed_at INTEGER NOT NULL,
          changed_by TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """)
  ]
}
