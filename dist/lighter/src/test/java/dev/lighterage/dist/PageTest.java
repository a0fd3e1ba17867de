package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String TEXT =
      """
      # Title

      ```sh
      not run
      ```

      ```yaml shop/lighter.yaml
      name: shop
      ```
      ```console
      $ lighter init
      lighter.yaml

      hello.txt
      $ true
      ```
      """;

  @Test
  void findsCommandsAndWhatTheyPrintAndFiles() {
    Page page = Page.read(TEXT);
    assertThat(page.parts())
        .contains(
            new Page.NamedFile("shop/lighter.yaml", List.of("name: shop")),
            new Page.Command("lighter init", List.of("lighter.yaml", "", "hello.txt")),
            new Page.Command("true", List.of()));
    assertThat(page.parts()).filteredOn(part -> !(part instanceof Page.Prose)).hasSize(3);
  }

  @Test
  void losesNoLine() {
    assertThat(Page.read(TEXT).text()).isEqualTo(TEXT);
  }

  @Test
  void refusesOutputOfNoCommand() {
    assertThatThrownBy(() -> Page.read("```console\nlighter.yaml\n```\n"))
        .hasMessage("no command before lighter.yaml");
  }
}
