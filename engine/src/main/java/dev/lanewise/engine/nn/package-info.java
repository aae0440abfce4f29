/**
 * What a network is: immutable descriptions of layers, shapes and parameters. Nothing here computes. Begin with {@link
 * dev.lanewise.engine.nn.Network#input(int, int, int)}; a layer with options that the builder lacks comes by {@code
 * layer}.
 *
 * {@snippet lang=java :
 * Network network = Network.input(3, 32, 32) // channels, rows, columns
 *         .conv2d(16, 3, Padding.SAME).batchNorm().relu().maxPool(2)
 *         .layer(Conv2d.of(32, 3).stride(2).padding(1)).relu()
 *         .residual(block -> block.conv2d(32, 3, Padding.SAME).relu())
 *         .globalAveragePool()
 *         .dense(10) // logits: the loss has the softmax
 *         .build();
 * network.nodes().forEach(node -> IO.println(node.name() + " " + node.output()));
 * IO.println(network.parameterCount());
 * }
 *
 * <p>Branches of any kind are built by {@link dev.lanewise.engine.nn.Network#graph}; a layer of a program's own extends
 * {@link dev.lanewise.engine.nn.CustomLayer}.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.nn;
