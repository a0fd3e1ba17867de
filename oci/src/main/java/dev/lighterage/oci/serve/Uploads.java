package dev.lighterage.oci.serve;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.util.Optional;

/// Answers for uploads of blobs: in one request, mounted, or in a session of pieces.
///
/// Source: distribution-spec 1.1, "Pushing blobs" and "Mounting a blob from another repository".
final class Uploads {
  private final Repositories repositories;
  private final Sessions sessions;

  Uploads(Repositories repositories, Sessions sessions) {
    this.repositories = repositories;
    this.sessions = sessions;
  }

  /// POST begins: mounts, takes the whole blob, or opens a session.
  void begin(Call call, String repository) throws IOException {
    if (!call.method().equals("POST")) {
      throw Refusal.unsupported();
    }
    LayoutStore store = repositories.create(repository);
    Optional<Digest> mount = call.query("mount").map(Digests::require);
    if (mount.isPresent() && mounted(call, store, mount.get())) {
      done(call, repository, mount.get());
      return;
    }
    Optional<Digest> whole = call.query("digest").map(Digests::require);
    if (whole.isPresent()) {
      try (var writer = store.writer()) {
        writer.append(call.body());
        writer.commit(whole.get());
      }
      done(call, repository, whole.get());
      return;
    }
    Session session = sessions.open(repository, store.writer());
    progress(call, session).answer(202);
  }

  private boolean mounted(Call call, LayoutStore store, Digest digest) {
    Optional<LayoutStore> from = call.query("from").flatMap(repositories::find);
    Optional<Descriptor> blob = from.flatMap(other -> other.find(digest));
    return blob.isPresent() && store.link(blob.get(), from.get());
  }

  /// Answers when the session is free again, so that the next request does not find it taken.
  void serve(Call call, Route.Upload route) throws IOException {
    Session session = sessions.require(route);
    switch (call.method()) {
      case "GET" -> {
        session.use(() -> progress(call, session));
        call.answer(204);
      }
      case "PATCH" -> {
        session.use(() -> append(call, session));
        progress(call, session).answer(202);
      }
      case "PUT" -> {
        Digest digest = Digests.require(call.query("digest"));
        session.use(() -> finish(call, session, digest));
        done(call, session.repository(), digest);
      }
      case "DELETE" -> {
        session.use(() -> sessions.drop(session));
        call.answer(204);
      }
      default -> throw Refusal.unsupported();
    }
  }

  private static void append(Call call, Session session) throws IOException {
    requireInOrder(call, session);
    session.writer().append(call.body());
  }

  private void finish(Call call, Session session, Digest digest) throws IOException {
    append(call, session);
    sessions.forget(session);
    session.writer().commit(digest);
  }

  /// A piece that says where it belongs must begin where the last one ended: 416 tells where that
  /// is.
  private static void requireInOrder(Call call, Session session) {
    Optional<String> header = call.header("Content-Range");
    if (header.isEmpty()) {
      return;
    }
    Optional<Piece> piece = Piece.of(header.get());
    long size = session.writer().size();
    if (piece.isEmpty() || piece.get().first() != size) {
      progress(call, session);
      throw new Refusal(416, "BLOB_UPLOAD_INVALID", "the next byte is number " + size);
    }
    if (call.length() >= 0 && call.length() != piece.get().length()) {
      throw new Refusal(400, "SIZE_INVALID", "Content-Range and Content-Length differ");
    }
  }

  private static Call progress(Call call, Session session) {
    return call.set("Location", "/v2/" + session.repository() + "/blobs/uploads/" + session.id())
        .set("Docker-Upload-UUID", session.id())
        .set("Range", "0-" + Math.max(0, session.writer().size() - 1));
  }

  private static void done(Call call, String repository, Digest digest) throws IOException {
    call.set("Location", "/v2/" + repository + "/blobs/" + digest)
        .set("Docker-Content-Digest", digest.toString())
        .answer(201);
  }
}
