package dev.lanewise.engine.tiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the micro-kernels: each template in {@code engine/src/tiles}, unrolled for its lines of
 * {@code tiles.txt}. {@code docs/tiles.md} explains what a template may say.
 */
final class TileGenerator {
    static final String COMMAND = "java engine/src/test/java/dev/lanewise/engine/tiles/"
            + "TileGenerator.java";
    /** How every generated source begins. */
    static final String MARK = "// Generated from engine/src/tiles/";
    private static final String HEAD = MARK + "%s and tiles.txt: don't edit.\n// Renew: " + COMMAND
            + "\n";
    private static final int INDENT = 4;

    private static final Pattern TILES = Pattern.compile("\\$each tile of (.+)");
    private static final Pattern EACH = Pattern.compile("\\$each (\\w)( > 0)?");
    private static final Pattern IF = Pattern.compile("\\$if (\\w+) = (\\w+)");
    private static final Pattern VALUE = Pattern.compile("\\$(\\w+)|\\$\\{([^}]+)}");
    private static final Pattern SERIES = Pattern.compile("(\\S*\\$(\\w+)\\S*)( = |, )\\.{3}");
    private static final Pattern LOCAL = Pattern.compile("( *)[\\w<>]+ (\\w+)( = .*)");
    private static final Pattern INT_PARAMETER = Pattern.compile(",\\s+int (\\w+)(?=[,)])");

    /** What names mean, and where indices end. */
    private record Scope(Map<String, String> values, Map<String, Integer> ends) {

        String value(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("Nothing is called " + name);
            }
            return value;
        }

        /** One scope for each value of an index. */
        List<Scope> each(String index, int first) {
            Integer end = ends.get(index);
            if (end == null) {
                throw new IllegalArgumentException("No index is called " + index);
            }
            return IntStream.range(first, end).mapToObj(i -> {
                Map<String, String> more = new HashMap<>(values);
                more.put(index, String.valueOf(i));
                return new Scope(more, ends);
            }).toList();
        }
    }

    private final List<Map<String, String>> tiles;

    private TileGenerator(List<Map<String, String>> tiles) {
        this.tiles = tiles;
    }

    /** Writes them into the engine, seen from the root of the project. */
    public static void main(String[] arguments) throws IOException {
        Path engine = Path.of("engine");
        for (Map.Entry<String, String> source : sources(templates(engine)).entrySet()) {
            Files.writeString(kernels(engine).resolve(source.getKey()), source.getValue());
        }
    }

    static Path templates(Path engine) {
        return engine.resolve("src/tiles");
    }

    static Path kernels(Path engine) {
        return engine.resolve("src/main/java/dev/lanewise/engine/backend/vector");
    }

    /** The generated sources, by the names of their files. */
    static Map<String, String> sources(Path folder) throws IOException {
        Map<String, List<Map<String, String>>> table = Files
                .readAllLines(folder.resolve("tiles.txt"))
                .stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.groupingBy(line -> line.split(" +")[0], TreeMap::new,
                        Collectors.mapping(TileGenerator::numbers, Collectors.toList())));
        Map<String, String> sources = new TreeMap<>();
        for (Map.Entry<String, List<Map<String, String>>> entry : table.entrySet()) {
            String source = entry.getKey() + ".java";
            String template = source + ".template";
            List<String> lines = new TileGenerator(entry.getValue()).expand(
                    Files.readAllLines(folder.resolve(template)), new Scope(Map.of(), Map.of()));
            sources.put(source, HEAD.formatted(template) + String.join("\n", lines) + "\n");
        }
        return sources;
    }

    private static Map<String, String> numbers(String line) {
        return Arrays.stream(line.split(" +"))
                .skip(1)
                .map(cell -> cell.split("="))
                .collect(Collectors.toMap(cell -> cell[0], cell -> cell[1]));
    }

    /** Writes what is below a directive, and further in, as often as the directive says. */
    private List<String> expand(List<String> lines, Scope scope) {
        List<String> made = new ArrayList<>();
        for (int i = 0, end; i < lines.size(); i = end) {
            String line = lines.get(i);
            String directive = line.strip();
            end = i + 1;
            if (!directive.startsWith("$each ") && !directive.startsWith("$if ")) {
                made.add(text(line, scope));
                continue;
            }
            while (end < lines.size()
                    && (lines.get(end).isBlank() || indent(lines.get(end)) > indent(line))) {
                end++;
            }
            List<String> body = lines.subList(i + 1, end)
                    .stream()
                    .map(inner -> inner.isBlank() ? "" : inner.substring(INDENT))
                    .toList();
            for (Scope inner : scopes(directive, scope)) {
                List<String> times = expand(body, inner);
                made.addAll(TILES.matcher(directive).matches() ? tidy(times) : times);
            }
        }
        return made;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private List<Scope> scopes(String directive, Scope scope) {
        Matcher of = TILES.matcher(directive);
        if (of.matches()) {
            return tiles.stream().map(tile -> tileScope(tile, of.group(1).split(", "))).toList();
        }
        Matcher each = EACH.matcher(directive);
        if (each.matches()) {
            return scope.each(each.group(1), each.group(2) == null ? 0 : 1);
        }
        Matcher condition = IF.matcher(directive);
        if (condition.matches()) {
            return scope.value(condition.group(1)).equals(condition.group(2))
                    ? List.of(scope)
                    : List.of();
        }
        throw new IllegalArgumentException("No directive: " + directive);
    }

    private static Scope tileScope(Map<String, String> tile, String[] indices) {
        Scope numbers = new Scope(tile, Map.of());
        return new Scope(tile, Arrays.stream(indices)
                .map(index -> index.split(" < "))
                .collect(Collectors.toMap(index -> index[0], index -> sum(index[1], numbers))));
    }

    /** A line with its series written out, its names replaced and its sums made short. */
    private static String text(String line, Scope scope) {
        String text = SERIES.matcher(line)
                .replaceAll(series -> scope.each(series.group(2), 0)
                        .stream()
                        .map(item -> text(series.group(1), item))
                        .collect(Collectors.joining(series.group(3))));
        return VALUE.matcher(text)
                .replaceAll(value -> value.group(1) != null
                        ? scope.value(value.group(1))
                        : String.valueOf(sum(value.group(2), scope)))
                .replaceAll(" \\+ 0( \\* \\w+)?(?![\\w.])", "")
                .replaceAll("\\b1 \\* ", "");
    }

    /** The value of a sum of products of numbers and names. */
    private static int sum(String terms, Scope scope) {
        int sum = 0;
        for (String term : terms.replace(" - ", " + -1 * ").split(" \\+ ")) {
            int product = 1;
            for (String factor : term.split(" \\* ")) {
                product *= Integer.parseInt(
                        factor.matches("-?\\d+") ? factor : scope.value(factor));
            }
            sum += product;
        }
        return sum;
    }

    /** A method in which a local has its type once, and an int parameter that it reads. */
    private static List<String> tidy(List<String> method) {
        Set<String> locals = new HashSet<>();
        String text = method.stream().map(line -> {
            Matcher local = LOCAL.matcher(line);
            return local.matches() && !locals.add(local.group(2))
                    ? local.group(1) + local.group(2) + local.group(3)
                    : line;
        }).collect(Collectors.joining("\n"));
        for (MatchResult parameter : INT_PARAMETER.matcher(text).results().toList()) {
            String name = "\\b" + parameter.group(1) + "\\b";
            if (Pattern.compile(name).matcher(text).results().count() == 1) {
                text = text.replace(parameter.group(), "");
            }
        }
        return List.of(text.split("\n"));
    }
}
