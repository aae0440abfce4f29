package dev.lanewise.engine.metric;

/** What follows from a confusion matrix, which an evaluation of classes has anyway. */
record ConfusionMetric(Kind kind) implements Metric {
    private static final float HALF = 0.5f;

    /** Which number. */
    enum Kind {
        ACCURACY, MACRO_F1
    }

    @Override
    public String name() {
        return kind == Kind.ACCURACY ? "accuracy" : "f1";
    }

    @Override
    public void requireFits(int classes, int outputs) {
        if (kind == Kind.ACCURACY && classes == 0) {
            throw new IllegalArgumentException("The metric accuracy must be of classes, but the"
                    + " targets are values; use Metric.meanAbsoluteError() or Metric.macroF1().");
        }
    }

    double of(ConfusionMatrix confusion) {
        return kind == Kind.ACCURACY ? confusion.accuracy() : confusion.macroF1();
    }

    /** The mean F1 of several labels. */
    @Override
    public double value(float[][] outputs, float[][] targets) {
        Labels.check(name(), targets);
        int labels = outputs.length == 0 ? 0 : outputs[0].length;
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            int[] actual = new int[outputs.length];
            int[] predicted = new int[outputs.length];
            for (int i = 0; i < outputs.length; i++) {
                actual[i] = targets[i][label] > HALF ? 1 : 0;
                predicted[i] = outputs[i][label] > 0 ? 1 : 0;
            }
            sum += ConfusionMatrix.of(2, actual, predicted).f1(1);
        }
        return sum / labels;
    }
}
