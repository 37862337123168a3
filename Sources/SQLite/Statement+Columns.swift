internal import CSQLite

/// Reading the row that the statement stands on. Columns count from 0. A column of another type is converted as SQLite
/// converts (<https://www.sqlite.org/c3ref/column_blob.html>); tables are STRICT, so that does not happen by accident.
extension Statement {
  /// How many columns a row has.
  package var columnCount: Int { Int(sqlite3_column_count(handle)) }

  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// The integer, or 0 for NULL.
  package func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// The integer, or 0 for NULL.
  package func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  /// The 64 bits that were bound from a `UInt64`, or 0 for NULL.
  package func uint64(_ column: Int32) -> UInt64 {
    UInt64(bitPattern: sqlite3_column_int64(handle, column))
  }

  /// Whether the integer is not 0.
  package func bool(_ column: Int32) -> Bool { sqlite3_column_int64(handle, column) != 0 }

  /// The text, or an empty one for NULL. Bytes that are not UTF-8 become U+FFFD.
  package func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A copy of the bytes of a blob, or of the UTF-8 of a text. Empty for NULL.
  package func bytes(_ column: Int32) -> [UInt8] {
    withBytes(column) { [UInt8]($0) }
  }

  /// The bytes of a blob, or the UTF-8 of a text, where SQLite keeps them: valid inside `body` only. Empty for NULL.
  package func withBytes<Value, Failure: Error>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  package func optionalInt64(_ column: Int32) -> Int64? {
    isNull(column) ? nil : int64(column)
  }

  package func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

  package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  package func optionalBytes(_ column: Int32) -> [UInt8]? {
    isNull(column) ? nil : bytes(column)
  }
}
