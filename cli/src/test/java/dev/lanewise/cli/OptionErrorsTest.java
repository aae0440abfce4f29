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
            "--epochs 0 | --epochs must be a whole number from 1 to 100000; you gave '0'.",
            "--batch-size 0 | --batch-size must be a whole number from 1 to 65536; you gave '0'.",
            "--learning-rate 0 | --learning-rate must be a number above 0 and at most 1000; you gave '0'.",
            "--learning-rate NaN | --learning-rate must be a number above 0 and at most 1000; you gave 'NaN'.",
            "--momentum 0.9999999999 | --momentum must be a number from 0 to below 1; you gave '0.9999999999'.",
            "--learning-rate 1e-50 | --learning-rate must be a number above 0 and at most 1000; you gave '0.00000000000000000000000000000000000000000000000001'.",
            "--momentum 1 | --momentum must be a number from 0 to below 1; you gave '1'.",
            "--warmup 1.5 | --warmup must be a number from 0 to below 1; you gave '1.5'.",
            "--weight-decay -0.1 | --weight-decay must be a number from 0 to 1; you gave '-0.1'.",
            "--clip-norm -1 | --clip-norm must be a number from 0 to 1000000; you gave '-1'.",
            "--label-smoothing 1 | --label-smoothing must be a number from 0 to below 1; you gave '1'.",
            "--ema 1 | --ema must be a number from 0 to below 1; you gave '1'.",
            "--patience -1 | --patience must be a whole number from 0 to 100000; you gave '-1'.",
            "--threads 0 | --threads must be a whole number from 1 to 1024; you gave '0'.",
            "--limit 0 | --limit must be a whole number from 1 to 2147483647; you gave '0'.",
            "--min-accuracy 98 | --min-accuracy must be a number from 0 to 1; you gave '98'; did you mean 0.98?",
            "--limit 41 | --limit must be at most the 40 training images of data; you gave '41'; leave it out to use them all.",
            "--validation 40 | --validation must be less than the 40 images there are to train with; you gave '40'; hold out fewer, or none.",
            "--validation none --batch-size 41 --drop-last | --batch-size must be at most the 40 images there are to train with, as --drop-last leaves out what does not fill a batch; you gave '41'; make batches smaller.",
            "--patience 2 --validation none | --patience must have validation images, and this run has none; hold some out, such as --validation 1000.",
            "--nesterov --momentum 0 | --nesterov must have a momentum above 0; you gave 0; set one, such as --momentum 0.9.",
            "--optimizer adam --momentum 0.9 | --momentum must go with --optimizer sgd; you gave adam, which has no such value; leave one of them out.",
            "--optimizer sdlm --weight-decay 0.1 | --weight-decay must go with --optimizer sgd, adam or adamw; you gave sdlm, which has no such value; leave one of them out.",
            "--network lenet5-1998 --activation relu | --activation must be scaled-tanh with --network lenet5-1998; you gave 'relu'; leave it out.",
            "--network resnet8 --activation silu | --activation must be relu with --network resnet8; you gave 'silu'; leave it out.",
            "--optimizer adamw --no-nesterov | --nesterov must go with --optimizer sgd; you gave adamw, which has no such value; leave one of them out."})
    void refuses(String options, String sentence) throws IOException {
        train(options.split(" ")).expectFailure(2, sentence);
        assertNothingWritten();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--schedule cosin | --schedule must be one of constant, linear, cosine, one-cycle, lecun-1998, range-test; you gave 'cosin'; did you mean cosine?",
            "--recipe best | --recipe must be one of standard, fast, accurate, robust, article, lenet5-1998, resnet8, ds-cnn, mobilenet; you gave 'best'",
            "--recipe standrad | --recipe must be one of standard, fast, accurate, robust, article, lenet5-1998, resnet8, ds-cnn, mobilenet; you gave 'standrad'; did you mean standard?",
            "--validation tset | --validation must be none, test, or a number of training images from 1; you gave 'tset'; did you mean test?",
            "--network lenet | --network must be one of lenet5, lenet5-article, lenet5-1998, resnet8, ds-cnn, mobilenet, or a .json file; you gave 'lenet'; did you mean lenet5?",
            "--activation elu | --activation must be one of relu, silu, gelu, tanh, scaled-tanh, sigmoid, hard-sigmoid, hard-swish, softplus; you gave 'elu'; did you mean relu?",
            "--init zeros | --init must be one of glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform; you gave 'zeros'",
            "--optimizer lamb | --optimizer must be one of sgd, adam, adamw, sdlm; you gave 'lamb'",
            "--kernels gpu | --kernels must be one of auto, vector, portable, scalar; you gave 'gpu'",
            "--color yes | --color must be one of auto, always, never; you gave 'yes'",
            "--validation 0 | --validation must be none, test, or a number of training images from 1; you gave '0'",
            "--epochs three | --epochs must be a whole number; you gave 'three'",
            "--epochs 2.5 | --epochs must be a whole number; you gave '2.5'",
            "--epochs 9999999999 | --epochs must be a whole number from -2147483648 to 2147483647; you gave '9999999999'",
            "--seed abc | --seed must be a whole number; you gave 'abc'",
            "--seed 9223372036854775808 | --seed must be a whole number from -9223372036854775808 to 9223372036854775807; you gave '9223372036854775808'",
            "--learning-rate 0,05 | --learning-rate must be a number; you gave '0,05'; did you mean 0.05?",
            "--limit 5,000 | --limit must be a whole number; you gave '5,000'; did you mean 5000?",
            "--json=yes | --json must be given without a value, or be true or false; you gave 'yes'",
            "--momentum abc | --momentum must be a number; you gave 'abc'"})
    void refusesWords(String options, String sentence) throws IOException {
        train(options.split(" ")).expectFailure(2,
                sentence + (sentence.endsWith("?") ? "" : "."));
        assertNothingWritten();
    }

    @Test
    void theDefaultValidationMustFit() throws IOException {
        train().expectFailure(2, "--validation must be less than the 40 images there are to"
                + " train with; the recipe standard holds out 5000; hold out fewer, or none.");
        assertNothingWritten();
    }

    @Test
    void aRunFolderMustBeNewOrEmpty() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));
        Path file = Files.createFile(full.resolve("file"));
        train("--run", full.toString()).expectFailure(2, "--run must be a new or empty folder;"
                + " you gave " + full + ", which has files in it; name another, or empty it.");
        train("--run", file.toString()).expectFailure(2, "--run must be a new or empty folder;"
                + " you gave " + file + ", which is a file; name another.");
        assertTrue(Files.exists(file));
    }
}
