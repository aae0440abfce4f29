package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.Signals;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code serve}: what it says, and how it ends. */
@Timeout(60)
class ServeCommandTest {
    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void servesUntilASignal(String signal, int code) throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Lanewise.class.getName(), "serve",
                "--port", "0").directory(directory.toFile()).start();
        try {
            BufferedReader err = process.errorReader();
            String line = err.readLine();
            assertTrue(line.matches("serving pretrained.* at http://127\\.0\\.0\\.1:[0-9]+/"
                    + " \\(Ctrl-C stops it\\)"), line);
            URI address = URI.create(line.replaceFirst(".* at (\\S+) .*", "$1"));
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertEquals("{\"live\":true}\n", client.send(
                        HttpRequest.newBuilder(address.resolve("/v2/health/live")).build(),
                        BodyHandlers.ofString()).body());
                Signals.send(signal, process);
                if (Signals.isIgnoredHere(code - 128)) {
                    assertFalse(process.waitFor(1, TimeUnit.SECONDS),
                            "ignored signals must stay ignored");
                    return;
                }
                assertEquals(code, process.waitFor());
            }
            assertEquals("", new String(process.getInputStream().readAllBytes()));
            assertEquals(0, err.lines().count());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void wrongUseIsOneSentence() throws Exception {
        harness.run("serve", "--port", "65536")
                .expectFailure(2,
                        "--port must be a whole number from 0 to 65535; you gave '65536'.");
        Outcome name = harness.run("serve", "--bind", "example.org").expect(2);
        assertTrue(name.err()
                .contains("--bind must be an IP address of this machine, such as"
                        + " 192.168.1.5, or 0.0.0.0 for all; you gave 'example.org'"),
                name.err());
        harness.run("serve", "nowhere").expect(5);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Outcome outcome = harness.run("serve", "--port", port).expect(2);
            assertTrue(outcome.err().contains(port + " on 127.0.0.1 can't be used"),
                    outcome.err());
        }
    }
}
