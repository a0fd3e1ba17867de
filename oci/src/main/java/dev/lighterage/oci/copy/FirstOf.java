package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The same content at several places: opened at the first that has it.
final class FirstOf implements Content {
  private final List<Content> places;
  private volatile Content opened;

  FirstOf(List<Content> places) {
    this.places = List.copyOf(places);
    this.opened = places.getFirst();
  }

  @Override
  public long size() throws IOException {
    return places.getFirst().size();
  }

  /// Said of the place that was opened last.
  @Override
  public Failure located(Failure failure) {
    return opened.located(failure);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    for (Content place : places.subList(0, places.size() - 1)) {
      try {
        return open(place, offset);
      } catch (Failure failure) {
        if (failure.kind() != Failure.Kind.NOT_FOUND) {
          throw failure;
        }
      }
    }
    return open(places.getLast(), offset);
  }

  private InputStream open(Content place, long offset) throws IOException {
    opened = place;
    return place.open(offset);
  }
}
