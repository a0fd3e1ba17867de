package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The same content at several places: opened at the first that has it.
record FirstOf(List<Content> places) implements Content {
  @Override
  public long size() throws IOException {
    return places.getFirst().size();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    for (Content place : places.subList(0, places.size() - 1)) {
      try {
        return place.open(offset);
      } catch (Failure failure) {
        if (failure.kind() != Failure.Kind.NOT_FOUND) {
          throw failure;
        }
      }
    }
    return places.getLast().open(offset);
  }
}
