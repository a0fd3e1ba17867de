package dev.lighterage.cnab.run;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Takes secret values out of what a run prints.
///
/// A value is found plain, in base 64, URL-encoded and escaped as in JSON; one of several lines
/// line by line, since a log comes in lines. Values and lines of fewer than four characters are let
/// through: they would blot out half of every log and are guessed at once anyway.
final class Redaction implements LogSink {
  private static final int SHORTEST = 4;

  /// A longer secret file is still redacted in its first mebibyte.
  private static final int READ_LIMIT = 1 << 20;

  private final LogSink to;
  private final List<String> hidden;

  private Redaction(LogSink to, List<String> hidden) {
    this.to = to;
    this.hidden = hidden;
  }

  /// The log of `request` without its secrets.
  static Redaction of(RunRequest request) throws IOException {
    var hidden =
        new TreeSet<String>(
            Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));
    for (Variable variable : request.environment().values()) {
      switch (variable) {
        case Variable.Hidden secret -> add(hidden, secret.value());
        case Variable.Plain _ -> {}
      }
    }
    for (InputFile file : request.files()) {
      if (file.secret()) {
        try (InputStream in = file.content().open(0)) {
          add(hidden, new String(in.readNBytes(READ_LIMIT), StandardCharsets.UTF_8));
        }
      }
    }
    return new Redaction(request.log(), List.copyOf(hidden));
  }

  private static void add(Set<String> hidden, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (value.strip().length() < SHORTEST) {
      return;
    }
    hidden.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    hidden.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    hidden.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    hidden.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    String json = Json.canonical(new JsonString(value)).text();
    hidden.add(json.substring(1, json.length() - 1));
    value.lines().map(String::strip).filter(l -> l.length() >= SHORTEST).forEach(hidden::add);
  }

  /// Before a secret that the cut would part, and before the beginning of one that may go on. One
  /// that is longer than half a line is found only where it stands on a line of its own.
  @Override
  public int cut(byte[] bytes, int length) {
    String line = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    List<String> secrets =
        hidden.stream().map(Redaction::byteForByte).filter(s -> s.length() <= length / 2).toList();
    int longest = secrets.stream().mapToInt(String::length).max().orElse(1);
    int cut = length - longest + 1;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (String secret : secrets) {
        int found = line.indexOf(secret, Math.max(0, cut - secret.length() + 1));
        if (found >= 0 && found < cut && found > 0) {
          cut = found;
          moved = true;
        }
      }
    }
    return cut;
  }

  private static String byteForByte(String secret) {
    return new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void line(String text) {
    String shown = text;
    for (String secret : hidden) {
      shown = shown.replace(secret, "***");
    }
    to.line(shown);
  }
}
