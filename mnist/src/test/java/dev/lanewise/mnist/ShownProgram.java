package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The first Java program that a page of the project shows: a compact source file. */
final class ShownProgram {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private ShownProgram() {}

    /** Compiles a page's program and runs it as the java launcher would; gives what it prints. */
    static String run(String page, Path folder, String... arguments) throws Exception {
        Matcher program = JAVA.matcher(Files.readString(Path.of("..").resolve(page)));
        assertTrue(program.find(), page + " shows a Java program");
        Path source = Files.writeString(folder.resolve("Example.java"), program.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int exit = compiler.run(null, null, System.err, "-d", folder.toString(), "-cp",
                System.getProperty("java.class.path"), source.toString());
        assertEquals(0, exit, "it compiles");
        return run(folder, arguments).replace(System.lineSeparator(), "\n");
    }

    private static String run(Path folder, String... arguments) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()})) {
            Class<?> example = loader.loadClass("Example");
            Constructor<?> constructor = example.getDeclaredConstructor();
            Method main = example.getDeclaredMethod("main", String[].class);
            constructor.setAccessible(true);
            main.setAccessible(true);
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            main.invoke(constructor.newInstance(), (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
