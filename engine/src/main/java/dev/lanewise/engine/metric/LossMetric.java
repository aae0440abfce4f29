package dev.lanewise.engine.metric;

/** The loss, which an evaluation has without being asked. */
record LossMetric() implements Metric {
    static final String NAME = "loss";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(float[][] outputs, float[][] targets) {
        throw new IllegalStateException("The loss is that of an evaluation; ask its loss().");
    }
}
