package dev.lanewise.mnist;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The four files of a data set in MNIST's form: their names, and the fingerprints of MNIST's. */
enum MnistFile {
    TRAIN_IMAGES("train-images", 3,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    TRAIN_LABELS("train-labels", 1,
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    TEST_IMAGES("t10k-images", 3,
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    TEST_LABELS("t10k-labels", 1,
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    private final String stem;
    private final int rank;
    private final String sha256;

    MnistFile(String stem, int rank, String sha256) {
        this.stem = stem;
        this.rank = rank;
        this.sha256 = sha256;
    }

    /** The names it may have in a folder, in the order in which they are looked for. */
    List<String> names() {
        String dashed = stem + "-idx" + rank + "-ubyte";
        String dotted = stem + ".idx" + rank + "-ubyte";
        return List.of(dashed, dashed + ".gz", dotted, dotted + ".gz");
    }

    /**
     * Reads the file from a folder, under the first of its names that is there; only its form is
     * checked.
     *
     * @throws DataException if it is missing, can't be read, or is damaged
     */
    IdxFile read(Path directory) {
        Path file = names().stream()
                .map(directory::resolve)
                // One that can't be looked at is there, too, and reading it says why.
                .filter(named -> !Files.notExists(named, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow(() -> new DataException(directory + ": must hold one of the files "
                        + String.join(", ", names()) + "; put the four files of the"
                        + " data set there, or name the folder that holds them."));
        return IdxReader.read(file, rank);
    }

    /** Name of MNIST's own file among the resources of the images' module. */
    String resource() {
        return stem + "-idx" + rank + "-ubyte.gz";
    }

    /**
     * Reads MNIST's own file and checks that it is just that.
     *
     * @param stored the content of {@link #resource()}; closed afterwards
     * @throws DataException if it is damaged, or another file
     */
    IdxFile readOwn(InputStream stored) {
        String source = resource() + " of " + OwnFile.IMAGES;
        IdxFile file = IdxReader.read(source, stored, rank);
        String found = HexFormat.of().formatHex(file.sha256());
        if (!found.equals(sha256)) {
            throw new DataException(source + ": its content must have the SHA-256 " + sha256
                    + ", but has " + found + "; build or download " + OwnFile.IMAGES + " again.");
        }
        return file;
    }
}
