package dev.lanewise.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many windows a pooling layer lays over a map. */
class PoolSizesTest {
    private static final Shape MAP = new Shape(3, 7, 10);

    /** The sizes are those of torch.nn.functional.max_pool2d (1.13.1). */
    @ParameterizedTest
    @CsvSource({
            "3, 3, 2, 2, 1, 1, false, 4, 5",
            "3, 3, 2, 2, 1, 1, true, 4, 6",
            "2, 2, 3, 3, 0, 0, true, 3, 4",
            "2, 3, 3, 2, 1, 1, true, 3, 6",
            "4, 4, 4, 4, 2, 2, true, 3, 3",
            "1, 4, 1, 3, 0, 2, false, 7, 4",
            "8, 3, 3, 3, 0, 1, true, 1, 4",
            "5, 2, 5, 1, 2, 0, true, 2, 9",
            "2, 2, 4, 6, 1, 1, true, 2, 2"})
    void sizesArePyTorchs(int rows, int columns, int strideRows, int strideColumns,
            int paddingRows, int paddingColumns, boolean ceil, int height, int width) {
        Shape expected = new Shape(3, height, width);
        assertEquals(expected, MaxPool2d.of(rows, columns)
                .stride(strideRows, strideColumns)
                .padding(paddingRows, paddingColumns)
                .ceilMode(ceil)
                .outputShape("pool1", MAP));
        assertEquals(expected, AveragePool2d.of(rows, columns)
                .ceilMode(ceil)
                .padding(paddingRows, paddingColumns)
                .countIncludePad(false)
                .stride(strideRows, strideColumns)
                .outputShape("pool1", MAP));
    }

    @Test
    void theLeastExtentIsTheLeast() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            int window = random.nextInt(1, 6);
            MaxPool2d pool = MaxPool2d.of(window)
                    .stride(random.nextInt(1, 6))
                    .padding(random.nextInt(window / 2 + 1))
                    .ceilMode(random.nextBoolean());
            int extent = random.nextInt(1, 9);
            int before = pool.extentBefore(extent, true);
            assertTrue(rows(pool, before) >= extent, pool::toString);
            assertTrue(before == 1 || rows(pool, before - 1) < extent, pool::toString);
        }
    }

    private static int rows(MaxPool2d pool, int extent) {
        try {
            return pool.outputShape("pool1", new Shape(1, extent, extent)).height();
        } catch (ShapeException e) {
            return 0;
        }
    }

    @Test
    void aPoolTooLargeNamesTheLeastMap() {
        assertEquals("Layer pool1 needs at least 1×5 rows and columns, but its input has 7×4; use a"
                + " smaller window or fewer layers before it.",
                refusal(name -> MaxPool2d.of(3, 5)
                        .padding(1, 0)
                        .outputShape(name,
                                new Shape(1, 7, 4))));
    }

    @Test
    void paddingIsAtMostHalfAWindow() {
        assertEquals("A pooling layer needs a padding from 0 to half its window; it has padding 2,"
                + " window 3.", refusal(name -> MaxPool2d.of(4, 3).padding(2)));
        assertEquals("A pooling layer needs a padding from 0 to half its window; it has padding -1,"
                + " window 2.", refusal(name -> AveragePool2d.of(2).padding(-1)));
    }

    private static String refusal(Function<String, Object> wrong) {
        return assertThrows(ShapeException.class, () -> wrong.apply("pool1")).getMessage();
    }

    @Test
    void aLayerIsWhatItsNumbersSay() {
        AveragePool2d pool = AveragePool2d.of(2, 3).padding(1).ceilMode(true);
        assertEquals(pool, AveragePool2d.of(2, 3).ceilMode(true).padding(1, 1));
        assertEquals(1, pool.paddingHeight());
        assertEquals(3, pool.windowWidth());
        assertEquals(2, pool.strideHeight());
        assertTrue(pool.ceilMode() && pool.countIncludePad());
        assertTrue(!pool.equals(pool.countIncludePad(false)) && !pool.equals(pool.ceilMode(false)));
        assertEquals("AveragePool2d 2×3", pool.summary());
    }
}
