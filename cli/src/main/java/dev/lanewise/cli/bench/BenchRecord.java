package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Comparison;
import dev.lanewise.bench.harness.Report;
import dev.lanewise.bench.harness.Statistics;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.terminal.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result for programs. Rates are {@code gflops} (10⁹ operations a second) and {@code gbytes}
 * (10⁹ bytes a second); a spread is the interquartile range as a share of the median.
 */
final class BenchRecord {
    private static final double GIGA = 1e9;
    private static final int DECIMALS = 4;

    private BenchRecord() {}

    static Map<String, @Nullable Object> of(Report report, Diagnosis machine) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>(machine.record());
        record.put("threads", report.threads());
        record.put("peak", rate("gflops", report.peak()));
        record.put("cache_bandwidth", rate("gbytes", report.cacheBandwidth()));
        record.put("memory_bandwidth", rate("gbytes", report.memoryBandwidth()));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        report.rows().forEach(row -> rows.add(row(row)));
        record.put("rows", rows);
        record.put("omitted",
                report.omitted().stream().map(row -> row.kernel() + " " + row.shape()).toList());
        return record;
    }

    private static Map<String, @Nullable Object> rate(String unit, Statistics rates) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put(unit, rounded(rates.median() / GIGA));
        record.put("spread", rounded(rates.spread()));
        record.put("samples", rates.samples());
        return record;
    }

    private static Map<String, @Nullable Object> row(Comparison row) {
        Workload workload = row.workload();
        boolean bytes = workload.isBandwidthBound();
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("kernel", workload.kernel());
        record.put("shape", workload.shape());
        record.put("flops", workload.flops());
        record.put("bytes", workload.bytes());
        record.put("bound", bytes ? "bandwidth" : "compute");
        record.put("scalar", both(row, row.scalar()));
        record.put("vector", both(row, row.vector()));
        record.put("speed_up", rounded(row.speedUp()));
        record.put("limit", rate(bytes ? "gbytes" : "gflops", row.limit()));
        record.put("fraction_of_peak", bytes ? null : rounded(row.fractionOfLimit()));
        record.put("fraction_of_bandwidth", bytes ? rounded(row.fractionOfLimit()) : null);
        return record;
    }

    /** The rate in both units, operations and bytes. */
    private static Map<String, @Nullable Object> both(Comparison row, Statistics rates) {
        Workload workload = row.workload();
        double runs = rates.median()
                / (workload.isBandwidthBound() ? workload.bytes() : workload.flops());
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("gflops", rounded(runs * workload.flops() / GIGA));
        record.put("gbytes", rounded(runs * workload.bytes() / GIGA));
        record.put("spread", rounded(rates.spread()));
        record.put("samples", rates.samples());
        return record;
    }

    private static double rounded(double value) {
        return Numbers.rounded(value, DECIMALS);
    }
}
