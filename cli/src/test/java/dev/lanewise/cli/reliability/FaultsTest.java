package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.train.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that can't be written: full disks, limits, folders that turn read-only, calls that fail, two runs in one folder.
 * The program then ends with exit code 1 and a sentence that names a file, or gets by without; what it leaves is
 * resumed, or begun anew, to the same bits.
 */
@Tag("reliability")
@Tag("faults")
class FaultsTest {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;
    private static final int MODEL = 5;
    private static final int EPOCHS = 4;
    private static final int KILOBYTE = 1024;

    @TempDir
    Path directory;
    private Program program = new Program(Path.of(""));
    private Path place = Path.of("");
    private Ended whole = new Ended("", java.nio.ByteBuffer.allocate(0),
            java.nio.ByteBuffer.allocate(0), List.of(), Set.of());
    private boolean mounted;

    @BeforeEach
    void trainUndisturbed() throws Exception {
        TinyData.write(directory.resolve("data"), 120, 40);
        program = new Program(directory, "quick.options", List.of());
        whole = Ended.of(directory.resolve("whole"),
                program.run(train(directory.resolve("whole"))));
        place = Files.createDirectory(directory.resolve("place"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            call("umount", "-R", place.toString());
            mounted = false;
        }
    }

    private List<String> train(Path run) {
        return List.of("train", "--data", directory.resolve("data").toString(), "--kernels",
                "scalar", "--optimizer", "adam",
                "--ema", "0.9",
                "--batch-size", "32", "--validation", "20", "--epochs", Integer.toString(EPOCHS),
                "--no-plots",
                "--json", "--run", run.toString());
    }

    private static List<String> resume(Path run) {
        return List.of("train", "--resume", run.toString(), "--no-plots", "--json");
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
    }

    /** Mounts a small disk at the place; tells whether that is allowed here. */
    private boolean mount(int kilobytes) throws IOException, InterruptedException {
        mounted = call("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs",
                place.toString());
        return mounted;
    }

    private static void tellUntried(String what, String why) {
        System.out.println("faults: " + what + " can't be tried here: " + why + ".");
    }

    /** How a run may end whose files can't be written, and that what it left leads to the same end. */
    private void assertSurvived(String what, Outcome outcome, Path run) throws Exception {
        if (outcome.code() == 0) {
            if (what.startsWith("unlink")) { // What can't be removed stays, and must block nobody.
                Files.deleteIfExists(run.resolve("run.lock"));
            }
            whole.assertSame(Ended.of(run, outcome), what);
            return;
        }
        String sentences = outcome.err()
                .lines()
                .filter(line -> line.startsWith("lanewise: "))
                .reduce("", (a, b) -> a + b + "\n");
        assertEquals(FAILURE, outcome.code(), what + ": " + outcome.err());
        assertEquals(1, sentences.lines().count(), what + ": " + outcome.err());
        assertFalse(outcome.err().contains("\tat ") || sentences.contains("Unexpected"),
                what + ": " + outcome.err());
        assertTrue(sentences.contains(run.toString()) || sentences.contains("Standard output"),
                what + " names no file: " + sentences);
    }

    /** Goes on, now that nothing is in the way; begins anew where nothing was kept. */
    private void assertGoesOn(String what, Path run) throws Exception {
        Path checkpoint = run.resolve("last.checkpoint");
        boolean begun = Files.exists(checkpoint);
        if (begun) {
            Checkpoint.load(checkpoint);
        } else {
            Ended.delete(run);
        }
        Outcome outcome = program.run(begun ? resume(run) : train(run));
        whole.assertSame(Ended.of(run, outcome), what + (begun ? ", resumed" : ", begun anew"));
    }

    /** Trains under a fault, then without it; leaves no run. */
    private void trainUnder(String what, Program faulty) throws Exception {
        Path run = place.resolve("run");
        try {
            Outcome outcome = faulty.run(train(run));
            assertAll(() -> assertSurvived(what, outcome, run), () -> assertGoesOn(what, run));
        } finally {
            Ended.delete(run);
        }
    }

    @TestFactory
    Stream<DynamicTest> smallDisksThatFillUp() throws Exception {
        if (!mount(KILOBYTE)) {
            tellUntried("a full disk",
                    "only root may mount a small one; the limits on a file's size stand for it");
            return Stream.of();
        }
        unmount();
        return IntStream.of(4, 8, 40, 200, 300, 600, 900, 1200, 1500, 1800, 2600)
                .mapToObj(kilobytes -> DynamicTest.dynamicTest("disk of " + kilobytes + " kB",
                        () -> fillUp(kilobytes)));
    }

    private void fillUp(int kilobytes) throws Exception {
        assertTrue(mount(kilobytes));
        try {
            Path run = place.resolve("run");
            String what = "disk of " + kilobytes + " kB";
            Outcome outcome = program.run(train(run));
            assertTrue(call("mount", "-o", "remount,size=20m", place.toString()));
            assertAll(() -> assertSurvived(what, outcome, run), () -> assertGoesOn(what, run));
        } finally {
            unmount();
        }
    }

    @TestFactory
    Stream<DynamicTest> limitsOnTheSizeOfAFile() {
        return IntStream.of(0, 1, 2, 4, 8, 64, 480, 500, 1000, 1500, 2000, 4000)
                .mapToObj(blocks -> "ulimit -f " + blocks)
                .map(limit -> DynamicTest.dynamicTest(limit,
                        () -> trainUnder(limit, new Program(directory, "quick.options",
                                List.of("sh", "-c", limit + "; exec \"$@\"", "sh")))));
    }

    /** Of the calls of a kind first the first one fails, then the second one, until a run has no more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"write,pwrite64,writev | EIO",
            "write,pwrite64,writev | ENOSPC", "fsync,fdatasync | EIO",
            "rename,renameat,renameat2 | EIO", "rename,renameat,renameat2 | ENOSPC",
            "unlink,unlinkat | EIO"})
    void callsThatFail(String calls, String error) throws Exception {
        if (!call("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "true")) {
            tellUntried(calls + " that fails with " + error, "strace is missing or may not trace");
            return;
        }
        Path log = directory.resolve("strace.log");
        List<String> wrong = new ArrayList<>();
        int number = 0;
        boolean injected = true;
        while (injected) {
            number++;
            Program faulty = new Program(directory, "quick.options",
                    List.of("strace", "-f", "--seccomp-bpf", "-qq", "-o", log.toString(), "-e",
                            "trace=" + calls, "-e",
                            "inject=" + calls + ":error=" + error + ":when=" + number));
            try {
                trainUnder(calls + " number " + number + ": " + error, faulty);
            } catch (AssertionError | IOException e) {
                wrong.add(e.getMessage());
            }
            injected = Files.readString(log, StandardCharsets.ISO_8859_1).contains("(INJECTED)");
        }
        System.out.println("faults: " + calls + " with " + error + ": " + (number - 1)
                + " calls failed, " + wrong.size() + " ended wrong");
        assertEquals(List.of(), wrong);
    }

    @Test
    void aFolderThatTurnsReadOnly() throws Exception {
        boolean root = mount(20 * KILOBYTE);
        Path run = place.resolve("run");
        List<String> endless = new ArrayList<>(train(run));
        endless.set(endless.indexOf("--epochs") + 1, "100000");
        Program.Running running = program.start(endless);
        while (running.process().isAlive() && !Files.exists(run.resolve("last.checkpoint"))) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (root) {
            // Root may write in any folder; a disk that is read-only stops it. The disk itself can't
            // become so while the run has its lock open; what is mounted above it can.
            assertTrue(call("mount", "--bind", run.toString(), run.toString()));
            assertTrue(call("mount", "-o", "remount,bind,ro", run.toString()));
        } else {
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        Outcome outcome = running.outcome();
        outcome.expect(FAILURE);
        assertSurvived("read-only", outcome, run);
        assertTrue(Checkpoint.load(run.resolve("last.checkpoint")).epoch() >= 1);
        Outcome refused = program.run(resume(run));
        assertTrue(refused.code() == FAILURE || refused.code() == MODEL, refused.err());
        assertTrue(refused.err().contains(run.toString()), refused.err());
        if (root) {
            assertTrue(call("umount", run.toString()));
        } else {
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void twoRunsInOneFolder() throws Exception {
        for (int i = 0; i < 5; i++) {
            Path run = directory.resolve("shared" + i);
            assertOneOfTwo("two runs at once",
                    List.of(program.start(train(run)), program.start(train(run))), run,
                    true);
        }
    }

    @Test
    void twoResumesOfOneRun() throws Exception {
        Path run = directory.resolve("resumed");
        List<String> longer = new ArrayList<>(train(run));
        longer.set(longer.indexOf("--epochs") + 1, "60");
        Ended expected = Ended.of(directory.resolve("resumed"), program.run(longer));
        whole = expected;
        Ended.delete(run);
        Program.Running first = program.start(longer);
        while (first.process().isAlive() && !Files.exists(run.resolve("last.checkpoint"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        first.kill();
        first.process().waitFor();
        assertOneOfTwo("two resumes at once",
                List.of(program.start(resume(run)), program.start(resume(run))), run,
                false);
    }

    /** At least one ends well, and another is refused in a sentence; the folder is that of an undisturbed run. */
    private void assertOneOfTwo(String what, List<Program.Running> running, Path run, boolean begun)
            throws Exception {
        int ended = 0;
        for (Program.Running each : running) {
            Outcome outcome = each.outcome();
            if (outcome.code() == 0) {
                ended++;
                whole.assertSame(Ended.of(run, outcome), what);
            } else {
                assertTrue(List.of(FAILURE, USAGE, MODEL).contains(outcome.code()),
                        what + ": " + outcome.err());
                assertTrue(
                        outcome.err().contains("lanewise: ")
                                && !outcome.err().contains("Unexpected"),
                        what + ": " + outcome.err());
            }
        }
        // Two that begin at once can't both get the folder; a resume may come after the other has ended.
        assertTrue(begun ? ended == 1 : ended >= 1, what + ": ended well " + ended);
    }
}
