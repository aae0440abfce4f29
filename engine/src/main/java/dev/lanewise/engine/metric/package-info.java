/**
 * How right a network is: what an evaluation on a data set tells. Begin with {@code Model.evaluate}, which gives an {@link
 * dev.lanewise.engine.metric.Evaluation}: the loss, for classes the accuracy and a {@link
 * dev.lanewise.engine.metric.ConfusionMatrix}, and the {@link dev.lanewise.engine.metric.Metric}s that it was asked for.
 *
 * {@snippet lang=java :
 * Evaluation evaluation = Model.load(file).evaluate(test, Metric.topK(2), Metric.macroF1());
 * IO.println(evaluation.accuracy() + " " + evaluation.metrics());
 * IO.println(evaluation.confusion());
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.metric;
