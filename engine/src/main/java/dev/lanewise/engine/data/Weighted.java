package dev.lanewise.engine.data;

/** Samples of another data set that count more or less. */
final class Weighted extends DatasetView {
    private final float[] weights;

    Weighted(Dataset source, float[] weights) {
        super(source);
        if (weights.length != source.size()) {
            throw new IllegalArgumentException("A data set of " + source.size()
                    + " samples must have as many weights; you gave " + weights.length + ".");
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && Float.isFinite(weights[i]))) {
                throw new IllegalArgumentException("The weight of sample " + i
                        + " must be a finite number of at least 0, but is " + weights[i]
                        + "; correct it.");
            }
        }
        this.weights = weights;
    }

    @Override
    public float weight(int index) {
        return weights[index];
    }
}
