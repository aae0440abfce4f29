package dev.lanewise.engine.kernel;

import static dev.lanewise.engine.backend.KernelFixture.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single layers on arrays in the order NCHW, activations and softmax. */
@Tag("kernels")
class OperatorTest {
    private static final int IN = 3;
    private static final int OUT = 5;
    private static final int SIDE = 9;
    private static final int KERNEL = 3;

    static Stream<Kernels> kernels() {
        return Stream.of(Kernels.of(KernelChoice.SCALAR), Kernels.auto()).distinct();
    }

    /** Whatever the batch: whole tiles, a rest, one sample. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aPaddedConvolutionIsItsDefinition(Kernels kernels) {
        Operator operator = kernels.operator(Conv2d.of(OUT, KERNEL, Padding.SAME),
                new Shape(IN, SIDE, SIDE));
        float[] parameters = random(1, OUT * IN * KERNEL * KERNEL + OUT);
        assertEquals(new Shape(OUT, SIDE, SIDE), operator.outputShape());
        assertEquals("conv1.weight", operator.parameters().getFirst().name());
        for (int batch : new int[]{1, 5, 16, 17, 35}) {
            float[] x = random(batch, batch * IN * SIDE * SIDE);
            float[] y = new float[batch * OUT * SIDE * SIDE];
            operator.run(batch, x, parameters, y);
            double worst = 0;
            for (int i = 0; i < y.length; i++) {
                worst = Math.max(worst, Math.abs(y[i] - convolution(x, parameters, i)));
            }
            // 28 roundings of values below 28, each by at most half a unit in the last place.
            assertTrue(worst < 28 * 28 * 0x1p-24, "off by " + worst + " in a batch of " + batch);
        }
    }

    /** One element in double precision. */
    private static double convolution(float[] x, float[] parameters, int index) {
        int column = index % SIDE;
        int row = index / SIDE % SIDE;
        int map = index / (SIDE * SIDE) % OUT;
        int sample = index / (SIDE * SIDE * OUT);
        double sum = parameters[OUT * IN * KERNEL * KERNEL + map];
        for (int c = 0; c < IN; c++) {
            for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                int r = row + tap / KERNEL - 1;
                int s = column + tap % KERNEL - 1;
                if (r >= 0 && r < SIDE && s >= 0 && s < SIDE) {
                    sum += (double) x[((sample * IN + c) * SIDE + r) * SIDE + s]
                            * parameters[(map * IN + c) * KERNEL * KERNEL + tap];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void poolingAndDenseLayersTakeTheSameArrays(Kernels kernels) {
        float[] x = random(7, 18 * 16);
        float[] pooled = new float[18 * 4];
        kernels.operator(MaxPool2d.of(2), new Shape(1, 4, 4)).run(18, x, new float[0], pooled);
        for (int i = 0; i < pooled.length; i++) {
            int corner = i / 4 * 16 + i / 2 % 2 * 8 + i % 2 * 2;
            assertEquals(Math.max(Math.max(x[corner], x[corner + 1]),
                    Math.max(x[corner + 4], x[corner + 5])), pooled[i]);
        }
        float[] parameters = random(8, 3 * 16 + 3);
        float[] y = new float[18 * 3];
        kernels.operator(new Dense(3), new Shape(1, 4, 4)).run(18, x, parameters, y);
        double sum = parameters[3 * 16 + 2];
        for (int i = 0; i < 16; i++) {
            sum += (double) parameters[2 * 16 + i] * x[17 * 16 + i];
        }
        assertEquals(sum, y[17 * 3 + 2], 17 * 17 * 0x1p-24);
    }

    @Test
    void allKernelsGiveTheSameBits() {
        Layer layer = Conv2d.of(OUT, KERNEL, Padding.SAME);
        float[] parameters = random(1, OUT * IN * KERNEL * KERNEL + OUT);
        float[] x = random(2, 33 * IN * SIDE * SIDE);
        float[][] results = kernels().map(kernels -> {
            float[] y = new float[33 * OUT * SIDE * SIDE];
            kernels.operator(layer, new Shape(IN, SIDE, SIDE)).run(33, x, parameters, y);
            return y;
        }).toArray(float[][]::new);
        for (float[] result : results) {
            assertArrayEquals(results[0], result);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void activationsAndSoftmaxTakeWholeArrays(Kernels kernels) {
        float[] x = random(3, 37);
        float[] y = new float[37];
        kernels.activate(Activation.RELU, x, y);
        for (int i = 0; i < x.length; i++) {
            assertEquals(Math.max(x[i], 0f), y[i], 0f);
        }
        int rows = 19;
        int columns = 11;
        float[] z = random(4, rows * columns);
        float[] p = z.clone();
        kernels.softmax(rows, columns, p, p);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < columns; i++) {
                sum += Math.exp(z[row * columns + i]);
            }
            for (int i = 0; i < columns; i++) {
                assertEquals(Math.exp(z[row * columns + i]) / sum, p[row * columns + i], 1e-6);
            }
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        Kernels kernels = Kernels.auto();
        Operator operator = kernels.operator(MaxPool2d.of(2), new Shape(1, 4, 4));
        float[] none = new float[0];
        assertMessage("A batch must have at least one sample; you gave 0.",
                () -> operator.run(0, none, none, none));
        assertMessage("x must have 32 values; you gave 31.",
                () -> operator.run(2, new float[31], none, new float[8]));
        assertMessage("parameters must have 0 values; you gave 1.",
                () -> operator.run(2, new float[32], new float[1], new float[8]));
        assertMessage("y must have 8 values; you gave 9.",
                () -> operator.run(2, new float[32], none, new float[9]));
        float[] shared = new float[12];
        assertMessage("y must not overlap parameters: both lie in the same array; give y one of its"
                + " own.",
                () -> kernels.operator(new Dense(3), Shape.flat(3))
                        .run(4, new float[12], shared, shared));
        assertThrows(ShapeException.class,
                () -> kernels.operator(MaxPool2d.of(5), new Shape(1, 4, 4)));
        assertThrows(ShapeException.class, () -> kernels.operator(new Add(), new Shape(1, 4, 4)));
        assertMessage("y must have 3 values; you gave 2.",
                () -> kernels.activate(Activation.TANH, new float[3], new float[2]));
        assertMessage("A softmax needs rows and columns of at least 1; you gave 2 and 0.",
                () -> kernels.softmax(2, 0, none, none));
    }

    private static void assertMessage(String message,
            Executable run) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, run).getMessage());
    }
}
