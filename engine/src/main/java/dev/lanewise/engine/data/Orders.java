package dev.lanewise.engine.data;

import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/** Random orders and choices of the samples of a data set. */
final class Orders {
    private Orders() {}

    /** All samples in a random order. A trainer shuffles with the numbers of its epochs, from 1. */
    static int[] shuffled(int size, long seed) {
        return new CounterRandom(seed, CounterRandom.Purpose.SHUFFLE, 0).permutation(size);
    }

    /** {@link Dataset#split}. */
    static List<Dataset> split(Dataset data, double share, long seed) {
        int size = data.size();
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The share of a split must be a number in (0, 1); you gave " + share + ".");
        }
        if (size < 2) {
            throw new IllegalArgumentException(
                    "A data set to split must have at least 2 samples; this one has " + size + ".");
        }
        int[] order = new CounterRandom(seed, CounterRandom.Purpose.VALIDATION, 0)
                .permutation(size);
        int first = Math.clamp(Math.round(share * size), 1, size - 1);
        return List.of(new Selection(data, Arrays.copyOf(order, first)),
                new Selection(data, Arrays.copyOfRange(order, first, size)));
    }

    /**
     * Every class as often as the most frequent one: its samples in a random order, over and over, and
     * then all of it shuffled.
     */
    static int[] balanced(Dataset data, long seed) {
        if (data.classes() < 1) {
            throw new IllegalArgumentException("A data set to balance must have classes, but has "
                    + data.targets() + " values as targets; weigh its samples instead.");
        }
        int[][] members = members(data);
        int most = 0;
        int used = 0;
        for (int[] each : members) {
            most = Math.max(most, each.length);
            used += each.length > 0 ? 1 : 0;
        }
        int[] chosen = new int[Math.multiplyExact(most, used)];
        int next = 0;
        for (int c = 0; c < members.length; c++) {
            int[] order = new CounterRandom(seed, CounterRandom.Purpose.BALANCE, c)
                    .permutation(members[c].length);
            for (int i = 0; i < most && order.length > 0; i++) {
                chosen[next++] = members[c][order[i % order.length]];
            }
        }
        return Arrays.stream(shuffled(chosen.length, seed)).map(i -> chosen[i]).toArray();
    }

    /** The samples of each class. */
    private static int[][] members(Dataset data) {
        int[] counts = new int[data.classes()];
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
            if (labels[i] < 0 || labels[i] >= counts.length) {
                throw new IllegalArgumentException("A data set to balance must have a class below "
                        + counts.length + " for each sample, but label " + i + " is " + labels[i]
                        + "; select those that have one.");
            }
            counts[labels[i]]++;
        }
        int[][] members = new int[counts.length][];
        Arrays.setAll(members, c -> new int[counts[c]]);
        for (int i = labels.length - 1; i >= 0; i--) {
            members[labels[i]][--counts[labels[i]]] = i;
        }
        return members;
    }
}
