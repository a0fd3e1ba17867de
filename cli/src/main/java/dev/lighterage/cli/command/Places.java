package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.app.Place;

/// Reads places from the command line: a layout's folder is relative to where the command runs.
final class Places {
  private Places() {}

  static Place read(Session session, String text) {
    return switch (Place.parse(text)) {
      case Place.InRegistry in -> in;
      case Place.InLayout in ->
          new Place.InLayout(session.path(in.folder()), in.tag(), in.digest());
    };
  }
}
