package dev.lanewise.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.workload.GemmWorkload;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.bench.workload.TileWorkloads;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The harness: what it counts, what it compares, and that it ends in time. */
class KernelBenchTest {
    private static final Workload PRODUCT = GemmWorkload.of(GemmWorkload.parse("16x16x16"));
    private static final long MILLI = 1_000_000;
    private static final Progress SILENT = (what, done, all) -> {};

    /** Work whose runs take a set time on a clock of their own. */
    private static Workload timed(AtomicLong time, long scalarNanos, long vectorNanos, long flops,
            long bytes) {
        return new Workload("timed", "1", flops, bytes, Workload.Sharing.TEAM,
                (kernels, workers) -> Task.of(new float[1], () -> time.addAndGet(
                        kernels.info().backend().equals("vector") ? vectorNanos : scalarNanos)));
    }

    /** The clock on the wall, put forward by what timed work takes. */
    private static LongSupplier clock(AtomicLong time) {
        return () -> System.nanoTime() + time.get();
    }

    @Test
    void ratesAreAmountsOverTime() {
        AtomicLong time = new AtomicLong();
        // 3 million operations in 2 ms.
        Workload workload = timed(time, 0, 2 * MILLI, 3_000_000, 1);
        try (Workers one = Workers.own(1);
                Sampler sampler = Sampler.of(workload, Kernels.of(KernelChoice.VECTOR), one,
                        time::get)) {
            sampler.warmUp(50 * MILLI, 100 * MILLI);
            assertEquals(1.5e9, sampler.sample(), 1);
            long before = time.get();
            sampler.sample();
            // As many runs as make 5 ms: two whole ones.
            assertEquals(4 * MILLI, time.get() - before);
        }
    }

    /** Far below any machine's peak, and above what vectors reach that are boxed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void thePeakIsWhatOnlyCompiledVectorsReach(int threads) {
        double peak = KernelBench.peak(threads).median();
        assertTrue(peak > 1e9 && peak < 1e14, peak + " FLOP/s");
    }

    /** Runs take 1 ms each, from the hundredth on a tenth of that, as if they were compiled then. */
    @ParameterizedTest
    @CsvSource({"180, 1000, 188, 196", "180, 150, 150, 156", "60, 1000, 60, 66",
            "250, 1000, 250, 256"})
    void warmsUpUntilItGetsNoFaster(int least, int most, int from, int to) {
        AtomicLong time = new AtomicLong();
        AtomicLong runs = new AtomicLong();
        Workload workload = new Workload("compiled", "1", 1, 1, Workload.Sharing.TEAM,
                (kernels, workers) -> Task.of(new float[1],
                        () -> time.addAndGet(runs.incrementAndGet() < 100 ? MILLI : MILLI / 10)));
        try (Workers one = Workers.own(1);
                Sampler sampler = Sampler.of(workload, Kernels.of(KernelChoice.VECTOR), one,
                        time::get)) {
            sampler.warmUp(least * MILLI, most * MILLI);
            assertTrue(time.get() >= from * MILLI && time.get() <= to * MILLI,
                    () -> time.get() / MILLI + " ms");
        }
    }

    @Test
    void comparesRates() {
        AtomicLong time = new AtomicLong();
        Workload workload = timed(time, 80 * MILLI, 20 * MILLI, 3_000_000, 1);
        Report report = KernelBench.run(List.of(workload), 1, 60_000 * MILLI, SILENT,
                clock(time));
        Comparison row = report.rows().getFirst();
        assertEquals(1.5e8, row.vector().median(), 0.1e8);
        assertEquals(4, row.speedUp(), 0.2);
        assertEquals(row.vector().median() / row.limit().median(), row.fractionOfLimit());
        assertEquals(row.vector().median(), row.flopsPerSecond(row.vector().median()));
        assertTrue(row.vector().samples() >= KernelBench.LEAST_TURNS);
    }

    @Test
    void whereBandwidthBoundsRatesAreBytes() {
        AtomicLong time = new AtomicLong();
        Workload workload = timed(time, 20 * MILLI, 20 * MILLI, 250_000, 1_000_000);
        Report report = KernelBench.run(List.of(workload), 1, 60_000 * MILLI, SILENT,
                clock(time));
        Comparison row = report.rows().getFirst();
        assertEquals(5e7, row.vector().median(), 0.4e7);
        assertEquals(row.vector().median() / 4, row.flopsPerSecond(row.vector().median()), 1);
    }

    @Test
    void whatDoesNotFitTheTimeIsOmitted() {
        AtomicLong time = new AtomicLong();
        Workload quick = timed(time, MILLI, MILLI, 1_000, 1);
        // Its warm-up and two turns take 12 s, for a third there is no time.
        Workload slow = timed(time, 4_000 * MILLI, MILLI, 2_000, 1);
        Report report = KernelBench.run(List.of(quick, slow, quick), 1, 14_000 * MILLI, SILENT,
                clock(time));
        assertEquals(List.of(quick), report.rows().stream().map(Comparison::workload).toList());
        assertEquals(List.of(slow, quick), report.omitted());
        assertTrue(time.get() < 18_000 * MILLI, () -> time.get() + " ns");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void realRowsHaveRealFigures(int threads) {
        List<Workload> selection = List.of(PRODUCT, TileWorkloads.transpose());
        List<String> told = new ArrayList<>();
        Report report = KernelBench.run(selection, threads, 20_000 * MILLI,
                (what, done, all) -> told.add(done + "/" + all + " " + what));
        assertEquals(List.of("0/2 FMA peak and bandwidth", "0/2 gemm 16×16×16",
                "1/2 transpose 16×784"), told);
        assertEquals(selection, report.rows().stream().map(Comparison::workload).toList());
        assertEquals(threads, report.threads());
        assertEquals("vector", report.kernels().backend());
        assertTrue(report.cacheBandwidth().median() > 1e8);
        assertTrue(report.memoryBandwidth().median() > 1e8);
        for (Comparison row : report.rows()) {
            assertTrue(row.scalar().median() > 1e6, row::toString);
            assertTrue(row.vector().median() > 1e6, row::toString);
            assertTrue(row.fractionOfLimit() > 0 && row.fractionOfLimit() < 10, row::toString);
        }
        assertTrue(report.peak().median() > 1e9, report::toString);
    }

    @Test
    void theSelectionHasEveryRowOnceAndFitsTheTable() {
        Set<String> rows = new HashSet<>();
        for (Workload workload : Selection.standard()) {
            assertTrue(rows.add(workload.kernel() + " " + workload.shape()), workload::toString);
            assertTrue(workload.kernel().length() <= 13, workload::kernel);
            assertTrue(workload.shape().length() <= 13, workload::shape);
        }
        assertTrue(Selection.names().containsAll(List.of("gemm", "conv2 dX", "Adam", "training")));
    }
}
