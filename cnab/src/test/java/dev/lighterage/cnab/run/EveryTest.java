package dev.lighterage.cnab.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/// A program that runs the tests of the classes it is given, one line each, so that they can be run
/// as another user.
final class EveryTest {
  private EveryTest() {}

  /// Arguments: a folder to work in, then names of classes with a field `dir`.
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    for (String name : Arrays.copyOfRange(args, 1, args.length)) {
      Class<?> tests = Class.forName(name);
      Method[] methods = tests.getDeclaredMethods();
      Arrays.sort(methods, Comparator.comparing(Method::getName));
      for (Method method : methods) {
        if (method.isAnnotationPresent(Test.class)) {
          System.out.println(run(tests, method, Files.createTempDirectory(work, "test")));
        }
      }
    }
  }

  private static String run(Class<?> tests, Method method, Path dir) throws Exception {
    var constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    var field = tests.getDeclaredField("dir");
    field.setAccessible(true);
    field.set(instance, dir);
    try {
      for (Method before : tests.getDeclaredMethods()) {
        if (before.isAnnotationPresent(BeforeEach.class)) {
          invoke(instance, before);
        }
      }
      invoke(instance, method);
      return "passed " + method.getName();
    } catch (TestAbortedException e) {
      return "skipped " + method.getName() + ": " + e.getMessage();
    } catch (Throwable e) {
      e.printStackTrace();
      return "failed " + method.getName();
    } finally {
      remove(dir);
    }
  }

  private static void invoke(Object instance, Method method) throws Throwable {
    method.setAccessible(true);
    try {
      method.invoke(instance);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void remove(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
