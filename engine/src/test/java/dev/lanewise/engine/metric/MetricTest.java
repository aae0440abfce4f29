package dev.lanewise.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Metrics, worked out by hand. */
class MetricTest {
    /** Logits of three classes, and the classes. */
    private static final float[][] LOGITS = {{2, 1, 0}, {0.5f, 1.5f, -1}, {0, 0.25f, 3},
            {1, 0.75f, 0.5f}, {-1, 2, 1}, {0, 0, 1}};
    private static final float[][] LABELS = {{0}, {1}, {2}, {1}, {2}, {1}};
    private static final float[][] VALUES = {{1, 5}, {2, 5}, {4, 5}};
    private static final float[][] WANTED = {{1.5f, 5}, {2, 4}, {3, 6}};

    private static Evaluation evaluation(float[][] outputs, float[][] targets, Metric... metrics) {
        return Evaluation.of(0.5, outputs.length, Optional.empty(), List.of(metrics), outputs,
                targets);
    }

    @Test
    void aClassAmongTheLargest() {
        assertEquals(3.0 / 6, Metric.topK(1).value(LOGITS, LABELS));
        assertEquals(5.0 / 6, Metric.topK(2).value(LOGITS, LABELS));
        assertEquals(1, Metric.topK(3).value(LOGITS, LABELS));
        assertEquals("top5", Metric.topK(5).name());
        // Of equal outputs the first come first.
        assertEquals(0.5, Metric.topK(1)
                .value(new float[][]{{1, 1}, {1, 1}},
                        new float[][]{{0}, {1}}));
    }

    @Test
    void distancesOfValues() {
        assertEquals((0.5 + 0 + 1 + 0 + 1 + 1) / 6,
                Metric.meanAbsoluteError().value(VALUES, WANTED), 1e-12);
        double first = 1 - (0.25 + 0 + 1) / (7.0 / 6);
        double second = 1 - (0 + 1 + 1) / 2.0;
        assertEquals((first + second) / 2, Metric.r2().value(VALUES, WANTED), 1e-12);
        assertEquals(0, Metric.r2().value(new float[][]{{1}, {2}}, new float[][]{{1}, {1}}));
        assertEquals(1, Metric.r2().value(new float[][]{{1}, {1}}, new float[][]{{1}, {1}}));
        assertFalse(Metric.meanAbsoluteError().higherIsBetter());
        assertTrue(Metric.r2().higherIsBetter());
    }

    @Test
    void theAreaUnderTheCurve() {
        // Pairs (positive, negative) in the right order: of 4, three and an equal one.
        float[][] scores = {{0.1f}, {0.4f}, {0.4f}, {0.8f}};
        float[][] labels = {{0}, {0}, {1}, {1}};
        assertEquals(3.5 / 4, Metric.auc().value(scores, labels));
        float[][] two = {{0, 0.1f}, {0, 0.4f}, {0, 0.4f}, {0, 0.8f}};
        assertEquals(3.5 / 4, Metric.auc().value(two, labels));
        float[][] both = {{0.1f, 3}, {0.4f, 2}, {0.4f, 1}, {0.8f, 0}};
        float[][] several = {{0, 0}, {0, 0}, {1, 1}, {1, 1}};
        assertEquals((3.5 / 4 + 0) / 2, Metric.auc().value(both, several));
        assertTrue(Double.isNaN(Metric.auc().value(scores, new float[4][1])));
    }

    /** The mean of each class against the others, from all pairs of probabilities. */
    @Test
    void theAreaOfSeveralClasses() {
        assertEquals(0.8101851851851851, Metric.auc().value(LOGITS, LABELS), 1e-12);
    }

    /** Logits so large that the softmax rounds to 1 are told apart still. */
    @Test
    void theAreaOfSureNetworks() {
        float[][] logits = {{0, 200}, {0, 300}, {0, 400}};
        assertEquals(0.5, Metric.auc().value(logits, new float[][]{{1}, {0}, {1}}));
    }

    @Test
    void f1OfSeveralLabels() {
        float[][] logits = {{1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
        float[][] labels = {{1, 1}, {0, 1}, {1, 0}, {0, 0}};
        assertEquals(0.5, Metric.macroF1().value(logits, labels));
    }

    @Test
    void anEvaluationHasWhatItWasAskedFor() {
        Evaluation values = evaluation(VALUES, WANTED, Metric.r2(), Metric.meanAbsoluteError(),
                Metric.loss());
        assertEquals(0.5, values.metric("loss"));
        assertEquals(Metric.r2().value(VALUES, WANTED), values.metric("r2"));
        assertEquals(List.of("loss", "r2", "mae"), List.copyOf(values.metrics().keySet()));
        assertFalse(values.hasClasses());
        assertThrows(IllegalStateException.class, values::confusion);
        assertEquals("The metric of an evaluation must be one of [loss, r2, mae]; you gave auc;"
                + " evaluate with that metric.", refusal(() -> values.metric("auc")));
        Evaluation classes = Evaluation.of(1, 2,
                Optional.of(ConfusionMatrix.of(2, new int[]{0, 1}, new int[]{0, 0})), List.of(),
                new float[0][], new float[0][]);
        assertEquals(0.5, classes.metric("accuracy"));
        assertEquals(classes.confusion().macroF1(), classes.metric("f1"));
        assertEquals("Evaluation[loss=1.0, accuracy=0.5, f1=0.3333333333333333, count=2]",
                classes.toString());
        assertEquals("Metrics must have names of their own, but two are called r2; rename one.",
                refusal(() -> evaluation(VALUES, WANTED, Metric.r2(), Metric.r2())));
    }

    private static String refusal(Executable use) {
        return assertThrows(IllegalArgumentException.class, use).getMessage();
    }

    @Test
    void whatAMetricCanNotJudgeIsRefused() {
        assertEquals("The metric accuracy must be of classes, but the targets are values; use"
                + " Metric.meanAbsoluteError() or Metric.macroF1().",
                refusal(() -> Metric.accuracy().requireFits(0, 3)));
        assertEquals(
                "The metric r2 must be of targets that are values, but the data have 3 classes;"
                        + " use Metric.accuracy().",
                refusal(() -> Metric.r2().requireFits(3, 3)));
        assertEquals(
                "The metric top5 must be of classes and at least 5 outputs; there are 3 classes"
                        + " and 3 outputs.",
                refusal(() -> Metric.topK(5).requireFits(3, 3)));
        float[][] z = {{0.5f}, {-1}};
        float[][] values = {{1}, {-1.5f}};
        for (Metric labels : List.of(Metric.auc(), Metric.macroF1())) {
            assertEquals("The metric " + labels.name() + " must be of labels, which are from 0 to"
                    + " 1, but target 1 holds -1.5; use Metric.meanAbsoluteError() or Metric.r2()"
                    + " for values.", refusal(() -> labels.value(z, values)));
        }
        assertEquals("The k of a top-k accuracy must be at least 1; you gave 0.",
                refusal(() -> Metric.topK(0)));
    }
}
