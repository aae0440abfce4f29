package dev.lanewise.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.lanewise.bench.harness.CoreLimits;
import dev.lanewise.bench.harness.Statistics;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.doctor.Cache;
import dev.lanewise.cli.doctor.Measurement;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.engine.kernel.KernelInfo;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code doctor --measure} with made-up measurements. */
class DoctorMeasureTest {
    private static final CoreLimits LIMITS = new CoreLimits(rate(2.634e11), rate(0.9512),
            rate(0.3021), rate(0.0949));

    @TempDir
    Path directory;

    private static Statistics rate(double value) {
        return new Statistics(value, 0.01, 5);
    }

    private Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false,
                1000, Map.of());
        CommandContext context = new CommandContext(terminal, InputStream.nullInputStream(),
                directory, Clock.systemUTC(), "lanewise");
        int code = new CommandLine(new DoctorCommand(context, () -> LIMITS)).execute(arguments);
        return new Outcome(code, out.toString(), err.toString()).expect(0);
    }

    @Test
    void saysWhatBinds() {
        Outcome outcome = run("--measure");
        assertEquals("  FMA peak   263.4 GFLOP/s on one core", outcome.line("FMA peak"));
        assertEquals("  loads      for each FMA, in vectors: 0.95 from 16.0 KiB (L1), 0.30 from"
                + " 256.0 KiB (L2), 0.09 from 16.0 MiB (beyond)", outcome.line("  loads"));
        assertTrue(outcome.line("bound by").contains("FMA units in what fits L1"));
        assertTrue(outcome.out().indexOf("bound by") > outcome.out().indexOf("CPU "));
        assertTrue(outcome.out().indexOf("bound by") < outcome.out().indexOf("Memory "));
    }

    @Test
    void measuresOnlyWhenAsked() {
        assertFalse(run().out().contains("FMA peak"));
        assertFalse(run("--json").events().getFirst().has("measured"));
    }

    @Test
    void saysTheSameInJson() {
        JsonObject found = run("--measure", "--json").events()
                .getFirst()
                .getAsJsonObject("measured");
        assertEquals(263.4, found.get("peak_gflops").getAsDouble());
        JsonObject loads = found.getAsJsonObject("loads_per_fma");
        assertEquals(0.9512, loads.get("l1").getAsDouble());
        assertEquals(0.3021, loads.get("l2").getAsDouble());
        assertEquals(0.0949, loads.get("beyond").getAsDouble());
        assertEquals(0.4167, found.get("needed_per_fma").getAsDouble());
        assertEquals("l2", found.get("bound_by").getAsString());
        assertFalse(found.has("reason"));
    }

    @Test
    void cachesAreListed() {
        Measurement known = new Measurement(Optional.of(LIMITS), "",
                List.of(new Cache(1, "data", 48 << 10), new Cache(2, "unified", 1 << 20)));
        assertEquals("L1 data 48.0 KiB, L2 1.0 MiB", known.lines().get("  caches"));
        assertEquals(List.of(Map.of("level", 1, "type", "data", "bytes", 49_152L),
                Map.of("level", 2, "type", "unified", "bytes", 1_048_576L)),
                known.record().get("caches"));
        Measurement unknown = new Measurement(Optional.of(LIMITS), "", List.of());
        assertEquals("unknown", unknown.lines().get("  caches"));
    }

    @Test
    void withoutVectorsNothingIsMeasured() {
        KernelInfo portable = new KernelInfo("portable", 0, true, "the module is not resolved", "");
        Measurement none = Measurement.here(portable, () -> {
            throw new AssertionError("measured");
        });
        assertEquals("nothing, as that takes vector kernels: the module is not resolved",
                none.lines().get("  measured"));
        assertFalse(none.lines().containsKey("  bound by"));
        assertEquals("the module is not resolved", none.record().get("reason"));
        assertFalse(none.record().containsKey("bound_by"));
    }
}
