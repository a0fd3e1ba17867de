package dev.lighterage.oci.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a path asks about.
///
/// Source: distribution-spec 1.1, "Endpoints". A repository's name may hold any of the words that
/// follow it (`shop/blobs`), so paths are read from their end.
sealed interface Route {
  /// The repository it is about; empty when it is about none.
  String repository();

  /// `/v2/`.
  record Base() implements Route {
    @Override
    public String repository() {
      return "";
    }
  }

  /// `/v2/_catalog`.
  record Catalog() implements Route {
    @Override
    public String repository() {
      return "";
    }
  }

  record Blob(String repository, String digest) implements Route {}

  record Uploads(String repository) implements Route {}

  record Upload(String repository, String id) implements Route {}

  record Manifests(String repository, String reference) implements Route {}

  record Tags(String repository) implements Route {}

  record Referrers(String repository, String digest) implements Route {}

  Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/?");
  Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([^/]+)");
  Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");
  Pattern MANIFESTS = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
  Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");
  Pattern REFERRERS = Pattern.compile("/v2/(.+)/referrers/([^/]+)");

  /// Empty for a path of no endpoint.
  static Optional<Route> of(String path) {
    if (path.equals("/v2") || path.equals("/v2/")) {
      return Optional.of(new Base());
    }
    if (path.equals("/v2/_catalog")) {
      return Optional.of(new Catalog());
    }
    return match(UPLOADS, path)
        .<Route>map(m -> new Uploads(m.group(1)))
        .or(() -> match(UPLOAD, path).map(m -> new Upload(m.group(1), m.group(2))))
        .or(() -> match(BLOB, path).map(m -> new Blob(m.group(1), m.group(2))))
        .or(() -> match(MANIFESTS, path).map(m -> new Manifests(m.group(1), m.group(2))))
        .or(() -> match(TAGS, path).map(m -> new Tags(m.group(1))))
        .or(() -> match(REFERRERS, path).map(m -> new Referrers(m.group(1), m.group(2))));
  }

  private static Optional<Matcher> match(Pattern pattern, String path) {
    Matcher matcher = pattern.matcher(path);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }
}
