/**
 * A small neural-network engine in pure Java on the Vector API.
 *
 * <p>What to read first: a {@link dev.lanewise.engine.nn.Network} is a description of layers, a {@link
 * dev.lanewise.engine.data.Dataset} holds samples and what is wanted of them, a {@link
 * dev.lanewise.engine.train.Trainer} makes of both a {@link dev.lanewise.engine.model.Model}, which predicts,
 * is evaluated, saved and loaded. A {@link dev.lanewise.engine.loss.Loss} is what training lowers, a {@link
 * dev.lanewise.engine.metric.Metric} what an evaluation tells beside it.
 *
 * {@snippet lang=java :
 * Dataset data = Dataset.of(x, labels); // float[][] x, a row of four values for each sample; int[] labels
 * Network network = Network.input(4).dense(16).relu().dense(3).build();
 * try (Trainer trainer = Trainer.of(network)
 *         .normalization(Normalization.fit(data))
 *         .optimizer(Adam.of(0.01))
 *         .seed(1)
 *         .build()) {
 *     trainer.fit(data, 20);
 *     trainer.model().save(file);
 * }
 * Model model = Model.load(file);
 * IO.println(model.classify(x[0], 2)); // the two most probable classes
 * }
 *
 * <p>The outputs of a network that classifies are logits: the softmax belongs to the loss, and to what the
 * model calls probabilities. Results depend on the data, the options and the seed, not on threads, vector
 * width or kernels. More programs stand in {@code docs/examples} of the sources.
 *
 * <p>Three floors carry it: {@code nn} says <em>what</em> a network is, {@code plan} says
 * <em>how</em> it is computed, and {@code backend} computes it <em>fast</em>; the last two are
 * internal. Programs use {@code nn}, {@code data}, {@code loss}, {@code train}, {@code model} and
 * {@code metric}, or {@code kernel} to compute by themselves. The module {@code
 * jdk.incubator.vector} is optional: without it the portable kernels run, at a fifth of the
 * speed.
 */
@SuppressWarnings("module") // Lanewise's own modules come after this one.
@org.jspecify.annotations.NullMarked module dev.lanewise.engine {
    requires static org.jspecify;
    requires static jdk.incubator.vector;

    exports dev.lanewise.engine.data;
    exports dev.lanewise.engine.kernel;
    exports dev.lanewise.engine.loss;
    exports dev.lanewise.engine.metric;
    exports dev.lanewise.engine.model;
    exports dev.lanewise.engine.nn;
    exports dev.lanewise.engine.train;
    exports dev.lanewise.engine.file to dev.lanewise.onnx;
    exports dev.lanewise.engine.lenet1998 to dev.lanewise.mnist, dev.lanewise.onnx;
    exports dev.lanewise.engine.random to dev.lanewise.mnist;
    exports dev.lanewise.engine.sdlm to dev.lanewise.mnist;
    exports dev.lanewise.engine.text to dev.lanewise.mnist, dev.lanewise.onnx;
}
