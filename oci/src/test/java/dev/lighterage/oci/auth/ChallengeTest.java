package dev.lighterage.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  private static List<Challenge> parse(String... headers) {
    return Challenge.parse(List.of(headers));
  }

  @Test
  void readsWhatRegistriesSend() {
    assertThat(
            parse(
                "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                    + "scope=\"repository:library/alpine:pull,push\""))
        .containsExactly(
            Challenge.of(
                "bearer",
                Map.of(
                    "realm",
                    "https://auth.docker.io/token",
                    "service",
                    "registry.docker.io",
                    "scope",
                    "repository:library/alpine:pull,push")));
    assertThat(parse("Basic realm=\"Registry Realm\""))
        .containsExactly(Challenge.of("basic", Map.of("realm", "Registry Realm")));
  }

  @Test
  void readsParametersInAnyOrderWithSpacesAndInAnyCase() {
    Challenge expected = Challenge.of("bearer", Map.of("realm", "r", "service", "s"));
    assertThat(parse("BEARER Service = s , REALM\t=\t\"r\"")).containsExactly(expected);
    assertThat(parse("bearer  , service=\"s\",, realm=r ,")).containsExactly(expected);
  }

  @Test
  void readsSeveralChallengesInOneHeaderAndInMany() {
    assertThat(
            parse("Basic realm=\"a, b\", Negotiate, Bearer realm=r, service=\"s\"", "Digest abc=="))
        .containsExactly(
            Challenge.of("basic", Map.of("realm", "a, b")),
            Challenge.of("negotiate", Map.of()),
            Challenge.of("bearer", Map.of("realm", "r", "service", "s")),
            new Challenge("digest", Optional.of("abc=="), new TreeMap<>()));
  }

  @Test
  void readsTheExampleOfTheStandard() {
    // RFC 9110, section 11.6.1.
    assertThat(
            parse(
                "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to"
                    + " \\\"apps\\\"\""))
        .containsExactly(
            Challenge.of("basic", Map.of("realm", "simple")),
            Challenge.of(
                "newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")));
  }

  @Test
  void keepsEarlierChallengesWhenTheRestIsBroken() {
    for (String rest :
        List.of("Bearer realm=\"open", "Bearer a=b, realm=", "Bearer a=b c=d", "\"")) {
      assertThat(parse("Basic realm=x, " + rest))
          .as(rest)
          .containsExactly(Challenge.of("basic", Map.of("realm", "x")));
    }
    assertThat(parse("", " , ,", "=", "\u0000")).isEmpty();
  }

  @Test
  void refusesParameterThatOccursTwice() {
    assertThat(parse("Bearer realm=\"https://good\", Realm=\"https://bad\"")).isEmpty();
  }

  @Test
  void readsBackEveryChallengeThatIsWritten() {
    var random = new Random(9110);
    for (int round = 0; round < 5_000; round++) {
      var challenges = new ArrayList<Challenge>();
      var text = new StringBuilder(random.nextBoolean() ? "" : ", ,");
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        Challenge challenge = challenge(random);
        text.append(challenges.isEmpty() ? "" : separator(random)).append(write(challenge, random));
        challenges.add(challenge);
      }
      assertThat(parse(text.toString())).as(text.toString()).isEqualTo(challenges);
    }
  }

  private static Challenge challenge(Random random) {
    String scheme = token(random).toLowerCase(Locale.ROOT);
    if (random.nextInt(5) == 0) {
      String token68 = "a" + random.nextInt(1_000) + "+/" + "=".repeat(random.nextInt(3));
      return new Challenge(scheme, Optional.of(token68), new TreeMap<>());
    }
    var parameters = new TreeMap<String, String>();
    for (int count = random.nextInt(4); count > 0; count--) {
      parameters.put(token(random).toLowerCase(Locale.ROOT), value(random));
    }
    return new Challenge(scheme, Optional.empty(), parameters);
  }

  private static String token(Random random) {
    String letters = "abcXYZ019!#$%&'*+-.^_`|~";
    var text = new StringBuilder("t");
    for (int length = random.nextInt(6); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String value(Random random) {
    String letters = "ab ,=\"\\\t:/;ü";
    var text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String write(Challenge challenge, Random random) {
    var text = new StringBuilder(challenge.scheme());
    challenge.token().ifPresent(token -> text.append(' ').append(token));
    String separator = " ".repeat(1 + random.nextInt(2));
    for (var parameter : challenge.parameters().entrySet()) {
      text.append(separator).append(parameter.getKey()).append(random.nextBoolean() ? "=" : " =\t");
      boolean plain = parameter.getValue().matches("[ab]+") && random.nextBoolean();
      text.append(plain ? parameter.getValue() : quoted(parameter.getValue()));
      separator = separator(random);
    }
    return text.toString();
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String separator(Random random) {
    return List.of(",", ", ", " ,\t", ",,", " , , ").get(random.nextInt(5));
  }

  @Test
  void endsOnEveryInput() {
    var random = new Random(1);
    String letters = "aB=\",\\ \t~\u0000é/";
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      for (Challenge challenge : parse(text.toString())) {
        assertThat(challenge.scheme()).matches("[a-z0-9!#$%&'*+.^_`|~-]+");
      }
    }
  }
}
