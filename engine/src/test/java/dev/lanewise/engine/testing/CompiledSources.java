package dev.lanewise.engine.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Generated classes, compiled for Java 11 and loaded without the engine in sight. */
public final class CompiledSources implements AutoCloseable {
    private final URLClassLoader loader;

    /** Compiles texts, by the names of their classes. */
    public CompiledSources(Map<String, String> sources, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = sources.entrySet()
                .stream()
                .map(source -> text(source.getKey(), source.getValue()))
                .toList();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of());
            boolean done = compiler.getTask(messages, manager, null,
                    List.of("--release", "11", "-Xlint:all,-options", "-Werror"), null, files)
                    .call();
            assertTrue(done, messages::toString);
        }
        loader = new URLClassLoader(new URL[]{folder.toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
    }

    private static JavaFileObject text(String name, String text) {
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return text;
            }
        };
    }

    /** A static method of a class, of an array of floats. */
    public MethodHandle method(String className, String name, Class<?> result)
            throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findStatic(loader.loadClass(className), name,
                        MethodType.methodType(result, float[].class));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
