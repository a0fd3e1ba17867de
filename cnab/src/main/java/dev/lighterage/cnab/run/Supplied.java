package dev.lighterage.cnab.run;

import dev.lighterage.oci.json.JsonObject;
import java.util.SortedMap;
import java.util.SortedSet;

/// What the user gives for one operation, and what was given before.
///
/// @param parameters `--param NAME=VALUE`, as written
/// @param file what `--param-file` holds, values typed
/// @param earlier the parameters of the installation's last claim; empty on the first install
/// @param remembered the names among `earlier` that the user gave, as opposed to defaults, which
///   the next version of the bundle may change
/// @param credentials where each credential is
public record Supplied(
    SortedMap<String, String> parameters,
    JsonObject file,
    JsonObject earlier,
    SortedSet<String> remembered,
    SortedMap<String, CredentialSource> credentials) {}
