package dev.lighterage.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Holds that the build is the same whatever Maven brings along: every plug-in has a version here.
class PluginsTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  /// What Maven 3 runs, unasked, in the lifecycles `default` of a jar, `clean`, `site` and
  /// `deploy`; it takes versions of its own for those that are not pinned. Source: Maven 3.9,
  /// maven-core, META-INF/plexus/default-bindings.xml and components.xml.
  private static final Set<String> UNASKED =
      Set.of(
          "maven-clean-plugin",
          "maven-resources-plugin",
          "maven-compiler-plugin",
          "maven-surefire-plugin",
          "maven-jar-plugin",
          "maven-install-plugin",
          "maven-deploy-plugin",
          "maven-site-plugin");

  @Test
  void everyPluginIsPinnedInTheTopPom() throws Exception {
    var pinned = new TreeSet<String>();
    for (Element plugin : plugins(TOP.resolve("pom.xml"))) {
      if (isManaged(plugin) && version(plugin).matches("[0-9]+(\\.[0-9]+)+")) {
        pinned.add(name(plugin));
      }
    }
    assertThat(pinned).containsAll(UNASKED);
    var open = new TreeSet<String>();
    for (Path pom : poms()) {
      for (Element plugin : plugins(pom)) {
        if (!pinned.contains(name(plugin))) {
          open.add(TOP.relativize(pom) + ": " + name(plugin));
        }
      }
    }
    assertThat(open).as("plug-ins without a version in pom.xml's pluginManagement").isEmpty();
  }

  @Test
  void noModulePinsAnotherVersion() throws Exception {
    for (Path pom : poms()) {
      for (Element plugin : plugins(pom)) {
        assertThat(isManaged(plugin) || version(plugin).isEmpty())
            .as(TOP.relativize(pom) + ": " + name(plugin))
            .isTrue();
      }
    }
  }

  private static List<Path> poms() throws IOException {
    try (Stream<Path> all = Files.walk(TOP, 3)) {
      List<Path> poms = all.filter(p -> p.endsWith("pom.xml")).sorted().toList();
      assertThat(poms).hasSizeGreaterThan(5);
      return poms;
    }
  }

  private static List<Element> plugins(Path pom) throws Exception {
    var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    var nodes = document.parse(pom.toFile()).getElementsByTagName("plugin");
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(i -> (Element) nodes.item(i))
        .toList();
  }

  private static boolean isManaged(Element plugin) {
    return plugin.getParentNode().getParentNode().getNodeName().equals("pluginManagement");
  }

  private static String name(Element plugin) {
    return child(plugin, "artifactId");
  }

  private static String version(Element plugin) {
    return child(plugin, "version");
  }

  /// The text of a child of its own; empty when there is none.
  private static String child(Element parent, String name) {
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n.getNodeName().equals(name)) {
        return n.getTextContent().strip();
      }
    }
    return "";
  }
}
