package dev.lanewise.bench.harness;

import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.kernel.KernelInfo;
import java.util.List;

/**
 * What was measured.
 *
 * @param kernels the vector kernels
 * @param threads threads that computed
 * @param peak operations a second, over all samples taken
 * @param cacheBandwidth bytes a second of arrays that a core's cache holds
 * @param memoryBandwidth bytes a second of arrays that no cache holds
 * @param rows one for each workload that was measured
 * @param omitted workloads for which there was no time
 */
public record Report(KernelInfo kernels, int threads, Statistics peak, Statistics cacheBandwidth,
        Statistics memoryBandwidth, List<Comparison> rows, List<Workload> omitted) {}
