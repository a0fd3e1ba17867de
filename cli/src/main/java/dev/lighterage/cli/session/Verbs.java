package dev.lighterage.cli.session;

import dev.lighterage.cnab.app.Build;
import dev.lighterage.cnab.app.Copy;
import dev.lighterage.cnab.app.Inspect;
import dev.lighterage.cnab.app.Judge;
import dev.lighterage.cnab.app.Operate;
import dev.lighterage.cnab.app.Push;
import dev.lighterage.cnab.app.Records;
import dev.lighterage.cnab.app.Relock;
import dev.lighterage.cnab.app.Stores;
import dev.lighterage.cnab.app.Tag;
import dev.lighterage.cnab.state.FolderInstallations;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Ulids;
import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.copy.Copier;
import dev.lighterage.oci.registry.Registries;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The verbs of the library, set up as the session's flags and folders say.
public final class Verbs {
  /// Transfers at once: what a home connection and a shared registry both bear.
  private static final int AT_ONCE = 4;

  private final Session session;

  public Verbs(Session session) {
    this.session = session;
  }

  public Registries registries() {
    var surroundings = session.surroundings();
    Path home = Path.of(surroundings.properties().getOrDefault("user.home", "/"));
    return new Registries(
        session.http(), Credentials.of(Environment.of(surroundings.environment(), home)));
  }

  public Stores stores() {
    return new Stores(registries(), session.http().traffic());
  }

  public Copier copier() {
    return new Copier(AT_ONCE, new Transfers(session.console().progress()));
  }

  public Relock relock() {
    return new Relock(stores(), session.clock());
  }

  public Build build() {
    return new Build(relock());
  }

  public Push push() {
    return new Push(stores(), copier());
  }

  public Copy copy() {
    return new Copy(stores(), copier());
  }

  public Tag tag() {
    return new Tag(stores());
  }

  public Inspect inspect() {
    return new Inspect(stores());
  }

  public Judge judge() {
    return new Judge(stores());
  }

  public Installations installations() {
    return new FolderInstallations(
        session.folders().state().resolve("installations"), ulids(), session.clock(), host());
  }

  public Operate operate() {
    return new Operate(
        judge(),
        installations(),
        new Records(ulids(), session.clock()),
        session.folders().cache().resolve("runs"));
  }

  private Ulids ulids() {
    return new Ulids(session.clock(), new SecureRandom());
  }

  /// The name of this machine, for whoever reads who holds an installation.
  private String host() {
    return session.surroundings().environment().getOrDefault("HOSTNAME", "localhost");
  }
}
