package dev.lanewise.release;

import java.io.IOException;
import java.nio.file.Path;

/** Verifies signatures. */
@FunctionalInterface
interface Signatures {
    /** Whether a file is what its owner signed. */
    boolean verify(Path file, Path signature) throws IOException, InterruptedException;

    /** Those that GnuPG accepts, with the keys of the user, or of the folder that {@code GNUPGHOME} names. */
    static Signatures ofGnuPg() {
        return (file, signature) -> new ProcessBuilder("gpg", "--batch", "--quiet", "--verify",
                signature.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
    }
}
