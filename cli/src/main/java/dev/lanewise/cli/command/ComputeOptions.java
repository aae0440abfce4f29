package dev.lanewise.cli.command;

import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.parallel.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What computes; results do not depend on it. */
final class ComputeOptions {
    static final int MOST_THREADS = 1024;

    @Option(names = "--threads", paramLabel = "N",
            description = "Number of threads (default: one per core).")
    @Nullable
    Integer threads;

    @Option(names = "--kernels", paramLabel = "NAME", converter = Choices.KernelChoices.class,
            completionCandidates = Choices.KernelChoices.class, defaultValue = "auto",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    KernelChoice kernels = KernelChoice.AUTO;

    /** The number of threads, checked. */
    int threadCount() {
        return threads == null ? Workers.byDefault()
                : Ranges.whole("--threads", threads, 1, MOST_THREADS);
    }
}
