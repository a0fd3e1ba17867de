package dev.lighterage.oci.registry;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a blob and goes on where it was when the connection is cut or stalls: with `Range` (RFC
/// 9110, section 14), or from the beginning over what is known, where a registry has no ranges.
///
/// Gives out at most as many bytes as the descriptor says; more fail with `CORRUPT`. The digest is
/// for whoever reads to the end. Fails with `NOT_FOUND` when the blob is absent and `UNREACHABLE`
/// after as many attempts in a row that brought less than 1 MiB as one request may have.
final class BlobStream extends InputStream {
  private static final int PROGRESS = 1 << 20;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

  private final Endpoint endpoint;
  private final Descriptor descriptor;
  private long position;
  private long resumedAt;
  private int attempts;
  private @Nullable Answer answer;

  BlobStream(Endpoint endpoint, Descriptor descriptor, long offset) {
    this.endpoint = endpoint;
    this.descriptor = descriptor;
    this.position = offset;
    this.resumedAt = offset;
  }

  /// Asks for the blob, so that absence shows before anything is read.
  void begin() {
    try {
      answer = request();
    } catch (IOException e) {
      resume(Optional.of(e));
    }
  }

  private Answer request() throws IOException {
    Request get = Request.get(endpoint.at("blobs/" + descriptor.digest())).streamed();
    Answer got = endpoint.read(position == 0 ? get : get.with("Range", "bytes=" + position + "-"));
    if (!got.isGood()) {
      throw Refusal.isAbsence(got)
          ? Failure.of(Failure.Kind.NOT_FOUND, "registry lacks the blob", subject())
          : Refusal.of(got, "could not read the blob", subject());
    }
    try {
      requireBlob(got);
      if (got.status() == 206) {
        requireRange(got);
      } else {
        requireLength(got, descriptor.size());
        got.body().skipNBytes(position);
      }
      return got;
    } catch (IOException | RuntimeException e) {
      got.close();
      throw e;
    }
  }

  private void requireBlob(Answer got) throws IOException {
    if (Refusal.isHtml(got)) {
      String head = new String(got.body().readNBytes(4096), StandardCharsets.UTF_8);
      throw Refusal.strange(got, subject(), "HTML instead of a blob", head);
    }
  }

  private void requireRange(Answer got) {
    Matcher range =
        CONTENT_RANGE.matcher(got.header("Content-Range").map(String::strip).orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != position) {
      throw Refusal.strange(got, subject(), "another range than was asked for")
          .with("asked", "from " + position);
    }
    if (!range.group(2).equals("*")) {
      requireSize(OptionalLong.of(Long.parseLong(range.group(2))), descriptor.size());
    }
  }

  private void requireLength(Answer got, long expected) {
    requireSize(got.length(), expected);
  }

  private void requireSize(OptionalLong found, long expected) {
    if (found.isPresent() && found.getAsLong() != expected) {
      throw wrongSize(found.getAsLong() + " bytes");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == descriptor.size()) {
      requireEnd();
      return -1;
    }
    int most = (int) Math.min(length, descriptor.size() - position);
    while (true) {
      Optional<IOException> fault = Optional.empty();
      try {
        int count = current().body().read(buffer, offset, most);
        if (count >= 0) {
          position += count;
          return count;
        }
      } catch (IOException e) {
        fault = Optional.of(e);
      }
      resume(fault);
    }
  }

  private Answer current() throws IOException {
    Answer now = answer;
    if (now == null) {
      throw new IOException("closed");
    }
    return now;
  }

  /// One byte more than promised is refused; how a body ends that gave all its bytes is not.
  private void requireEnd() {
    try {
      if (current().body().read() >= 0) {
        throw wrongSize("more than " + descriptor.size() + " bytes");
      }
    } catch (IOException e) {
      // All that was promised is here, and its digest says whether it is right.
    }
  }

  private void resume(Optional<IOException> firstFault) {
    Optional<IOException> fault = firstFault;
    closeAnswer();
    if (position - resumedAt >= PROGRESS) {
      attempts = 0;
    }
    while (true) {
      attempts++;
      if (attempts >= endpoint.http().settings().retries().attempts()
          || Thread.currentThread().isInterrupted()) {
        throw cut(fault);
      }
      endpoint.http().pause(attempts, Optional.empty());
      resumedAt = position;
      try {
        answer = request();
        return;
      } catch (IOException e) {
        fault = Optional.of(e);
      }
    }
  }

  private Failure cut(Optional<IOException> fault) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    Failure failure =
        Failure.of(
                interrupted ? Failure.Kind.CANCELED : Failure.Kind.UNREACHABLE,
                interrupted ? "interrupted" : "download was cut",
                subject())
            .with("read", position + " of " + descriptor.size() + " bytes")
            .with("attempts", attempts);
    return fault.map(failure::because).orElse(failure);
  }

  private Failure wrongSize(String found) {
    return Failure.of(Failure.Kind.CORRUPT, "content is not of the size it should be", subject())
        .with("expected", descriptor.size() + " bytes")
        .with("found", found);
  }

  private String subject() {
    return endpoint.repository() + "@" + descriptor.digest();
  }

  private void closeAnswer() {
    Answer now = answer;
    if (now != null) {
      now.close();
    }
    answer = null;
  }

  @Override
  public void close() {
    closeAnswer();
  }
}
