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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the program that the README shows, so that it stays true. */
class ReadmeExampleTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OUTPUT = Pattern
            .compile("test accuracy (0\\.\\d+), first digit (\\d)\n");

    @Test
    void theProgramOfTheReadmeTrainsAndPredicts(@TempDir Path folder) throws Exception {
        Matcher program = JAVA.matcher(Files.readString(Path.of("..", "README.md")));
        assertTrue(program.find(), "README.md shows a Java program");
        Path source = Files.writeString(folder.resolve("Example.java"), program.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int exit = compiler.run(null, null, System.err, "-d", folder.toString(), "-cp",
                System.getProperty("java.class.path"), source.toString());
        assertEquals(0, exit, "it compiles");

        Matcher output = OUTPUT.matcher(run(folder).replace(System.lineSeparator(), "\n"));
        assertTrue(output.find(), "it prints what the README says");
        assertTrue(Double.parseDouble(output.group(1)) > 0.98, output.group());
        assertEquals("7", output.group(2));
        assertTrue(Files.size(folder.resolve("lenet5.safetensors")) > 61_706 * 4);
    }

    /** Runs the compact source file's class as the java launcher would, in a folder. */
    private static String run(Path folder) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()})) {
            Class<?> example = loader.loadClass("Example");
            Constructor<?> constructor = example.getDeclaredConstructor();
            Method main = example.getDeclaredMethod("main", String[].class);
            constructor.setAccessible(true);
            main.setAccessible(true);
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            main.invoke(constructor.newInstance(),
                    (Object) new String[]{folder.resolve("lenet5.safetensors").toString()});
        } finally {
            System.setOut(console);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
