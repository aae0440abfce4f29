package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.onnx.reader.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of operators in {@code docs/interchange.md} says what the code does. */
class InterchangeDocsTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("docs")
            .resolve("interchange.md");
    private static final String BEGIN = "<!-- operators: made by InterchangeDocsTest -->\n\n";
    private static final String END = "\n<!-- end of operators -->";
    private static final String RENEW = "lanewise.onnx.renew";
    private static final int WIDTH = 120;

    private static String table() {
        StringBuilder table = new StringBuilder("| operator | what is read |\n|---|---|\n");
        Operators.limits()
                .forEach((name, limits) -> table.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(limits.isEmpty() ? "all of it" : limits)
                        .append(" |\n"));
        StringBuilder line = new StringBuilder();
        table.append("\nComputed where all that they read is constant:\n");
        Operators.folded().forEach(name -> {
            if (line.length() + name.length() + 4 > WIDTH) {
                table.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
            }
            line.append('`').append(name).append("`, ");
        });
        return table.append(line.toString().replaceFirst(", $", ".")).append('\n').toString();
    }

    @Test
    void tableIsMadeOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean(RENEW) || "".equals(System.getProperty(RENEW))) {
            page = page.substring(0, begin) + table() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END);
        }
        assertEquals(table(), page.substring(begin, end), "the table of " + PAGE.getFileName()
                + " is old; renew it with mvn test -pl onnx -am -Dtest=InterchangeDocsTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false -D" + RENEW);
    }
}
