package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In any scene the digit is read, or refused; hardly ever is the answer sure and wrong. */
class ScenesTest {
    private static final Dataset TEST = Mnist.load().test();
    private static final Model MODEL = Lenet5.pretrained();
    private static final int FEW = 4;
    private static final int MANY = 200;

    /** How many digits of a kind were right, refused, wrong, and wrong with more than 0.9. */
    record Row(int count, int right, int refused, int wrong, int sure) {
        /** What became of a digit: 0 right, 1 refused, 2 wrong, 3 wrong and sure. */
        private static int outcome(Scenes.Kind kind, int index, long seed) {
            Sample digit = TEST.image(index);
            Picture picture = Scenes.of(kind, digit.values(), seed);
            try {
                Prediction prediction = MODEL.predict(DigitImage.prepare(picture).sample());
                if (prediction.label() == digit.label()) {
                    return 0;
                }
                return prediction.probabilities()[prediction.label()] > 0.9 ? 3 : 2;
            } catch (PictureException e) {
                return 1;
            }
        }

        static Row of(Scenes.Kind kind, int count, long seed) {
            int[] outcomes = IntStream.range(0, count)
                    .map(i -> outcome(kind, i * (TEST.size() / count), seed + i))
                    .toArray();
            int[] sums = new int[4];
            for (int outcome : outcomes) {
                sums[outcome]++;
            }
            return new Row(count, sums[0], sums[1], sums[2] + sums[3], sums[3]);
        }
    }

    /** Too few to tell 1 % from 2 %, enough to see that a kind is no longer understood. */
    @ParameterizedTest
    @EnumSource
    void aFewOfEachKindAreReadOrRefused(Scenes.Kind kind) {
        Row row = Row.of(kind, FEW, 1);
        assertTrue(row.wrong() <= 1 && row.right() >= FEW / 2, row::toString);
    }

    @Tag("reliability")
    @Tag("scenes")
    @ParameterizedTest
    @EnumSource
    void sceneryFoolsNobody(Scenes.Kind kind) {
        Row row = Row.of(kind, MANY, 1000);
        System.out.printf("%-15s right %3d, refused %3d, wrong %3d, of these above 0.9 %3d%n", kind,
                row.right(), row.refused(), row.wrong(), row.sure());
        assertTrue(row.wrong() <= 0.05 * MANY && row.sure() <= 0.01 * MANY, row::toString);
        assertTrue(!kind.plain() || (row.right() >= 0.985 * MANY && row.refused() <= 0.005 * MANY),
                row::toString);
    }
}
