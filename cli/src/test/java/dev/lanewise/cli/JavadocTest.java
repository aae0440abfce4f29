package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/**
 * What the Javadoc of the libraries shows compiles, and every package that programs see shows something. That
 * nothing is undocumented is seen as the site is made.
 */
class JavadocTest {
    private static final Pattern SNIPPET = Pattern
            .compile("^ *\\* \\{@snippet lang=java :\n(.*?)\n *\\* }\n(?= *\\*/| *\\*\n)",
                    Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> MODULES = List.of("engine", "mnist", "onnx");
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

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ExportedPackages.sources(module))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }

    @Test
    void everySnippetCompiles(@TempDir Path folder) throws IOException {
        String imports = ExportedPackages.of(MODULES)
                .stream()
                .map(name -> "import " + name + ".*;\n")
                .collect(Collectors.joining());
        List<String> programs = new ArrayList<>();
        int begun = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            begun += text.split("\\{@snippet", -1).length - 1;
            Matcher snippet = SNIPPET.matcher(text);
            while (snippet.find()) {
                String code = snippet.group(1).replaceAll("(?m)^ *\\* ?", "");
                Path program = folder.resolve("Snippet" + programs.size() + ".java");
                Files.writeString(program, imports + PROGRAM.formatted(programs.size(), code));
                programs.add(program.toString());
            }
        }
        assertEquals(begun, programs.size(), "every snippet is found");
        assertTrue(begun >= 20, "the overviews, the packages and the first classes have one");
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString(), "-cp",
                System.getProperty("java.class.path")));
        arguments.addAll(programs);
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int exit = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, exit, messages.toString());
    }

    @Test
    void everyPackageSaysWhereToBegin() throws IOException {
        List<String> silent = new ArrayList<>();
        List<String> packages = ExportedPackages.of(MODULES);
        for (String name : packages) {
            String file = name.replace('.', '/') + "/package-info.java";
            String text = Files.readString(MODULES.stream()
                    .map(module -> ExportedPackages.sources(module).resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow());
            if (!text.contains("Begin with") || !text.contains("{@snippet")) {
                silent.add(name);
            }
        }
        assertEquals(List.of(), silent);
        assertTrue(packages.size() >= 11, "packages were found: " + packages);
    }
}
