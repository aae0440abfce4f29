package dev.lanewise.cli.train;

import dev.lanewise.cli.run.PixelRange;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What training images look like at a first look, which finds sets that could not be learned from,
 * though every file of theirs is sound.
 *
 * @param range of their pixels
 * @param plain how many of the images that were looked at have pixels of one value only
 * @param looked how many were looked at
 * @param missing classes without an image
 */
record FirstLook(PixelRange range, int plain, int looked, List<Integer> missing) {
    /** Fewer images a class, as of a --limit, miss one by chance. */
    private static final int FEWEST_A_CLASS = 2;
    /** As many images tell, and take no time. */
    private static final int SAMPLE = 1000;

    FirstLook {
        missing = List.copyOf(missing);
    }

    /** Looks at images. */
    static FirstLook at(Dataset images) {
        int looked = Math.min(SAMPLE, images.size());
        float[] pixels = new float[images.shape().size()];
        int plain = 0;
        for (int i = 0; i < looked; i++) {
            images.read((int) ((long) i * images.size() / looked), pixels, 0);
            // Each pixel against the next one: the comparison ends at the first that differs.
            plain += Arrays.equals(pixels, 1, pixels.length, pixels, 0, pixels.length - 1) ? 1 : 0;
        }
        return new FirstLook(PixelRange.of(images), plain, looked, missing(images));
    }

    private static List<Integer> missing(Dataset images) {
        if (images.size() < FEWEST_A_CLASS * images.classes()) {
            return List.of();
        }
        boolean[] there = new boolean[images.classes()];
        for (int i = 0; i < images.size(); i++) {
            there[images.label(i)] = true;
        }
        return IntStream.range(0, there.length).filter(c -> !there[c]).boxed().toList();
    }

    /** What is odd, a sentence each. */
    List<String> remarks(String name) {
        List<String> remarks = new ArrayList<>();
        if (range.isSmall()) {
            remarks.add("The largest pixel of the training images of " + name + " is "
                    + range.largest()
                    + ", where up to 255 is usual; all are taken as parts of "
                    + range.largest()
                    + ", and the model expects such images.");
        }
        if (2 * plain >= looked) {
            remarks.add("Of the training images of " + name + " that were looked at, "
                    + Numbers.grouped(plain) + " of " + Numbers.grouped(looked)
                    + " have pixels of one value only; check the file of images.");
        }
        if (!missing.isEmpty()) {
            remarks.add("The training images of " + name + " hold none of the "
                    + (missing.size() == 1 ? "class " : "classes ")
                    + String.join(", ", missing.stream().map(String::valueOf).toList())
                    + ", which the model will not know.");
        }
        return remarks;
    }
}
