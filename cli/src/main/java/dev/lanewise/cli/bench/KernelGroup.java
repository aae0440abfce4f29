package dev.lanewise.cli.bench;

import dev.lanewise.bench.workload.Workload;
import dev.lanewise.cli.chart.Ink;
import java.util.List;
import java.util.Locale;

/** Kernels of a kind, which share a colour. */
@SuppressWarnings("ImmutableEnumChecker") // Its lists can't be changed.
enum KernelGroup {
    /** Products of matrices. */
    PRODUCTS("matrix products", Ink.BLUE, "gemm"),
    /** Convolutions, with their pooling. */
    CONVOLUTION("convolution, pooling", Ink.VERMILION, "conv", "max pool"),
    /** Dense layers. */
    DENSE("dense layers", Ink.GREEN, "dense"),
    /** Work on single values. */
    ELEMENTWISE("activation, loss", Ink.PURPLE, "silu", "slope", "softmax"),
    /** Steps of an optimizer. */
    OPTIMIZER("optimizer", Ink.BROWN, "sgd", "adam"),
    /** Whole steps and whole predictions. */
    NETWORK("whole network", Ink.INK, "training", "inference"),
    /** Others. */
    OTHER("other", Ink.FAINT);

    private final String title;
    private final Ink ink;
    private final List<String> beginnings;

    KernelGroup(String title, Ink ink, String... beginnings) {
        this.title = title;
        this.ink = ink;
        this.beginnings = List.of(beginnings);
    }

    String title() {
        return title;
    }

    Ink ink() {
        return ink;
    }

    /** The group of a workload, by its name. */
    static KernelGroup of(Workload workload) {
        String name = workload.kernel().toLowerCase(Locale.ROOT);
        for (KernelGroup group : values()) {
            if (group.beginnings.stream().anyMatch(name::startsWith)) {
                return group;
            }
        }
        return OTHER;
    }
}
