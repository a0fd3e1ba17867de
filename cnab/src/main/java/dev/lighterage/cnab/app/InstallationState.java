package dev.lighterage.cnab.app;

import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.Installation;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Recorded;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// How an installation stands before an operation: the bundle that is to act on it, and its last
/// operation, if it has one that still counts. An uninstalled one counts no more.
record InstallationState(Place bundle, Optional<Recorded> last) {

  /// Looks at the records without holding them; fails when `request` does not fit them.
  static InstallationState of(Installations installations, Operate.Request request) {
    return of(request, installations.find(request.installation()).map(Installation::last));
  }

  /// `NOT_FOUND` for an upgrade or uninstall of what is not there; `CONFLICT` for an install of
  /// what is. A failed or interrupted install may be installed again: it goes on where it stopped.
  static InstallationState of(Operate.Request request, Optional<Recorded> recorded) {
    Optional<Recorded> last = recorded.filter(r -> !isGone(r));
    boolean install = request.action().equals("install");
    if (!install && last.isEmpty()) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such installation", request.installation());
    }
    if (install && last.filter(InstallationState::isWhole).isPresent()) {
      throw Failure.of(
              Failure.Kind.CONFLICT, "installation that exists already", request.installation())
          .with("action", last.get().claim().action())
          .with("expected", "upgrade, or another name");
    }
    return new InstallationState(place(request, last), last);
  }

  /// Fails with `CONFLICT` unless the last operation of `now`, the same installation under a hold,
  /// is that of this look: bundle, parameters and verdict were found by it.
  void requireStill(InstallationState now, String installation) {
    if (!claim().equals(now.claim())) {
      throw Failure.of(Failure.Kind.CONFLICT, "another operation came between", installation)
          .with("meanwhile", now.last().map(InstallationState::tell).orElse("uninstalled"))
          .with("expected", "the installation as it was judged; run the command again");
    }
  }

  private Optional<String> claim() {
    return last.map(r -> r.claim().id());
  }

  private static String tell(Recorded recorded) {
    Claim claim = recorded.claim();
    return claim.action() + " " + recorded.status().text() + ", begun " + claim.created();
  }

  private static boolean isGone(Recorded recorded) {
    return recorded.claim().action().equals("uninstall") && recorded.status() == Status.SUCCEEDED;
  }

  /// Whether there is something that an install would overwrite.
  private static boolean isWhole(Recorded recorded) {
    return !recorded.claim().action().equals("install") || recorded.status() == Status.SUCCEEDED;
  }

  private static Place place(Operate.Request request, Optional<Recorded> last) {
    return request
        .bundle()
        .or(() -> last.flatMap(r -> r.claim().bundleReference()).map(InstallationState::pinned))
        .orElseThrow(
            () ->
                Failure.of(Failure.Kind.INVALID, "no bundle named", request.installation())
                    .with("expected", "a reference after the installation's name"));
  }

  private static Place pinned(String reference) {
    return reference.startsWith("/")
        ? Place.parse(Place.LAYOUT + reference)
        : new Place.InRegistry(Reference.parse(reference));
  }

  /// Where the last run left each step.
  List<StepState> steps() {
    return last.flatMap(Recorded::last).map(r -> r.progress().steps()).orElse(List.of());
  }

  /// Says so where the last operation was one of a bundle of another name than `next`: it may be a
  /// slip, and steps go on by id whatever bundle they are of.
  Optional<String> change(Bundle next) {
    return last.flatMap(r -> r.claim().bundle().findString("name"))
        .filter(name -> !name.equals(next.name()))
        .map(
            name ->
                "the installation was one of the bundle %s and becomes one of %s: a step goes on"
                        .formatted(name, next.name())
                    + " from the one of the same id");
  }

  JsonObject parameters() {
    return last.map(r -> r.claim().parameters()).orElseGet(() -> JsonObject.builder().build());
  }

  SortedSet<String> supplied() {
    return last.map(Recorded::claim).map(Claim::supplied).orElseGet(TreeSet::new);
  }
}
