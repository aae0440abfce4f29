/**
 * JMH benchmarks of kernels, layers, training steps, inference and an epoch, scalar and vector side
 * by side, with the machine's FMA peak and bandwidth measured in the same run. They are thin over
 * {@link dev.lanewise.bench.workload}, whose code is unit-tested.
 *
 * <p>{@code mvn package} makes the jar; {@code java -cp
 * "bench/target/lanewise-bench.jar:bench/target/lib/*" org.openjdk.jmh.Main "Gemm|FmaPeak"} runs some
 * of them. Useful with it:
 *
 * <ul>
 * <li>{@code -p backend=VECTOR -p threads=2}: some parameters alone;
 * <li>{@code -jvmArgsAppend -XX:UseAVX=2} or {@code 1}: vectors of 256 or 128 bits where there are
 * wider ones (x86);
 * <li>{@code -jvmArgsAppend -XX:-UseSuperWord}: loops that the compiler does not vectorize, for
 * {@link dev.lanewise.bench.NaiveGemmBenchmark}, {@link
 * dev.lanewise.bench.NaiveConvolutionBenchmark} and the scalar kernels;
 * <li>{@code -jvmArgsAppend -XX:ObjectAlignmentInBytes=64}: arrays that begin at the same place of a
 * cache line.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.bench;
