package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Mount;
import dev.lighterage.contract.operation.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The argument vectors that build namespaces. They hold paths and sizes, never a value of a
/// parameter or credential.
final class NamespaceCommand {
  private NamespaceCommand() {}

  /// What starts the run of `request` with the unpacked `image`, working on the folder `work`.
  static List<String> run(RunRequest request, Caller caller, Path image, Path work) {
    var command = namespaces(caller, request.network());
    command.addAll(List.of("-c", Script.NAMESPACES.text(), "namespaces"));
    command.addAll(List.of(work.toString(), image.toString()));
    command.add(Long.toString(request.limits().scratch()));
    command.add(Long.toString(request.limits().outputs()));
    command.addAll(List.of(caller.overlayOptions(), drop(caller), Script.ENTER.text()));
    request
        .artifacts()
        .forEach(
            (component, folder) ->
                command.addAll(
                    List.of(
                        "ro",
                        folder.toAbsolutePath().toString(),
                        Places.ARTIFACTS + "/" + component)));
    for (Mount mount : request.mounts()) {
      command.addAll(List.of("rw", mount.host(), mount.path()));
    }
    return command;
  }

  /// What tries the same on nothing.
  static List<String> probe(Caller caller) {
    var command = namespaces(caller, false);
    command.addAll(List.of("-c", Script.PROBE.text(), "probe"));
    command.addAll(List.of(caller.overlayOptions(), drop(caller)));
    return command;
  }

  /// A shell in namespaces of its own: it dies with the thread that starts it, has no terminal
  /// whose signals or input it could get, and takes all that it started with it.
  private static List<String> namespaces(Caller caller, boolean network) {
    var command = new ArrayList<String>();
    command.addAll(List.of(Tools.require("setpriv"), "--pdeathsig", "KILL", "--"));
    command.add(Tools.require("setsid"));
    command.addAll(List.of(Tools.require("unshare"), "--mount", "--pid", "--ipc", "--uts"));
    command.addAll(List.of("--fork", "--kill-child=KILL"));
    if (!caller.drops()) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    if (!network) {
      command.add("--net");
    }
    command.addAll(List.of("--", Tools.require("sh")));
    return command;
  }

  private static String drop(Caller caller) {
    return caller.drops() ? "yes" : "no";
  }
}
