/**
 * The rivals, for the same benchmarks in the same run. Only the Maven profile {@code peers} compiles
 * this folder and downloads what it needs, dependencies included: ONNX Runtime 54 MB, PyTorch
 * 120 MB, TensorFlow 171 MB, VectorBLAS and EJML 2 MB. OpenBLAS is the system's ({@code
 * libopenblas.so.0}), or the library that {@code -Dlanewise.openblas=FILE} names. To build and run:
 *
 * <pre>
 * mvn -Ppeers -DskipTests package -pl engine,mnist,bench -am
 * java -cp "bench/target/lanewise-bench.jar:bench/target/lib/*" org.openjdk.jmh.Main Peers
 * </pre>
 *
 * <p>Tests hold every peer to our results; they run in {@code mvn -Ppeers verify}.
 */
@NullMarked
package dev.lanewise.bench.peers;

import org.jspecify.annotations.NullMarked;
