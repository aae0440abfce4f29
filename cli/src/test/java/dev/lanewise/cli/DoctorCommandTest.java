package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.engine.kernel.KernelInfo;
import dev.lanewise.engine.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor}. */
class DoctorCommandTest {
    @TempDir
    Path directory;

    @Test
    void saysWhatThisMachineIs() {
        Outcome outcome = new CommandLineHarness(directory).run("doctor").expect(0);
        KernelInfo kernels = Kernels.auto().info();
        assertTrue(outcome.line("Java ").contains(Runtime.version().toString()));
        assertTrue(outcome.line("Kernels").endsWith(kernels.backend()));
        assertTrue(outcome.line("because").endsWith(kernels.reason()));
        assertTrue(outcome.line("cores")
                .endsWith(
                        " " + Runtime.getRuntime().availableProcessors()));
        assertEquals(kernels.bits() == 0 ? "✓ ready, but slow: scalar kernels"
                : "✓ ready: vector kernels, " + kernels.bits() + " bits",
                outcome.outLines().get(0));
        assertTrue(outcome.line("  data").endsWith("MNIST, complete"));
        assertTrue(outcome.line("  runs").endsWith(", writable"));
        assertFalse(outcome.out().contains("arguments"));
        assertEquals("", outcome.err());
    }

    @Test
    void saysThatNothingCanBeWritten() {
        Outcome outcome = new CommandLineHarness(directory.resolve("absent")).run("doctor")
                .expect(0);
        assertEquals("✗ not ready: the current folder can't be written to",
                outcome.outLines().get(0));
    }

    /** The arguments of Java are longer than any terminal is wide. */
    @Test
    void endsWithJavasOptionsWhenAsked() {
        Outcome outcome = new CommandLineHarness(directory).run("doctor", "--verbose").expect(0);
        assertTrue(outcome.out().indexOf("  arguments") > outcome.out().indexOf("Memory"));
    }

    /** The engine would warn of slow kernels in two lines of a log; the program says it itself. */
    @Test
    void saysEverythingOnceThoughTheEngineWarns() throws IOException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Lanewise.class.getName(), "doctor").start();
        String out = new String(process.getInputStream().readAllBytes());
        assertTrue(out.startsWith("✓ ready, but not at full speed: portable kernels")
                || out.startsWith("✗ not ready"), out);
        assertTrue(out.contains("the module jdk.incubator.vector is not resolved"), out);
        assertTrue(out.contains("start Java with --add-modules=jdk.incubator.vector"), out);
        assertEquals("", new String(process.getErrorStream().readAllBytes()));
    }

    @Test
    void saysTheSameInJson() {
        Outcome outcome = new CommandLineHarness(directory).run("doctor", "--json").expect(0);
        assertEquals(1, outcome.events().size());
        JsonObject found = outcome.events().get(0);
        KernelInfo kernels = Kernels.auto().info();
        JsonObject chosen = found.getAsJsonObject("kernels");
        assertEquals(kernels.backend(), chosen.get("backend").getAsString());
        assertEquals(Math.max(1, kernels.bits() / 32), chosen.get("lanes").getAsInt());
        assertEquals(Runtime.version().toString(),
                found.getAsJsonObject("java").get("version").getAsString());
        assertEquals(Runtime.getRuntime().maxMemory(),
                found.getAsJsonObject("machine").get("heap_bytes").getAsLong());
    }
}
