package dev.lighterage.oci.registry;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Excerpt;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a registry says when it does not do what it was asked, as a failure.
///
/// Body: `{"errors": [{"code": …, "message": …, "detail": …}]}` (distribution-spec 1.1, "Error
/// Codes"); the first error counts. Facts: `status`; `retry after` where the answer says when to
/// come back; `code` and `message`, or `answer`, the first line of a body of another shape.
final class Refusal {
  private static final int CODE_LENGTH = 60;
  private static final int MESSAGE_LENGTH = 300;
  private static final int QUOTE_LENGTH = 200;
  private static final int WAIT_LENGTH = 40;

  private static final Set<String> CORRUPT = Set.of("DIGEST_INVALID", "SIZE_INVALID");

  private Refusal() {}

  /// One error of the registry's list.
  record Said(String code, String message) {}

  static Failure of(Answer answer, String what, String subject) {
    Bytes body = answer.bytes();
    Optional<Said> error = error(body);
    Failure failure =
        later(answer, Failure.of(kind(answer.status(), error), what, subject))
            .with("status", answer.status());
    if (error.isPresent()) {
      failure = failure.with("code", Excerpt.of(error.get().code, CODE_LENGTH));
      String message = Excerpt.of(error.get().message, MESSAGE_LENGTH);
      return message.isEmpty() ? failure : failure.with("message", message);
    }
    String line = Excerpt.of(body.text(), MESSAGE_LENGTH);
    return line.isEmpty() ? failure : failure.with("answer", line);
  }

  /// RFC 9110, section 10.2.3: seconds, or a date.
  private static Failure later(Answer answer, Failure failure) {
    return answer
        .header("Retry-After")
        .map(value -> Excerpt.of(value, WAIT_LENGTH))
        .filter(value -> !value.isEmpty())
        .map(value -> value.matches("[0-9]+") ? value + " s" : value)
        .map(value -> failure.with("retry after", value))
        .orElse(failure);
  }

  /// A failure for an answer whose status is good and whose content is not what was asked for.
  static Failure strange(Answer answer, String subject, String why) {
    return Failure.of(Failure.Kind.PROTOCOL, "registry answered something else", subject)
        .with("status", answer.status())
        .with("why", why);
  }

  /// The same with the first line of what it said instead.
  static Failure strange(Answer answer, String subject, String why, String said) {
    String line = Excerpt.of(said, QUOTE_LENGTH);
    return strange(answer, subject, why).with("answer", line.isEmpty() ? "(empty)" : line);
  }

  /// Whether what was asked for is not there. A 404 in HTML is not a registry's.
  static boolean isAbsence(Answer answer) {
    return answer.status() == 404 && !isHtml(answer);
  }

  static boolean isHtml(Answer answer) {
    return answer.mediaType().filter(t -> t.equals("text/html")).isPresent();
  }

  static Optional<Said> error(Bytes body) {
    try {
      List<Said> all =
          Json.readObject(body)
              .array("errors")
              .objects(e -> new Said(text(e, "code"), text(e, "message")));
      return all.stream().filter(e -> !e.code.isEmpty()).findFirst();
    } catch (Failure otherShape) {
      return Optional.empty();
    }
  }

  private static String text(JsonObject error, String name) {
    return error.findString(name).orElse("");
  }

  private static Failure.Kind kind(int status, Optional<Said> error) {
    String code = error.map(Said::code).orElse("");
    if (CORRUPT.contains(code)) {
      return Failure.Kind.CORRUPT;
    }
    if (code.equals("UNSUPPORTED")) {
      return Failure.Kind.UNSUPPORTED;
    }
    if (code.equals("DENIED")) {
      return Failure.Kind.FORBIDDEN;
    }
    return switch (status) {
      case 401 -> Failure.Kind.UNAUTHORIZED;
      case 403 -> Failure.Kind.FORBIDDEN;
      // Whatever else is not there is part of what was sent, or the registry itself.
      case 404 -> code.equals("NAME_UNKNOWN") ? Failure.Kind.NOT_FOUND : Failure.Kind.PROTOCOL;
      case 405, 415, 501 -> Failure.Kind.UNSUPPORTED;
      case 413 -> Failure.Kind.TOO_LARGE;
      default -> Failure.Kind.PROTOCOL;
    };
  }
}
