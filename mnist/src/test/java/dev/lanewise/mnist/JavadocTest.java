package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Javadoc of the engine and of this module: nothing is missing, and what it shows compiles. */
class JavadocTest {
    private static final Pattern SNIPPET = Pattern
            .compile("^ *\\* \\{@snippet lang=java :\n(.*?)\n *\\* }\n(?= *\\*/| *\\*\n)",
                    Pattern.DOTALL | Pattern.MULTILINE);
    private static final String BEFORE = Stream
            .of("engine.data", "engine.loss", "engine.metric", "engine.model", "engine.nn",
                    "engine.train", "mnist")
            .map(name -> "import dev.lanewise." + name + ".*;\n")
            .collect(Collectors.joining());
    /** What snippets take from the program around them. */
    private static final String PROGRAM = """
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.List;

            abstract class Snippet%d {
                Network network;
                Dataset train;
                Dataset validation;
                Dataset test;
                float[][] x;
                int[] labels;
                float[][] targets;
                float[][] samples;
                float[] values;
                Path file;

                void run() throws Exception {
            %s
                }
            }
            """;

    private static Path source(String module) {
        return Path.of("..", module, "src", "main", "java");
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("engine", "mnist")) {
            try (Stream<Path> files = Files.walk(source(module))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }

    @Test
    void everySnippetCompiles(@TempDir Path folder) throws IOException {
        List<String> programs = new ArrayList<>();
        int begun = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            begun += text.split("\\{@snippet", -1).length - 1;
            Matcher snippet = SNIPPET.matcher(text);
            while (snippet.find()) {
                String code = snippet.group(1).replaceAll("(?m)^ *\\* ?", "");
                Path program = folder.resolve("Snippet" + programs.size() + ".java");
                Files.writeString(program, BEFORE + PROGRAM.formatted(programs.size(), code));
                programs.add(program.toString());
            }
        }
        assertEquals(begun, programs.size(), "every snippet is found");
        assertTrue(begun >= 7, "the overviews, Network, Trainer, Model, Dataset and Loss have one");
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString(), "-cp",
                System.getProperty("java.class.path")));
        arguments.addAll(programs);
        run("javac", arguments);
    }

    /** All groups of checks, over what the modules export. */
    @Test
    void nothingPublicIsUndocumented(@TempDir Path folder) {
        String annotations = Stream
                .of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> part.contains("jspecify"))
                .findFirst()
                .orElseThrow();
        String messages = run("javadoc", List.of("-quiet", "-Xdoclint:all", "--add-modules",
                "jdk.incubator.vector", "--module-path", annotations, "--module-source-path",
                "dev.lanewise.engine=" + source("engine"), "--module-source-path",
                "dev.lanewise.mnist.images=" + source("mnist-images"), "--module-source-path",
                "dev.lanewise.mnist=" + source("mnist"), "--module",
                "dev.lanewise.engine,dev.lanewise.mnist.images,dev.lanewise.mnist", "-d",
                folder.toString()));
        List<String> findings = messages.lines()
                .filter(line -> line.contains(".java:") && !line.contains("[incubating]"))
                .toList();
        assertEquals(List.of(), findings);
        assertTrue(Files.exists(folder.resolve("index.html")));
    }

    /** Runs a tool of the JDK, which must succeed, and gives what it says. */
    private static String run(String tool, List<String> arguments) {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int exit = ToolProvider.findFirst(tool)
                .orElseThrow()
                .run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, exit, messages.toString());
        return messages.toString();
    }
}
