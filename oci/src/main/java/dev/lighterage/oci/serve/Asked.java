package dev.lighterage.oci.serve;

/// A request as it came in: its method and its target, path and query.
public record Asked(String method, String target) {
  @Override
  public String toString() {
    return method + " " + target;
  }
}
