package dev.lighterage.cli.screen;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Says how a command went wrong, in one way for all of them, and which exit code that means.
///
/// On standard error: what failed on what, each fact on a line, the remedy. With `--json` also one
/// document on standard output, `{"failure": {"kind", "what", "subject", "facts": {…}, "remedy"}}`.
public final class Endings {
  private final Console console;

  public Endings(Console console) {
    this.console = console;
  }

  /// Tells of `thrown` and answers the exit code.
  public ExitCode of(Throwable thrown) {
    return switch (thrown) {
      case Usage usage -> usage(usage);
      case ReaderGone _ -> ExitCode.READER_GONE;
      case Failure failure -> failed(failure, failure);
      case UncheckedIOException e -> of(cause(e));
      case IOException e -> failed(storage(e), e);
      case InterruptedException e ->
          failed(Failure.of(Failure.Kind.CANCELED, "stopped", "the command"), e);
      case Throwable e -> unexpected(e);
    };
  }

  /// Says the remedy of an ending whose answer was printed already: a denial, a failed action.
  public void remedied(Remedies.Remedy remedy) {
    console.complain(Text.of(Style.STRONG, "→ ").plus(remedy.words()));
  }

  private ExitCode usage(Usage usage) {
    Remedies.Remedy remedy = Remedies.usage();
    String words = usage.hint().isEmpty() ? remedy.words() : usage.hint();
    tell(new Told("usage", String.valueOf(usage.getMessage()), "", Map.of(), words));
    return remedy.code();
  }

  private ExitCode failed(Failure failure, Throwable trace) {
    Remedies.Remedy remedy = Remedies.of(failure);
    trace(trace);
    tell(
        new Told(
            failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            failure.what(),
            failure.subject(),
            failure.facts(),
            remedy.words()));
    return remedy.code();
  }

  private ExitCode unexpected(Throwable e) {
    Remedies.Remedy remedy = Remedies.unexpected();
    trace(e);
    // Only the type: a message of an exception that nobody foresaw may hold anything, a secret too.
    tell(new Told("unexpected", "unexpected", e.getClass().getName(), Map.of(), remedy.words()));
    return remedy.code();
  }

  private void trace(Throwable e) {
    if (console.mode().debug()) {
      var stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack));
      console.complain(Text.of(Style.FAINT, stack.toString().stripTrailing()));
    }
  }

  private record Told(
      String kind, String what, String subject, Map<String, String> facts, String remedy) {}

  private void tell(Told told) {
    console.progress().stop();
    String subject = told.subject.isEmpty() ? "" : ": " + Printable.line(told.subject);
    Text text = Text.of(Style.BAD, "lighter: ").plus(Printable.line(told.what) + subject);
    for (var fact : told.facts.entrySet()) {
      text = text.plus("\n  ").plus(Style.FAINT, fact.getKey() + ": ").plus(indented(fact));
    }
    console.complain(text.plus("\n").plus(Style.STRONG, "→ ").plus(told.remedy));
    if (console.mode().json()) {
      try {
        console.answer(Answer.of(json(told), ""));
      } catch (Failure unwritten) {
        console.complain(Text.of("lighter: " + unwritten.getMessage()));
      }
    }
  }

  private static String indented(Map.Entry<String, String> fact) {
    return fact.getValue().strip().replace("\n", "\n    ");
  }

  private static JsonObject json(Told told) {
    var failure =
        JsonObject.builder()
            .put("kind", told.kind)
            .put("what", told.what)
            .put("subject", told.subject)
            .put("facts", JsonObject.of(told.facts))
            .put("remedy", told.remedy)
            .build();
    return JsonObject.builder().put("failure", failure).build();
  }

  private static Throwable cause(UncheckedIOException e) {
    return Objects.requireNonNullElse(e.getCause(), new IOException(e));
  }

  /// The network speaks in failures of its own; an exception of input and output that is left is
  /// the file system's.
  private static Failure storage(IOException e) {
    String subject = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    return switch (e) {
      case NoSuchFileException _ ->
          Failure.of(Failure.Kind.NOT_FOUND, "no such file or folder", subject);
      case AccessDeniedException _ -> Failure.of(Failure.Kind.STORAGE, "no permission", subject);
      case IOException _ ->
          Failure.of(Failure.Kind.STORAGE, "the file system refused", subject)
              .with("why", reason(e));
    };
  }

  private static String reason(IOException e) {
    String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }
}
