/**
 * A short harness over the workloads, for a table in seconds: it warms up, interleaves samples of
 * scalar kernels, vector kernels and the machine's limit, and reports medians and spreads. JMH, with
 * its forks, is the measure of record.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.bench.harness;
