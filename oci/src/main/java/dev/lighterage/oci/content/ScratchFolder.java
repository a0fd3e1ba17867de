package dev.lighterage.oci.content;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder for what is made on the way to something else, gone with all in it when it is closed.
///
/// Whatever of it the file system does not let go then stays for the next sweep ([Scratch]): what
/// was made is no worse for it, and what went wrong before is worth more to hear.
public final class ScratchFolder implements AutoCloseable {
  private final ScratchFile mark;
  private final Path path;

  ScratchFolder(ScratchFile mark, Path path) {
    this.mark = mark;
    this.path = path;
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      remove(path);
      mark.close();
    } catch (IOException stays) {
      mark.leave();
    }
  }

  /// Removes what stands at `path`, if anything, with everything below it; links are removed, not
  /// followed.
  public static void remove(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(path, new Removal());
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
        throws IOException {
      if (failed != null) {
        throw failed;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
