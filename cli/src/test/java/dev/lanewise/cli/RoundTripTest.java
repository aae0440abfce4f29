package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that are accepted are accepted again from the configuration that they become, and mean the same. */
class RoundTripTest {
    private static final List<String> OPTIMIZERS = List.of("sgd", "adam", "adamw", "sdlm");
    private static final List<String> SCHEDULES = List.of("constant", "linear", "cosine",
            "one-cycle", "lecun-1998", "range-test");
    private static final List<String> OPTIONS = List.of("--network=lenet5",
            "--network=lenet5-article", "--network=lenet5-1998", "--activation=tanh",
            "--activation=scaled-tanh", "--init=he-normal", "--learning-rate=1e-45",
            "--learning-rate=3.1415926535897931e-7", "--learning-rate=1000", "--momentum=0",
            "--momentum=0.99999", "--nesterov", "--no-nesterov", "--warmup=0.999", "--warmup=0",
            "--weight-decay=0", "--weight-decay=1e-300", "--weight-decay=1",
            "--label-smoothing=0.9", "--ema=0", "--ema=0.999", "--augment=elastic",
            "--clip-norm=0.5", "--corruption=0.3", "--outliers=7",
            "--validation=none", "--validation=test", "--validation=1", "--patience=100000",
            "--seed=-9223372036854775808", "--seed=9223372036854775807", "--threads=2",
            "--kernels=scalar", "--limit=2147483647", "--batch-size=65536", "--drop-last",
            "--no-drop-last", "--epochs=100000", "--min-accuracy=0.985", "--no-plots", "--profile",
            "--run=x=y", "--data=d a=t'a", "--network=mobilenet", "--from=pretrained",
            "--normalization=0.1307,0.3081",
            "--layers=residual(conv 1 10x4 same | dropout 0.5) ,dense",
            "--network={\"input\":[1,28,28],\"layers\":[{\"type\":\"dense\",\"units\":10}]}");

    @TempDir
    Path directory;

    private void check(List<String> options) throws IOException {
        CommandLineHarness harness = new CommandLineHarness(directory);
        List<String> given = new ArrayList<>(List.of("train", "--print-config"));
        given.addAll(options);
        Outcome first = harness.run(given.toArray(String[]::new));
        if (first.code() == 2) {
            return; // What does not go together is refused at once.
        }
        Files.writeString(directory.resolve("mine.json"), first.expect(0).out());
        Outcome second = harness.run("train", "--config", "mine.json", "--print-config").expect(0);
        String run = "\"run\": .*";
        assertEquals(first.out().replaceAll(run, ""), second.out().replaceAll(run, ""),
                options::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "fast", "accurate", "article", "lenet5-1998", "resnet8"})
    void aConfigurationMeansWhatItWasMadeOf(String recipe) throws IOException {
        check(List.of("--recipe=" + recipe));
        for (String optimizer : OPTIMIZERS) {
            for (String schedule : SCHEDULES) {
                check(List.of("--recipe=" + recipe, "--optimizer=" + optimizer,
                        "--schedule=" + schedule));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adamw", "sdlm"})
    void everyOptimizerWithEveryOption(String optimizer) throws IOException {
        for (String option : OPTIONS) {
            check(List.of("--optimizer=" + optimizer, option));
        }
    }

    @Test
    void aConfigurationOfAnOlderVersionHasAWeightDecayForEveryOptimizer() throws IOException {
        Files.writeString(directory.resolve("mine.json"),
                "{\"options\":{\"optimizer\":\"sdlm\",\"weight_decay\":0.0}}");
        new CommandLineHarness(directory)
                .run("train", "--config", "mine.json", "--print-config")
                .expect(0);
    }

    @Test
    void everyOptionIsTried() {
        List<String> named = Stream.concat(OPTIONS.stream(),
                Stream.of("--recipe", "--optimizer", "--schedule"))
                .map(option -> option.replaceFirst("^--(no-)?", "").replaceFirst("=.*", ""))
                .distinct()
                .sorted()
                .toList();
        List<String> written = new CommandLineHarness(directory).run("train", "--print-config")
                .expect(0)
                .outLines()
                .stream()
                .filter(line -> line.startsWith("    \""))
                .map(line -> line.strip().replaceFirst("\"(.*?)\".*", "$1").replace('_', '-'))
                .map(name -> name.replaceFirst("^no-", ""))
                .sorted()
                .toList();
        assertEquals(written, named);
    }
}
