package dev.lanewise.engine.metric;

/** Share of samples whose class has one of the k largest outputs; of equal ones the first come first. */
record TopK(int k) implements Metric {

    /** Checks the range. */
    TopK {
        if (k < 1) {
            throw new IllegalArgumentException(
                    "The k of a top-k accuracy must be at least 1; you gave "
                            + k + ".");
        }
    }

    @Override
    public String name() {
        return "top" + k;
    }

    @Override
    public void requireFits(int classes, int outputs) {
        if (classes == 0 || outputs < Math.max(2, k)) {
            throw new IllegalArgumentException("The metric " + name() + " must be of classes and at"
                    + " least " + Math.max(2, k) + " outputs; there are " + classes
                    + " classes and " + outputs + " outputs.");
        }
    }

    @Override
    public double value(float[][] outputs, float[][] targets) {
        int found = 0;
        for (int i = 0; i < outputs.length; i++) {
            int label = (int) targets[i][0];
            int before = 0;
            for (int c = 0; c < outputs[i].length; c++) {
                float difference = outputs[i][c] - outputs[i][label];
                before += difference > 0 || (difference == 0 && c < label) ? 1 : 0;
            }
            found += before < k ? 1 : 0;
        }
        return (double) found / outputs.length;
    }
}
