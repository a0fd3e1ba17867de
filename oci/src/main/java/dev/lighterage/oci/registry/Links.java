package dev.lighterage.oci.registry;

import dev.lighterage.oci.http.Answer;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way to the next page: `Link: <address>; rel="next"` (RFC 8288; distribution-spec 1.1,
/// "Listing Tags").
final class Links {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next)(?=$|[\\s;,])",
          Pattern.CASE_INSENSITIVE);

  private Links() {}

  /// The next page, which must be at the registry itself ([N3]); an address elsewhere fails with
  /// `PROTOCOL`.
  static Optional<URI> next(Endpoint endpoint, Answer answer) {
    for (String header : answer.headers("Link")) {
      Matcher link = LINK.matcher(header);
      while (link.find()) {
        if (NEXT.matcher(link.group(2)).find()) {
          URI target = endpoint.named("next page", answer, link.group(1));
          if (!endpoint.isHere(target)) {
            throw Refusal.strange(
                answer, endpoint.repository().toString(), "its next page is at another host");
          }
          return Optional.of(target);
        }
      }
    }
    return Optional.empty();
  }
}
