package dev.lighterage.testing;

import java.io.PrintStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Says each skipped test and why in the build's output, where Maven prints a count alone.
///
/// JUnit finds it by `META-INF/services` in every module that has this one among its test
/// dependencies.
public final class SkippedTests implements TestExecutionListener {
  private final PrintStream out;

  /// Prints to standard error, which is shown with `--quiet` too.
  public SkippedTests() {
    this(System.err);
  }

  SkippedTests(PrintStream out) {
    this.out = out;
  }

  /// A test that a condition (`@EnabledOnOs` and the like) kept from starting.
  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    say(test, reason);
  }

  /// A test that ended itself by an assumption.
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      say(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  private void say(TestIdentifier test, String reason) {
    out.println("SKIPPED " + name(test) + ": " + reason);
  }

  private static String name(TestIdentifier test) {
    TestSource source = test.getSource().orElse(null);
    return switch (source) {
      case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
      case ClassSource type -> simple(type.getClassName());
      case null, default -> test.getDisplayName();
    };
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
