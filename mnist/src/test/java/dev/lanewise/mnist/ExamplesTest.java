package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the programs of docs/examples as their README says, each in a JVM of its own. */
@Tag("processes")
class ExamplesTest {
    private static final Path FOLDER = Path.of("..", "docs", "examples");
    private static final int MOST_LINES = 60;
    private static final String NUMBER = "(-?[0-9.]+(?:E-?[0-9]+)?)";

    /** Starts an example; what it prints on both ways out comes together. */
    private static Process start(String name, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "--class-path",
                System.getProperty("java.class.path"), FOLDER.resolve(name + ".java").toString()),
                Stream.of(arguments)).toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String run(String name) throws Exception {
        Process process = start(name);
        String output = new String(process.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** The number that stands behind some words. */
    private static double after(String words, String output) {
        Matcher matcher = Pattern.compile(Pattern.quote(words) + NUMBER).matcher(output);
        assertTrue(matcher.find(), () -> words + " is not in " + output);
        return Double.parseDouble(matcher.group(1));
    }

    private static void assertLossFell(double factor, String output) {
        Matcher losses = Pattern.compile("training loss " + NUMBER + " to " + NUMBER)
                .matcher(output);
        assertTrue(losses.find(), output);
        assertTrue(
                Double.parseDouble(losses.group(2)) < factor * Double.parseDouble(losses.group(1)),
                output);
    }

    @Test
    void theReadmeHasEveryExampleAndEachIsShort() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> examples = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertEquals(6, examples.size());
            for (Path example : examples) {
                assertTrue(readme.contains("(" + example.getFileName() + ")"), example.toString());
                assertTrue(Files.readAllLines(example).size() < MOST_LINES, example.toString());
            }
        }
    }

    @Test
    void tabularRegression() throws Exception {
        String output = run("TabularRegression");
        assertLossFell(0.05, output);
        assertTrue(after("test R2 ", output) > 0.95, output);
        // By the program's formula: (80·(4 + 3·e^−½) + 30)·0.88.
        assertEquals(436, after("80 square metres: ", output), 20, output);
    }

    @Test
    void multiLabel() throws Exception {
        String output = run("MultiLabel");
        assertTrue(after("f1=", output) > 0.95, output);
        assertTrue(after("auc=", output) > 0.99, output);
        for (String fault : List.of("worn bearing ", "leak ", "overload ")) {
            assertTrue(after(fault, output) > 0.9, output);
        }
    }

    @Test
    void fineTuning() throws Exception {
        String output = run("FineTuning");
        assertTrue(output.contains("new: [fc3.weight, fc3.bias]"), output);
        assertTrue(after("test accuracy ", output) > 0.94, output);
        assertTrue(output.contains("[ClassProbability[label=1, name=odd, "), output);
        for (String frozen : List.of("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias")) {
            assertTrue(output.contains(frozen + " is as before"), output);
        }
        for (String trained : List.of("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias")) {
            assertTrue(output.contains(trained + " has learned"), output);
        }
    }

    @Test
    void ownLoss() throws Exception {
        String output = run("OwnLoss");
        assertLossFell(0.2, output);
        assertEquals(0.9, after("in time ", output), 0.03, output);
    }

    @Test
    void ownLayer() throws Exception {
        String output = run("OwnLayer");
        assertLossFell(0.01, output);
        assertEquals(Math.sin(2), after("sin(2) is about ", output), 0.05, output);
    }

    @Test
    void service() throws Exception {
        Process process = start("Service", "0");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                HttpClient client = HttpClient.newBuilder()
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            String line = output.readLine();
            while (line != null && !line.startsWith("listening")) {
                line = output.readLine();
            }
            int port = (int) after("listening on http://localhost:", String.valueOf(line));
            byte[] seven = new byte[28 * 28];
            float[] pixels = Mnist.load().test().image(0).values();
            for (int i = 0; i < pixels.length; i++) {
                seven[i] = (byte) pixels[i];
            }
            HttpResponse<String> answer = ask(client, port, seven);
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().startsWith("[{\"class\":\"7\",\"probability\":0.9"),
                    answer.body());
            assertEquals(3, answer.body().split("class", -1).length - 1, answer.body());
            HttpResponse<String> refused = ask(client, port, new byte[12]);
            assertEquals(400, refused.statusCode());
            assertTrue(refused.body().contains("must have 784 values (1×28×28); you gave 12"),
                    refused.body());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static HttpResponse<String> ask(HttpClient client, int port, byte[] body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/classify");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
