package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.Inputs;
import java.util.List;
import java.util.stream.Stream;

/// A permitted action with its inputs, checked. Only [Operate#ready] gives one.
public final class Ready {
  private final Permit permit;
  private final Inputs inputs;

  Ready(Permit permit, Inputs inputs) {
    this.permit = permit;
    this.inputs = inputs;
  }

  /// What a person should know of the bundle, of what another bundle or version has left of this
  /// installation, and of the inputs, though it stops nothing.
  public List<String> notes() {
    return Stream.of(
            permit.survey().notes(),
            permit.state().change(permit.bundle()).stream().toList(),
            permit.leftBehind(),
            inputs.notes())
        .flatMap(List::stream)
        .toList();
  }

  Permit permit() {
    return permit;
  }

  Inputs inputs() {
    return inputs;
  }
}
