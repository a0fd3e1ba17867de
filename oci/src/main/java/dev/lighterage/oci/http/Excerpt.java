package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Printable;
import java.util.regex.Pattern;

/// What is quoted of an answer that may be anything: short, on one line, harmless.
public final class Excerpt {
  /// More than this is not looked at.
  private static final int HEAD = 8192;

  private static final Pattern MARKUP = Pattern.compile("<[^>]{0,200}>");

  private Excerpt() {}

  /// The first line of `text` that says something, without markup, at most `limit` characters of
  /// it.
  public static String of(String text, int limit) {
    String head = text.length() > HEAD ? text.substring(0, HEAD) : text;
    return MARKUP
        .matcher(head)
        .replaceAll(" ")
        .lines()
        .map(line -> Printable.line(line.strip().replaceAll("[ \\t]+", " ")))
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> cut(line, limit))
        .orElse("");
  }

  private static String cut(String line, int limit) {
    return line.codePointCount(0, line.length()) <= limit
        ? line
        : line.substring(0, line.offsetByCodePoints(0, limit)) + "…";
  }
}
