package dev.lighterage.cnab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitialRecipeTest {
  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"shop", "it's a \"shop\": 1", "null", "1.0", "yes", "# x", "é"})
  void writesARecipeThatIsWhole(String name) {
    assertThat(InitialRecipe.write(folder, wish(name)))
        .containsExactly(folder.resolve("hello.txt"), folder.resolve("lighter.yaml"));
    Recipe recipe = Recipe.read(folder.resolve("lighter.yaml"));
    assertThat(recipe.name()).isEqualTo(name);
    assertThat(recipe.artifacts()).containsOnlyKeys("hello");
    assertThat(recipe.to()).isPresent();
  }

  private static InitialRecipe.Wish wish(String name) {
    return new InitialRecipe.Wish(name, Optional.empty(), Optional.empty());
  }

  @Test
  void writesRepositoryAndRunnerAsTheyAreWished() {
    Repository to = Repository.parse("registry.example.com/bundles/shop");
    Reference runner = Reference.parse("registry.example.com/runners/azure:2");
    InitialRecipe.write(
        folder, new InitialRecipe.Wish("shop", Optional.of(to), Optional.of(runner)));
    Recipe recipe = Recipe.read(folder.resolve("lighter.yaml"));
    assertThat(recipe.to()).contains(to);
    assertThat(recipe.runner().reference()).isEqualTo(runner);
    assertThat(folder.resolve("lighter.yaml"))
        .content()
        .doesNotContain("first-bundle", "localhost");
  }

  @Test
  void takesNothingFromWhoeverHasARecipe() throws Exception {
    Files.writeString(folder.resolve("lighter.yaml"), "mine\n");
    assertThatThrownBy(() -> InitialRecipe.write(folder, wish("shop")))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CONFLICT));
    assertThat(Files.exists(folder.resolve("hello.txt"))).isFalse();
    assertThat(Files.readString(folder.resolve("lighter.yaml"))).isEqualTo("mine\n");
  }

  @ParameterizedTest
  @CsvSource({"shop, shop", "My Shop!, my-shop", "../../, bundle", "__x__, x", "a.b, a-b"})
  void namesABundleAfterItsFolder(String name, String expected) {
    Path path = name.startsWith("..") ? Path.of("/") : folder.resolve(name);
    assertThat(InitialRecipe.nameFor(path)).isEqualTo(expected);
  }
}
