package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Step;
import java.io.PrintStream;

/// The lines on standard output that say where a run stands, for people.
///
/// `>>> ID MIXIN.OPERATION` before a program starts, `<<< ID done` or `<<< ID failed: WHY` after it
/// ended, `--- ID skipped: WHY` for a step that is left out. A program may print the like, so
/// nothing relies on them: the step report is what counts. Source: docs/run-contract.md, "Marks".
final class Marks {
  private final PrintStream out;

  Marks(PrintStream out) {
    this.out = out;
  }

  void started(Step step) {
    say(">>> " + step.id() + " " + step.call());
  }

  void done(Step step) {
    say("<<< " + step.id() + " done");
  }

  void failed(Step step, String why) {
    say("<<< " + step.id() + " failed: " + why);
  }

  void skipped(Step step, String why) {
    say("--- " + step.id() + " skipped: " + why);
  }

  /// One line, with line ends only where they belong, and out before a program writes next.
  private void say(String line) {
    out.print(line.replaceAll("\\R", " ") + "\n");
    out.flush();
  }
}
