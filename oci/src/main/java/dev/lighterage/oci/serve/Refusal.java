package dev.lighterage.oci.serve;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;

/// An answer that is not what was asked for: a status and one of the specification's error codes.
///
/// Source: distribution-spec 1.1, "Error Codes".
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /// What a failure of a store means to a client; its words stay, its paths do not.
  static Refusal of(Failure failure) {
    return switch (failure.kind()) {
      case INVALID, UNSUPPORTED, CONFLICT -> new Refusal(400, "MANIFEST_INVALID", words(failure));
      case CORRUPT -> new Refusal(400, "DIGEST_INVALID", words(failure));
      case TOO_LARGE -> new Refusal(413, "SIZE_INVALID", words(failure));
      case NOT_FOUND -> new Refusal(404, "BLOB_UNKNOWN", words(failure));
      case STORAGE -> new Refusal(507, "UNKNOWN", words(failure));
      case BUSY, CANCELED, FORBIDDEN, PROGRAM, PROTOCOL, UNAUTHORIZED, UNREACHABLE ->
          new Refusal(500, "UNKNOWN", words(failure));
    };
  }

  /// The same where what was read is this registry's own: damage there is no fault of the client.
  static Refusal ofOwn(Failure failure) {
    return switch (failure.kind()) {
      case CORRUPT, INVALID, TOO_LARGE, STORAGE -> new Refusal(500, "UNKNOWN", words(failure));
      case BUSY, CANCELED, CONFLICT, FORBIDDEN, NOT_FOUND, PROGRAM, PROTOCOL, UNAUTHORIZED ->
          of(failure);
      case UNREACHABLE, UNSUPPORTED -> of(failure);
    };
  }

  private static String words(Failure failure) {
    String why = failure.facts().get("why");
    return why == null ? failure.what() : failure.what() + ": " + why;
  }

  static Refusal unknownRepository(String name) {
    return new Refusal(404, "NAME_UNKNOWN", "repository name not known to registry: " + name);
  }

  static Refusal unknownUpload() {
    return new Refusal(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  }

  static Refusal unsupported() {
    return new Refusal(405, "UNSUPPORTED", "the operation is unsupported");
  }

  int status() {
    return status;
  }

  /// `{"errors": [{"code", "message"}]}`.
  Bytes body() {
    JsonObject error =
        JsonObject.builder().put("code", code).put("message", String.valueOf(getMessage())).build();
    return Json.canonical(JsonObject.builder().put("errors", JsonArray.of(List.of(error))).build());
  }
}
