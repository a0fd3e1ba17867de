package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;

/// What the headers of an answer may say about its body.
final class Bodies {
  private Bodies() {}

  /// Fails with `PROTOCOL` for an answer whose bytes are not those that are stored.
  static void requirePlain(Answer answer) {
    for (String coding : answer.headers("Content-Encoding")) {
      if (!coding.strip().equalsIgnoreCase("identity") && !coding.isBlank()) {
        answer.close();
        throw Failure.of(
                Failure.Kind.PROTOCOL,
                "answer encoded though that was not asked for",
                Blotted.address(answer.uri()))
            .with("encoding", Excerpt.of(coding, 40));
      }
    }
  }

  /// Fails with `TOO_LARGE` when the declared length is over the limit; nothing is read then.
  static void requireFit(Request request, Answer answer, int limit) {
    boolean hasBody = !request.method().equals("HEAD");
    if (hasBody && answer.length().orElse(0) > limit) {
      throw tooLarge(answer, limit);
    }
  }

  static Failure tooLarge(Answer answer, int limit) {
    return Failure.of(
            Failure.Kind.TOO_LARGE, "answer over the limit", Blotted.address(answer.uri()))
        .with("limit", limit + " bytes");
  }
}
