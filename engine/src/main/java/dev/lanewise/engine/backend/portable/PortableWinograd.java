package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradKernels;

/** The products of a Winograd convolution by {@link RowProducts}. Belongs to one thread. */
final class PortableWinograd implements WinogradKernels {
    private final WinogradKernels scalar;
    private final RowProducts products = new RowProducts(RowProducts.ROWS, RowProducts.WIDTH);
    private final RowProducts.Source source = this::copy;
    private final PortableTapSums sums;
    /** Offsets of the rows of B that are multiplied. */
    private int[] rows = {};

    /**
     * Prepares.
     *
     * @param scalar for the transforms, which are fewer than the products
     */
    PortableWinograd(WinogradKernels scalar) {
        this.scalar = scalar;
        this.sums = new PortableTapSums();
    }

    private void copy(int p, float[] b, int offset, float[] row, int n) {
        System.arraycopy(b, offset + rows[p], row, 0, n);
    }

    @Override
    public void transformInput(int tiles, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        scalar.transformInput(tiles, width, d, offset, tileStep, columnStep, v, vOffset, point);
    }

    @Override
    public void output(Winograd form, int tiles, int width, float[] m, int mOffset, int point,
            float scale, float shift, float least, float[] y, int offset, int tileStep,
            int columnStep) {
        scalar.output(form, tiles, width, m, mOffset, point, scale, shift, least, y, offset,
                tileStep, columnStep);
    }

    @Override
    public void transformGradient(int tiles, int width, float[] d, int offset, int tileStep,
            int columnStep, float[] v, int vOffset, int point) {
        scalar.transformGradient(tiles, width, d, offset, tileStep, columnStep, v, vOffset, point);
    }

    @Override
    public void inputGradient(int tiles, int width, float[] m, int mOffset, int point, float[] x,
            int offset) {
        scalar.inputGradient(tiles, width, m, mOffset, point, x, offset);
    }

    @Override
    public void addTaps(int count, int lanes, float[] s, int sOffset, int point, float[] w,
            int wOffset) {
        scalar.addTaps(count, lanes, s, sOffset, point, w, wOffset);
    }

    @Override
    public void multiply(int m, int n, int k, float[] a, int aOffset, int lda, float[] b,
            int bOffset, int[] bRows, float[] c, int cOffset, int ldc, float[] start,
            int startOffset) {
        rows = bRows;
        for (int column = 0; column < n; column += RowProducts.WIDTH) {
            int width = Math.min(RowProducts.WIDTH, n - column);
            for (int row = 0; row < m; row += RowProducts.ROWS) {
                int count = Math.min(RowProducts.ROWS, m - row);
                for (int i = 0; i < count; i++) {
                    products.start(i, start[startOffset + row + i], width);
                }
                products.add(count, width, k, source, b, bOffset + column, a, aOffset + row * lda,
                        lda, 1);
                for (int i = 0; i < count; i++) {
                    System.arraycopy(products.sums[i], 0, c, cOffset + (row + i) * ldc + column,
                            width);
                }
            }
        }
    }

    @Override
    public void sum(int maps, float[] dy, int dyOffset, int dyMap, float[] x, int xOffset,
            int[] positions, int[] taps, float[] s, int sOffset) {
        if (PortableTapSums.fits(maps, positions, taps)) {
            sums.add(maps, dy, dyOffset, dyMap, x, xOffset, positions, taps, s, sOffset);
        } else {
            scalar.sum(maps, dy, dyOffset, dyMap, x, xOffset, positions, taps, s, sOffset);
        }
    }
}
