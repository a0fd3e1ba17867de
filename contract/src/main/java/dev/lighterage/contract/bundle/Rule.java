package dev.lighterage.contract.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A rule that a bundle definition, or a tool that handles one, must keep.
///
/// `id` is `101.N` for a sentence of document 101 of CNAB Core 1.2, counted in the order in which
/// they stand there; `stable.WORD` for what it takes to pass through cnab-to-oci and Porter
/// unchanged; `ours.WORD` for what `custom["dev.lighterage"]` must be. `text` is in our own words.
public record Rule(String id, Strength strength, String text) {

  /// How strongly a rule binds: RFC 2119's words, and our own two.
  public enum Strength {
    MUST("M"),
    MUST_NOT("MN"),
    SHOULD("S"),
    SHOULD_NOT("SN"),
    /// Kept by what we write, so that other tools keep its bytes.
    STABLE("T"),
    /// Ours, as strong as a must.
    OURS("O");

    private final String code;

    Strength(String code) {
      this.code = code;
    }

    private static Strength of(String code) {
      for (Strength strength : values()) {
        if (strength.code.equals(code)) {
          return strength;
        }
      }
      throw new IllegalStateException("rules.tsv has the strength " + code);
    }
  }

  private static final SortedMap<String, Rule> ALL = Collections.unmodifiableSortedMap(load());

  /// All rules, in the order of their ids.
  public static Collection<Rule> all() {
    return ALL.values();
  }

  /// The rule with this id.
  public static Optional<Rule> find(String id) {
    return Optional.ofNullable(ALL.get(id));
  }

  private static SortedMap<String, Rule> load() {
    var all = new TreeMap<String, Rule>();
    try (InputStream in = Rule.class.getResourceAsStream("rules.tsv")) {
      if (in == null) {
        throw new IllegalStateException("rules.tsv is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(cells -> all.put(cells[0], new Rule(cells[0], Strength.of(cells[1]), cells[2])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
