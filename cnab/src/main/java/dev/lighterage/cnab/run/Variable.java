package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Secret;

/// The value of a variable in the run's environment, to be shown or not.
public sealed interface Variable {
  /// The value itself, to be called only where the environment is made.
  String value();

  record Plain(String value) implements Variable {}

  record Hidden(Secret secret) implements Variable {
    @Override
    public String value() {
      return secret.reveal();
    }
  }
}
