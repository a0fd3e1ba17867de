package dev.lighterage.oci.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy on loopback that makes tunnels (RFC 9110, section 9.3.6), all of them to one port of
/// loopback whatever was asked for, and remembers the heads of what it was asked.
final class TunnelProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int target;
  private final String status;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /// `status`: what each request for a tunnel is answered with, as in `200 Made`; only after 200
  /// there is one.
  TunnelProxy(int target, String status) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.status = status;
    Thread.ofVirtual().start(this::accept);
  }

  String url(String login) {
    return "http://" + login + "127.0.0.1:" + socket.getLocalPort();
  }

  /// Request line and headers of each request, as they came.
  List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      heads.add(head(client.getInputStream()));
      String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (status.startsWith("200")) {
        tunnel(client);
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private void tunnel(Socket client) throws IOException {
    try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(server);
      OutputStream back = client.getOutputStream();
      InputStream answers = server.getInputStream();
      Thread.ofVirtual().start(() -> pump(answers, back));
      pump(client.getInputStream(), server.getOutputStream());
    }
  }

  private static void pump(InputStream from, OutputStream to) {
    try {
      from.transferTo(to);
    } catch (IOException e) {
      // One of the two has closed.
    }
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      text.append((char) c);
      if (text.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
