// The target SQLite.
