package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes and methods that tables for programmers name are those that programs see. */
class DocsNamesTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    /** A class, a method of a class, or a method of the builder of networks. */
    private static final Pattern NAME = Pattern
            .compile("([A-Z]\\w+)(?:\\.([A-Za-z]\\w+))?|([a-z]\\w+)");

    /** The code in the last cells of a page's tables. */
    private static List<String> names(String page) throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(ExportedPackages.ROOT.resolve(page))) {
            if (line.startsWith("| ")) {
                String[] cells = line.split(" \\| ");
                Matcher code = CODE.matcher(cells[cells.length - 1]);
                while (code.find()) {
                    names.add(code.group(1));
                }
            }
        }
        return names;
    }

    @Test
    void whatProgramsOfOtherLibrariesNeedIsHere() throws IOException {
        List<String> packages = ExportedPackages.of(List.of("engine", "mnist", "onnx"));
        List<String> unknown = new ArrayList<>();
        int methods = 0;
        for (String name : names("docs/coming-from.md")) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()) {
                methods += parts.group(2) == null ? 0 : 1;
                if (!isKnown(packages, parts)) {
                    unknown.add(name);
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(methods > 60, "methods were found: " + methods);
    }

    /** Lines such as "* `dev.lanewise.engine.nn`, `data`": the first has the whole name. */
    @Test
    void whatIsPromisedIsWhatIsExported() throws IOException {
        List<String> promised = new ArrayList<>();
        for (String line : Files.readAllLines(ExportedPackages.ROOT.resolve("docs/versions.md"))) {
            if (line.startsWith("* `dev.lanewise.")) {
                List<String> names = CODE.matcher(line)
                        .results()
                        .map(name -> name.group(1))
                        .toList();
                String first = names.getFirst();
                promised.add(first);
                names.subList(1, names.size())
                        .forEach(name -> promised.add(first.replaceFirst("\\w+$", name)));
            }
        }
        List<String> exported = ExportedPackages
                .of(List.of("engine", "mnist", "mnist-images", "onnx"));
        assertEquals(exported.stream().sorted().toList(), promised.stream().sorted().toList());
    }

    private static boolean isKnown(List<String> packages, Matcher parts) {
        if (parts.group(3) != null) {
            return has(Network.Builder.class, parts.group(3));
        }
        return packages.stream()
                .flatMap(name -> named(name + "." + parts.group(1)))
                .anyMatch(type -> parts.group(2) == null || has(type, parts.group(2)));
    }

    private static Stream<Class<?>> named(String name) {
        try {
            return Stream.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Stream.empty();
        }
    }

    private static boolean has(Class<?> type, String member) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(member))
                || Stream.of(type.getClasses())
                        .anyMatch(inner -> inner.getSimpleName().equals(member));
    }
}
