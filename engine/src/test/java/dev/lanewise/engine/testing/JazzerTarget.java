package dev.lanewise.engine.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A fuzz target as a process of its own: driven by Jazzer, or fed with files. */
public final class JazzerTarget {
    /** What the last line begins with that {@link #main} prints. */
    static final String WRONG = "Inputs that went wrong: ";

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static FuzzTarget target;

    private JazzerTarget() {}

    /** For Jazzer: takes the name of the target's class. */
    public static void fuzzerInitialize(String... arguments) throws ReflectiveOperationException {
        target = target(arguments[0]);
    }

    /** For Jazzer: one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.read(input);
    }

    static FuzzTarget target(String className) throws ReflectiveOperationException {
        return (FuzzTarget) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    /**
     * Reads all files of folders and prints those that go wrong; the exit code says whether any did.
     *
     * @param arguments the name of the target's class, then folders
     */
    public static void main(String... arguments) throws Exception {
        FuzzTarget read = target(arguments[0]);
        for (byte[] seed : read.seeds()) {
            FuzzLimits.read(read, seed, Duration.ofMinutes(1)); // its classes are loaded now
        }
        int wrong = 0;
        for (int i = 1; i < arguments.length; i++) {
            for (Path file : FuzzCorpus.files(Path.of(arguments[i]))) {
                try {
                    FuzzLimits.read(read, Files.readAllBytes(file), DEADLINE);
                } catch (AssertionError | Exception e) {
                    wrong++;
                    System.out.println(file + ":");
                    e.printStackTrace(System.out);
                }
            }
        }
        System.out.println(WRONG + wrong);
        // A thread that hangs is a daemon, and does not keep this from ending.
        System.exit(wrong == 0 ? 0 : 1);
    }
}
