package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.file.AtomicFiles;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.testing.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever call to the disk fails, the old file or the new one is there, whole and alone. */
class FaultyDiskTest {
    @TempDir
    private Path folder;

    /** What writes a file. */
    enum Writer {
        ATOMIC_FILES {
            @Override
            void write(Trainer trainer, Path file) throws IOException {
                AtomicFiles.write(file, "epoch " + trainer.checkpoint().epoch() + "\n".repeat(999));
            }
        },
        MODEL {
            @Override
            void write(Trainer trainer, Path file) throws IOException {
                trainer.model().save(file);
            }
        },
        CHECKPOINT {
            @Override
            void write(Trainer trainer, Path file) throws IOException {
                trainer.checkpoint().save(file);
            }
        };

        abstract void write(Trainer trainer, Path file) throws IOException;
    }

    private static Trainer trained(int epochs) {
        Trainer trainer = SyntheticImages.trainer(Network.input(1, 3, 3).dense(2).build())
                .threads(1)
                .build();
        trainer.fit(SyntheticImages.of(8, 3, 2, 1), epochs);
        return trainer;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneCallThatFailsLeavesTheOldFileOrTheNewOne(Writer writer) throws IOException {
        Path file = folder.resolve("file");
        try (Trainer before = trained(1); Trainer after = trained(2)) {
            writer.write(after, file);
            byte[] whole = Files.readAllBytes(file);
            writer.write(before, file);
            byte[] old = Files.readAllBytes(file);
            FaultyDisk disk = new FaultyDisk(0, 0);
            writer.write(after, disk.path(file));
            assertArrayEquals(whole, Files.readAllBytes(file), "without a fault");
            List<String> calls = disk.calls();
            assertEquals(List.of("write", "force", "close", "move", "open", "force", "close"),
                    calls.subList(calls.size() - 7, calls.size()));
            int failed = 0;
            for (int call = 1; call <= calls.size(); call++) {
                Files.write(file, old);
                try {
                    writer.write(after, new FaultyDisk(call, call).path(file));
                    assertArrayEquals(whole, Files.readAllBytes(file), "call " + call);
                } catch (IOException e) {
                    failed++;
                    assertTrue(e.getMessage().startsWith(file + ": Call " + call), e.getMessage());
                    assertArrayEquals(old, Files.readAllBytes(file), "call " + call);
                }
                assertEquals(List.of(file), files(), "call " + call);
            }
            // Nothing is reported of the folder alone: to open it, force it and close it.
            assertEquals(calls.size() - 3, failed);
        }
    }

    /** Then the temporary file can't be deleted either; the next start sweeps it away. */
    @ParameterizedTest
    @EnumSource
    void aDiskThatFailsForGoodLeavesTheOldFile(Writer writer) throws IOException {
        Path file = folder.resolve("file");
        try (Trainer before = trained(1); Trainer after = trained(2)) {
            writer.write(before, file);
            byte[] old = Files.readAllBytes(file);
            FaultyDisk sound = new FaultyDisk(0, 0);
            writer.write(after, sound.path(file));
            for (int call = 1; call <= sound.calls().size() - 3; call++) {
                Files.write(file, old);
                FaultyDisk disk = new FaultyDisk(call, Integer.MAX_VALUE);
                IOException failure = assertThrows(IOException.class,
                        () -> writer.write(after, disk.path(file)));
                assertTrue(failure.getMessage().startsWith(file + ": Call " + call),
                        failure.getMessage());
                assertEquals(1, failure.getSuppressed().length,
                        () -> Arrays.toString(failure.getSuppressed()));
                assertArrayEquals(old, Files.readAllBytes(file), "call " + call);
            }
        }
    }
}
