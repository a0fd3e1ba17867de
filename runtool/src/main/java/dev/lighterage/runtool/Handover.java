package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What the driver handed over: the bundle, which action on which installation, the relocation
/// mapping (empty when nothing moved), and our note, which an ordinary CNAB runtime does not give.
record Handover(
    Bundle bundle,
    String action,
    String installation,
    TreeMap<String, String> relocations,
    Optional<RunNote> note) {

  /// [103.35]: the relocation mapping, a JSON object of references.
  private static final String RELOCATIONS = "/cnab/app/relocation-mapping.json";

  /// Reads what there is; each thing that is missing or wrong becomes a line of `problems`. Empty
  /// when so much is missing that the steps cannot be known.
  static Optional<Handover> read(Surroundings here, List<String> problems) {
    return new Reader(here, problems).read();
  }

  /// The steps and artifacts of the bundle; present since the reader asked for it.
  Lighterage lighterage() {
    return bundle.lighterage().orElseThrow();
  }

  private record Reader(Surroundings here, List<String> problems) {

    Optional<Handover> read() {
      Optional<String> action = variable(Places.ACTION);
      Optional<String> installation = variable(Places.INSTALLATION);
      Optional<Bundle> bundle = document(Places.BUNDLE).flatMap(this::bundle);
      Optional<RunNote> note = note();
      TreeMap<String, String> relocations = relocations();
      if (action.isEmpty() || installation.isEmpty() || bundle.isEmpty()) {
        return Optional.empty();
      }
      if (bundle.get().lighterage().orElseThrow().actions().get(action.get()) == null) {
        problems.add("the bundle has no steps for the action " + action.get());
        return Optional.empty();
      }
      return Optional.of(
          new Handover(bundle.get(), action.get(), installation.get(), relocations, note));
    }

    private Optional<String> variable(String name) {
      Optional<String> value =
          Optional.ofNullable(here.environment().get(name)).filter(v -> !v.isEmpty());
      if (value.isEmpty()) {
        problems.add("the variable " + name + " is not set");
      }
      return value;
    }

    private Optional<Path> document(String place) {
      Path file = here.at(place);
      if (!Files.isRegularFile(file)) {
        problems.add(place + " is not there");
        return Optional.empty();
      }
      return Optional.of(file);
    }

    private Optional<Bundle> bundle(Path file) {
      try {
        Bundle bundle = Bundle.read(SmallFile.read(file));
        if (bundle.lighterage().isEmpty()) {
          problems.add(Places.BUNDLE + " says no steps: it has no custom[\"" + RunNote.KEY + "\"]");
          return Optional.empty();
        }
        return Optional.of(bundle);
      } catch (Failure failure) {
        problems.add(Places.BUNDLE + " cannot be used: " + failure.getMessage());
        return Optional.empty();
      }
    }

    private Optional<RunNote> note() {
      Path file = here.at(Places.CLAIM);
      try {
        Optional<JsonObject> note =
            Files.isRegularFile(file)
                ? Json.readObject(SmallFile.read(file))
                    .findObject("custom")
                    .flatMap(custom -> custom.findObject(RunNote.KEY))
                : Optional.empty();
        if (note.isEmpty()) {
          problems.add(
              Places.CLAIM
                  + " has no custom[\""
                  + RunNote.KEY
                  + "\"], so nothing is granted: this image must be run by lighter, or by a"
                  + " runtime that follows its run contract");
        }
        return note.map(RunNote::read);
      } catch (Failure failure) {
        problems.add(Places.CLAIM + " cannot be used: " + failure.getMessage());
        return Optional.empty();
      }
    }

    private TreeMap<String, String> relocations() {
      var all = new TreeMap<String, String>();
      Path file = here.at(RELOCATIONS);
      if (Files.isRegularFile(file)) {
        try {
          JsonObject json = Json.readObject(SmallFile.read(file));
          json.members().keySet().forEach(from -> all.put(from, json.string(from)));
        } catch (Failure failure) {
          problems.add(RELOCATIONS + " cannot be used: " + failure.getMessage());
        }
      }
      return all;
    }
  }
}
