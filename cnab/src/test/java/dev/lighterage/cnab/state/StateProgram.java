package dev.lighterage.cnab.state;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Works on an installation in a process of its own, so that a test can kill it or give it a disk
/// that refuses.
final class StateProgram {
  private StateProgram() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[1]);
    try {
      switch (args[0]) {
        case "hold" -> hold(root);
        case "fill" -> fill(root);
        case String other -> throw new IllegalArgumentException(other);
      }
    } catch (Failure e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
  }

  /// Begins an operation and keeps it until the end of standard input.
  private static void hold(Path root) throws IOException {
    try (Hold hold = Records.installations(root).hold("shop", "install")) {
      hold.begin(Records.claim("install"), Records.result(Status.RUNNING));
      hold.log("working");
      System.out.println("held");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// Stores one good operation and then outputs until the disk is full.
  private static void fill(Path root) {
    Installations all = Records.installations(root);
    try (Hold hold = all.hold("shop", "install")) {
      hold.begin(Records.claim("install"), Records.result(Status.RUNNING));
      hold.output("small", Content.of(Bytes.utf8("small")));
      hold.record(Records.result(Status.SUCCEEDED));
      System.out.println("stored");
      hold.output("large", Content.of(Bytes.of(new byte[2 << 20])));
    }
  }
}
