package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/// The body of a request while it goes out: opened when the connection stands, counted, watched
/// while the other side takes its time, and closed whatever happens.
final class SentBody implements AutoCloseable {
  private final Request request;
  private final Watchdog.Watch watch;
  private final RetryPolicy retries;
  private final Traffic traffic;
  private volatile @Nullable InputStream open;
  private volatile @Nullable Throwable fault;

  SentBody(Request request, Watchdog.Watch watch, RetryPolicy retries, Traffic traffic) {
    this.request = request;
    this.watch = watch;
    this.retries = retries;
    this.traffic = traffic;
  }

  /// With the length declared, so that no registry has to take chunks.
  BodyPublisher publisher() {
    Request.Body body = request.body().orElseThrow();
    if (body.size() == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> begin(body)), body.size());
  }

  private InputStream begin(Request.Body body) {
    try {
      var stream = new Counted(body.content().open(0), body.size());
      open = stream;
      return stream;
    } catch (IOException e) {
      fault = e;
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      fault = e;
      throw e;
    }
  }

  /// Throws what went wrong with the content, as opposed to the connection.
  void throwIfBroken() throws IOException {
    switch (fault) {
      case null -> {}
      case Failure failure -> throw failure;
      case Throwable other -> throw new Broken(other);
    }
  }

  @Override
  public void close() throws IOException {
    InputStream stream = open;
    if (stream != null) {
      stream.close();
    }
  }

  /// The content to send could not be read.
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(Throwable cause) {
      super("the content to send could not be read", cause);
    }
  }

  private final class Counted extends InputStream {
    private final InputStream in;
    private long left;

    private Counted(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      watch.disarm();
      try {
        int count = in.read(buffer, offset, length);
        account(count);
        return count;
      } catch (IOException | RuntimeException e) {
        fault = e;
        throw e;
      } finally {
        watch.arm(left > 0 ? retries.stall() : retries.answer());
      }
    }

    private void account(int count) {
      left -= Math.max(count, 0);
      if (left < 0 || (count < 0 && left > 0)) {
        throw Failure.of(
                Failure.Kind.CORRUPT,
                "content is not of the size it should be",
                Blotted.address(request.uri()))
            .with("expected", request.body().orElseThrow().size() + " bytes");
      }
      traffic.up(Math.max(count, 0));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
