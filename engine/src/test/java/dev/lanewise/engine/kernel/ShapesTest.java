package dev.lanewise.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.kernel.GemmShape.Start;
import org.junit.jupiter.api.Test;

/** Shapes check themselves and say what is wrong; what they count is what kernels touch. */
class ShapesTest {

    private static void assertRefused(String part, Runnable make) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, make::run);
        assertTrue(e.getMessage().contains(part), e::getMessage);
    }

    @Test
    void productsWantExtentsAndLeadingDimensions() {
        assertRefused("found m -1, n 2, k 3", () -> GemmShape.of(-1, 2, 3));
        assertRefused("found m 1, n -2, k 3", () -> GemmShape.of(1, -2, 3));
        assertRefused("found m 1, n 2, k -3", () -> GemmShape.of(1, 2, -3));
        assertRefused("of a must be at least its 5 columns; found 4",
                () -> new GemmShape(2, 3, 5, false, 4, false, 3, 3, Start.ZERO));
        assertRefused("of a must be at least its 2 columns; found 1",
                () -> new GemmShape(2, 3, 5, true, 1, false, 3, 3, Start.ZERO));
        assertRefused("of b must be at least its 3 columns; found 2",
                () -> new GemmShape(2, 3, 5, false, 5, false, 2, 3, Start.ZERO));
        assertRefused("of b must be at least its 5 columns; found 4",
                () -> new GemmShape(2, 3, 5, false, 5, true, 4, 3, Start.ZERO));
        assertRefused("of c must be at least its 3 columns; found 2",
                () -> new GemmShape(2, 3, 5, false, 5, false, 3, 2, Start.ZERO));
    }

    @Test
    void productsCountWhatTheyTouch() {
        GemmShape plain = new GemmShape(2, 3, 5, false, 7, false, 8, 9, Start.ZERO);
        assertEquals(7 + 5, plain.spanA());
        assertEquals(4 * 8 + 3, plain.spanB());
        assertEquals(9 + 3, plain.spanC());
        GemmShape transposed = new GemmShape(2, 3, 5, true, 7, true, 8, 9, Start.ZERO);
        assertEquals(4 * 7 + 2, transposed.spanA());
        assertEquals(2 * 8 + 5, transposed.spanB());
        assertEquals(2 * 2 * 3 * 5, plain.flops());
        assertEquals(0, GemmShape.of(0, 3, 5).spanC());
        assertThrows(ArithmeticException.class, () -> GemmShape.of(1 << 16, 1 << 16, 1).spanC());
    }

    @Test
    void mapsWantRoomForTheirRows() {
        assertRefused("found 0, 1, 1, 1", () -> MapShape.dense(0, 1, 1, 1));
        assertRefused("found 1, 0, 1, 1", () -> MapShape.dense(1, 0, 1, 1));
        assertRefused("found 1, 1, 0, 1", () -> MapShape.dense(1, 1, 0, 1));
        assertRefused("found 1, 1, 1, 0", () -> MapShape.dense(1, 1, 1, 0));
        assertRefused("overlap at row stride 47", () -> new MapShape(1, 2, 3, 16, 47, 96));
        assertRefused("channel stride 95", () -> new MapShape(2, 2, 3, 16, 48, 95));
        assertThrows(ArithmeticException.class, () -> MapShape.dense(1 << 10, 1 << 10, 1 << 10, 2));
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
        assertRefused("found kernel 0×3", () -> ConvolutionShape.dense(in, 2, 0, 3, 1, 0, 1));
        assertRefused("stride 0", () -> new ConvolutionShape(in, in, 3, 3, 0, 0, 1));
        assertRefused("dilation 0", () -> ConvolutionShape.dense(in, 2, 3, 3, 1, 0, 0));
        assertRefused("padding -1", () -> ConvolutionShape.dense(in, 2, 3, 3, 1, -1, 1));
        assertRefused(
                "9 rows with kernel 3, stride 2, padding 1 and dilation 1 gives 5 rows; found 4",
                () -> new ConvolutionShape(in, MapShape.dense(2, 4, 4, 16), 3, 3, 2, 1, 1));
        assertRefused("gives 4 columns; found 5",
                () -> new ConvolutionShape(in, MapShape.dense(2, 5, 5, 16), 3, 3, 2, 1, 1));
        assertRefused("found 16 and 1 lanes",
                () -> new ConvolutionShape(in, MapShape.dense(2, 5, 4, 1), 3, 3, 2, 1, 1));
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
        assertRefused("found 0 and 1", () -> PoolShape.dense(in, 0, 1));
        assertRefused("found 2 and 0", () -> new PoolShape(in, in, 2, 0));
        for (MapShape wrong : new MapShape[]{MapShape.dense(2, 3, 2, 16),
                MapShape.dense(3, 4, 2, 16), MapShape.dense(3, 3, 3, 16),
                MapShape.dense(3, 3, 2, 1)}) {
            assertRefused("gives 3 maps of 3×2", () -> new PoolShape(in, wrong, 3, 2));
        }
    }

    @Test
    void crossEntropyWantsItsRanges() {
        assertRefused("found 0, 1, 0.0", () -> new CrossEntropy(0, 1, 0));
        assertRefused("found 1, 0, 0.0", () -> new CrossEntropy(1, 0, 0));
        assertRefused("found 1, 1, -0.1", () -> new CrossEntropy(1, 1, -0.1f));
        assertRefused("found 1, 1, 1.0", () -> new CrossEntropy(1, 1, 1));
        assertRefused("found 1, 1, NaN", () -> new CrossEntropy(1, 1, Float.NaN));
    }
}
