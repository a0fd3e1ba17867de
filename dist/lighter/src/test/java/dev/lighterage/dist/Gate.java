package dev.lighterage.dist;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands between a tool and a registry, passes HTTP on as it is, and at one [Moment] holds
/// everything, so that the tool can be killed exactly there.
///
/// Buffers are small: while a body is held, most of what was passed on has reached the tool, or has
/// left it.
final class Gate implements AutoCloseable {
  private static final int BUFFER = 8 << 10;

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile InetSocketAddress upstream;
  private volatile Hold hold = Hold.never();

  Gate(InetSocketAddress upstream) throws IOException {
    this.upstream = upstream;
    server = new ServerSocket();
    server.setReceiveBufferSize(BUFFER);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    threads.execute(this::accept);
  }

  /// `host:port`, the same for the gate's life, whichever registry stands behind it.
  String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  void leadTo(InetSocketAddress other) {
    upstream = other;
  }

  /// Connections from now on stop at `moment`.
  Hold stopAt(Moment moment) {
    hold = new Hold(Optional.of(moment));
    return hold;
  }

  /// Connections from now on pass.
  void pass() {
    hold = Hold.never();
  }

  @Override
  public void close() throws IOException {
    server.close();
    hold.release();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Hold now = hold;
        threads.execute(() -> serve(client, now));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client, Hold now) {
    try (client;
        var registry = new Socket()) {
      client.setSendBufferSize(BUFFER);
      client.setTcpNoDelay(true);
      registry.setTcpNoDelay(true);
      registry.connect(upstream);
      var below = new Pair(client);
      var above = new Pair(registry);
      while (exchange(below, above, now)) {
        above.out.flush();
      }
    } catch (IOException gone) {
      // One of the two is gone, most often because it was killed: both connections end.
    }
  }

  private record Pair(InputStream in, OutputStream out) {
    Pair(Socket socket) throws IOException {
      this(
          new BufferedInputStream(socket.getInputStream(), BUFFER),
          new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    }
  }

  /// Passes one request and its answer; `false` when there is no more.
  private static boolean exchange(Pair tool, Pair registry, Hold now) throws IOException {
    Head request = Head.read(tool.in);
    if (request.isEmpty()) {
      return false;
    }
    now.at(Moment.Kind.REQUEST);
    request.write(registry.out);
    body(request.length(), Moment.Kind.UP, tool.in, registry.out, now);
    registry.out.flush();
    Head answer = Head.read(registry.in);
    answer.write(tool.out);
    if (!request.line().startsWith("HEAD ")) {
      body(answer.length(), Moment.Kind.DOWN, registry.in, tool.out, now);
    }
    tool.out.flush();
    now.at(Moment.Kind.ANSWER);
    return !answer.isEmpty();
  }

  private static void body(long size, Moment.Kind kind, InputStream in, OutputStream out, Hold now)
      throws IOException {
    long stop = size < Moment.LARGE ? Long.MAX_VALUE : now.bodyStopsAt(kind, size);
    byte[] buffer = new byte[BUFFER];
    for (long done = 0; done < size; ) {
      int wanted = (int) Math.min(buffer.length, Math.min(size, stop) - done);
      int n = in.read(buffer, 0, wanted);
      if (n < 0) {
        throw new EOFException("body cut at " + done + " of " + size);
      }
      out.write(buffer, 0, n);
      done += n;
      if (done == stop) {
        out.flush();
        now.reach();
      }
    }
  }

  /// The head of a request or an answer as it was sent, with the empty line after it.
  private record Head(String text) {
    static Head read(InputStream in) throws IOException {
      var head = new ByteArrayOutputStream();
      int ends = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        head.write(b);
        ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
        if (ends == 2) {
          return new Head(head.toString(StandardCharsets.ISO_8859_1));
        }
      }
      return new Head("");
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    String line() {
      return text.lines().findFirst().orElse("");
    }

    /// The length of the body; neither our client nor our registry sends one in chunks.
    long length() {
      return text.lines()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("content-length:"))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
          .findFirst()
          .orElse(0);
    }

    void write(OutputStream out) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
