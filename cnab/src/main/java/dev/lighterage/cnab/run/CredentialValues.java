package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.CustomAction;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// The credentials of one operation: brings them from where the user has them to where the bundle
/// wants them.
record CredentialValues(Bundle bundle, String action, Supplied supplied) {

  /// Reads the values of those that apply and lets them go to their destinations.
  void bring(Map<String, String> environment, Destinations destinations) {
    for (String name : supplied.credentials().keySet()) {
      if (!bundle.credentials().containsKey(name)) {
        throw Parameters.unknown("credential", name, bundle.credentials().keySet());
      }
    }
    requireAll();
    bundle
        .credentials()
        .forEach(
            (name, credential) -> {
              CredentialSource source = supplied.credentials().get(name);
              if (source != null && credential.appliesTo(action)) {
                destinations.add(
                    "credential " + name,
                    credential.destination(),
                    source.read(name, environment),
                    true);
              }
            });
  }

  /// [101.45]; a stateless action is not refused for lack of credentials ([101.54]).
  private void requireAll() {
    boolean stateless =
        Optional.ofNullable(bundle.actions().get(action))
            .map(CustomAction::stateless)
            .orElse(false);
    var missing = new ArrayList<String>();
    bundle
        .credentials()
        .forEach(
            (name, credential) -> {
              boolean needed = credential.required() && credential.appliesTo(action) && !stateless;
              if (needed && !supplied.credentials().containsKey(name)) {
                missing.add(name);
              }
            });
    if (!missing.isEmpty()) {
      throw Failure.of(Failure.Kind.INVALID, "credentials are missing", String.join(", ", missing))
          .with("action", action);
    }
  }
}
