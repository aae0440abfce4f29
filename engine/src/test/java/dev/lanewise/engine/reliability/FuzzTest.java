package dev.lanewise.engine.reliability;

import dev.lanewise.engine.file.NetworkTextFuzzTarget;
import dev.lanewise.engine.model.ModelFileFuzzTarget;
import dev.lanewise.engine.testing.FuzzCorpus;
import dev.lanewise.engine.testing.FuzzLimits;
import dev.lanewise.engine.testing.FuzzRun;
import dev.lanewise.engine.testing.FuzzTarget;
import dev.lanewise.engine.train.CheckpointFuzzTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of the engine's files: what was once found, and with {@code -Dreliability=fuzz} the search for more. */
class FuzzTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    static List<FuzzTarget> targets() {
        return List.of(new ModelFileFuzzTarget(), new NetworkTextFuzzTarget(),
                new CheckpointFuzzTarget());
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
