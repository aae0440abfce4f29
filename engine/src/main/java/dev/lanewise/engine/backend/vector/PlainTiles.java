// Generated from engine/src/tiles/PlainTiles.java.template and tiles.txt: don't edit.
// Renew: java engine/src/test/java/dev/lanewise/engine/tiles/TileGenerator.java
package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link GemmTiles} for 16 registers and a plain A, whose rows go on by one number a step of
 * k. The compiler then checks a row once, before the loop, and not each of its numbers: a step of six
 * rows is 40 instructions, where it is 52, and sums needn't make room for what the checks read.
 *
 * <p>What else would take registers from the loop is elsewhere: sums that start from a number a row and
 * those that add to C are tiles of their own, and what becomes of the sums is up to the caller.
 *
 * <p>Vectors of 256 bits are half a tile of images: each instruction beside the fma counts twice as much as
 * with 512 bits, and the loads are as near to the bound as the fma.
 */
final class PlainTiles {

    private PlainTiles() {}

    /**
     * Sums 6 + B 1 + A 1 = 8 registers;
     * 7 loads for 6 fma.
     */
    static void start6x1(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float[] start, int si) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00;
            FloatVector c10;
            FloatVector c20;
            FloatVector c30;
            FloatVector c40;
            FloatVector c50;
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = FloatVector.broadcast(SPECIES, start[si + 5]);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
            }
            c00.intoArray(c, ci);
            c10.intoArray(c, ci + ldc);
            c20.intoArray(c, ci + 2 * ldc);
            c30.intoArray(c, ci + 3 * ldc);
            c40.intoArray(c, ci + 4 * ldc);
            c50.intoArray(c, ci + 5 * ldc);
            bi += LENGTH;
            ci += LENGTH;
        }
    }

    /**
     * Sums 6 + B 1 + A 1 = 8 registers;
     * 7 loads for 6 fma.
     */
    static void add6x1(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00;
            FloatVector c10;
            FloatVector c20;
            FloatVector c30;
            FloatVector c40;
            FloatVector c50;
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
            }
            c00.intoArray(c, ci);
            c10.intoArray(c, ci + ldc);
            c20.intoArray(c, ci + 2 * ldc);
            c30.intoArray(c, ci + 3 * ldc);
            c40.intoArray(c, ci + 4 * ldc);
            c50.intoArray(c, ci + 5 * ldc);
            bi += LENGTH;
            ci += LENGTH;
        }
    }

    /**
     * Sums 4 + B 1 + A 1 = 6 registers;
     * 5 loads for 4 fma.
     */
    static void start4x1(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float[] start, int si) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00;
            FloatVector c10;
            FloatVector c20;
            FloatVector c30;
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = FloatVector.broadcast(SPECIES, start[si + 3]);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
            }
            c00.intoArray(c, ci);
            c10.intoArray(c, ci + ldc);
            c20.intoArray(c, ci + 2 * ldc);
            c30.intoArray(c, ci + 3 * ldc);
            bi += LENGTH;
            ci += LENGTH;
        }
    }

    /**
     * Sums 4 + B 1 + A 1 = 6 registers;
     * 5 loads for 4 fma.
     */
    static void add4x1(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00;
            FloatVector c10;
            FloatVector c20;
            FloatVector c30;
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
            }
            c00.intoArray(c, ci);
            c10.intoArray(c, ci + ldc);
            c20.intoArray(c, ci + 2 * ldc);
            c30.intoArray(c, ci + 3 * ldc);
            bi += LENGTH;
            ci += LENGTH;
        }
    }

    /**
     * Sums 1 + B 1 + A 1 = 3 registers;
     * 2 loads for 1 fma.
     */
    static void start1x1(int panels, int k, float[] a, int a0,
            float[] b, int bi, int[] bRows, float[] c, int ci, float[] start, int si) {
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00;
            c00 = FloatVector.broadcast(SPECIES, start[si]);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
            }
            c00.intoArray(c, ci);
            bi += LENGTH;
            ci += LENGTH;
        }
    }

    /**
     * Sums 1 + B 1 + A 1 = 3 registers;
     * 2 loads for 1 fma.
     */
    static void add1x1(int panels, int k, float[] a, int a0,
            float[] b, int bi, int[] bRows, float[] c, int ci) {
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00;
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
            }
            c00.intoArray(c, ci);
            bi += LENGTH;
            ci += LENGTH;
        }
    }

    /**
     * Sums 12 + B 2 + A 1 = 15 registers;
     * 8 loads for 12 fma.
     */
    static void start6x2(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float[] start, int si) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00, c01;
            FloatVector c10, c11;
            FloatVector c20, c21;
            FloatVector c30, c31;
            FloatVector c40, c41;
            FloatVector c50, c51;
            c00 = c01 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = FloatVector.broadcast(SPECIES, start[si + 3]);
            c40 = c41 = FloatVector.broadcast(SPECIES, start[si + 4]);
            c50 = c51 = FloatVector.broadcast(SPECIES, start[si + 5]);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
            }
            c00.intoArray(c, ci);
            c01.intoArray(c, ci + LENGTH);
            c10.intoArray(c, ci + ldc);
            c11.intoArray(c, ci + ldc + LENGTH);
            c20.intoArray(c, ci + 2 * ldc);
            c21.intoArray(c, ci + 2 * ldc + LENGTH);
            c30.intoArray(c, ci + 3 * ldc);
            c31.intoArray(c, ci + 3 * ldc + LENGTH);
            c40.intoArray(c, ci + 4 * ldc);
            c41.intoArray(c, ci + 4 * ldc + LENGTH);
            c50.intoArray(c, ci + 5 * ldc);
            c51.intoArray(c, ci + 5 * ldc + LENGTH);
            bi += 2 * LENGTH;
            ci += 2 * LENGTH;
        }
    }

    /**
     * Sums 12 + B 2 + A 1 = 15 registers;
     * 8 loads for 12 fma.
     */
    static void add6x2(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00, c01;
            FloatVector c10, c11;
            FloatVector c20, c21;
            FloatVector c30, c31;
            FloatVector c40, c41;
            FloatVector c50, c51;
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + LENGTH);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + LENGTH);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + LENGTH);
            c40 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc);
            c41 = FloatVector.fromArray(SPECIES, c, ci + 4 * ldc + LENGTH);
            c50 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc);
            c51 = FloatVector.fromArray(SPECIES, c, ci + 5 * ldc + LENGTH);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
            }
            c00.intoArray(c, ci);
            c01.intoArray(c, ci + LENGTH);
            c10.intoArray(c, ci + ldc);
            c11.intoArray(c, ci + ldc + LENGTH);
            c20.intoArray(c, ci + 2 * ldc);
            c21.intoArray(c, ci + 2 * ldc + LENGTH);
            c30.intoArray(c, ci + 3 * ldc);
            c31.intoArray(c, ci + 3 * ldc + LENGTH);
            c40.intoArray(c, ci + 4 * ldc);
            c41.intoArray(c, ci + 4 * ldc + LENGTH);
            c50.intoArray(c, ci + 5 * ldc);
            c51.intoArray(c, ci + 5 * ldc + LENGTH);
            bi += 2 * LENGTH;
            ci += 2 * LENGTH;
        }
    }

    /**
     * Sums 8 + B 2 + A 1 = 11 registers;
     * 6 loads for 8 fma.
     */
    static void start4x2(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc, float[] start, int si) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00, c01;
            FloatVector c10, c11;
            FloatVector c20, c21;
            FloatVector c30, c31;
            c00 = c01 = FloatVector.broadcast(SPECIES, start[si]);
            c10 = c11 = FloatVector.broadcast(SPECIES, start[si + 1]);
            c20 = c21 = FloatVector.broadcast(SPECIES, start[si + 2]);
            c30 = c31 = FloatVector.broadcast(SPECIES, start[si + 3]);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
            }
            c00.intoArray(c, ci);
            c01.intoArray(c, ci + LENGTH);
            c10.intoArray(c, ci + ldc);
            c11.intoArray(c, ci + ldc + LENGTH);
            c20.intoArray(c, ci + 2 * ldc);
            c21.intoArray(c, ci + 2 * ldc + LENGTH);
            c30.intoArray(c, ci + 3 * ldc);
            c31.intoArray(c, ci + 3 * ldc + LENGTH);
            bi += 2 * LENGTH;
            ci += 2 * LENGTH;
        }
    }

    /**
     * Sums 8 + B 2 + A 1 = 11 registers;
     * 6 loads for 8 fma.
     */
    static void add4x2(int panels, int k, float[] a, int a0, int aRow,
            float[] b, int bi, int[] bRows, float[] c, int ci, int ldc) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00, c01;
            FloatVector c10, c11;
            FloatVector c20, c21;
            FloatVector c30, c31;
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
            c10 = FloatVector.fromArray(SPECIES, c, ci + ldc);
            c11 = FloatVector.fromArray(SPECIES, c, ci + ldc + LENGTH);
            c20 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc);
            c21 = FloatVector.fromArray(SPECIES, c, ci + 2 * ldc + LENGTH);
            c30 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc);
            c31 = FloatVector.fromArray(SPECIES, c, ci + 3 * ldc + LENGTH);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
            }
            c00.intoArray(c, ci);
            c01.intoArray(c, ci + LENGTH);
            c10.intoArray(c, ci + ldc);
            c11.intoArray(c, ci + ldc + LENGTH);
            c20.intoArray(c, ci + 2 * ldc);
            c21.intoArray(c, ci + 2 * ldc + LENGTH);
            c30.intoArray(c, ci + 3 * ldc);
            c31.intoArray(c, ci + 3 * ldc + LENGTH);
            bi += 2 * LENGTH;
            ci += 2 * LENGTH;
        }
    }

    /**
     * Sums 2 + B 2 + A 1 = 5 registers;
     * 3 loads for 2 fma.
     */
    static void start1x2(int panels, int k, float[] a, int a0,
            float[] b, int bi, int[] bRows, float[] c, int ci, float[] start, int si) {
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00, c01;
            c00 = c01 = FloatVector.broadcast(SPECIES, start[si]);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
            }
            c00.intoArray(c, ci);
            c01.intoArray(c, ci + LENGTH);
            bi += 2 * LENGTH;
            ci += 2 * LENGTH;
        }
    }

    /**
     * Sums 2 + B 2 + A 1 = 5 registers;
     * 3 loads for 2 fma.
     */
    static void add1x2(int panels, int k, float[] a, int a0,
            float[] b, int bi, int[] bRows, float[] c, int ci) {
        for (int panel = 0; panel < panels; panel++) {
            FloatVector c00, c01;
            c00 = FloatVector.fromArray(SPECIES, c, ci);
            c01 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
            for (int p = 0; p < k; p++) {
                int q = bi + bRows[p];
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LENGTH);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
            }
            c00.intoArray(c, ci);
            c01.intoArray(c, ci + LENGTH);
            bi += 2 * LENGTH;
            ci += 2 * LENGTH;
        }
    }
}
