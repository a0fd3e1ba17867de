package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.Inputs;
import java.util.List;

/// A permitted action with its inputs, checked. Only [Operate#ready] gives one.
public final class Ready {
  private final Permit permit;
  private final Inputs inputs;

  Ready(Permit permit, Inputs inputs) {
    this.permit = permit;
    this.inputs = inputs;
  }

  /// What a person should know of the inputs though it stops nothing.
  public List<String> notes() {
    return inputs.notes();
  }

  Permit permit() {
    return permit;
  }

  Inputs inputs() {
    return inputs;
  }
}
