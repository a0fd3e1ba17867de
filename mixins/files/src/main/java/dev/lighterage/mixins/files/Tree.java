package dev.lighterage.mixins.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Files and folders to put, by their path below the target; a folder has no hash.
record Tree(SortedMap<String, Node> nodes) {

  /// A file with the hash of its content, or a folder (with an empty hash).
  record Node(Path source, String hash, boolean executable) {
    boolean isFolder() {
      return hash.isEmpty();
    }
  }

  /// A file is a tree of one, under its own name; of a folder it is what lies in it. Refuses links
  /// and all else that is neither file nor folder.
  static Tree of(Path source) throws IOException {
    var nodes = new TreeMap<String, Node>();
    if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      nodes.put(name(source), node(source));
      return new Tree(nodes);
    }
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.toList()) {
        if (!path.equals(source)) {
          nodes.put(source.relativize(path).toString(), node(path));
        }
      }
    }
    return new Tree(nodes);
  }

  private static String name(Path file) {
    return file.toAbsolutePath().normalize().getFileName().toString();
  }

  private static Node node(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Node(path, "", false);
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refusal(Refusal.Reason.STORAGE, "neither a file nor a folder: " + path);
    }
    return new Node(path, hash(path), Modes.executable(path));
  }

  /// SHA-256 of a file's content, in lower-case hex.
  static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
