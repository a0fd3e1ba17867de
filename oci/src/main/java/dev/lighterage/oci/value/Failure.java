package dev.lighterage.oci.value;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one way in which work ends that could not be done: what was tried, on what, why, and the
/// facts around it.
///
/// It holds no remedy and no exit code; those belong to whoever talks to a person and are chosen by
/// [#kind()]. Absence is an `Optional` and a denial by policy is a verdict; neither is a failure. A
/// fact never holds a secret.
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why something could not be done. Closed: a new kind is a new row in every table over it.
  public enum Kind {
    /// What was given (a document, a name, a flag's value) breaks a rule of its format.
    INVALID,
    /// What was asked for is not there.
    NOT_FOUND,
    /// Bytes are not what their digest or size says.
    CORRUPT,
    /// Something read from outside is larger, deeper or longer than its limit.
    TOO_LARGE,
    /// A registry wants credentials, or others than it was given.
    UNAUTHORIZED,
    /// A registry knows who asks and refuses.
    FORBIDDEN,
    /// A host cannot be reached, or stopped talking half-way.
    UNREACHABLE,
    /// A peer answered, against the protocol or with an error of its own.
    PROTOCOL,
    /// The local disk or file system refused: full, read-only, no permission.
    STORAGE,
    /// Somebody else holds what this needs for itself.
    BUSY,
    /// What exists contradicts what is asked: a tag that may not move, a pin that does not match, a
    /// stale lock.
    CONFLICT,
    /// This machine, registry or file lacks an ability that the work needs.
    UNSUPPORTED,
    /// A program that was started ended as it should not.
    PROGRAM,
    /// The user stopped it.
    CANCELED
  }

  private final Kind kind;
  private final String what;
  private final String subject;
  private final TreeMap<String, String> facts;

  private Failure(
      Kind kind,
      String what,
      String subject,
      Map<String, String> facts,
      @Nullable Throwable cause) {
    super(Objects.requireNonNull(what) + ": " + Objects.requireNonNull(subject), cause);
    this.kind = kind;
    this.what = what;
    this.subject = subject;
    this.facts = new TreeMap<>(facts);
  }

  /// A failure of `kind`: `what` is a clause in the past tense ("could not read the manifest"),
  /// `subject` the thing it was about (a reference, a path).
  public static Failure of(Kind kind, String what, String subject) {
    return new Failure(kind, what, subject, Map.of(), null);
  }

  /// What the disk or file system refused on `place`: `STORAGE` with the system's own word as `why`
  /// and the file where it is another one than `place`; `CANCELED` when `cause` came of an
  /// interrupt.
  public static Failure storage(String what, Path place, IOException cause) {
    if (cause instanceof ClosedByInterruptException
        || cause instanceof FileLockInterruptionException) {
      return of(Kind.CANCELED, what, place.toString()).with("why", "interrupted").because(cause);
    }
    Failure failure = of(Kind.STORAGE, what, place.toString()).with("why", why(cause));
    if (cause instanceof FileSystemException refused
        && refused.getFile() != null
        && !refused.getFile().equals(place.toString())) {
      failure = failure.with("file", refused.getFile());
    }
    return failure.because(cause);
  }

  /// What Java says with a class alone, in words.
  private static String why(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file";
      case FileAlreadyExistsException _ -> "it exists already";
      case NotDirectoryException _ -> "not a folder";
      case DirectoryNotEmptyException _ -> "folder is not empty";
      case FileSystemException refused when refused.getReason() != null -> refused.getReason();
      case IOException other when other.getMessage() != null -> other.getMessage();
      case IOException other -> other.getClass().getSimpleName();
    };
  }

  /// The same failure, said of `document`: a subject that is a place inside a document (`$.a`)
  /// becomes the fact `path`. Any other subject says already on what it failed, and stays.
  public Failure in(String document) {
    if (!subject.startsWith("$")) {
      return this;
    }
    var copy = new Failure(kind, what, document, facts, getCause());
    copy.setStackTrace(getStackTrace());
    return copy.with("path", subject);
  }

  /// The same failure, said of `place` where its subject is no more than `digest`. Any other
  /// subject says already on what it failed, and stays.
  public Failure located(Digest digest, String place) {
    if (!subject.equals(digest.toString())) {
      return this;
    }
    var copy = new Failure(kind, what, place, facts, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /// The same failure with one fact more; `name` is a lower-case noun such as `expected` or `why`.
  public Failure with(String name, Object value) {
    var more = new LinkedHashMap<String, String>(facts);
    more.put(name, value.toString());
    var copy = new Failure(kind, what, subject, more, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /// The same failure with the exception that brought it about.
  public Failure because(Throwable cause) {
    var copy = new Failure(kind, what, subject, facts, cause);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  public Kind kind() {
    return kind;
  }

  /// What failed, a clause without the subject.
  public String what() {
    return what;
  }

  /// On what it failed.
  public String subject() {
    return subject;
  }

  /// Facts by name, in the order of their names: `expected`, `found`, `limit`, `status`, `why` …
  public SortedMap<String, String> facts() {
    return Collections.unmodifiableSortedMap(facts);
  }

  @Override
  public String getMessage() {
    var text = new StringBuilder(what).append(": ").append(subject);
    facts.forEach((name, value) -> text.append("; ").append(name).append(": ").append(value));
    return text.toString();
  }
}
