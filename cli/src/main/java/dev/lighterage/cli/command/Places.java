package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.app.Place;
import dev.lighterage.oci.value.Failure;

/// Reads places from the command line: a layout's folder is relative to where the command runs.
final class Places {
  private Places() {}

  static Place read(Session session, String text) {
    return switch (parse(text)) {
      case Place.InRegistry in -> in;
      case Place.InLayout in ->
          new Place.InLayout(session.path(in.folder()), in.tag(), in.digest());
    };
  }

  private static Place parse(String text) {
    try {
      return Place.parse(text);
    } catch (Failure failure) {
      throw failure.kind() == Failure.Kind.INVALID
          ? failure.with("places", "HOST/NAME:TAG, HOST/NAME@DIGEST, oci:FOLDER[:TAG] for a layout")
          : failure;
    }
  }
}
