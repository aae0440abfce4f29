/**
 * A small neural-network engine in pure Java on the Vector API.
 *
 * <p>Three floors carry it: {@code nn} says <em>what</em> a network is, {@code plan} says
 * <em>how</em> it is computed, and {@code backend} computes it <em>fast</em>; the last two are
 * internal. Programs use {@code nn}, {@code data}, {@code loss}, {@code train}, {@code model} and
 * {@code metric}, or {@code kernel} to compute by themselves. The module {@code
 * jdk.incubator.vector} is optional: without it the scalar kernels run.
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
    exports dev.lanewise.engine.lenet1998 to dev.lanewise.mnist;
    exports dev.lanewise.engine.random to dev.lanewise.mnist;
    exports dev.lanewise.engine.sdlm to dev.lanewise.mnist;
    exports dev.lanewise.engine.text to dev.lanewise.mnist;
}
