package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Im2colTest {
    private static final int RANDOM_CASES = 60;

    /** Any kernel, stride, padding and dilation, on maps with gaps. */
    static Stream<ConvolutionShape> shapes() {
        SplittableRandom random = new SplittableRandom(21);
        return Stream.generate(() -> {
            int lanes = random.nextBoolean() ? Backend.TILE : random.nextInt(1, 4);
            int kernelHeight = random.nextInt(1, 5);
            int kernelWidth = random.nextInt(1, 5);
            int dilation = random.nextInt(1, 4);
            int padding = random.nextInt(0, 4);
            int stride = random.nextInt(1, 5);
            int height = Math.max(1, (kernelHeight - 1) * dilation + 1 - 2 * padding)
                    + random.nextInt(6);
            int width = Math.max(1, (kernelWidth - 1) * dilation + 1 - 2 * padding)
                    + random.nextInt(6);
            MapShape in = ConvolutionCase.gapped(random, random.nextInt(1, 4), height, width,
                    lanes);
            return ConvolutionShape.dense(in, random.nextInt(1, 4), kernelHeight, kernelWidth,
                    stride, padding, dilation);
        }).limit(RANDOM_CASES);
    }

    /** What a tap of channel c sees at (row, column) of the padded map: 0 outside of the stored. */
    private static float seen(MapShape in, float[] x, int c, int row, int column, int lane) {
        return row < 0 || row >= in.height() || column < 0 || column >= in.width() ? 0f
                : x[MARGIN + c * in.channelStride() + row * in.rowStride() + column * in.lanes()
                        + lane];
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyTapSeesItsPixelOrZeroOnThePadding(ConvolutionShape of) {
        Im2col im2col = new Im2col(of);
        int lanes = of.in().lanes();
        assertEquals(of.in().channels() * of.window().height() * of.window().width(),
                im2col.rows());
        assertEquals(of.out().height() * of.out().width() * lanes, im2col.columns());
        float[] x = KernelFixture.input(1, KernelFixture.maps(MARGIN, of.in()));
        float[] matrix = KernelFixture
                .overwritten(KernelFixture.range(MARGIN, im2col.size()));
        float[] expected = matrix.clone();
        int i = MARGIN;
        for (int c = 0; c < of.in().channels(); c++) {
            for (int kernelRow = 0; kernelRow < of.window().height(); kernelRow++) {
                for (int kernelColumn = 0; kernelColumn < of.window().width(); kernelColumn++) {
                    for (int p = 0; p < of.positions() * lanes; p++) {
                        int position = p / lanes;
                        int row = position / of.out().width() * of.window().strideHeight()
                                + kernelRow * of.window().dilationHeight() - of.padding();
                        int column = position % of.out().width() * of.window().strideWidth()
                                + kernelColumn * of.window().dilationWidth() - of.padding();
                        expected[i++] = seen(of.in(), x, c, row, column, p % lanes);
                    }
                }
            }
        }
        im2col.im2col(x, MARGIN, matrix, MARGIN);
        assertSameBits(expected, matrix, of);
    }

    /** ⟨im2col(x), y⟩ = ⟨x, col2im(y)⟩, exactly: whole numbers. */
    @ParameterizedTest
    @MethodSource("shapes")
    void col2imIsTheAdjointOfIm2col(ConvolutionShape of) {
        Im2col im2col = new Im2col(of);
        int[] elements = KernelFixture.maps(MARGIN, of.in());
        float[] x = KernelFixture.spread(KernelFixture.integers(2, elements.length, 9), elements,
                MARGIN + of.in().span() + MARGIN, KernelFixture.UNTOUCHED);
        float[] y = KernelFixture.integers(3, im2col.size(), 9);
        float[] columns = new float[im2col.size()];
        im2col.im2col(x, MARGIN, columns, 0);
        // It adds to what is there, so it starts from 1 at every element.
        float[] ones = new float[elements.length];
        Arrays.fill(ones, 1f);
        float[] back = KernelFixture.spread(ones, elements, x.length, KernelFixture.UNTOUCHED);
        im2col.col2im(y, 0, back, MARGIN);

        double left = 0;
        for (int i = 0; i < y.length; i++) {
            left += columns[i] * y[i];
        }
        double right = 0;
        for (int element : elements) {
            right += x[element] * (back[element] - 1);
            back[element] = x[element];
        }
        assertEquals(left, right);
        assertSameBits(x, back, "what lies around the maps");
    }

    /** The sum of col2im begins with what the map holds and runs over taps in ascending order. */
    @Test
    void col2imSumsInAscendingTapOrder() {
        Im2col im2col = new Im2col(
                ConvolutionShape.dense(MapShape.dense(1, 3, 3, 1), 1, 3, 3, 1, 2, 1));
        float[] matrix = KernelFixture.random(4, im2col.size());
        float[] x = KernelFixture.random(5, 9);
        float sum = x[4];
        for (int tap = 0; tap < 9; tap++) {
            // Tap (r, c) of the output at (3 − r, 3 − c) lies on the middle pixel.
            sum += matrix[tap * 25 + (3 - tap / 3) * 5 + 3 - tap % 3];
        }
        im2col.col2im(matrix, 0, x, 0);
        assertEquals(sum, x[4]);
    }

    @Test
    void operandsOutOfTheirArraysAreRefused() {
        Im2col im2col = new Im2col(
                ConvolutionShape.dense(MapShape.dense(2, 4, 4, 2), 1, 3, 3, 1, 1, 1));
        float[] x = new float[im2col.shape().in().span() + 1];
        float[] matrix = new float[im2col.size() + 1];
        for (int offset : new int[]{-1, 2}) {
            assertThrows(IndexOutOfBoundsException.class,
                    () -> im2col.im2col(x, offset, matrix, 0));
            assertThrows(IndexOutOfBoundsException.class,
                    () -> im2col.im2col(x, 0, matrix, offset));
            assertThrows(IndexOutOfBoundsException.class,
                    () -> im2col.col2im(matrix, offset, x, 0));
            assertThrows(IndexOutOfBoundsException.class,
                    () -> im2col.col2im(matrix, 0, x, offset));
        }
    }
}
