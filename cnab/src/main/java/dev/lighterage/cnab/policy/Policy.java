package dev.lighterage.cnab.policy;

import dev.lighterage.cnab.yaml.Yaml;
import java.nio.file.Path;

/// Who may do what with this machine and its clouds: asked before anything runs.
public sealed interface Policy permits BuiltInPolicy, WrittenPolicy {
  /// `built-in`, or the file that it was read from.
  String name();

  /// The verdict on `facts`; the same for the same facts.
  Verdict judge(Facts facts);

  /// The policy where no file is: everything but mixins that run arbitrary commands (and images of
  /// which nothing is known) and folders of the host. The user grants these: the former by
  /// `allowExec`, the latter by asking for the mount.
  static Policy builtIn(boolean allowExec) {
    return new BuiltInPolicy(allowExec);
  }

  /// Reads a policy file (docs/policy.md, docs/schema/policy.schema.json). Fails with `NOT_FOUND`
  /// (a missing file is never a permission), `INVALID` with file, line and column, `UNSUPPORTED`
  /// for a later version, `TOO_LARGE`, `STORAGE`.
  static Policy load(Path file) {
    return PolicyReader.read(Yaml.read(file), file.toString());
  }
}
