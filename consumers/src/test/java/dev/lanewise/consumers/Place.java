package dev.lanewise.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place where programs put the jars, and what must happen there.
 *
 * @param name what users call it
 * @param environment variables that are set for the commands
 * @param commands the commands, one after the other in the folder of all places; the last is the program. The first
 *     word of a command is a tool of the JDK, {@code mvn}, or a path
 * @param kernels the kernels that must run, of each copy of the program
 * @param messages what must be on the program's standard error, a line each
 */
record Place(String name, Map<String, String> environment, List<String> commands,
        List<String> kernels, List<Message> messages) {
    private static final Pattern REPORT = Pattern
            .compile("kernels: (\\w+)\nfingerprint: ([0-9a-f]{64})\n");
    /** The first of the two lines that java.util.logging writes holds a time. */
    private static final Pattern WHEN_AND_WHO = Pattern
            .compile("(?m)^.* \\S*lanewise\\.\\S+ logged\\R");

    /** What a place made of the program. */
    record Result(Place place, Outcome outcome) {

        /** The lines of standard error, without times. */
        List<String> messages() {
            return WHEN_AND_WHO.matcher(outcome.err()).replaceAll("").lines().toList();
        }

        List<String> kernels() {
            return found(1);
        }

        List<String> fingerprints() {
            return found(2);
        }

        private List<String> found(int group) {
            Matcher report = REPORT.matcher(outcome.out());
            List<String> found = new ArrayList<>();
            while (report.find()) {
                found.add(report.group(group));
            }
            return found;
        }

        /** Asserts exit code 0, nothing else on standard output, the kernels, the bits, the messages. */
        void check(String fingerprint) {
            assertEquals(0, outcome.code(), () -> place + "\n" + outcome);
            assertEquals("", REPORT.matcher(outcome.out()).replaceAll(""), place::toString);
            assertEquals(place.kernels, kernels(), () -> place + "\n" + outcome);
            assertEquals(place.kernels.stream().map(kernels -> fingerprint).toList(),
                    fingerprints(), place::toString);
            assertEquals(place.messages.stream().map(Optional::of).toList(),
                    messages().stream().map(Message::of).toList(), () -> place + "\n" + outcome);
        }
    }

    /** Runs the commands; all but the last must end well. */
    Result run(Path folder) throws IOException, InterruptedException {
        Outcome outcome = null;
        for (String command : commands) {
            if (outcome != null) {
                assertEquals(0, outcome.code(), name + "\n" + outcome);
            }
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.set(0, executable(folder, words.get(0)));
            outcome = Outcome.of(folder, environment, words);
        }
        return new Result(this, Objects.requireNonNull(outcome));
    }

    private static String executable(Path folder, String word) {
        Path home = Path.of(System.getProperty(word.equals("mvn") ? "maven.home" : "java.home"));
        return (word.contains("/") ? folder.resolve(word) : home.resolve("bin").resolve(word))
                .toString();
    }

    /** The commands as one types them. */
    List<String> typed() {
        StringBuilder variables = new StringBuilder();
        environment.forEach((name, value) -> variables.append(name + "=" + value + " "));
        // A shell must not take the star for itself.
        return commands.stream()
                .map(command -> variables + command.replaceAll("\\S+/\\*", "'$0'"))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
