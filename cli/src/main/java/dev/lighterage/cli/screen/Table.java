package dev.lighterage.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows under headings, columns as wide as their widest cell, two spaces between them.
public final class Table {
  private final List<List<Text>> rows = new ArrayList<>();
  private final int columns;

  /// `headings` in capitals, one for each column; none for a table without a heading.
  public Table(String... headings) {
    columns = headings.length;
    rows.add(java.util.Arrays.stream(headings).map(h -> Text.of(Style.FAINT, h)).toList());
  }

  /// One row; every cell is made a single line.
  public Table row(String... cells) {
    return row(java.util.Arrays.stream(cells).map(Text::of).toList());
  }

  /// One row in styles.
  public Table row(List<Text> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns + " columns");
    }
    rows.add(cells.stream().map(Text::oneLine).toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /// All lines; without trailing spaces, and nothing at all where there is no row.
  public Text text() {
    if (isEmpty()) {
      return Text.empty();
    }
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(r -> r.get(c).width()).max().orElse(0))
            .toArray();
    Text all = Text.empty();
    for (List<Text> row : rows) {
      int gap = 0; // spaces owed to the cell that comes next
      for (int c = 0; c < columns; c++) {
        int width = row.get(c).width();
        all = width == 0 ? all : all.plus(" ".repeat(gap)).plus(row.get(c));
        gap = (width == 0 ? gap : 0) + widths[c] - width + 2;
      }
      all = all.line();
    }
    return all;
  }
}
