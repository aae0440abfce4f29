package dev.lanewise.cli.doctor;

import dev.lanewise.bench.harness.CoreBench;
import dev.lanewise.bench.harness.CoreLimits;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.KernelInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What one core can do, as measured, beside its caches.
 *
 * @param limits what was measured; empty without the Vector API or FMA in hardware
 * @param reason why nothing was measured; empty if something was
 * @param caches those of the core, if known
 */
public record Measurement(Optional<CoreLimits> limits, String reason, List<Cache> caches) {
    private static final double GIGA = 1e9;
    private static final int DECIMALS = 4;

    /**
     * That of this machine.
     *
     * @param kernels those that run here: only where they are vector kernels it is measured
     * @param bench measures
     */
    public static Measurement here(KernelInfo kernels, Supplier<CoreLimits> bench) {
        return kernels.backend().equals("vector")
                ? new Measurement(Optional.of(bench.get()), "", Cache.here())
                : new Measurement(Optional.empty(), kernels.reason(), Cache.here());
    }

    /** What is printed, in lines by label. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("  caches", caches.isEmpty() ? "unknown"
                : caches.stream().map(Cache::toString).collect(Collectors.joining(", ")));
        limits.ifPresentOrElse(found -> {
            lines.put("  FMA peak", Numbers.fixed(found.peak().median() / GIGA, 1)
                    + " GFLOP/s on one core");
            lines.put("  loads", "for each FMA, in vectors: "
                    + share(found.l1Loads().median(), CoreBench.L1_BYTES) + " (L1), "
                    + share(found.l2Loads().median(), CoreBench.L2_BYTES) + " (L2), "
                    + share(found.farLoads().median(), CoreBench.FAR_BYTES) + " (beyond)");
            lines.put("  bound by", bottleneck(found).sentence());
        }, () -> lines.put("  measured", "nothing, as that takes vector kernels: " + reason));
        return lines;
    }

    private static String share(double loads, long bytes) {
        return Numbers.fixed(loads, 2) + " from " + Numbers.bytes(bytes);
    }

    private static Bottleneck bottleneck(CoreLimits limits) {
        return Bottleneck.of(limits.l1Loads().median(), limits.l2Loads().median());
    }

    /** Everything by name. */
    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("caches", caches.stream().map(Cache::record).toList());
        limits.ifPresentOrElse(found -> {
            record.put("peak_gflops", rounded(found.peak().median() / GIGA));
            Map<String, Object> loads = new LinkedHashMap<>();
            loads.put("l1", rounded(found.l1Loads().median()));
            loads.put("l2", rounded(found.l2Loads().median()));
            loads.put("beyond", rounded(found.farLoads().median()));
            record.put("loads_per_fma", loads);
            record.put("needed_per_fma", rounded(Bottleneck.NEEDED));
            record.put("bound_by", bottleneck(found).name().toLowerCase(Locale.ROOT));
        }, () -> record.put("reason", reason));
        return record;
    }

    private static double rounded(double value) {
        return Numbers.rounded(value, DECIMALS);
    }
}
