package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Data sets that lie: what is wrong with which sample is said wherever they are used. */
@Timeout(60)
class WrongSamplesTest {
    private static final Network NETWORK = Network.input(1, 6, 6).dense(4).build();
    /** A tile that is full and one that is not. */
    private static final Dataset DATA = SyntheticImages.of(23, 6, 4, 1);

    /** A use of a data set. */
    private enum Use {
        FIT, VALIDATION, TRAINER_EVALUATE, EVALUATE, PREDICT;

        void of(Dataset data, KernelChoice choice) {
            Kernels kernels = Kernels.of(choice);
            TrainerBuilder options = SyntheticImages.trainer(NETWORK)
                    .batchSize(32)
                    .threads(1)
                    .kernels(kernels);
            if (this == VALIDATION) {
                options.validation(data);
            }
            try (Trainer trainer = options.build()) {
                switch (this) {
                    case FIT -> trainer.fit(data, 1);
                    case VALIDATION -> trainer.fit(DATA, 1);
                    case TRAINER_EVALUATE -> trainer.evaluate(data);
                    case EVALUATE -> trainer.model().evaluate(data, kernels, 1);
                    case PREDICT -> trainer.model().predict(data, kernels, 1);
                }
            }
        }
    }

    private static Stream<Arguments> uses() {
        return Stream.of(Use.values())
                .flatMap(use -> Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                        .map(kernels -> Arguments.of(use, kernels)));
    }

    private static String refusal(Executable use) {
        return assertThrows(IllegalArgumentException.class, use).getMessage();
    }

    private static Dataset withValue(int sample, int at, float value) {
        return new ForwardingDataset(DATA) {
            @Override
            public void read(int index, float[] into, int offset) {
                super.read(index, into, offset);
                if (index == sample) {
                    into[offset + at] = value;
                }
            }
        };
    }

    @ParameterizedTest
    @MethodSource("uses")
    void valuesThatAreNoNumbers(Use use, KernelChoice kernels) {
        for (int sample : new int[]{0, 20}) {
            for (int at : new int[]{0, 17, 35}) {
                for (float value : new float[]{Float.NaN, Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY}) {
                    assertEquals("Sample " + sample + " of the data set must be 36 finite numbers"
                            + " (1×6×6), but the value at index " + at + " is " + value
                            + "; correct it, or the"
                            + " data set if it leaves values out.",
                            refusal(() -> use.of(withValue(sample, at, value), kernels)));
                }
            }
        }
    }

    private static Dataset withLabels(IntUnaryOperator labels) {
        return new ForwardingDataset(DATA) {
            @Override
            public int label(int index) {
                return labels.applyAsInt(index);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"FIT", "VALIDATION", "TRAINER_EVALUATE", "EVALUATE"})
    void labelsThatAreNoClasses(Use use) {
        // In training −1 is no class, see NoClassTest.
        int negative = use == Use.FIT ? -2 : -1;
        for (int label : new int[]{negative, 4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Dataset data = withLabels(index -> index == 20 ? label : 0);
            assertEquals("Label 20 must be a class below 4, but is " + label
                    + "; correct it, or give the data set more classes.",
                    refusal(() -> use.of(data, KernelChoice.AUTO)));
        }
    }

    /** Predictions need no labels. */
    @Test
    void unknownLabelsArePredicted() {
        Use.PREDICT.of(withLabels(index -> -1), KernelChoice.AUTO);
    }

    /** What is left out is not what another sample left in its place. */
    @ParameterizedTest
    @EnumSource
    void samplesThatAreReadInPart(Use use) {
        Dataset data = new ForwardingDataset(DATA) {
            @Override
            public void read(int index, float[] into, int offset) {
                Arrays.fill(into, offset, offset + (index == 20 ? 30 : 36), 1f);
            }
        };
        assertEquals("Sample 20 of the data set must be 36 finite numbers (1×6×6), but the value at"
                + " index 30 is NaN; correct it, or the data set if it leaves values out.",
                refusal(() -> use.of(data, KernelChoice.AUTO)));
    }

    /** As where its size was told wrong, or has changed. */
    @ParameterizedTest
    @EnumSource
    void fewerSamplesThanTold(Use use) {
        Dataset data = new ForwardingDataset(DATA.slice(0, 20)) {
            @Override
            public int size() {
                return 21;
            }
        };
        String message = refusal(() -> use.of(data, KernelChoice.AUTO));
        assertEquals(
                "Sample 20 of the data set must have 36 values (1×6×6) and a label, but reading it gave an index"
                        + " out of bounds; correct the size or the shape that the data set tells.",
                message.replace(" (Index 20 out of bounds for length 20)", ""));
    }

    /** As the compiler makes them where they are thrown often. */
    @Test
    void boundsWithoutAMessage() {
        Dataset data = new ForwardingDataset(DATA) {
            @Override
            public void read(int index, float[] into, int offset) {
                throw new ArrayIndexOutOfBoundsException();
            }
        };
        String message = refusal(() -> Use.EVALUATE.of(data, KernelChoice.AUTO));
        assertTrue(message.contains("gave an index out of bounds; correct"), message);
    }

    /** Of 49 values the last ones of the last image of a tile lie outside. */
    @ParameterizedTest
    @EnumSource
    void samplesLargerThanTold(Use use) {
        Dataset large = SyntheticImages.of(32, 7, 4, 1);
        Dataset data = new ForwardingDataset(large) {
            @Override
            public dev.lanewise.engine.nn.Shape shape() {
                return DATA.shape();
            }
        };
        String message = refusal(() -> use.of(data, KernelChoice.AUTO));
        assertEquals(
                "of the data set must have 36 values (1×6×6) and a label, but reading it gave an index out of"
                        + " bounds",
                message.replaceFirst("Sample \\d+ ", "")
                        .replaceFirst("( \\(Range.*|; correct.*)", ""));
    }

    @ParameterizedTest
    @EnumSource
    void dataSetsWithoutSamplesOrClasses(Use use) {
        Dataset negative = new ForwardingDataset(DATA) {
            @Override
            public int size() {
                return -3;
            }
        };
        assertEquals("The data set must have at least one sample, but has -3; select some.",
                assertThrows(ShapeException.class, () -> use.of(negative, KernelChoice.AUTO))
                        .getMessage());
        Dataset none = new ForwardingDataset(DATA) {
            @Override
            public int classes() {
                return 0;
            }
        };
        if (use == Use.PREDICT) {
            use.of(none, KernelChoice.AUTO);
            return;
        }
        assertEquals("The data set must have classes, or values as targets, but has 0 classes and"
                + " 0 values a sample; tell one more class than its largest label, or the number"
                + " of values.",
                assertThrows(ShapeException.class, () -> use.of(none, KernelChoice.AUTO))
                        .getMessage());
    }
}
