package dev.lighterage.oci.serve;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A client of a registry that says exactly what a test wants said.
final class Client implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  Client(RegistryServer server) {
    this.base = "http://" + server.authority();
  }

  /// One answer, read whole.
  record Reply(int status, HttpHeaders headers, Bytes body) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    String text() {
      return body.text();
    }
  }

  Reply send(String method, String path, Bytes body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method,
                body.size() == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(answer.statusCode(), answer.headers(), Bytes.of(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Reply get(String path, String... headers) {
    return send("GET", path, Bytes.empty(), headers);
  }

  Reply head(String path) {
    return send("HEAD", path, Bytes.empty());
  }

  Reply put(String path, Bytes body, String... headers) {
    return send("PUT", path, body, headers);
  }

  Reply post(String path) {
    return send("POST", path, Bytes.empty());
  }

  /// Uploads in one POST and answers the digest.
  Digest push(String repository, Bytes bytes) {
    Digest digest = bytes.digest();
    Reply reply = send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, bytes);
    if (reply.status() != 201) {
      throw new AssertionError(reply);
    }
    return digest;
  }

  Reply put(String repository, String reference, Manifest manifest) {
    Descriptor self = manifest.descriptor();
    return put(
        "/v2/" + repository + "/manifests/" + reference,
        manifest.bytes(),
        "Content-Type",
        self.mediaType());
  }

  @Override
  public void close() {
    http.close();
  }
}
