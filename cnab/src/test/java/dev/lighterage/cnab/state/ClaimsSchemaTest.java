package dev.lighterage.cnab.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds what lies on the disk to the published schemas of CNAB Claims 1.0.0.
class ClaimsSchemaTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_7, registry -> registry.schemas(ClaimsSchemaTest::published));

  @TempDir Path root;

  @Test
  void writesRecordsValidByTheSchemas() throws IOException {
    try (Hold hold = Records.installations(root).hold("shop", "install")) {
      hold.begin(Records.claim("install"), Records.result(Status.RUNNING));
      var outputs = new TreeMap<String, Result.Stored>();
      outputs.put("o", hold.output("o", Content.of(Bytes.utf8("v"))));
      for (Status status : Status.values()) {
        Result plain = Records.result(status);
        hold.record(
            new Result(
                plain.id(),
                plain.claimId(),
                plain.created(),
                status,
                "a word",
                outputs,
                plain.custom()));
      }
    }
    assertThat(errors("claim", files("claim.json"))).isEmpty();
    List<Path> results = files("results");
    assertThat(results).hasSize(1 + Status.values().length);
    assertThat(errors("claim-result", results)).isEmpty();
  }

  @Test
  void wouldNoticeWrongRecords() throws IOException {
    Path wrong = Files.writeString(root.resolve("wrong"), "{\"status\": \"cancelled\"}");
    assertThat(errors("claim-result", List.of(wrong))).hasSize(4);
    assertThat(errors("claim", List.of(wrong))).hasSize(6);
  }

  /// The files of that name, or in the folder of that name.
  private List<Path> files(String name) throws IOException {
    try (var paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(p -> p.endsWith(name) || p.resolveSibling(".").normalize().endsWith(name))
          .toList();
    }
  }

  private static List<String> errors(String schema, List<Path> files) throws IOException {
    var loaded =
        SCHEMAS.getSchema(SchemaLocation.of("https://cnab.io/v1/" + schema + ".schema.json"));
    var errors = new ArrayList<String>();
    for (Path file : files) {
      loaded
          .validate(Files.readString(file), InputFormat.JSON)
          .forEach(error -> errors.add(file.getFileName() + ": " + error));
    }
    return errors;
  }

  private static @Nullable String published(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    try (InputStream in = ClaimsSchemaTest.class.getResourceAsStream("/cnab-schema/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
