package example;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Class loaders with the program and the jars that it needs, as a server gives one to each program. */
final class Loaders {
    private Loaders() {}

    /** A loader of some jars that hands all else to a parent. */
    static URLClassLoader of(ClassLoader parent, String... jars) {
        return new URLClassLoader(Stream.of(jars).map(Loaders::url).toArray(URL[]::new), parent);
    }

    /** Runs the program as a loader sees it. */
    static String report(ClassLoader loader) throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(loader);
        return (String) loader.loadClass("example.Main").getMethod("report").invoke(null);
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("No file: " + jar, e);
        }
    }
}
