package dev.lanewise.cli.reliability;

import dev.lanewise.cli.ConfigFuzzTarget;
import dev.lanewise.cli.predict.PictureFuzzTarget;
import dev.lanewise.engine.testing.FuzzCorpus;
import dev.lanewise.engine.testing.FuzzLimits;
import dev.lanewise.engine.testing.FuzzRun;
import dev.lanewise.engine.testing.FuzzTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of the command line: what was once found, and with {@code -Dreliability=fuzz} the search for more. */
class FuzzTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    static List<FuzzTarget> targets() {
        return List.of(new ConfigFuzzTarget(), new PictureFuzzTarget.Png(),
                new PictureFuzzTarget.Jpeg(), new PictureFuzzTarget.Gif(),
                new PictureFuzzTarget.Bmp(), new PictureFuzzTarget.Tiff(),
                new PictureFuzzTarget.Wbmp());
    }

    static List<Arguments> inputs() throws Exception {
        return FuzzCorpus.inputs(targets());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("inputs")
    void whatIsKeptIsReadOrRefused(FuzzTarget target, byte[] input) throws Exception {
        FuzzLimits.read(target, input, DEADLINE);
    }

    @Tag("reliability")
    @Tag("fuzz")
    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void noInputGoesWrong(FuzzTarget target) throws Exception {
        FuzzRun.of(target);
    }
}
