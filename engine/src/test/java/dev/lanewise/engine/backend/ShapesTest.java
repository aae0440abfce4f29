package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.GemmProblem.Start;
import org.junit.jupiter.api.Test;

/** Shapes check themselves and say what is wrong; what they count is what kernels touch. */
class ShapesTest {

    private static void assertRefused(String part, Runnable make) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, make::run);
        assertTrue(e.getMessage().contains(part), e::getMessage);
    }

    private static void assertTooLarge(String message, Runnable make) {
        TooLargeException e = assertThrows(TooLargeException.class, make::run);
        assertTrue(e.getMessage().startsWith(message), e::getMessage);
    }

    @Test
    void productsWantExtentsAndLeadingDimensions() {
        assertRefused("you gave m -1, n 2, k 3", () -> GemmProblem.of(-1, 2, 3));
        assertRefused("you gave m 1, n -2, k 3", () -> GemmProblem.of(1, -2, 3));
        assertRefused("you gave m 1, n 2, k -3", () -> GemmProblem.of(1, 2, -3));
        assertRefused("of a must be at least its 5 columns; you gave 4",
                () -> new GemmProblem(2, 3, 5, false, 4, false, 3, 3, Start.ZERO));
        assertRefused("of a must be at least its 2 columns; you gave 1",
                () -> new GemmProblem(2, 3, 5, true, 1, false, 3, 3, Start.ZERO));
        assertRefused("of b must be at least its 3 columns; you gave 2",
                () -> new GemmProblem(2, 3, 5, false, 5, false, 2, 3, Start.ZERO));
        assertRefused("of b must be at least its 5 columns; you gave 4",
                () -> new GemmProblem(2, 3, 5, false, 5, true, 4, 3, Start.ZERO));
        assertRefused("of c must be at least its 3 columns; you gave 2",
                () -> new GemmProblem(2, 3, 5, false, 5, false, 3, 2, Start.ZERO));
    }

    @Test
    void productsCountWhatTheyTouch() {
        GemmProblem plain = new GemmProblem(2, 3, 5, false, 7, false, 8, 9, Start.ZERO);
        assertEquals(7 + 5, plain.spanA());
        assertEquals(4 * 8 + 3, plain.spanB());
        assertEquals(9 + 3, plain.spanC());
        GemmProblem transposed = new GemmProblem(2, 3, 5, true, 7, true, 8, 9, Start.ZERO);
        assertEquals(4 * 7 + 2, transposed.spanA());
        assertEquals(2 * 8 + 5, transposed.spanB());
        assertEquals(2 * 2 * 3 * 5, plain.flops());
        assertEquals(0, GemmProblem.of(0, 3, 5).spanC());
    }

    @Test
    void productsThatNoArrayHoldsAreRefused() {
        assertTooLarge(
                "Matrix c of a product must have at most 2147483647 floats, but has 50000×50000; "
                        + "make it smaller, or take it in parts.",
                () -> GemmProblem.of(50_000, 50_000, 1));
        assertTooLarge(
                "Matrix a of a product must have at most 2147483647 floats, but has 50000×50000;",
                () -> GemmProblem.of(50_000, 1, 50_000));
        assertTooLarge(
                "Matrix b of a product must have at most 2147483647 floats, but has 50000×50000;",
                () -> GemmProblem.of(1, 50_000, 50_000));
        assertTooLarge(
                "Matrix a of a product must have at most 2147483647 floats, but has 3×2 at leading"
                        + " dimension 2147483647;",
                () -> new GemmProblem(2, 1, 3, true, Integer.MAX_VALUE, false, 1, 1, Start.ZERO));
        assertEquals(Integer.MAX_VALUE, GemmProblem.of(1, Integer.MAX_VALUE, 1).spanC());
        assertEquals(0, GemmProblem.of(0, Integer.MAX_VALUE, 0).spanC());
    }

    @Test
    void mapsWantRoomForTheirRows() {
        assertRefused("you gave 0, 1, 1, 1", () -> MapShape.dense(0, 1, 1, 1));
        assertRefused("you gave 1, 0, 1, 1", () -> MapShape.dense(1, 0, 1, 1));
        assertRefused("you gave 1, 1, 0, 1", () -> MapShape.dense(1, 1, 0, 1));
        assertRefused("you gave 1, 1, 1, 0", () -> MapShape.dense(1, 1, 1, 0));
        assertRefused("overlap at row stride 47", () -> new MapShape(1, 2, 3, 16, 47, 96));
        assertRefused("channel stride 95", () -> new MapShape(2, 2, 3, 16, 48, 95));
        String all = "A stack of maps must have at most 2147483647 floats, but has ";
        assertTooLarge(all + "1024 maps of 1024×1024 for 2 images;",
                () -> MapShape.dense(1 << 10, 1 << 10, 1 << 10, 2));
        int most = Integer.MAX_VALUE;
        assertTooLarge(all, () -> MapShape.dense(most, most, most, most));
        assertTooLarge(all, () -> MapShape.dense(1, most, 1, 2));
        assertTooLarge(all, () -> MapShape.dense(2, 1, most, 1));
        assertTooLarge(all, () -> new MapShape(3, 1, 1, 1, most, most));
        assertEquals(most, MapShape.dense(most, 1, 1, 1).span());
        assertRefused("you gave 1, -1, 1, 1", () -> MapShape.dense(1, -1, 1, 1));
    }

    @Test
    void mapsCountWhatTheyTouch() {
        MapShape dense = MapShape.dense(2, 3, 4, 16);
        assertEquals(2 * 3 * 4 * 16, dense.span());
        assertEquals(64, dense.rowLength());
        assertTrue(dense.isDense());
        MapShape window = new MapShape(2, 3, 4, 16, 70, 500);
        assertEquals(500 + 2 * 70 + 64, window.span());
        assertFalse(window.isDense());
        MapShape band = window.rows(2);
        assertEquals(new MapShape(2, 2, 4, 16, 70, 500), band);
        assertFalse(dense.rows(2).isDense());
    }

    @Test
    void convolutionsWantTheOutputThatTheirNumbersGive() {
        MapShape in = MapShape.dense(3, 9, 8, 16);
        assertRefused("you gave kernel 0×3", () -> ConvolutionShape.dense(in, 2, 0, 3, 1, 0, 1));
        assertRefused("stride 0", () -> new ConvolutionShape(in, in, 3, 3, 0, 0, 1));
        assertRefused("dilation 0", () -> ConvolutionShape.dense(in, 2, 3, 3, 1, 0, 0));
        assertRefused("padding -1", () -> ConvolutionShape.dense(in, 2, 3, 3, 1, -1, 1));
        assertRefused(
                "9 rows with kernel 3, stride 2, padding 1 and dilation 1 gives 5 rows; you gave 4",
                () -> new ConvolutionShape(in, MapShape.dense(2, 4, 4, 16), 3, 3, 2, 1, 1));
        assertRefused("gives 4 columns; you gave 5",
                () -> new ConvolutionShape(in, MapShape.dense(2, 5, 5, 16), 3, 3, 2, 1, 1));
        assertRefused("you gave 16 and 1 lanes",
                () -> new ConvolutionShape(in, MapShape.dense(2, 5, 4, 1), 3, 3, 2, 1, 1));
    }

    @Test
    void convolutionsWithoutAnOutputAreRefused() {
        MapShape in = MapShape.dense(1, 5, 4, 16);
        assertRefused(
                "kernel 3, padding 0 and dilation 2 needs maps of at least 5 columns; you gave 4",
                () -> ConvolutionShape.dense(in, 1, 3, 3, 1, 0, 2));
        assertRefused(
                "kernel 9, padding 1 and dilation 1 needs maps of at least 7 rows; you gave 5",
                () -> ConvolutionShape.dense(in, 1, 9, 1, 1, 1, 1));
    }

    @Test
    void convolutionsThatNoArrayHoldsAreRefused() {
        int most = Integer.MAX_VALUE;
        String all = "A convolution must have at most 2147483647 ";
        assertTooLarge(all + "output positions in a row, but has 4294967295;",
                () -> ConvolutionShape.outputExtent(1, 1, 1, most, 1));
        assertEquals(Integer.MIN_VALUE, ConvolutionShape.outputExtent(1, most, 1, 0, most));
        assertRefused("stride 0", () -> ConvolutionShape.outputExtent(1, 1, 0, 0, 1));
        MapShape wide = MapShape.dense(1 << 16, 1, 1, 1);
        assertTooLarge(all + "weights, but has 65536×65536 kernels of 1×1;",
                () -> ConvolutionShape.dense(wide, 1 << 16, 1, 1, 1, 0, 1));
        assertTooLarge(all + "weights",
                () -> ConvolutionShape.dense(wide, 1, 257, 257, 1, 128, 1));
        assertTooLarge(all + "weights", () -> ConvolutionShape.dense(MapShape.dense(1, 1, 1, 1), 1,
                65_537, 65_537, 1, 32_768, 1));
        ConvolutionShape large = ConvolutionShape.dense(MapShape.dense(1, 2000, 2000, 1), 1, 601,
                601, 1, 300, 1);
        assertTooLarge(
                "An im2col matrix must have at most 2147483647 floats, but has 361201×4000000;",
                () -> new Im2col(large));
    }

    @Test
    void mapsToResampleFitAnArray() {
        assertRefused("you gave 2147483647×2147483647",
                () -> new WarpShape(Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertRefused("you gave 0×1", () -> new WarpShape(0, 1));
        assertRefused("you gave 1×-1", () -> new WarpShape(1, -1));
    }

    @Test
    void convolutionsCountTheirWork() {
        ConvolutionShape of = ConvolutionShape.dense(MapShape.dense(3, 9, 8, 16), 2, 3, 5, 2, 1, 1);
        assertEquals(MapShape.dense(2, 5, 3, 16), of.out());
        assertEquals(45, of.taps());
        assertEquals(90, of.weights());
        assertEquals(15, of.positions());
        assertEquals(90 * 15 * 16, of.multiplyAdds());
        assertEquals(3, ConvolutionShape.outputExtent(9, 4, 1, 0, 2));
        assertEquals(0, ConvolutionShape.outputExtent(6, 4, 1, 0, 2));
    }

    @Test
    void poolingWantsTheOutputThatItsNumbersGive() {
        MapShape in = MapShape.dense(3, 7, 6, 16);
        assertEquals(MapShape.dense(3, 3, 2, 16), PoolShape.dense(in, 3, 2).out());
        assertRefused("you gave 0 and 1", () -> PoolShape.dense(in, 0, 1));
        assertRefused("you gave 1 and 0", () -> PoolShape.dense(in, 1, 0));
        assertRefused("you gave 1 and -1", () -> PoolShape.dense(in, 1, -1));
        assertRefused(
                "Pooling needs a window that fits the maps of 2×2; you gave 3×3; take a smaller"
                        + " one.",
                () -> PoolShape.dense(MapShape.dense(1, 2, 2, 16), 3, 1));
        assertRefused("fits the maps of 7×6; you gave 7×7", () -> new PoolShape(in, in, 7, 1));
        assertRefused("you gave 2147483647×2147483647",
                () -> PoolShape.dense(in, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertEquals(MapShape.dense(3, 1, 1, 16),
                PoolShape.dense(in, 6, Integer.MAX_VALUE).out());
        assertRefused("you gave 2 and 0", () -> new PoolShape(in, in, 2, 0));
        for (MapShape wrong : new MapShape[]{MapShape.dense(2, 3, 2, 16),
                MapShape.dense(3, 4, 2, 16), MapShape.dense(3, 3, 4, 16),
                MapShape.dense(3, 3, 2, 1)}) {
            assertRefused("gives 3 maps of 3×2", () -> new PoolShape(in, wrong, 3, 2));
        }
        PoolShape clipped = new PoolShape(in, MapShape.dense(3, 3, 3, 16), 3, 2);
        assertFalse(clipped.isWhole());
        ConvolutionShape convolution = ConvolutionShape.dense(MapShape.dense(1, 7, 6, 16), 3, 1, 1,
                1, 0, 1);
        assertRefused("must have windows that lie whole on its maps",
                () -> new PooledConvolutionShape(convolution, clipped));
    }

    @Test
    void crossEntropyWantsItsRanges() {
        assertRefused("you gave 0, 1, 0.0", () -> new CrossEntropy(0, 1, 0));
        assertRefused("you gave 1, 0, 0.0", () -> new CrossEntropy(1, 0, 0));
        assertRefused("you gave 1, 1, -0.1", () -> new CrossEntropy(1, 1, -0.1f));
        assertRefused("you gave 1, 1, 1.0", () -> new CrossEntropy(1, 1, 1));
        assertRefused("you gave 1, 1, NaN", () -> new CrossEntropy(1, 1, Float.NaN));
    }
}
