package dev.lighterage.cnab.run;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A source whose blobs give no byte: whoever reads waits until it is interrupted, and `waits` is
/// called before.
record StallingSource(Source of, Runnable waits) implements Source {
  @Override
  public String name() {
    return of.name();
  }

  @Override
  public Optional<Manifest> resolve(String tag) {
    return of.resolve(tag);
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) {
    return of.manifest(digest);
  }

  @Override
  public Content blob(Descriptor descriptor) {
    return new Stalled(descriptor.size(), waits);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return of.referrers(subject);
  }

  @Override
  public List<String> tags() {
    return of.tags();
  }

  private record Stalled(long size, Runnable waits) implements Content {
    @Override
    public InputStream open(long offset) {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          waits.run();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
          }
          return -1;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
          return read();
        }
      };
    }
  }
}
