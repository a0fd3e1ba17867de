package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/// Parameters and credentials of one operation, resolved and checked before anything is recorded or
/// run.
///
/// `parameters` are the values that the claim keeps ([400.3]): those that were given, now or
/// earlier, and defaults ([103.24]). `supplied` names those that were given. `environment` and
/// `files` bring them, and the credentials, to their destinations. `notes` are for people.
public record Inputs(
    JsonObject parameters,
    SortedSet<String> supplied,
    SortedMap<String, Variable> environment,
    List<InputFile> files,
    List<String> notes) {

  /// Resolves the inputs of `action`; `environment` is the caller's, for credentials. Fails with
  /// `INVALID` for what is missing, unknown, of another type, or goes where nothing may go, and
  /// with the failures of [CredentialSource#read]. No failure tells a credential's value, nor that
  /// of a parameter that must not be shown.
  public static Inputs resolve(
      Bundle bundle, String action, Supplied supplied, Map<String, String> environment) {
    var destinations = new Destinations();
    Parameters.Resolved parameters = Parameters.resolve(bundle, action, supplied);
    parameters.bring(destinations);
    new CredentialValues(bundle, action, supplied).bring(environment, destinations);
    return new Inputs(
        parameters.values(),
        parameters.supplied(),
        destinations.environment(),
        destinations.files(),
        parameters.notes());
  }
}
