package dev.lighterage.contract.mixin;

import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Text with placeholders, read once.
///
/// `${` begins a placeholder and `}` ends it; `$${` stands for the two characters `${`; every other
/// `$` is itself. What a placeholder is replaced by is never looked at again.
public record Template<P extends Placeholder>(List<Part<P>> parts) {
  public Template {
    parts = List.copyOf(parts);
  }

  /// A piece of a template.
  public sealed interface Part<P extends Placeholder> {}

  /// Characters that stand for themselves.
  public record Text<P extends Placeholder>(String text) implements Part<P> {}

  /// A placeholder at its place.
  public record Hole<P extends Placeholder>(P placeholder) implements Part<P> {}

  /// Reads an element of `argv` or a value of `env` of a descriptor. Fails with
  /// [Failure.Kind#INVALID]; the subject is the text.
  public static Template<Placeholder.OfDescriptor> ofDescriptor(String text) {
    Template<Placeholder.OfDescriptor> read = read(text, Template::descriptorHole);
    boolean spread =
        read.placeholders().stream()
            .anyMatch(p -> p instanceof Placeholder.InputValue input && input.each());
    if (spread && read.only().isEmpty()) {
      throw invalid(text, "a placeholder with ... must be the whole argument");
    }
    return read;
  }

  /// Reads a string in `with` of a step. Fails with [Failure.Kind#INVALID]; the subject is the
  /// text.
  public static Template<Placeholder.OfStep> ofStep(String text) {
    return read(text, Template::stepHole);
  }

  /// The placeholders in their order.
  public List<P> placeholders() {
    var all = new ArrayList<P>();
    for (Part<P> part : parts) {
      if (part instanceof Hole<P>(P placeholder)) {
        all.add(placeholder);
      }
    }
    return List.copyOf(all);
  }

  /// The placeholder when the text is nothing but one, so that its value keeps its type.
  public Optional<P> only() {
    return parts.size() == 1 && parts.getFirst() instanceof Hole<P>(P placeholder)
        ? Optional.of(placeholder)
        : Optional.empty();
  }

  /// The text with each placeholder replaced by what `values` gives for it.
  public String fill(Function<P, String> values) {
    var out = new StringBuilder();
    for (Part<P> part : parts) {
      switch (part) {
        case Text<P>(String text) -> out.append(text);
        case Hole<P>(P placeholder) -> out.append(values.apply(placeholder));
      }
    }
    return out.toString();
  }

  private static <P extends Placeholder> Template<P> read(String text, Function<String, P> holes) {
    var parts = new ArrayList<Part<P>>();
    var plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        plain.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw invalid(text, "${ without }");
        }
        addText(parts, plain);
        parts.add(new Hole<>(hole(text, text.substring(at + 2, end), holes)));
        at = end + 1;
      } else {
        plain.append(text.charAt(at++));
      }
    }
    addText(parts, plain);
    return new Template<>(parts);
  }

  private static <P extends Placeholder> void addText(List<Part<P>> parts, StringBuilder plain) {
    if (!plain.isEmpty()) {
      parts.add(new Text<>(plain.toString()));
      plain.setLength(0);
    }
  }

  private static <P> P hole(String text, String inner, Function<String, P> holes) {
    try {
      return holes.apply(inner);
    } catch (Failure unknown) {
      throw invalid(text, "unknown placeholder ${" + inner + "}")
          .with("known", unknown.facts().getOrDefault("known", ""));
    }
  }

  private static Placeholder.OfDescriptor descriptorHole(String inner) {
    if (inner.startsWith("inputs.")) {
      String name = inner.substring("inputs.".length());
      boolean each = name.endsWith("...");
      String bare = each ? name.substring(0, name.length() - "...".length()) : name;
      return new Placeholder.InputValue(named(bare), each);
    }
    if (inner.startsWith("files.")) {
      return new Placeholder.FilePath(named(inner.substring("files.".length())));
    }
    return switch (inner) {
      case "installation" -> new Placeholder.Installation();
      case "step" -> new Placeholder.StepId();
      default ->
          throw unknown(
              inner,
              "${inputs.NAME}, ${inputs.NAME...}, ${files.NAME}, ${installation}, ${step}; $${ for"
                  + " the characters ${");
    };
  }

  private static Placeholder.OfStep stepHole(String inner) {
    if (inner.equals("installation")) {
      return new Placeholder.Installation();
    }
    if (inner.startsWith("parameters.")) {
      return new Placeholder.ParameterValue(named(inner.substring("parameters.".length())));
    }
    if (inner.startsWith("images.")) {
      return new Placeholder.ImageReference(named(inner.substring("images.".length())));
    }
    if (inner.startsWith("credentials.")) {
      return new Placeholder.CredentialPath(named(inner.substring("credentials.".length())));
    }
    int dot = inner.lastIndexOf('.');
    if (inner.startsWith("outputs.") && dot > "outputs.".length()) {
      String step = inner.substring("outputs.".length(), dot);
      return new Placeholder.StepOutput(step, named(inner.substring(dot + 1)));
    }
    throw unknown(
        inner,
        "${parameters.NAME}, ${credentials.NAME}, ${images.NAME}, ${outputs.STEP.NAME},"
            + " ${installation}; $${ for the characters ${");
  }

  private static String named(String name) {
    if (name.isEmpty()) {
      throw unknown(name, "a name");
    }
    return name;
  }

  private static Failure unknown(String inner, String known) {
    return Failure.of(Failure.Kind.INVALID, "unknown placeholder", inner).with("known", known);
  }

  private static Failure invalid(String text, String why) {
    return Failure.of(Failure.Kind.INVALID, "not a template", text).with("why", why);
  }
}
