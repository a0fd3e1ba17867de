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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;

/// The verbs of the library, set up as the session's flags and folders say.
public final class Verbs {
  /// Transfers at once: what a home connection and a shared registry both bear.
  private static final int AT_ONCE = 4;

  private final Session session;
  private final Lazy<Registries> registries = new Lazy<>(this::openRegistries);

  public Verbs(Session session) {
    this.session = session;
  }

  /// One for all verbs, so that what is learned of a host is learned once.
  public Registries registries() {
    return registries.value();
  }

  private Registries openRegistries() {
    var environment = Environment.of(session.surroundings().environment(), session.home());
    var credentials =
        Credentials.of(environment).withTokenHosts(Set.copyOf(session.globals().tokenServices()));
    return new Registries(session.http(), credentials);
  }

  public Stores stores() {
    return new Stores(registries());
  }

  private Copier copier(String verb) {
    return new Copier(AT_ONCE, new Transfers(session.console().progress(), verb));
  }

  public Relock relock() {
    return new Relock(stores(), session.clock());
  }

  public Build build() {
    return new Build(relock());
  }

  public Push push() {
    return new Push(stores(), copier("send"));
  }

  /// `verb` is what its progress calls a transfer: `send` or `fetch`.
  public Copy copy(String verb) {
    return new Copy(stores(), copier(verb));
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
        new Records(ulids()::next, session.clock()),
        session.folders().cache().resolve("runs"));
  }

  private Ulids ulids() {
    return new Ulids(session.clock(), new SecureRandom());
  }

  /// The name of this machine, for whoever reads who holds an installation: that of the
  /// environment, which few shells export, else the kernel's (proc_sys_kernel(5)).
  private String host() {
    String named = session.surroundings().environment().getOrDefault("HOSTNAME", "");
    try {
      return named.isEmpty()
          ? Files.readString(Path.of("/proc/sys/kernel/hostname")).strip()
          : named;
    } catch (IOException noLinux) {
      return "localhost";
    }
  }
}
