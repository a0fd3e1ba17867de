package dev.lighterage.oci.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bytes of a blob a request brings: `first-last`, both included, without a unit
/// (distribution-spec 1.1, "Pushing a blob in chunks"); with `bytes ` in front, as some write, it
/// is taken too.
record Piece(long first, long last) {
  private static final Pattern FORM =
      Pattern.compile("(?:bytes[ =])?([0-9]{1,18})-([0-9]{1,18})(?:/(?:[0-9]+|\\*))?");

  static Optional<Piece> of(String header) {
    Matcher matcher = FORM.matcher(header.strip());
    return matcher.matches()
        ? Optional.of(new Piece(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  long length() {
    return last - first + 1;
  }
}
