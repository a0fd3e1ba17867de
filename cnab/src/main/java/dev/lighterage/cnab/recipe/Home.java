package dev.lighterage.cnab.recipe;

import dev.lighterage.oci.model.Repository;

/// Where an artifact is at home: a repository, and the tag under which it is found there.
public record Home(Repository repository, String tag) {
  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
