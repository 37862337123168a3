#pragma once
#include <sqlite3.h>

/// Sets one of the on/off options of `sqlite3_db_config`, a variadic function that Swift cannot call.
/// Returns the result code; the option's state afterwards goes to `state`.
static inline int csqlite_db_config(sqlite3 *db, int option, int on, int *state) {
  return sqlite3_db_config(db, option, on, state);
}

/// Binds text that SQLite copies at once. `SQLITE_TRANSIENT` is a cast, so Swift does not see it.
static inline int csqlite_bind_text_copied(sqlite3_stmt *statement, int index, const char *text, int length) {
  return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

/// Binds bytes that SQLite copies at once.
static inline int csqlite_bind_blob_copied(sqlite3_stmt *statement, int index, const void *bytes, int length) {
  return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}

/// Binds text that the caller keeps alive and unchanged until the statement is reset.
static inline int csqlite_bind_text_borrowed(sqlite3_stmt *statement, int index, const char *text, int length) {
  return sqlite3_bind_text(statement, index, text, length, SQLITE_STATIC);
}

/// Binds bytes that the caller keeps alive and unchanged until the statement is reset.
static inline int csqlite_bind_blob_borrowed(sqlite3_stmt *statement, int index, const void *bytes, int length) {
  return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_STATIC);
}
