package dev.lanewise.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.nn.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Data sets of plain arrays, their targets and weights, and views of them. */
class ArrayDatasetTest {
    private static final int COUNT = 10;

    /** Sample i is (i, −i). */
    private static float[][] rows() {
        float[][] x = new float[COUNT][];
        Arrays.setAll(x, i -> new float[]{i, -i});
        return x;
    }

    /** Three of ten are of class 1, the others of class 0. */
    private static Dataset classes() {
        return Dataset.of(rows(), new int[]{0, 0, 1, 0, 0, 1, 0, 0, 1, 0});
    }

    /** The target of sample i is (2·i, 3·i, 4·i). */
    private static Dataset values() {
        float[][] targets = new float[COUNT][];
        Arrays.setAll(targets, i -> new float[]{2 * i, 3 * i, 4 * i});
        return Dataset.of(rows(), targets);
    }

    private static float[] target(Dataset data, int index) {
        float[] target = new float[data.targets()];
        data.target(index, target, 0);
        return target;
    }

    private static int[] numbers(Dataset data) {
        return IntStream.range(0, data.size()).map(i -> (int) data.image(i).values()[0]).toArray();
    }

    @Test
    void aClassIsATarget() {
        Dataset data = classes();
        assertEquals(COUNT, data.size());
        assertEquals(Shape.flat(2), data.shape());
        assertEquals(2, data.classes());
        assertEquals(0, data.targets());
        assertEquals(1, data.label(2));
        assertEquals(1f, data.weight(2));
        assertArrayEquals(new float[]{2, -2}, data.image(2).values());
        assertThrows(IndexOutOfBoundsException.class, () -> data.label(COUNT));
        assertEquals(Integer.MAX_VALUE,
                Dataset.of(new float[1][1], new int[]{Integer.MAX_VALUE - 1}).classes());
    }

    @Test
    void valuesAreTargets() {
        Dataset data = values();
        assertEquals(0, data.classes());
        assertEquals(3, data.targets());
        assertEquals(Dataset.NO_CLASS, data.label(1));
        assertArrayEquals(new float[]{8, 12, 16}, target(data, 4));
        Shape map = new Shape(1, 1, 2);
        assertEquals(map, Dataset.of(map, rows(), new int[COUNT]).shape());
        assertEquals(map, Dataset.of(map, rows(), rows()).shape());
    }

    private static String refusal(Executable use) {
        return assertThrows(IllegalArgumentException.class, use).getMessage();
    }

    @Test
    void whatIsWrongIsNamed() {
        float[][] one = {{1, 2}, {3, Float.NaN}};
        assertEquals(
                "Sample 1 must be 2 finite numbers, but the value at index 1 is NaN; correct it,"
                        + " or leave the sample out.",
                refusal(() -> Dataset.of(one, new int[2])));
        assertEquals(
                "Target 1 must be 2 finite numbers, but the value at index 1 is NaN; correct it,"
                        + " or leave the sample out.",
                refusal(() -> Dataset.of(new float[2][1], one)));
        assertEquals(
                "Label 1 must be a class, a number from 0 to 2147483646, but is -1; correct it.",
                refusal(() -> Dataset.of(new float[2][1], new int[]{0, -1})));
        assertEquals("2 samples must have as many labels; you gave 3.",
                refusal(() -> Dataset.of(new float[2][1], new int[3])));
        assertEquals("2 samples must have as many targets; you gave 3.",
                refusal(() -> Dataset.of(new float[2][1], new float[3][1])));
        assertEquals("Sample 1 must have 1 values, but has 2; make all rows that long.",
                refusal(() -> Dataset.of(new float[][]{{1}, {1, 2}}, new int[2])));
        assertEquals("A target must have at least one value; the first has none, so give some.",
                refusal(() -> Dataset.of(new float[2][1], new float[2][0])));
        assertEquals("A data set must have at least one sample of at least one value; you gave 0"
                + " samples.", refusal(() -> Dataset.of(new float[0][], new int[0])));
    }

    @Test
    void viewsHandTargetsAndWeightsOn() {
        float[] weights = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            weights[i] = i / 2f;
        }
        Dataset data = values().weighted(weights);
        Dataset view = data.select(7, 3).concat(data.slice(5, 6)).map(x -> {
            x[0] += 100;
            return x;
        });
        assertEquals(3, view.targets());
        assertArrayEquals(new float[]{14, 21, 28}, target(view, 0));
        assertArrayEquals(new float[]{10, 15, 20}, target(view, 2));
        assertEquals(3.5f, view.weight(0));
        assertEquals(2.5f, view.weight(2));
        assertArrayEquals(new float[]{103, -3}, view.image(1).values());
        assertArrayEquals(new float[]{3, -3}, data.image(3).values());
    }

    @Test
    void weightsThatAreNoneAreNamed() {
        assertEquals("A data set of 10 samples must have as many weights; you gave 2.",
                refusal(() -> classes().weighted(1, 1)));
        float[] weights = new float[COUNT];
        weights[4] = -1;
        assertEquals("The weight of sample 4 must be a finite number of at least 0, but is -1.0;"
                + " correct it.", refusal(() -> classes().weighted(weights)));
    }

    @Test
    void aMapMayChangeTheShape() {
        Dataset sums = classes().map(Shape.flat(1), x -> new float[]{x[0] * x[1]});
        assertEquals(Shape.flat(1), sums.shape());
        assertArrayEquals(new float[]{-9}, sums.image(3).values());
        assertEquals(
                "A map of samples must make 2 values (2) of sample 0, but made 1; give the shape"
                        + " of what it makes.",
                refusal(() -> classes().map(x -> new float[1]).image(0)));
    }

    @Test
    void shufflingAndSplittingKeepEverySampleOnce() {
        int[] all = numbers(classes());
        int[] shuffled = numbers(classes().shuffled(1));
        assertTrue(!Arrays.equals(all, shuffled));
        assertArrayEquals(shuffled, numbers(classes().shuffled(1)));
        assertNotEquals(Arrays.toString(shuffled), Arrays.toString(numbers(classes().shuffled(2))));
        assertArrayEquals(all, Arrays.stream(shuffled).sorted().toArray());
        List<Dataset> parts = classes().split(0.75, 3);
        assertEquals(8, parts.get(0).size());
        assertArrayEquals(all,
                Arrays.stream(numbers(parts.get(0).concat(parts.get(1)))).sorted().toArray());
        assertEquals(1, classes().split(0.999, 3).get(1).size());
        assertEquals(1, classes().split(0.001, 3).get(0).size());
        assertEquals("The share of a split must be a number in (0, 1); you gave 1.0.",
                refusal(() -> classes().split(1, 0)));
        assertEquals("A data set to split must have at least 2 samples; this one has 1.",
                refusal(() -> classes().slice(0, 1).split(0.5, 0)));
    }

    @Test
    void balancedClassesComeEquallyOften() {
        Dataset balanced = classes().balanced(1);
        assertEquals(14, balanced.size());
        int[] times = new int[COUNT];
        int ones = 0;
        for (int i = 0; i < balanced.size(); i++) {
            times[(int) balanced.image(i).values()[0]]++;
            ones += balanced.label(i);
        }
        assertEquals(7, ones);
        for (int i = 0; i < COUNT; i++) {
            int count = times[i];
            assertTrue(classes().label(i) == 0 ? count == 1 : count == 2 || count == 3);
        }
        assertEquals(
                "A data set to balance must have classes, but has 3 values as targets; weigh its"
                        + " samples instead.",
                refusal(() -> values().balanced(1)));
    }
}
