package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Disk;
import dev.lighterage.oci.content.Scratch;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A store in a folder, in the OCI image layout that skopeo, oras, crane and umoci read.
///
/// Any number of processes may read and write one layout at once; a reader sees a blob whole or not
/// at all, also after a writer was killed. Beside what the format has, a folder `.lighter` holds
/// the lock of `index.json` and the files that are being written.
///
/// Tags are `org.opencontainers.image.ref.name` of the descriptors in `index.json`. A manifest
/// without a tag is listed there only when it has a subject, so that [#referrers] finds it: others
/// would take a listed child for something of its own. A layout may be sparse: what a manifest
/// refers to need not be here.
///
/// Source: image-spec 1.1, image-layout.md and annotations.md.
public final class LayoutStore implements Store {
  private final Path folder;
  private final Scratch scratch;
  private final BlobFolder blobs;
  private final Tags tags;

  private LayoutStore(Path folder) {
    Path state = folder.resolve(".lighter");
    this.folder = folder;
    this.scratch = new Scratch(state.resolve("tmp"));
    this.blobs = new BlobFolder(folder, scratch);
    this.tags = new Tags(new IndexFile(folder, state, scratch));
  }

  /// The layout that stands in `folder`; writes nothing. Fails with `NOT_FOUND` when there is none,
  /// `UNSUPPORTED` when it is of another version of the format.
  public static LayoutStore open(Path folder) {
    try {
      Path mark = folder.resolve("oci-layout");
      if (!Files.isRegularFile(mark)) {
        throw Failure.of(Failure.Kind.NOT_FOUND, "no OCI layout here", folder.toString());
      }
      Bytes bytes = readSmall(mark);
      requireVersion(
          folder,
          Json.in(mark.toString(), () -> Json.readObject(bytes).string("imageLayoutVersion")));
      return new LayoutStore(folder);
    } catch (IOException e) {
      throw Failure.storage("could not read the layout", folder, e);
    }
  }

