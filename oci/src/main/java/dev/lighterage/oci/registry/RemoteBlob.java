package dev.lighterage.oci.registry;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Failure;
import java.io.InputStream;

/// A blob in a registry: read when it is opened, from any offset.
record RemoteBlob(Endpoint endpoint, Descriptor descriptor) implements Content {
  @Override
  public long size() {
    return descriptor.size();
  }

  @Override
  public Failure located(Failure failure) {
    return failure.located(descriptor.digest(), endpoint.repository() + "@" + descriptor.digest());
  }

  @Override
  public InputStream open(long offset) {
    if (offset > 0 && offset == descriptor.size()) {
      return InputStream.nullInputStream();
    }
    var stream = new BlobStream(endpoint, descriptor, offset);
    stream.begin();
    return stream;
  }
}
