package dev.lanewise.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.harness.Comparison;
import dev.lanewise.bench.harness.Report;
import dev.lanewise.bench.harness.Selection;
import dev.lanewise.bench.harness.Statistics;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.chart.Scenes;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The roofline of made-up measurements. */
class RooflineChartTest {
    private static Statistics rate(double value) {
        return new Statistics(value, 0.01, 5);
    }

    private static Report report(List<Workload> workloads) {
        List<Comparison> rows = workloads.stream()
                .map(w -> new Comparison(w, rate(2e9 + w.bytes() % 7 * 1e8),
                        rate(1e11 + w.bytes() % 11 * 1e10), rate(2.66e11)))
                .toList();
        return new Report(Kernels.of(KernelChoice.SCALAR).info(), 1, rate(2.66e11),
                rate(2.22e11), rate(5.7e10), rows, List.of());
    }

    @Test
    void allKernelsCanBeRead() {
        Scene scene = RooflineChart.draw(report(Selection.standard()), Diagnosis.here(Path.of("")));
        Scenes.check(scene);
        List<String> texts = Scenes.texts(scene);
        for (Workload workload : Selection.standard()) {
            assertEquals(workload.flops() > 0 ? 1 : 0, texts.stream()
                    .filter(t -> t.equals(workload.kernel() + "  " + workload.shape()))
                    .count(), workload.kernel());
            assertTrue(workload.flops() == 0
                    || KernelGroup.of(workload) != KernelGroup.OTHER, workload.kernel());
        }
        assertTrue(texts.containsAll(List.of("matrix products", "whole network", "speed-up",
                "FMA peak 266 GFLOP/s", "cache 222 GB/s", "memory 57 GB/s")), texts.toString());
    }

    @Test
    void fewKernelsOrNoneMakeAChartToo() {
        Scenes.check(RooflineChart.draw(report(Selection.standard().subList(0, 1)),
                Diagnosis.here(Path.of(""))));
        Scenes.check(RooflineChart.draw(report(List.of()), Diagnosis.here(Path.of(""))));
    }
}
