package dev.lighterage.oci.serve;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers for blobs: HEAD and GET, whole or one range (RFC 9110, section 14).
final class Blobs {
  static final String TYPE = "application/octet-stream";

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  private final Repositories repositories;

  Blobs(Repositories repositories) {
    this.repositories = repositories;
  }

  void serve(Call call, Route.Blob route) throws IOException {
    Digest digest = Digests.require(route.digest());
    switch (call.method()) {
      case "GET", "HEAD" -> read(call, repositories.require(route.repository()), digest);
      default -> throw Refusal.unsupported();
    }
  }

  private static void read(Call call, LayoutStore store, Digest digest) throws IOException {
    Descriptor blob =
        store
            .find(digest)
            .orElseThrow(() -> new Refusal(404, "BLOB_UNKNOWN", "blob unknown to registry"));
    call.set("Docker-Content-Digest", digest.toString())
        .set("Accept-Ranges", "bytes")
        .set("Content-Type", TYPE);
    Optional<Range> range = call.header("Range").flatMap(text -> Range.of(text, blob.size()));
    if (call.isHead() || range.isEmpty()) {
      call.answer(200, blob.size(), store.blob(blob).open(0));
    } else if (range.get().length() <= 0) {
      call.set("Content-Range", "bytes */" + blob.size());
      throw new Refusal(416, "SIZE_INVALID", "range not satisfiable");
    } else {
      call.set("Content-Range", range.get().of(blob.size()));
      call.answer(206, range.get().length(), store.blob(blob).open(range.get().first()));
    }
  }

  /// Bytes `first` to `last`, both included.
  private record Range(long first, long last) {
    /// Empty for what is not one range of bytes, which is then answered whole.
    static Optional<Range> of(String header, long size) {
      Matcher matcher = RANGE.matcher(header);
      if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
        return Optional.empty();
      }
      if (matcher.group(1).isEmpty()) {
        long length = Math.min(size, Long.parseLong(matcher.group(2)));
        return Optional.of(new Range(size - length, size - 1));
      }
      long first = Long.parseLong(matcher.group(1));
      long last = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
      return Optional.of(new Range(first, Math.min(last, size - 1)));
    }

    long length() {
      return last - first + 1;
    }

    String of(long size) {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }
}
