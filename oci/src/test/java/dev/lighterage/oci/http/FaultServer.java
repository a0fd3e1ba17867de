package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/// A scripted HTTP server on loopback that answers as it is told, faults included, and remembers
/// what it was asked.
///
/// `on("GET /v2/a/tags/list", first, second)`: the answers in turn, the last one again and again.
/// What no script names is answered by 404 with a plain text. Stops by itself when closed.
public final class FaultServer implements AutoCloseable {
  /// A request as it came in; `body` holds at most its first MiB, `length` counts all of it.
  public record Seen(
      String method, String target, Map<String, String> headers, Bytes body, long length) {
    public String line() {
      return method + " " + target;
    }

    public String text() {
      return body.text();
    }
  }

  private static final int KEPT = 1 << 20;

  private final ServerSocket socket;
  private final Map<String, Function<Seen, Reply>> scripts = new ConcurrentHashMap<>();
  private final Map<String, Function<Seen, Reply>> wholes = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final String scheme;
  private volatile Reply otherwise = Reply.of(404).text("404 page not found\n");

  public FaultServer() {
    this(ServerSocketFactory.getDefault(), "http");
  }

  /// The same over TLS, with a factory that knows a key.
  FaultServer(ServerSocketFactory factory, String scheme) {
    try {
      this.socket = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.scheme = scheme;
    Thread.ofVirtual().start(this::accept);
  }

  /// `127.0.0.1:port`.
  public String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /// The same server by another name, so that it counts as another host.
  public String otherName() {
    return "localhost:" + socket.getLocalPort();
  }

  public String url(String path) {
    return scheme + "://" + host() + path;
  }

  /// Scripts the answers to `request`, a method and a target with its query.
  public FaultServer on(String request, Reply... replies) {
    var turns = new AtomicInteger();
    return on(request, _ -> replies[Math.min(turns.getAndIncrement(), replies.length - 1)]);
  }

  /// Answers `request` by what it is like; its body was not read yet.
  public FaultServer on(String request, Function<Seen, Reply> script) {
    scripts.put(request, script);
    return this;
  }

  /// Answers `request` by what came with it, after its body was read.
  public FaultServer onWhole(String request, Function<Seen, Reply> script) {
    wholes.put(request, script);
    return this;
  }

  /// The answer to everything without a script.
  public FaultServer otherwise(Reply reply) {
    otherwise = reply;
    return this;
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /// Method and target of each request, in the order of arrival.
  public List<String> lines() {
    return seen.stream().map(Seen::line).toList();
  }

  public Seen last() {
    return seen.getLast();
  }

  /// How many connections were made so far.
  public int connections() {
    return open.size();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        // Otherwise a body waits 40 ms for the acknowledgement of its head.
        connection.setTcpNoDelay(true);
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        String first = line(in);
        if (!first.contains(" HTTP/1.")) {
          return;
        }
        String[] words = first.split(" ", -1);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          String[] header = line.split(":", 2);
          headers.put(header[0], header[header.length - 1].strip());
        }
        var head = new Seen(words[0], words[1], headers, Bytes.empty(), 0);
        Reply reply = scripts.getOrDefault(head.line(), _ -> otherwise).apply(head);
        if (!answer(connection, in, head, reply)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client went away, which some tests are about.
    }
  }

  /// Whether the connection may be used for another request.
  private boolean answer(Socket connection, InputStream in, Seen head, Reply reply)
      throws IOException {
    long length = Long.parseLong(head.headers().getOrDefault("Content-Length", "0"));
    long wanted = Math.min(length, reply.readsAtMost());
    Seen whole = receive(in, head, wanted);
    seen.add(whole);
    if (wanted < length && reply.dropsUpload()) {
      return false;
    }
    Reply given = wholes.getOrDefault(head.line(), _ -> reply).apply(whole);
    boolean goesOn = given.write(connection.getOutputStream(), head.method(), connection::isClosed);
    if (wanted < length) {
      // As servers do it: an early close would take the answer away from who is still sending.
      connection.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    }
    return goesOn;
  }

  private static Seen receive(InputStream in, Seen head, long wanted) throws IOException {
    var kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 << 10];
    long total = 0;
    while (total < wanted) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, wanted - total));
      if (count < 0) {
        break;
      }
      total += count;
      kept.write(buffer, 0, Math.min(count, Math.max(0, KEPT - kept.size())));
    }
    return new Seen(
        head.method(), head.target(), head.headers(), Bytes.of(kept.toByteArray()), total);
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  /// Ends the server and every connection, those that it stalls too.
  @Override
  public void close() {
    var all = new ArrayList<AutoCloseable>(open);
    all.add(socket);
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
