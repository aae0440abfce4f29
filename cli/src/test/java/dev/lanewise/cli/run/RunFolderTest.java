package dev.lanewise.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.EpochResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link RunFolder} and the files in it. */
class RunFolderTest {
    private static final EpochResult EPOCH = EpochResults.of(1, 0.5, 0.75, OptionalDouble.of(0.25),
            OptionalDouble.empty(), 0.05, 1.23456, 20_000.06);

    @TempDir
    Path directory;

    private List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void historyIsRewrittenWhole() throws IOException {
        RunFolder folder = RunFolder.named(directory.resolve("run"), directory);
        folder.close();
        Path csv = folder.path().resolve("history.csv");
        String heading = "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds,"
                + "images_per_second\n";
        folder.writeHistory(List.of());
        assertEquals(heading, Files.readString(csv));
        folder.writeHistory(List.of(EPOCH));
        String line = "1,0.5,0.75,0.25,,0.05,1.235,20000.1\n";
        assertEquals(heading + line, Files.readString(csv));
        folder.appendHistory(EPOCH);
        assertEquals(heading + line + line, Files.readString(csv));
        assertEquals(List.of(csv), files(folder.path()));
    }

    @Test
    void aFileThatCanNotBeReplacedIsLeftAsItWas() throws IOException {
        RunFolder folder = RunFolder.named(directory.resolve("run"), directory);
        folder.close();
        Path inTheWay = Files.createDirectories(folder.path().resolve("config.json/child"))
                .getParent();
        IOException failure = assertThrows(IOException.class,
                () -> folder.writeConfig(Map.of("a", 1)));
        assertTrue(failure.getMessage().startsWith(inTheWay.toString()), failure.getMessage());
        assertEquals(List.of(inTheWay), files(folder.path()));
    }

    @Test
    void anEmptyFolderMayBecomeARun() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertEquals(empty, RunFolder.named(empty, directory).path());
    }

    @Test
    void discardRemovesTheRunButNothingElse() throws IOException {
        RunFolder folder = RunFolder.named(directory.resolve("run"), directory);
        folder.writeConfig(Map.of());
        folder.discard();
        assertFalse(Files.exists(folder.path()));
        RunFolder other = RunFolder.named(directory.resolve("other"), directory);
        other.writeConfig(Map.of());
        Path foreign = Files.createFile(other.path().resolve("foreign"));
        other.discard();
        assertEquals(List.of(foreign), files(other.path()));
    }

    @Test
    void discardRemovesTheFoldersThatTheRunMadeAndNoOthers() throws IOException {
        Path mine = Files.createDirectory(directory.resolve("mine"));
        RunFolder inMine = RunFolder.named(mine, directory);
        inMine.writeConfig(Map.of());
        inMine.discard();
        assertEquals(List.of(), files(mine));
        RunFolder deep = RunFolder.named(mine.resolve("a/b/c"), directory);
        deep.writeConfig(Map.of());
        deep.discard();
        assertEquals(List.of(), files(mine));
        RunFolder kept = RunFolder.named(mine.resolve("a/b/c"), directory);
        Path foreign = Files.createFile(mine.resolve("a/foreign"));
        kept.discard();
        assertEquals(List.of(foreign), files(mine.resolve("a")));
        RunFolder dated = RunFolder.dated(directory, Clock.systemUTC(), "standard");
        dated.discard();
        assertFalse(Files.exists(directory.resolve("runs")));
    }

    @Test
    void lastMovesOnAndSparesARunOfThatName() throws IOException {
        Path last = directory.resolve("last");
        LastRun.update(directory.resolve("one"));
        LastRun.update(directory.resolve("two"));
        assertEquals(Path.of("two"), Files.readSymbolicLink(last));
        assertEquals(List.of(last), files(directory));
        Files.delete(last);
        Files.createDirectory(last);
        LastRun.update(directory.resolve("three"));
        assertTrue(Files.isDirectory(last));
    }

    @Test
    void onlyALastInTextIsFollowed() throws IOException {
        Path last = Files.writeString(directory.resolve("last"), "one\n");
        assertEquals(directory.resolve("one"), LastRun.follow(last));
        Path other = Files.writeString(directory.resolve("model"), "one\n");
        assertEquals(other, LastRun.follow(other));
        Files.write(last, new byte[]{(byte) 0xff, (byte) 0xfe});
        assertEquals(last, LastRun.follow(last));
    }

    @Test
    void aModelIsNamedByItsFileItsRunOrLast() throws IOException {
        Path run = Files.createDirectory(directory.resolve("one"));
        Path model = run.resolve("model.safetensors");
        assertEquals(model, RunFolder.modelFile(run));
        assertEquals(model, RunFolder.modelFile(model));
        Path last = Files.writeString(directory.resolve("last"), "one\n");
        assertEquals(model, RunFolder.modelFile(last));
    }
}
