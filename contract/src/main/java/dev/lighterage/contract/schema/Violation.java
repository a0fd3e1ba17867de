package dev.lighterage.contract.schema;

/// A place where a schema is no schema, or a value is not what its schema asks for.
///
/// `path` is a JSON path in what was checked, `keyword` the keyword of JSON Schema, `why` a clause
/// such as `must be one of ["basic","standard"]`. None of them holds a piece of the checked value
/// when its schema says `writeOnly` anywhere ([101.32]).
public record Violation(String path, String keyword, String why) {
  @Override
  public String toString() {
    return path + ": " + why;
  }
}
