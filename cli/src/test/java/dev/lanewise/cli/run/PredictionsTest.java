package dev.lanewise.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.run.Predictions.Answer;
import dev.lanewise.engine.nn.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a run's predictions. */
class PredictionsTest {
    private static final Predictions ONES = new Predictions("shapes", "d1", "w1",
            List.of("disc", "ring"), List.of(new Answer(0, 0, 0.75f), new Answer(1, 0, 0.5f)));

    @TempDir
    Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("predictions.safetensors");
    }

    @Test
    void areReadAsTheyWereWritten() throws IOException {
        ONES.save(file);
        assertEquals(ONES, Predictions.read(file));
        byte[] written = Files.readAllBytes(file);
        ONES.save(file);
        assertArrayEquals(written, Files.readAllBytes(file));
        assertThrows(NoSuchFileException.class,
                () -> Predictions.read(directory.resolve("none")));
    }

    @Test
    void damageAnywhereIsNoticed() throws IOException {
        ONES.save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThrows(ModelFormatException.class, () -> Predictions.read(file), "byte " + i);
        }
    }

    @Test
    void aClassThatIsNoneIsRefused() throws IOException {
        new Predictions("shapes", "d1", "w1", List.of("disc"), ONES.answers()).save(file);
        String message = String.valueOf(
                assertThrows(ModelFormatException.class, () -> Predictions.read(file))
                        .getMessage());
        assertTrue(message.contains("its classes must be whole numbers below 1, but one is 1.0"),
                message);
    }
}
