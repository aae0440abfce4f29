package dev.lanewise.engine.metric;

import java.util.Arrays;

/** The area under the receiver operating characteristic, by ranks (Hanley, McNeil 1982). */
record AreaUnderCurve() implements Metric {
    private static final float HALF = 0.5f;

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public double value(float[][] outputs, float[][] targets) {
        int width = outputs.length == 0 ? 0 : outputs[0].length;
        // A class is the only number of a target; with one output it is 0 or 1, as a label is.
        boolean classes = width > 1 && targets[0].length == 1;
        if (!classes) {
            Labels.check(name(), targets);
        }
        double sum = 0;
        int used = 0;
        for (int output = (width == 2 && classes) ? 1 : 0; output < width; output++) {
            double[] scores = new double[outputs.length];
            boolean[] positive = new boolean[outputs.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = classes ? logOdds(outputs[i], output) : outputs[i][output];
                positive[i] = classes ? (int) targets[i][0] == output : targets[i][output] > HALF;
            }
            double area = area(scores, positive);
            if (!Double.isNaN(area)) {
                sum += area;
                used++;
            }
        }
        return used == 0 ? Double.NaN : sum / used;
    }

    /** Grows with the softmax probability of an output, and still tells those apart that round to 1. */
    private static double logOdds(float[] outputs, int output) {
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < outputs.length; c++) {
            most = c == output ? most : Math.max(most, outputs[c]);
        }
        double sum = 0;
        for (int c = 0; c < outputs.length; c++) {
            sum += c == output ? 0 : StrictMath.exp(outputs[c] - most);
        }
        return outputs[output] - most - StrictMath.log(sum);
    }

    /** From the sum of the positive samples' ranks; equal scores share their mean rank. */
    private static double area(double[] scores, boolean[] positive) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        long positives = 0;
        double ranks = 0;
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                if (positive[order[i]]) {
                    positives++;
                    ranks += (from + 1 + to) / 2.0;
                }
            }
            from = to;
        }
        long negatives = scores.length - positives;
        return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