  /// image-spec 1.1, image-layout.md: the version is `1.0.0`; changes that matter get another first
  /// number.
  private static void requireVersion(Path folder, String version) {
    if (!version.startsWith("1.")) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "unknown layout version", folder.toString())
          .with("found", version)
          .with("known", "1.0.0");
    }
  }

  /// The layout in `folder`, made when the folder is absent or empty. Fails with `CONFLICT` when
  /// something else is in the folder, or it is a file.
  public static LayoutStore create(Path folder) {
    try {
      if (Files.isRegularFile(folder.resolve("oci-layout"))) {
        return open(folder);
      }
      Disk.createFolder(folder);
      requireOurs(folder);
      var store = new LayoutStore(folder);
      store.tags.initialise();
      Files.createDirectories(folder.resolve("blobs"));
      return store;
    } catch (IOException e) {
      throw Failure.storage("could not create the layout", folder, e);
    }
  }

  /// A creation that was killed leaves no more than these names.
  private static void requireOurs(Path folder) throws IOException {
    Set<String> ours = Set.of(".lighter", "blobs", "index.json", "oci-layout");
    try (var names = Files.list(folder)) {
      Optional<Path> foreign =
          names.filter(name -> !ours.contains(name.getFileName().toString())).sorted().findFirst();
      if (foreign.isPresent()) {
        throw Failure.of(
                Failure.Kind.CONFLICT,
                "folder holds something other than a layout",
                folder.toString())
            .with("found", foreign.get().getFileName());
      }
    }
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public Optional<Manifest> resolve(String tag) {
    return reading(
        () -> {
          Optional<Descriptor> named = tags.find(tag);
          if (named.isPresent() && blobs.size(named.get().digest()) < 0) {
            throw missing("layout lacks the manifest of its tag", named.get().digest())
                .with("tag", tag);
          }
          return named.isEmpty() ? Optional.empty() : read(named.get());
        });
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) {
    return reading(
        () -> {
          if (blobs.size(digest) < 0) {
            return Optional.empty();
          }
          Optional<Descriptor> listed = tags.find(digest);
          return listed.filter(d -> MediaTypes.isManifest(d.mediaType())).isPresent()
              ? read(listed.get())
              : readUnlisted(digest);
        });
  }

  private Optional<Manifest> read(Descriptor listed) throws IOException {
    Bytes bytes = Verified.read(listed, blob(listed), Manifest.MAX_BYTES);
    return Optional.of(manifest(listed.mediaType(), bytes, listed.digest()));
  }

  private Manifest manifest(String type, Bytes bytes, Digest digest) {
    return Json.in(folder + ": " + digest, () -> Manifest.read(type, bytes, digest.algorithm()));
  }

  /// What `index.json` does not list may be a manifest below one that it lists, or no manifest.
  private Optional<Manifest> readUnlisted(Digest digest) throws IOException {
    Path file = blobs.path(digest);
    if (Files.size(file) > Manifest.MAX_BYTES) {
      return Optional.empty();
    }
    var self = Descriptor.of("", digest, Files.size(file));
    Bytes bytes = Verified.read(self, blob(self), Manifest.MAX_BYTES);
    return sniff(bytes).map(type -> manifest(type, bytes, digest));
  }

  private static Optional<String> sniff(Bytes bytes) {
    try {
      return Manifest.sniff(bytes);
    } catch (Failure noJson) {
      return Optional.empty();
    }
  }

  @Override
  public Content blob(Descriptor descriptor) {
    Content file = Content.of(blobs.path(descriptor.digest()));
    return new Content() {
      @Override
      public long size() throws IOException {
        return descriptor.size();
      }

      @Override
      public InputStream open(long offset) throws IOException {
        try {
          return file.open(offset);
        } catch (Failure refused) {
          if (refused.getCause() instanceof NoSuchFileException gone) {
            throw missing("layout lacks the blob", descriptor.digest()).because(gone);
          }
          throw refused;
        }
      }

      // With the fact `file`, since somebody may have to remove it.
      @Override
      public Failure located(Failure failure) {
        Failure here = failure.located(descriptor.digest(), folder + ": " + descriptor.digest());
        return here.subject().equals(failure.subject())
            ? failure
            : here.with("file", blobs.path(descriptor.digest()));
      }
    };
  }

  /// The blob or manifest under `digest`, described without a type; empty when it is not here.
  public Optional<Descriptor> find(Digest digest) {
    long size = blobs.size(digest);
    return size < 0
        ? Optional.empty()
        : Optional.of(Descriptor.of("application/octet-stream", digest, size));
  }

  private Failure missing(String what, Digest digest) {
    return Failure.of(Failure.Kind.NOT_FOUND, what, folder + ": " + digest);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return reading(() -> new Referrers(this, tags).of(subject));
  }

  @Override
  public List<String> tags() {
    return reading(tags::names);
  }

  @Override
  public boolean has(Descriptor descriptor) {
    return blobs.size(descriptor.digest()) == descriptor.size();
  }

  /// Whether the blob is here and its bytes are right, which are read for that: for whoever has the
  /// content and would rather write it again than rely on what another program did to a file.
  public boolean hasIntact(Descriptor blob) {
    if (!has(blob)) {
      return false;
    }
    try {
      Verified.copy(blob, blob(blob), OutputStream.nullOutputStream());
      return true;
    } catch (Failure damaged) {
      return false;
    } catch (IOException e) {
      throw Failure.storage("could not read the layout", folder, e);
    }
  }

  @Override
  public boolean hasWhole(Descriptor manifest) {
    return new Wholeness(this).of(manifest);
  }

  @Override
  public boolean mount(Descriptor blob, Source from) {
    if (!(from instanceof LayoutStore other) || !other.has(blob)) {
      return false;
    }
    if (has(blob)) {
      return true;
    }
    try {
      Verified.copy(blob, other.blob(blob), OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw Failure.storage("could not read the layout", other.folder, e);
    }
    return link(blob, other);
  }

  /// Like [#mount] without reading the blob: for layouts that only this process's owner writes,
  /// where each blob was verified when it came.
  public boolean link(Descriptor blob, LayoutStore from) {
    if (!from.has(blob)) {
      return false;
    }
    if (has(blob)) {
      return true;
    }
    if (!blobs.link(blob.digest(), from.blobs.path(blob.digest()))) {
      push(blob, from.blob(blob));
    }
    return true;
  }

  @Override
  public void push(Descriptor blob, Content content) {
    blobs.write(blob, content);
  }

  /// A blob whose digest is known only when all of it is here; see [BlobWriter].
  public BlobWriter writer() {
    return new BlobWriter(blobs);
  }

  /// A folder of this layout for what is made on the way to it. What killed processes left of
  /// theirs is removed first.
  public ScratchFolder scratch() {
    try {
      return scratch.createFolder();
    } catch (IOException e) {
      throw blobs.failed(e);
    }
  }

  @Override
  public void put(Manifest manifest) {
    blobs.write(manifest.descriptor(), Content.of(manifest.bytes()));
    if (manifest.subject().isPresent()) {
      writing(() -> tags.list(manifest));
    }
  }

  @Override
  public void tag(Manifest manifest, String tag) {
    put(manifest);
    writing(() -> tags.move(tag, manifest));
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private <T> T reading(Reading<T> work) {
    try {
      return work.run();
    } catch (Failure broken) {
      throw inIndex(broken);
    } catch (IOException e) {
      throw Failure.storage("could not read the layout", folder, e);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing work) {
    try {
      work.run();
    } catch (Failure broken) {
      throw inIndex(broken);
    } catch (IOException e) {
      throw blobs.failed(e);
    }
  }

  /// What is read besides manifests, which say themselves what they are.
  private Failure inIndex(Failure broken) {
    return broken.in(folder.resolve("index.json").toString());
  }

  private static Bytes readSmall(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Bytes.of(in.readNBytes(4 << 10));
    }
  }
}
