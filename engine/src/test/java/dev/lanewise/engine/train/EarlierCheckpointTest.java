package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.model.ModelFiles;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.plan.SameBits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that an earlier version began go on to the bits of a run without interruption. */
@Tag("kernels")
class EarlierCheckpointTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(EarlierRuns run) throws IOException {
        try (InputStream in = Objects
                .requireNonNull(EarlierCheckpointTest.class.getResourceAsStream(run.file()))) {
            return in.readAllBytes();
        }
    }

    private static Checkpoint read(EarlierRuns run) throws IOException {
        return TensorFile.read(run.file(), bytes(run), CheckpointFile.FORMAT);
    }

    /** As if it had been written with fused multiply-add here or without. */
    private static Checkpoint here(Checkpoint made) {
        SortedMap<String, String> options = new TreeMap<>(made.options());
        options.put("fusedMultiplyAdd", Boolean.toString(Fma.HARDWARE));
        return with(made, options);
    }

    private static Checkpoint with(Checkpoint made, SortedMap<String, String> options) {
        return new Checkpoint(options, made.progress(), made.epochsDone(), made.results(),
                made.best(), made.state());
    }

    private static void assertGoesOn(EarlierRuns run, Checkpoint checkpoint) {
        try (Trainer whole = run.trainer().build(); Trainer trainer = run.trainer().build()) {
            trainer.resume(run.data(), checkpoint);
            if (Fma.HARDWARE) {
                whole.fit(run.data(), EarlierRuns.EPOCHS);
                SameBits.assertSameBits(whole.model().parameters(), trainer.model().parameters(),
                        run.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void earlierRunsGoOn(EarlierRuns run) throws IOException {
        assertGoesOn(run, here(read(run)));
    }

    /** What is written today of an earlier run is a checkpoint of today. */
    @ParameterizedTest
    @EnumSource
    void earlierRunsCanBeSavedAgain(EarlierRuns run) throws IOException {
        Path file = folder.resolve(run.file());
        here(read(run)).save(file);
        assertGoesOn(run, Checkpoint.load(file));
    }

    private static String refusal(EarlierRuns run, Checkpoint checkpoint) {
        try (Trainer trainer = run.trainer().build()) {
            return assertThrows(IllegalArgumentException.class,
                    () -> trainer.requireResumable(run.data().size(), checkpoint)).getMessage();
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherLayersAreRefused(EarlierRuns run) throws IOException {
        Checkpoint made = here(read(run));
        SortedMap<String, String> options = new TreeMap<>(made.options());
        options.computeIfPresent("network",
                (name, text) -> text.replace("\"outChannels\":3", "\"outChannels\":2"));
        assertTrue(refusal(run, with(made, options)).startsWith(
                "The option network must be {\"input\":[1,8,8],\"layers\":[{\"type\":\"con"));
    }

    /** As the version before an attribute was thought of would have written it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PLAIN | optimizer | Sgd[learningRate=0.1, momentum=0.0, weightDecay=0.001]",
            "PLAIN | optimizer | Sgd[learningRate=0.1, weightDecay=0.001]",
            "PLAIN | schedule | Schedule[curve=CONSTANT]", "PLAIN | augmentation | Augmentation[]",
            "PLAIN | augmentation |", "PLAIN | ema |", "PLAIN | corruption |",
            "PLAIN | keepBest |"})
    void whatIsNotNamedHasItsUsualValue(EarlierRuns run, String option, String text)
            throws IOException {
        assertGoesOn(run, changed(run, option, text));
    }

    private static Checkpoint changed(EarlierRuns run, String option, String text)
            throws IOException {
        Checkpoint made = here(read(run));
        SortedMap<String, String> options = new TreeMap<>(made.options());
        options.remove(option);
        if (text != null) {
            options.put(option, text);
        }
        return with(made, options);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PLAIN | optimizer | Sgd[learningRate=0.1] | weightDecay of the optimizer must be 0.0, but is 0.001",
            "ADAM | optimizer | Adam[learningRate=0.01, weightDecay=0.05] | decoupled of the optimizer must be false, but is true",
            "ADAM | optimizer | Adam[learningRate=0.01, weightDecay=0.05, decoupled=true, amsgrad=true] | amsgrad of the optimizer must be true, but is nothing",
            "ADAM | optimizer | | learningRate of the optimizer must be nothing, but is 0.01",
            "ADAM | optimizer | Adam | optimizer must be Adam, but is Adam[learningRate=0.01, weightDecay=0.05, decoupled=true]",
            "ADAM | optimizer | Sgd[learningRate=0.01] | optimizer must be Sgd[learningRate=0.01], but is Adam[learningRate=0.01, weightDecay=0.05, decoupled=true]",
            "ADAM | ema | | ema must be 0.0, but is 0.8",
            "ADAM | gradientNoise | 1.0 | gradientNoise must be 1.0, but is nothing",
            "AUGMENTED | corruption | | corruption must be 0.0, but is 0.5",
            "AUGMENTED | augmentation | | shift of the augmentation must be 0.0, but is 1.5",
            "PLAIN | corruption | 0.5 | corruption must be 0.5, but is 0.0"})
    void anotherValueIsRefused(EarlierRuns run, String option, String text, String message)
            throws IOException {
        assertEquals("The option " + message + "; go on with what the checkpoint was made with.",
                refusal(run, changed(run, option, text)));
    }

    @Test
    void anEarlierNetworkThatCannotBeReadIsRefused() {
        for (String text : new String[]{"", "1×8×8", "1×8×8 [", "1×8×8 [Dense[units=4]]]"}) {
            Map<String, String> texts = Map.of("format", EarlierCheckpoint.VERSION,
                    "option.network", text, "progress", "0 0 0 0 0 0 0 0 0 0", "sizes",
                    "0 0 0 0 0 0 0", "beta_powers", "1.0 1.0");
            assertEquals(text, EarlierCheckpoint.today(texts).get("option.network"));
        }
    }

    /** Texts and arrays of the first version of this format, with a checksum that fits. */
    @ParameterizedTest
    @CsvSource({"beta_powers, 0.5", "beta_powers, 0.5 NaN", "beta_powers, 0.5 x",
            "progress, 1 3 3 2 1 16 4 1.0 0.1", "progress, 1 3 3 2 1 16 4 1.0 0.1 1 1",
            "progress, ''", "sizes, 1 0 40 40 40 40", "sizes, 1 0 40 40 40 40 40 40",
            "sizes, 1 0 -1 40 40 40 40"})
    void numbersOfNoEarlierTrainingAreRefused(String name, String value) throws IOException {
        byte[] whole = bytes(EarlierRuns.ADAM);
        String header = ModelFiles.header(whole)
                .replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":\"" + value + "\"");
        byte[] damaged = ModelFiles.sealed(ModelFiles.file(header, ModelFiles.data(whole)));
        assertThrows(ModelFormatException.class,
                () -> TensorFile.read("damaged", damaged, CheckpointFile.FORMAT));
    }

    @Test
    void powersThatWereNoneOfThisOptimizersAreRefused() throws IOException {
        byte[] whole = bytes(EarlierRuns.PLAIN);
        String header = ModelFiles.header(whole).replace("\"1.0 1.0\"", "\"0.5 1.0\"");
        Checkpoint made = TensorFile.read("changed",
                ModelFiles.sealed(ModelFiles.file(header, ModelFiles.data(whole))),
                CheckpointFile.FORMAT);
        try (Trainer trainer = EarlierRuns.PLAIN.trainer().build()) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> trainer.resume(EarlierRuns.PLAIN.data(), here(made))).getMessage();
            assertTrue(message.contains("must have the names [], not [beta1_power]"), message);
        }
    }
}
