package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Records for tests. Identifiers of one process are made from one seed.
final class Records {
  static final Instant TIME = Instant.parse("2026-02-03T04:05:06.007Z");
  static final JsonObject NOTHING = JsonObject.of(Map.of());
  static final JsonObject BUNDLE =
      Json.readObject(
          Bytes.utf8(
              """
              {"schemaVersion": "v1.2.0", "name": "shop", "version": "1.0.0",
               "invocationImages": [{"image": "registry.example/shop@sha256:%s"}]}
              """
                  .formatted("0".repeat(64))));

  private static final Ulids ULIDS = new Ulids(InstantSource.system(), new Random(7));
  private static String lastClaim = "";

  private Records() {}

  static FolderInstallations installations(Path root) {
    return new FolderInstallations(root, ULIDS, InstantSource.system(), "here");
  }

  static Claim claim(String action) {
    lastClaim = ULIDS.next();
    return new Claim(
        lastClaim,
        "shop",
        ULIDS.next(),
        TIME,
        action,
        BUNDLE,
        Optional.of("registry.example/shop@sha256:" + "0".repeat(64)),
        JsonObject.of(Map.of("group", "a")),
        NOTHING);
  }

  /// A result of the claim made last.
  static Result result(Status status) {
    return new Result(
        ULIDS.next(),
        lastClaim,
        TIME,
        status,
        "",
        new TreeMap<>(),
        new Progress(List.of(), Optional.of(0)).toCustom());
  }
}
