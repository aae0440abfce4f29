package dev.lanewise.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bench} was asked for.
 *
 * @param threads threads that compute
 * @param kernels parts of the names of the kernels to measure; empty for all
 * @param chart the PNG file for the chart
 * @param json whether JSON is printed and not a table
 */
public record BenchSettings(int threads, List<String> kernels, Optional<Path> chart,
        boolean json) {

    /** Copies the list. */
    public BenchSettings {
        kernels = List.copyOf(kernels);
    }
}
