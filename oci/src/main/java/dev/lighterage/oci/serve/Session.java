package dev.lighterage.oci.serve;

import dev.lighterage.oci.layout.BlobWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// An upload in pieces: what has arrived of one blob of one repository.
///
/// One request at a time works on it. After a request that broke off, what had arrived stays, so
/// that the client can go on from there.
final class Session {
  /// How long a request waits for the one before, whose connection may be broken already.
  private static final long PATIENCE_SECONDS = 5;

  private final String repository;
  private final String id;
  private final BlobWriter writer;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Instant used;
  private volatile boolean ended;

  Session(String repository, String id, BlobWriter writer, InstantSource clock) {
    this.repository = repository;
    this.id = id;
    this.writer = writer;
    this.clock = clock;
    this.used = clock.instant();
  }

  String repository() {
    return repository;
  }

  String id() {
    return id;
  }

  BlobWriter writer() {
    return writer;
  }

  /// Ends it when nobody has used it since `time` and nobody does now; says whether it did.
  boolean endIfIdleSince(Instant time) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (used.isBefore(time)) {
        drop();
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more is taken, not even from requests that wait already.
  void end() {
    ended = true;
  }

  /// Ends it and drops what has arrived, after the request that works on it now.
  void drop() {
    end();
    lock.lock();
    try {
      writer.close();
    } finally {
      lock.unlock();
    }
  }

  /// Work on a session.
  interface Work {
    void run() throws IOException;
  }

  void use(Work work) throws IOException {
    if (!acquire()) {
      throw new Refusal(409, "BLOB_UPLOAD_INVALID", "another request works on this upload");
    }
    try {
      if (ended) {
        throw Refusal.unknownUpload();
      }
      work.run();
    } finally {
      used = clock.instant();
      lock.unlock();
    }
  }

  private boolean acquire() {
    try {
      return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
