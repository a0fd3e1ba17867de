package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Failure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter serve`. JSON, once it listens: `{"address": "HOST:PORT"}`.
@Command(
    name = "serve",
    header = "Serve a folder as a registry, without accounts, until it is stopped.",
    description = "GET /-/counters, on loopback, answers requests and bytes per repository.",
    footer = {"lighter serve ./registry", "lighter serve ./registry --listen 127.0.0.1:5000"})
public final class Serve implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "ROOT", description = "The folder; made if absent.")
  private Path root = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      description = "Where to listen; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1:0";

  public Serve(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws InterruptedException {
    InetSocketAddress address = address(listen);
    if (!address.getAddress().isLoopbackAddress()) {
      session.console().warn("anybody who reaches " + listen + " can read and write here");
    }
    var stopped = new CountDownLatch(1);
    try (var server = RegistryServer.start(session.path(root), ServeSettings.at(address));
        var _ = session.interruption().during(stopped::countDown)) {
      var json = JsonObject.builder().put("address", server.authority()).build();
      session.console().answer(Answer.of(json, server.authority() + "\n"));
      stopped.await();
    }
    return ExitCode.DONE;
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw Failure.of(Failure.Kind.INVALID, "not an address", text)
          .with("expected", "HOST:PORT, the port from 0 to 65535")
          .because(e);
    }
  }
}
