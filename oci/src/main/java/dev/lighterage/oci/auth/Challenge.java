package dev.lighterage.oci.auth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a server wants to see before it answers: one challenge of a `WWW-Authenticate` header.
///
/// `scheme` and the names of the parameters are in lower case, as their case does not count.
/// Source: RFC 9110, section 11.
record Challenge(String scheme, Optional<String> token, SortedMap<String, String> parameters) {

  Challenge {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /// All challenges of all headers, in their order. Several may stand in one header. What breaks
  /// the grammar ends the reading of its header; the challenges before it count.
  static List<Challenge> parse(List<String> headers) {
    var all = new ArrayList<Challenge>();
    headers.forEach(header -> all.addAll(new ChallengeReader(header).read()));
    return List.copyOf(all);
  }

  static Challenge of(String scheme, Map<String, String> parameters) {
    return new Challenge(scheme, Optional.empty(), new TreeMap<>(parameters));
  }
}
