package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of {@code train}'s options that make no sense: one sentence, exit code 2, and nothing written. */
class OptionErrorsTest {
    @TempDir
    Path directory;
    private Path data;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() throws IOException {
        data = TinyData.write(directory.resolve("data"), 40, 10);
        harness = new CommandLineHarness(directory);
    }

    private Outcome train(String... options) {
        return harness.run(Stream
                .concat(Stream.of("train", "--data", data.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private void assertNothingWritten() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(data), files.toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--epochs 0 | Option --epochs expected a whole number from 1 to 100000, found 0.",
            "--batch-size 0 | Option --batch-size expected a whole number from 1 to 65536, found 0.",
            "--learning-rate 0 | Option --learning-rate expected a number above 0 and at most 1000, found 0.",
            "--learning-rate NaN | Option --learning-rate expected a number above 0 and at most 1000, found NaN.",
            "--momentum 0.9999999999 | Option --momentum expected a number from 0 to below 1, found 0.9999999999.",
            "--learning-rate 1e-50 | Option --learning-rate expected a number above 0 and at most 1000, found 0.00000000000000000000000000000000000000000000000001.",
            "--momentum 1 | Option --momentum expected a number from 0 to below 1, found 1.",
            "--warmup 1.5 | Option --warmup expected a number from 0 to below 1, found 1.5.",
            "--weight-decay -0.1 | Option --weight-decay expected a number from 0 to 1, found -0.1.",
            "--label-smoothing 1 | Option --label-smoothing expected a number from 0 to below 1, found 1.",
            "--ema 1 | Option --ema expected a number from 0 to below 1, found 1.",
            "--patience -1 | Option --patience expected a whole number from 0 to 100000, found -1.",
            "--threads 0 | Option --threads expected a whole number from 1 to 1024, found 0.",
            "--limit 0 | Option --limit expected a whole number from 1 to 2147483647, found 0.",
            "--min-accuracy 98 | Option --min-accuracy expected a number from 0 to 1, found 98.",
            "--limit 41 | Option --limit expected at most the 40 training images of data, found 41; leave it out to use them all.",
            "--validation 40 | Option --validation expected fewer than the 40 images there are to train with, found 40; hold out fewer, or none.",
            "--validation none --batch-size 41 --drop-last | Option --batch-size expected at most the 40 images there are to train with, as --drop-last leaves out what does not fill a batch, found 41; make batches smaller.",
            "--patience 2 --validation none | Option --patience expected validation images, found none; hold some out, such as --validation 1000.",
            "--nesterov --momentum 0 | Option --nesterov expected a momentum above 0, found 0; set one, such as --momentum 0.9.",
            "--optimizer adam --momentum 0.9 | Option --momentum expected --optimizer sgd, found adam, which has no such value; leave one of them out.",
            "--optimizer sdlm --weight-decay 0.1 | Option --weight-decay expected --optimizer sgd, adam or adamw, found sdlm, which has no such value; leave one of them out.",
            "--network lenet5-1998 --activation relu | Option --activation expected scaled-tanh with --network lenet5-1998, found relu; leave it out.",
            "--optimizer adamw --no-nesterov | Option --nesterov expected --optimizer sgd, found adamw, which has no such value; leave one of them out."})
    void refuses(String options, String sentence) throws IOException {
        train(options.split(" ")).expectFailure(2, sentence);
        assertNothingWritten();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--schedule cosin | Invalid value for option '--schedule': expected constant, linear, cosine, one-cycle, lecun-1998, range-test, found 'cosin'; did you mean cosine?",
            "--recipe best | Invalid value for option '--recipe': expected standard, fast, accurate, article, lenet5-1998, found 'best'",
            "--recipe standrad | Invalid value for option '--recipe': expected standard, fast, accurate, article, lenet5-1998, found 'standrad'; did you mean standard?",
            "--validation tset | Invalid value for option '--validation': expected none, test, or a number of training images of at least 1, found 'tset'; did you mean test?",
            "--network lenet | Invalid value for option '--network': expected lenet5, lenet5-article, lenet5-1998, found 'lenet'; did you mean lenet5?",
            "--activation elu | Invalid value for option '--activation': expected relu, silu, tanh, scaled-tanh, found 'elu'; did you mean relu?",
            "--init zeros | Invalid value for option '--init': expected glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform, found 'zeros'",
            "--optimizer lamb | Invalid value for option '--optimizer': expected sgd, adam, adamw, sdlm, found 'lamb'",
            "--kernels gpu | Invalid value for option '--kernels': expected auto, vector, scalar, found 'gpu'",
            "--color yes | Invalid value for option '--color': expected auto, always, never, found 'yes'",
            "--validation 0 | Invalid value for option '--validation': expected none, test, or a number of training images of at least 1, found '0'",
            "--epochs three | Invalid value for option '--epochs': expected a whole number, found 'three'",
            "--epochs 2.5 | Invalid value for option '--epochs': expected a whole number, found '2.5'",
            "--epochs 9999999999 | Invalid value for option '--epochs': expected a whole number from -2147483648 to 2147483647, found '9999999999'",
            "--seed abc | Invalid value for option '--seed': expected a whole number, found 'abc'",
            "--seed 9223372036854775808 | Invalid value for option '--seed': expected a whole number from -9223372036854775808 to 9223372036854775807, found '9223372036854775808'",
            "--momentum abc | Invalid value for option '--momentum': expected a number, found 'abc'"})
    void refusesWords(String options, String sentence) throws IOException {
        train(options.split(" ")).expectFailure(2,
                sentence + " (lanewise train --help says what there is)");
        assertNothingWritten();
    }

    @Test
    void theDefaultValidationMustFit() throws IOException {
        train().expectFailure(2, "Option --validation expected fewer than the 40 images there are"
                + " to train with, found 5000, which is what the recipe standard holds out"
                + " unless it is told otherwise; hold out fewer, or none.");
        assertNothingWritten();
    }

    @Test
    void aRunFolderMustBeNewOrEmpty() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));
        Path file = Files.createFile(full.resolve("file"));
        train("--run", full.toString()).expectFailure(2, "Option --run expected a new or empty"
                + " folder, found " + full + " with files in it; name another, or empty it.");
        train("--run", file.toString()).expectFailure(2, "Option --run expected a new or empty"
                + " folder, found the file " + file + "; name another.");
        assertTrue(Files.exists(file));
    }
}
