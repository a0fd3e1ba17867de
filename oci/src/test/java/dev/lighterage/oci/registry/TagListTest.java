package dev.lighterage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.http.FaultServer;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.value.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TagListTest extends ScriptedRegistry {
  private static final String FIRST = "GET /v2/shop/web/tags/list?n=1000";

  private static Reply page(String tags, String next) {
    Reply reply = Reply.json(200, "{\"name\":\"shop/web\",\"tags\":" + tags + "}");
    return next.isEmpty() ? reply : reply.header("Link", next);
  }

  @Test
  void listsOnePage() {
    server.on(FIRST, page("[\"b\",\"a\"]", ""));
    assertThat(store.tags()).containsExactly("a", "b");
    server.on(FIRST, page("null", ""));
    assertThat(store.tags()).isEmpty();
    server.on(FIRST, Reply.json(404, error("NAME_UNKNOWN", "no")));
    assertThat(store.tags()).isEmpty();
  }

  @Test
  void followsLinksRelativeAndAbsolute() {
    server
        .on(FIRST, page("[\"a\"]", "</v2/shop/web/tags/list?n=1&last=a>; rel=\"next\""))
        .on(
            "GET /v2/shop/web/tags/list?n=1&last=a",
            page(
                "[\"b\"]",
                "<"
                    + server.url("/other")
                    + ">; rel=\"first\", <list?n=1&last=b>; title=x; rel=next"))
        .on(
            "GET /v2/shop/web/tags/list?n=1&last=b",
            page("[\"c\"]", "<" + server.url("/x") + ">;rel=\"prev next\""))
        .on("GET /x", page("[\"d\"]", "</y>; rel=\"prev\""));
    assertThat(store.tags()).containsExactly("a", "b", "c", "d");
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void refusesPagesAtAnotherHost() {
    try (FaultServer other = new FaultServer()) {
      server.on(FIRST, page("[\"a\"]", "<" + other.url("/x") + ">; rel=next"));
      failure(Failure.Kind.PROTOCOL, store::tags);
      server.on(FIRST, page("[\"a\"]", "<http://169.254.169.254/>; rel=next"));
      failure(Failure.Kind.PROTOCOL, store::tags);
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void followsOrRefusesAnyLinkAndAsksNobodyElse() {
    String[] pieces = {
      "<",
      ">",
      "<",
      ">",
      ";",
      ",",
      " ",
      "rel",
      "=",
      "next",
      "rel=next",
      "\"",
      "/a",
      "/v2/",
      "..",
      "http://",
      "https://",
      "//",
      "192.0.2.1",
      "%",
      "%2",
      "?n=1",
      "\t",
      "#",
      "@",
      ":",
      "[",
      "\\"
    };
    var random = new Random(8288);
    for (int round = 0; round < 200; round++) {
      var link = new StringBuilder(random.nextBoolean() ? "" : "</a>;rel=");
      for (int count = random.nextInt(12); count > 0; count--) {
        link.append(pieces[random.nextInt(pieces.length)]);
      }
      // The page may link to itself; the second time it ends.
      server.on(FIRST, page("[\"a\"]", link.toString()), page("[\"b\"]", ""));
      try {
        assertThat(store.tags()).as(link.toString()).contains("a");
      } catch (Failure e) {
        assertThat(e.kind())
            .as(link.toString())
            .isIn(Failure.Kind.PROTOCOL, Failure.Kind.TOO_LARGE);
      }
    }
  }

  @Test
  void listsAsManyPagesAsTheLimitSays() {
    Reply[] pages = new Reply[100];
    Arrays.fill(pages, page("[\"a\"]", "</v2/shop/web/tags/list?n=1000>; rel=next"));
    pages[99] = page("[\"b\"]", "");
    server.on(FIRST, pages);
    assertThat(store.tags()).containsExactly("a", "b");
  }

  @Test
  void endsPagesThatNeverEnd() {
    server.on(FIRST, page("[\"a\"]", "</v2/shop/web/tags/list?n=1000>; rel=next"));
    failure(Failure.Kind.TOO_LARGE, store::tags);
    assertThat(server.seen()).hasSize(100);
  }

  @Test
  void refusesWhatIsNoListOfTags() {
    for (String body : List.of("<html>", "[]", "{\"tags\":{}}", "{\"tags\":[1]}", "")) {
      server.on(FIRST, Reply.json(200, body));
      failure(Failure.Kind.PROTOCOL, store::tags);
    }
    server.on(FIRST, Reply.html(404, "<h1>nothing</h1>"));
    failure(Failure.Kind.PROTOCOL, store::tags);
  }
}
