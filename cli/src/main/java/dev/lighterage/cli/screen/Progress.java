package dev.lighterage.cli.screen;

import dev.lighterage.oci.value.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Transfers under way: bars in a terminal, elsewhere one plain line for each that has ended.
///
/// Bars are redrawn by whoever moves bytes, at most ten times a second; no thread of its own. Safe
/// for several threads.
public final class Progress {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// More bars than this do not help anybody; the rest is counted in one line.
  private static final int BARS = 8;

  private static final String ERASE_LINE = "\r\u001b[K";
  private static final String UP = "\u001b[1A";

  private final PrintStream err;
  private final Terminal terminal;
  private final boolean quiet;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Transfer> live = new ArrayList<>();
  private int drawn;
  private Instant last = Instant.MIN;

  Progress(PrintStream err, Terminal terminal, boolean quiet, InstantSource clock) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
    this.clock = clock;
  }

  /// Begins a transfer of `size` bytes; `label` says what is done to what, such as `send web layer
  /// 0123abcd`.
  public Transfer begin(String label, long size) {
    var transfer = new Transfer(Printable.line(label), size);
    locked(
        () -> {
          live.add(transfer);
          draw(false);
        });
    return transfer;
  }

  /// One transfer. Closing it without [#done()] says that it stopped half-way.
  public final class Transfer implements AutoCloseable {
    private final String label;
    private final long size;
    private long moved;
    private boolean done;

    private Transfer(String label, long size) {
      this.label = label;
      this.size = size;
    }

    /// So many bytes more were moved.
    public void advance(long bytes) {
      locked(
          () -> {
            moved += bytes;
            draw(false);
          });
    }

    /// All bytes are where they belong.
    public void done() {
      locked(() -> done = true);
    }

    @Override
    public void close() {
      locked(
          () -> {
            if (live.remove(this) && !quiet) {
              erase();
              err.print(label + (done ? " " + Sizes.of(size) : " stopped at " + Sizes.of(moved)));
              err.print("\n");
              draw(true);
              err.flush();
            }
          });
    }
  }

  /// Nothing more will move: says of each transfer where it stopped, and takes the bars away.
  void stop() {
    locked(() -> List.copyOf(live).forEach(Transfer::close));
  }

  /// Runs `talk`, which prints whole lines, where no bar is in its way.
  void interrupt(Runnable talk) {
    locked(
        () -> {
          erase();
          talk.run();
          draw(true);
        });
  }

  /// Takes the bars away, before standard output is written on the same terminal.
  void clear() {
    locked(this::erase);
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private void draw(boolean now) {
    if (quiet || !terminal.err() || live.isEmpty()) {
      return;
    }
    Instant time = clock.instant();
    if (!now && time.isBefore(last.equals(Instant.MIN) ? last : last.plus(PAUSE))) {
      return;
    }
    last = time;
    erase();
    for (Transfer transfer : live.subList(0, Math.min(BARS, live.size()))) {
      print(bar(transfer));
    }
    if (live.size() > BARS) {
      print("and " + (live.size() - BARS) + " more");
    }
    err.flush();
  }

  private void print(String line) {
    err.print(line + "\n");
    drawn++;
  }

  private void erase() {
    for (; drawn > 0; drawn--) {
      err.print(UP + ERASE_LINE);
    }
  }

  private String bar(Transfer transfer) {
    int percent =
        transfer.size <= 0 ? 0 : (int) Math.min(100, transfer.moved * 100 / transfer.size);
    String tail =
        String.format(
            java.util.Locale.ROOT,
            " %3d %% %7s of %s",
            percent,
            Sizes.of(transfer.moved),
            Sizes.of(transfer.size));
    int cells = 20;
    int full = percent * cells / 100;
    String cell = " " + "█".repeat(full) + "░".repeat(cells - full);
    int room = terminal.columns() - 1 - Columns.of(tail) - cells - 1;
    if (room < 8) {
      return Columns.cut(transfer.label, Math.max(8, terminal.columns() - 6))
          + String.format(java.util.Locale.ROOT, " %3d%%", percent);
    }
    return Columns.cut(transfer.label, room) + cell + tail;
  }
}
