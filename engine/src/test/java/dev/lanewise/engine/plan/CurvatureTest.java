package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Second derivatives against the same recursion in double precision with derivatives of each layer that
 * are finite differences; scalar and vector kernels to the same bits.
 */
@Tag("kernels")
class CurvatureTest {
    private static final int BATCH = 5;
    private static final float[] RUBBISH = {CrossEntropy.NO_RUBBISH, -1};

    static Stream<Case> cases() {
        return SmallNetworks.lines(BATCH);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void secondDerivativesAreThoseOfTheDefinition(Case example) {
        double[] wide = ReferenceNetwork.widen(example.parameters());
        ReferenceNetwork reference = new ReferenceNetwork(example.network(), 0);
        for (float rubbish : RUBBISH) {
            double[] expected = new double[wide.length];
            for (float[] image : example.images()) {
                double[] one = reference.curvature(wide, image, rubbish);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += one[i];
                }
            }
            double largest = Arrays.stream(expected).max().orElse(0);
            for (int lanes : new int[]{Backend.TILE, 1}) {
                float[] scalar = curvature(example, Kernels.of(KernelChoice.SCALAR).backend(),
                        lanes,
                        rubbish);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], scalar[i],
                            1e-4 * (expected[i] + largest / 100) + 1e-9,
                            "parameter " + i + ", lanes " + lanes + ", rubbish " + rubbish);
                }
                SameBits.assertSameBits(scalar,
                        curvature(example, Kernels.auto().backend(), lanes, rubbish),
                        "lanes " + lanes);
            }
        }
    }

    private static float[] curvature(Case example, Backend kernels, int lanes, float rubbish) {
        return new TrainingPass(example.network(), kernels, lanes, BATCH)
                .curvature(example.parameters(), example.images(), example.labels(), rubbish);
    }
}
