package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoGlobTest {
  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "*, abc, true",
    "*c, abc, true",
    "a*, a, true",
    "a*, abc, true",
    "a*, ab/c, false",
    "a*/b, abc/b, true",
    "a*/b, a/c/b, false",
    "a*b*c*d*e*/f, axbxcxdxe/f, true",
    "a*b*c*d*e*/f, axbxcxdxexxx/f, true",
    "a*b*c*d*e*/f, axbxcxdxe/xxx/f, false",
    "a*b*c*d*e*/f, axbxcxdxexxx/fff, false",
    "a*b?c*x, abxbbxdbxebxczzx, true",
    "a*b?c*x, abxbbxdbxebxczzy, false",
    "ab[c], abc, true",
    "ab[b-d], abc, true",
    "ab[e-g], abc, false",
    "ab[^c], abc, false",
    "ab[^b-d], abc, false",
    "ab[^e-g], abc, true",
    "a\\*b, a*b, true",
    "a\\*b, ab, false",
    "a?b, a☺b, true",
    "a[^a]b, a☺b, true",
    "a???b, a☺b, false",
    "a[^a][^a][^a]b, a☺b, false",
    "[a-ζ]*, α, true",
    "*[a-ζ], A, false",
    "a?b, a/b, false",
    "a*b, a/b, false",
    "[\\]a], ], true",
    "[\\-], -, true",
    "[x\\-], x, true",
    "[x\\-], -, true",
    "[x\\-], z, false",
    "[\\-x], a, false",
    "*x, xxx, true",
    "[^a], /, true",
    ".?*, ., false",
    ".?*, .x, true"
  })
  void matchesAsGoDoes(String pattern, String name, boolean expected) {
    assertThat(GoGlob.parse(pattern).orElseThrow().matches(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[", "[^", "[^bc", "a[", "a\\", "[a\\"})
  void refusesWhatGoRefuses(String pattern) {
    assertThat(GoGlob.parse(pattern)).isEmpty();
  }

  @Test
  void matchesAsAPlainerMatcherDoesWhateverIsGiven() {
    var random = new Random(3);
    int matched = 0;
    for (int i = 0; i < 50_000; i++) {
      String pattern = word(random, "ab*?/", 8);
      String name = word(random, "ab/", 10);
      boolean found = GoGlob.parse(pattern).orElseThrow().matches(name);
      assertThat(found).as(pattern + " on " + name).isEqualTo(slowly(pattern, name));
      matched += found ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(500);
  }

  /// By recursion over every way; for short names only.
  private static boolean slowly(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    char c = pattern.charAt(0);
    String rest = pattern.substring(1);
    if (c == '*') {
      return slowly(rest, name)
          || (!name.isEmpty() && name.charAt(0) != '/' && slowly(pattern, name.substring(1)));
    }
    return !name.isEmpty()
        && (c == '?' ? name.charAt(0) != '/' : name.charAt(0) == c)
        && slowly(rest, name.substring(1));
  }

  private static String word(Random random, String letters, int longest) {
    var word = new StringBuilder();
    for (int n = random.nextInt(longest); n > 0; n--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
