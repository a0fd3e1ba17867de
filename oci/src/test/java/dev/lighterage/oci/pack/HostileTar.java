package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Puts archives together that no honest program writes.
final class HostileTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  HostileTar file(String name, String text) {
    return entry(name, '0', "", text.getBytes(StandardCharsets.UTF_8));
  }

  HostileTar folder(String name) {
    return entry(name + "/", '5', "", new byte[0]);
  }

  HostileTar symbolicLink(String name, String target) {
    return entry(name, '2', target, new byte[0]);
  }

  HostileTar hardLink(String name, String target) {
    return entry(name, '1', target, new byte[0]);
  }

  HostileTar entry(String name, char type, String target, byte[] data) {
    return mode(0644, name, type, target, data);
  }

  private HostileTar mode(int mode, String name, char type, String target, byte[] data) {
    out.writeBytes(new UstarHeader(name, mode, data.length, 0, type, target).bytes());
    out.writeBytes(data);
    out.writeBytes(new byte[-data.length & 511]);
    return this;
  }

  HostileTar program(String name, int mode) {
    return mode(mode, name, '0', "", new byte[0]);
  }

  HostileTar pax(String... records) {
    return entry("PaxHeader", 'x', "", String.join("", records).getBytes(StandardCharsets.UTF_8));
  }

  HostileTar raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] tar() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(out.toByteArray());
    all.writeBytes(new byte[1024]);
    return all.toByteArray();
  }

  Unpack.Packed layer() {
    return packed(tar());
  }

  Unpack.Packed gzipped() {
    return packed(gzip(tar()));
  }

  static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static Unpack.Packed packed(byte[] bytes) {
    Bytes content = Bytes.of(bytes);
    return new Unpack.Packed(
        Descriptor.of("application/vnd.oci.image.layer.v1.tar", content), Content.of(content));
  }
}
