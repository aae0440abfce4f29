package dev.lanewise.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Initializes all classes of a jar in a virtual machine of its own, and tells what that changed. */
public final class ClassInitialization {
    private static final String SUFFIX = ".class";
    /** What Java itself says of the module of the Vector API. */
    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

    private ClassInitialization() {}

    /** What a program shares with all of its libraries. */
    private static Map<String, Object> surroundings() {
        Map<String, Object> all = new TreeMap<>();
        System.getProperties().forEach((key, value) -> all.put("property " + key, value));
        all.put("threads started",
                ManagementFactory.getThreadMXBean().getTotalStartedThreadCount());
        all.put("locale", Locale.getDefault());
        all.put("zone", TimeZone.getDefault());
        all.put("out", System.out);
        all.put("err", System.err);
        all.put("handler", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
        return all;
    }

    /** Fails unless each class that came with one is initialized and nobody notices. */
    public static void assertUnnoticed(Class<?> member, Class<?>... others) {
        Class<?>[] all = Stream.concat(Stream.of(member, ClassInitialization.class),
                Stream.of(others)).toArray(Class<?>[]::new);
        Path home = Path.of(ChildJvm.home(member));
        ChildJvm.Result result = ChildJvm.run(Path.of("."),
                List.of("--add-modules=jdk.incubator.vector"), ChildJvm.classPath(all),
                ClassInitialization.class, home.toString()).wentWell();
        String expected = classes(home).size() + " classes" + System.lineSeparator();
        if (!result.out().equals(expected)) {
            throw new AssertionError("printed: " + result.out() + "; expected: " + expected);
        }
        if (!result.err().strip().equals(INCUBATOR)) {
            throw new AssertionError("printed to stderr: " + result.err());
        }
    }

    /** Initializes the classes of a folder or jar; ends with 1 and a message if that changed something. */
    public static void main(String[] args) throws ClassNotFoundException {
        List<String> names = classes(Path.of(args[0]));
        surroundings(); // Whatever Java starts for the question itself.
        Map<String, Object> before = surroundings();
        for (String name : names) {
            Class.forName(name, true, ClassInitialization.class.getClassLoader());
        }
        Map<String, Object> after = surroundings();
        if (!before.equals(after)) {
            Map<String, Object> changed = new TreeMap<>(after);
            changed.entrySet().removeAll(before.entrySet());
            throw new IllegalStateException("changed: " + changed + "; threads now: "
                    + Thread.getAllStackTraces().keySet());
        }
        System.out.println(names.size() + " classes");
    }

    private static List<String> classes(Path home) {
        try {
            if (Files.isDirectory(home)) {
                return classesBelow(home);
            }
            try (FileSystem jar = FileSystems
                    .newFileSystem(URI.create("jar:" + home.toUri()), Map.of())) {
                return classesBelow(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> classesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("-info" + SUFFIX)
                            && !name.startsWith("META-INF"))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .toList();
        }
    }
}
