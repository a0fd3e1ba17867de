package dev.lighterage.oci.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lighterage.oci.content.Disk;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A registry over a folder of layouts: pull, push, mount, tags and referrers by distribution-spec
/// 1.1, without accounts, for loopback.
///
/// Each repository is an OCI layout that other tools read; a blob mounted from one repository into
/// another is a hard link. `GET /-/counters`, from loopback only, answers the [Counters]. Manifests
/// are limited to 4 MiB, sessions in number and age; deletion is not offered.
public final class RegistryServer implements AutoCloseable {
  static {
    // Without it small answers wait 40 ms for the peer's acknowledgement; read once by the JDK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final System.Logger LOG = System.getLogger(RegistryServer.class.getName());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Counters.Meter meter = new Counters.Meter();
  private final ServeSettings settings;
  private final Sessions sessions;
  private final Lists lists;
  private final Blobs blobs;
  private final Manifests manifests;
  private final Uploads uploads;

  private RegistryServer(HttpServer server, Path root, ServeSettings settings) {
    var repositories = new Repositories(root);
    this.server = server;
    this.settings = settings;
    this.sessions = new Sessions(settings);
    this.lists = new Lists(repositories);
    this.blobs = new Blobs(repositories);
    this.manifests = new Manifests(repositories);
    this.uploads = new Uploads(repositories, sessions);
  }

  /// Serves `root`, which is made when it is absent, until [#close()]. Fails with `STORAGE` when
  /// the folder cannot be made, `CONFLICT` when it is a file, `BUSY` when the address cannot be
  /// had.
  public static RegistryServer start(Path root, ServeSettings settings) {
    try {
      Disk.createFolder(root);
    } catch (IOException e) {
      throw Failure.storage("could not create the folder to serve", root, e);
    }
    try {
      var http = HttpServer.create(settings.address(), 0);
      var server = new RegistryServer(http, root, settings);
      http.createContext("/", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.BUSY, "could not listen", written(settings.address()))
          .with("why", String.valueOf(e.getMessage()))
          .with("port", settings.address().getPort())
          .because(e);
    }
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// `host:port`, as references name this registry: the host that was asked for (a socket says
  /// another of "all addresses") and the port that was given.
  public String authority() {
    return written(new InetSocketAddress(settings.address().getAddress(), address().getPort()));
  }

  private static String written(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  public Counters counters() {
    return meter.read();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("");
      if (path.equals("/-/counters")) {
        answerCounters(exchange);
        return;
      }
      var asked = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString());
      settings.observer().accept(asked);
      Optional<Route> route = Route.of(path);
      var call = new Call(exchange, meter, route.map(Route::repository).orElse(""));
      call.set("Docker-Distribution-API-Version", "registry/2.0");
      answer(call, route);
    }
  }

  private void answer(Call call, Optional<Route> route) throws IOException {
    try {
      dispatch(call, route.orElseThrow(() -> new Refusal(404, "UNSUPPORTED", "no such endpoint")));
    } catch (Refusal refusal) {
      call.answer(refusal.status(), "application/json", refusal.body());
    } catch (Failure failure) {
      Refusal refusal = Refusal.of(failure);
      call.answer(refusal.status(), "application/json", refusal.body());
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "request failed", defect);
      Refusal refusal = new Refusal(500, "UNKNOWN", "internal error");
      call.answer(refusal.status(), "application/json", refusal.body());
    }
  }

  private void dispatch(Call call, Route route) throws IOException {
    switch (route) {
      case Route.Base _ -> call.answer(200, "application/json", Bytes.utf8("{}"));
      case Route.Catalog _ -> lists.catalog(call);
      case Route.Tags tags -> lists.tags(call, tags.repository());
      case Route.Referrers referrers -> lists.referrers(call, referrers);
      case Route.Blob blob -> blobs.serve(call, blob);
      case Route.Manifests manifest -> manifests.serve(call, manifest);
      case Route.Uploads begin -> uploads.begin(call, begin.repository());
      case Route.Upload upload -> uploads.serve(call, upload);
    }
  }

  private void answerCounters(HttpExchange exchange) throws IOException {
    boolean near = exchange.getRemoteAddress().getAddress().isLoopbackAddress();
    byte[] body = near ? (Json.pretty(counters().toJson()) + "\n").getBytes(UTF_8) : new byte[0];
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(near ? 200 : 403, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /// Stops at once; uploads that are open are dropped.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
    sessions.close();
  }
}
